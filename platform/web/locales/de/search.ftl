# The search over everything, in the head of each page and as a page.
search-title = Suche
search-label = In allem suchen
search-again-label = Suchbegriffe ändern
search-words = Suchbegriffe
search-submit = Suchen
search-all-kinds = Alles zeigen
search-hint = Suchen Sie nach Namen, Geburtsdatum (12.03.1999), Fallnummer, Anlass oder Wörtern aus Notizen. Der Anfang eines Wortes genügt.
search-nothing = In Ihrem Zuständigkeitsbereich gibt es dazu nichts. Prüfen Sie die Schreibweise oder suchen Sie mit weniger Wörtern.
search-persons = Personen
search-cases = Fälle
search-contacts = Kontakte und Notizen
search-opened-on = aufgenommen am { $value }
search-more = Mehr davon
