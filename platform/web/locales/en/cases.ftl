# Lists of cases.
cases-title = Cases
cases-filter-label = Search and filter cases
cases-search = Name or number
cases-state = State
cases-state-open = open only
cases-state-closed = closed only
cases-state-all = open and closed
cases-constellation = Constellation
cases-municipality = Municipality
cases-post = Post
cases-any = all
cases-only-mine = only mine
cases-not-seen = only those not seen for long
cases-filter = Filter
cases-filter-reset = Reset filter
cases-total = { $count } cases
cases-none = There is no case here yet. Open one, or wait for an assignment.
cases-none-found = No case matches this filter. Change it or reset it.
cases-caption = Cases with responsibility and hints; headings with a link sort the list
cases-number = Number
cases-client = Person
cases-responsible = Responsible
cases-opened = Opened
cases-last-contact = Last contact
cases-hints = Hints
cases-unassigned = unassigned
cases-no-contact = none yet
cases-pending-referrals = { $count ->
    [one] one pending referral
   *[other] { $count } pending referrals
}
cases-hint-not-seen = not seen for { $count } days
cases-hint-closes = closes on { $value }
cases-hint-closing-due = closing due since { $value }
cases-hint-incomplete = { $count ->
    [one] one entry missing
   *[other] { $count } entries missing
}
cases-hint-post-ended = post no longer valid
cases-live-updated = The list was renewed.
cases-live-lost = The connection is interrupted. The list may be out of date.
cases-live-restored = The connection is back.
