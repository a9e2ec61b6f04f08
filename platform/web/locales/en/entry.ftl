# The root page, signing in, the start page.
landing-title = Municipal integration management
landing-text = Kreislotse supports case management, coordination and authorities in municipal integration management. Each county works in an area of its own.
landing-address = Please open the address that your county gave you.
landing-demo = Choose an account to try it out. The password of all accounts is { $value }.
landing-sign-ins = Accounts to try out: { $value }
landing-role = Role
sign-in-title = Sign in
sign-in-login = Login
sign-in-password = Password
sign-in-submit = Sign in
sign-in-ended = Your session has ended. Please sign in again.
sign-in-forgotten = You cannot get in?
sign-in-help = Help with signing in
start-title = Start
start-greeting = Hello, { $value }
start-scope = Your area: { $value }
start-open-case = Open a case
start-configuration = Configuration
start-configuration-version = Version { $value } is in force.
start-configuration-help = How to change the files
start-configuration-rejected = Version { $value } has mistakes and is not used
start-configuration-no-warnings = No hints about the configuration.
start-configuration-warning-count = { $count ->
    [one] One hint about the configuration
   *[other] { $count } hints about the configuration
}
start-cases-open = Open cases
start-cases-mine = My open cases
start-cases-not-seen = Of these not seen for long
start-cases-area = Open cases in your area
start-cases-by = { $value }: open cases
start-not-seen = Not seen for long
start-not-seen-none = Everybody has been seen lately.
start-newest = Opened last
start-newest-none = There is no open case here yet.
start-whole-list = See the whole list
start-audit = Latest entries of the audit trail
start-posts = Posts
start-tokens = { $count ->
    [0] You have no valid API token.
    [one] You have one valid API token.
   *[other] You have { $count } valid API tokens.
}
start-tokens-link = Manage API tokens
start-audit-link = See the whole trail
start-posts-total = Posts in total
start-structure-link = See the structure
