# Lists of cases.
cases-title = Fälle
cases-filter-label = Fälle suchen und filtern
cases-search = Name oder Nummer
cases-state = Stand
cases-state-open = nur offene
cases-state-closed = nur geschlossene
cases-state-all = offene und geschlossene
cases-constellation = Handlungskonstellation
cases-municipality = Gemeinde
cases-post = Stelle
cases-any = alle
cases-only-mine = nur meine
cases-not-seen = nur lange nicht gesehene
cases-filter = Filtern
cases-filter-reset = Filter zurücksetzen
cases-total = { $count } Fälle
cases-none = Hier ist noch kein Fall. Nehmen Sie einen auf, oder warten Sie auf eine Zuweisung.
cases-none-found = Kein Fall passt zu diesem Filter. Ändern Sie ihn oder setzen Sie ihn zurück.
cases-caption = Fälle mit Zuständigkeit und Hinweisen; Überschriften mit Verweis sortieren die Liste
cases-number = Nummer
cases-client = Person
cases-responsible = Zuständig
cases-opened = Aufgenommen
cases-last-contact = Letzter Kontakt
cases-hints = Hinweise
cases-unassigned = ohne Zuständigkeit
cases-no-contact = noch keiner
cases-pending-referrals = { $count ->
    [one] ein offener Verweis
   *[other] { $count } offene Verweise
}
cases-hint-not-seen = seit { $count } Tagen nicht gesehen
cases-hint-closes = schließt am { $value }
cases-hint-closing-due = Schließen fällig seit { $value }
cases-hint-incomplete = { $count ->
    [one] eine Angabe fehlt
   *[other] { $count } Angaben fehlen
}
cases-hint-post-ended = Stelle nicht mehr gültig
cases-live-updated = Die Liste wurde aufgefrischt.
cases-live-lost = Die Verbindung ist unterbrochen. Die Liste kann veraltet sein.
cases-live-restored = Die Verbindung steht wieder.
