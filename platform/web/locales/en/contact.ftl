# Recording a contact.
contact-title = Record a contact: { $client }, { $number }
contact-day = Day
contact-day-hint = Not before { $value }, when the case was opened; today at the latest
contact-channel = Kind of contact
contact-minutes = Duration in minutes
contact-minutes-hint = 1 to 1,440
contact-with-client = The person took part
contact-with-client-hint = Talks with others about the person do not count as contacts with the person.
contact-interpreter-present = An interpreter took part
contact-interpreter-needed-hint = According to the intake, talks need an interpreter.
contact-note = What it was about
contact-note-hint = At most 4,000 characters
contact-submit = Record the contact
