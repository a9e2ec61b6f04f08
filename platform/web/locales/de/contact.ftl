# Recording a contact.
contact-title = Kontakt erfassen: { $client }, { $number }
contact-day = Tag
contact-day-hint = Frühestens am { $value }, als der Fall aufgenommen wurde; spätestens heute
contact-channel = Art des Kontakts
contact-minutes = Dauer in Minuten
contact-minutes-hint = 1 bis 1.440
contact-with-client = Die Person selbst war dabei
contact-with-client-hint = Gespräche mit anderen über die Person zählen nicht als Kontakt mit ihr.
contact-interpreter-present = Eine Sprachmittlung war dabei
contact-interpreter-needed-hint = Laut Aufnahme brauchen die Gespräche eine Sprachmittlung.
contact-note = Worum es ging
contact-note-hint = Höchstens 4.000 Zeichen
contact-submit = Kontakt erfassen
