# Wörter für die festen Listen der Plattform. Die Listen der Kreise haben ihre eigenen.
scope-whole-county = Ganzer Kreis
place-several = Mehrere Orte
place-county-wide = Kreisweit

case-state-open = offen
case-state-closed = geschlossen

closing-ground-goals-reached = Ziele erreicht
closing-ground-handed-over = an einen anderen Dienst übergeben
closing-ground-ended-by-person = von der Person beendet
closing-ground-no-contact = kein Kontakt mehr
closing-ground-moved-away = aus dem Kreis weggezogen
closing-ground-left-country = ausgereist
closing-ground-deceased = verstorben
closing-ground-other = anderer Grund

referral-basis-consent = Einwilligung
referral-basis-legal-basis = gesetzliche Grundlage

referral-state-sent = gesendet
referral-state-accepted = angenommen
referral-state-rejected = abgelehnt
referral-state-done = erledigt
referral-state-revoked = zurückgenommen

task-state-open = offen
task-state-done = erledigt
task-state-cancelled = entfallen

appointment-kind-talk = Gespräch
appointment-kind-visit = Besuch
appointment-kind-accompaniment = Begleitung
appointment-kind-conference = Fallkonferenz
calendar-entry-task-due = Aufgabe fällig

document-kind-letter = Schreiben oder Bescheid
document-kind-identity = Ausweis oder Aufenthaltstitel
document-kind-certificate = Zeugnis oder Bescheinigung
document-kind-application = Antrag
document-kind-consent = Einwilligung
document-kind-record = Protokoll oder Vermerk
document-kind-other = anderes Dokument

gender-female = weiblich
gender-male = männlich
gender-diverse = divers

residence-status-german = deutsche Staatsangehörigkeit
residence-status-eu-free-movement = EU-Freizügigkeit
residence-status-settlement-permit = Niederlassungserlaubnis oder Daueraufenthalt-EU
residence-status-humanitarian-permit = Aufenthaltserlaubnis aus humanitären Gründen
residence-status-temporary-protection = vorübergehender Schutz (§ 24 AufenthG)
residence-status-residence-permit = Aufenthaltserlaubnis (Familie, Arbeit, Ausbildung)
residence-status-asylum-seeker = Aufenthaltsgestattung
residence-status-tolerated = Duldung
residence-status-unknown = Aufenthaltsstatus nicht bekannt
residence-status-other = anderer Status

household-role-adult = Erwachsene Person
household-role-partner = Partnerin oder Partner
household-role-child = Kind
household-role-parent = Elternteil
household-role-relative = andere verwandte Person
household-role-other = andere Person

frequency-weekly = wöchentlich
frequency-fortnightly = alle zwei Wochen
frequency-monthly = monatlich
frequency-every-two-months = alle zwei Monate
frequency-quarterly = vierteljährlich
frequency-twice-a-year = zweimal im Jahr
frequency-yearly = jährlich
frequency-as-needed = nach Bedarf
frequency-not-stated = nicht angegeben

forwarding-form-contract = Weiterleitungsvertrag
forwarding-form-notice = Weiterleitungsbescheid
forwarding-form-not-stated = nicht angegeben

cost-kind-staff = Personalkosten
cost-kind-material = Sachkosten

rate-basis-post-year = je volle Stelle und Jahr
rate-basis-half-post-year = je halbe Stelle und Jahr
rate-basis-half-post = je halbe Stelle

missing-field-birth-date = Geburtsdatum
missing-field-gender = Geschlecht
missing-field-nationality = Staatsangehörigkeit
missing-field-first-language = Erstsprache
missing-field-residence-status = Aufenthaltsstatus
missing-field-referring-body = Zuweisende Stelle
missing-field-household = Haushalt

# Warnungen im Kopf eines Falls.
case-warning-not-seen-for = Seit { $days } Tagen nicht gesehen
case-warning-closes-on = Schließt am { $on }, wenn bis dahin kein Kontakt stattfindet ({ $months } Monate ohne Kontakt)
case-warning-closing-rule-due = Seit dem { $on } nach der Abschlussregel zu schließen ({ $months } Monate ohne Kontakt)
case-warning-incomplete-data = Angaben fehlen: { $fields }
case-warning-answer-overdue = Seit dem { $on } ohne Antwort: { $provider }
case-warning-no-post = Keine Stelle ist zuständig
case-warning-post-ended = Die zuständige Stelle gilt nicht mehr oder ist hier nicht zuständig: { $post }

rule-point-target-group = Zielgruppe
rule-point-position-shares = Stellenanteile
rule-point-case-closing = Fallabschluss
rule-point-precedence = Vorrang anderer Dienste
rule-point-indication = Indikation
rule-point-funding = Förderung
rule-point-indicators = Eigene Kennzahlen
rule-point-about-target-group = Wen der Kreis in welcher Reihenfolge begleitet.
rule-point-about-position-shares = Wie Stellen auf Gemeinden oder Regionen verteilt werden.
rule-point-about-case-closing = Wann ein Fall endet, wenn kein Kontakt mehr besteht.
rule-point-about-precedence = Welcher Dienst zuerst zuständig ist und ob der Bedarf bei KIM bleibt.
rule-point-about-indication = Welche Konstellation nach dem Erstgespräch vorgeschlagen wird.
rule-point-about-funding = Welche Förderung dem Kreis je Modul und Jahr zusteht.
rule-point-about-indicators = Kennzahlen, die nur dieser Kreis führt.

rule-state-checking = wird geprüft
rule-state-refused = abgewiesen
rule-state-draft = Entwurf
rule-state-proposed = vorgeschlagen
rule-state-approved = freigegeben
rule-state-planned = freigegeben, gilt noch nicht
rule-state-withdrawn = zurückgenommen

rule-run-kind-try-out = Probelauf
rule-run-kind-evaluation = Neubewertung

rule-run-state-running = läuft
rule-run-state-done = fertig
rule-run-state-cancelled = abgebrochen
rule-run-state-failed = gescheitert
rule-run-state-interrupted = unterbrochen

rule-outcome-none = keine Stufe
rule-outcome-waiting = { $stage }, noch nicht aufgenommen
rule-outcome-posts = { $posts } Stellen
rule-outcome-keep = bleibt offen
rule-outcome-close = wird abgeschlossen
rule-outcome-ask = jemand soll entscheiden

need-level-none = kein Bedarf
need-level-some = etwas
need-level-marked = deutlich
need-level-severe = sehr groß

urgency-can-wait = kann warten
urgency-soon = in den nächsten Wochen
urgency-at-once = sofort

plan-state-draft = Entwurf
plan-state-agreed = vereinbart
plan-state-replaced = ersetzt

step-doer-client = die Person selbst
step-doer-case-manager = Case Management
step-doer-service = ein Dienst
step-doer-other = jemand anders

attainment-not-attained = nicht erreicht
attainment-partly = teilweise erreicht
attainment-fully = erreicht
attainment-dropped = nicht mehr wichtig

consent-purpose-case-work = Aufnahme in das Case Management
consent-purpose-passing-on = Weitergabe an einen Dienst
consent-purpose-secrecy-release = Schweigepflichtentbindung
consent-purpose-state-database = Eintrag in die Datenbank des Landes
consent-state-in-force = gilt
consent-state-ended = abgelaufen
consent-state-withdrawn = widerrufen

disclosed-name = Name
disclosed-birth-date = Geburtsdatum
disclosed-contact-data = Anschrift und Telefon
disclosed-nationality = Staatsangehörigkeit
disclosed-residence-status = Aufenthaltsstatus
disclosed-language = Sprache und Dolmetschen
disclosed-household = Haushalt
disclosed-reason = Anliegen
disclosed-needs = eingeschätzter Bedarf
disclosed-plan = Hilfeplan
disclosed-documents = Unterlagen

finding-kind-gap = Lücke
finding-kind-friction = Reibung zwischen Rechtskreisen
finding-kind-missing-offer = fehlendes Angebot
finding-kind-duplicate-structure = Doppelstruktur
duplicate-reason-same-name = gleicher Name
duplicate-reason-name-sounds-alike = gleich klingender Name
duplicate-reason-names-swapped = Vor- und Familienname vertauscht
duplicate-reason-one-name-alike = einer der Namen gleich
duplicate-reason-same-birth-date = gleiches Geburtsdatum
duplicate-reason-birth-date-swapped = Tag und Monat der Geburt vertauscht
duplicate-reason-birth-date-one-digit = eine Ziffer des Geburtsdatums anders
duplicate-reason-birth-date-year-only = gleiches Geburtsjahr, Tag nur als 1. Januar bekannt
duplicate-reason-birth-date-unknown = Geburtsdatum nicht bekannt
