# The root page, signing in, the start page.
landing-title = Kommunales Integrationsmanagement
landing-text = Kreislotse unterstützt Case Management, Koordination und Behörden im Kommunalen Integrationsmanagement. Jeder Kreis arbeitet in seinem eigenen Bereich.
landing-address = Bitte öffnen Sie die Adresse, die Sie von Ihrem Kreis bekommen haben.
landing-demo = Zum Ausprobieren wählen Sie ein Konto. Das Passwort ist bei allen Konten { $value }.
landing-sign-ins = Konten zum Ausprobieren: { $value }
landing-role = Rolle
sign-in-title = Anmelden
sign-in-login = Anmeldename
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-ended = Ihre Sitzung ist beendet. Bitte melden Sie sich wieder an.
sign-in-forgotten = Sie kommen nicht hinein?
sign-in-help = Hilfe zum Anmelden
start-title = Start
start-greeting = Guten Tag, { $value }
start-scope = Ihr Zuständigkeitsbereich: { $value }
start-open-case = Fall aufnehmen
start-configuration = Konfiguration
start-configuration-version = In Kraft ist die Fassung { $value }.
start-configuration-help = So ändern Sie die Dateien
start-configuration-rejected = Fassung { $value } hat Fehler und wird nicht verwendet
start-configuration-no-warnings = Keine Hinweise zur Konfiguration.
start-configuration-warning-count = { $count ->
    [one] Ein Hinweis zur Konfiguration
   *[other] { $count } Hinweise zur Konfiguration
}
start-cases-open = Offene Fälle
start-cases-mine = Meine offenen Fälle
start-cases-not-seen = Davon lange nicht gesehen
start-cases-area = Offene Fälle im Zuständigkeitsbereich
start-cases-by = Offene Fälle nach { $value }
start-not-seen = Lange nicht gesehen
start-not-seen-none = Alle wurden in letzter Zeit gesehen.
start-newest = Zuletzt aufgenommen
start-newest-none = Hier ist noch kein offener Fall.
start-whole-list = Ganze Liste ansehen
start-audit = Letzte Einträge im Protokoll
start-posts = Stellen
start-tokens = { $count ->
    [0] Sie haben keinen gültigen Zugangsschlüssel.
    [one] Sie haben einen gültigen Zugangsschlüssel.
   *[other] Sie haben { $count } gültige Zugangsschlüssel.
}
start-tokens-link = Zugangsschlüssel verwalten
start-audit-link = Ganzes Protokoll ansehen
start-posts-total = Stellen insgesamt
start-structure-link = Struktur ansehen
