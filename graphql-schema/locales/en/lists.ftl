# Words for the platform's closed lists. The counties' lists have their own.
scope-whole-county = Whole county
place-several = Several places
place-county-wide = County-wide

case-state-open = open
case-state-closed = closed

closing-ground-goals-reached = goals reached
closing-ground-handed-over = handed over to another service
closing-ground-ended-by-person = ended by the person
closing-ground-no-contact = no more contact
closing-ground-moved-away = moved out of the county
closing-ground-left-country = left Germany
closing-ground-deceased = deceased
closing-ground-other = another ground

referral-basis-consent = consent
referral-basis-legal-basis = legal basis

referral-state-sent = sent
referral-state-accepted = accepted
referral-state-rejected = rejected
referral-state-done = done
referral-state-revoked = revoked

task-state-open = open
task-state-done = done
task-state-cancelled = dropped

appointment-kind-talk = talk
appointment-kind-visit = visit
appointment-kind-accompaniment = accompaniment
appointment-kind-conference = case conference
calendar-entry-task-due = task due

document-kind-letter = letter or decision
document-kind-identity = identity document or residence permit
document-kind-certificate = certificate
document-kind-application = application
document-kind-consent = declaration of consent
document-kind-record = minutes or note
document-kind-other = other document

gender-female = female
gender-male = male
gender-diverse = diverse

residence-status-german = German nationality
residence-status-eu-free-movement = EU free movement
residence-status-settlement-permit = settlement permit or EU long-term residence
residence-status-humanitarian-permit = residence permit on humanitarian grounds
residence-status-temporary-protection = temporary protection (§ 24 AufenthG)
residence-status-residence-permit = residence permit (family, work, training)
residence-status-asylum-seeker = asylum procedure (Aufenthaltsgestattung)
residence-status-tolerated = deportation suspended (Duldung)
residence-status-unknown = residence status not known
residence-status-other = another status

household-role-adult = adult
household-role-partner = partner
household-role-child = child
household-role-parent = parent
household-role-relative = another relative
household-role-other = another person

frequency-weekly = weekly
frequency-fortnightly = every two weeks
frequency-monthly = monthly
frequency-every-two-months = every two months
frequency-quarterly = quarterly
frequency-twice-a-year = twice a year
frequency-yearly = yearly
frequency-as-needed = when needed
frequency-not-stated = not stated

forwarding-form-contract = forwarding contract
forwarding-form-notice = forwarding notice
forwarding-form-not-stated = not stated

cost-kind-staff = staff
cost-kind-material = material

rate-basis-post-year = per full post and year
rate-basis-half-post-year = per half post and year
rate-basis-half-post = per half post

missing-field-birth-date = date of birth
missing-field-gender = gender
missing-field-nationality = nationality
missing-field-first-language = first language
missing-field-residence-status = residence status
missing-field-referring-body = referring body
missing-field-household = household

# Warnings in the header of a case.
case-warning-not-seen-for = Not seen for { $days } days
case-warning-closes-on = Closes on { $on } unless there is a contact before ({ $months } months without contact)
case-warning-closing-rule-due = Due to be closed by the closing rule since { $on } ({ $months } months without contact)
case-warning-incomplete-data = Missing data: { $fields }
case-warning-answer-overdue = No answer since { $on }: { $provider }
case-warning-no-post = No post is responsible
case-warning-post-ended = The post responsible has ended or does not serve this place: { $post }

rule-point-target-group = Target group
rule-point-position-shares = Position shares
rule-point-case-closing = Closing of cases
rule-point-precedence = Precedence of other services
rule-point-indication = Indication
rule-point-funding = Funding
rule-point-indicators = The county's own figures
rule-point-about-target-group = Whom the county supports, in which order.
rule-point-about-position-shares = How posts are shared out among municipalities or regions.
rule-point-about-case-closing = When a case ends because nobody has been in touch.
rule-point-about-precedence = Which service goes first, and whether the need stays with KIM.
rule-point-about-indication = Which constellation is proposed after the first talk.
rule-point-about-funding = Which grant the county is due, by module and year.
rule-point-about-indicators = Figures that only this county keeps.

rule-state-checking = being checked
rule-state-refused = refused
rule-state-draft = draft
rule-state-proposed = proposed
rule-state-approved = approved
rule-state-planned = approved, not yet in effect
rule-state-withdrawn = taken back

rule-run-kind-try-out = trial run
rule-run-kind-evaluation = re-evaluation

rule-run-state-running = running
rule-run-state-done = done
rule-run-state-cancelled = stopped
rule-run-state-failed = failed
rule-run-state-interrupted = interrupted

rule-outcome-none = no stage
rule-outcome-waiting = { $stage }, not admitted yet
rule-outcome-posts = { $posts } posts
rule-outcome-keep = stays open
rule-outcome-close = is closed
rule-outcome-ask = somebody should decide

need-level-none = none
need-level-some = some
need-level-marked = marked
need-level-severe = severe

urgency-can-wait = can wait
urgency-soon = within weeks
urgency-at-once = at once

plan-state-draft = draft
plan-state-agreed = agreed
plan-state-replaced = replaced

step-doer-client = the person
step-doer-case-manager = case management
step-doer-service = a service
step-doer-other = somebody else

attainment-not-attained = not attained
attainment-partly = attained in part
attainment-fully = attained
attainment-dropped = no longer important

consent-purpose-case-work = taking part in case management
consent-purpose-passing-on = passing data on to a service
consent-purpose-secrecy-release = release from professional secrecy
consent-purpose-state-database = entry into the state’s database
consent-state-in-force = in force
consent-state-ended = ended
consent-state-withdrawn = withdrawn

disclosed-name = name
disclosed-birth-date = birth date
disclosed-contact-data = address and telephone
disclosed-nationality = nationality
disclosed-residence-status = residence status
disclosed-language = language and interpreting
disclosed-household = household
disclosed-reason = reason for coming
disclosed-needs = assessed needs
disclosed-plan = support plan
disclosed-documents = documents

finding-kind-gap = gap
finding-kind-friction = friction between legal fields
finding-kind-missing-offer = missing offer
finding-kind-duplicate-structure = duplicate structure
duplicate-reason-same-name = same name
duplicate-reason-name-sounds-alike = name sounds alike
duplicate-reason-names-swapped = given and family name swapped
duplicate-reason-one-name-alike = one of the names alike
duplicate-reason-same-birth-date = same date of birth
duplicate-reason-birth-date-swapped = day and month of birth swapped
duplicate-reason-birth-date-one-digit = one digit of the date of birth differs
duplicate-reason-birth-date-year-only = same year of birth, day only known as 1 January
duplicate-reason-birth-date-unknown = date of birth not known
