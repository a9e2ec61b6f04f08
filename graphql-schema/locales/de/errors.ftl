# Was an der Eingabe nicht stimmt, und was dann zu tun ist. Ein Text je Code.
problem-required = Bitte füllen Sie dieses Feld aus.
problem-too-long = Der Text ist zu lang. Bitte kürzen Sie ihn auf höchstens { $max } Zeichen.
problem-malformed = Diese Angabe hat nicht die erwartete Form. Bitte prüfen Sie die Schreibweise (Datum als Tag, Monat, Jahr).
problem-out-of-range = Bitte geben Sie einen Wert von { $min } bis { $max } an.
problem-unknown = Diese Angabe ist hier nicht bekannt. Bitte wählen Sie einen Eintrag aus der Liste.
problem-in-the-future = Das Datum liegt in der Zukunft. Bitte geben Sie heute oder einen früheren Tag an.
problem-too-early = Das Datum liegt zu früh. Bitte geben Sie den { $earliest } oder einen späteren Tag an.
problem-taken = Das gibt es schon. Bitte verwenden Sie den vorhandenen Eintrag oder eine andere Angabe.
problem-case-closed = Der Fall ist geschlossen. Bitte nehmen Sie ihn zuerst wieder auf.
problem-case-open = Der Fall ist bereits offen. Sie können gleich weiterarbeiten.
problem-unchanged = Das ist der bisherige Wert. Bitte wählen Sie einen anderen oder brechen Sie ab.
problem-post-serves-elsewhere = Diese Stelle ist für den Ort des Falls nicht zuständig. Bitte wählen Sie eine Stelle, die dort zuständig ist.
problem-post-not-valid = Diese Stelle kann den Fall an diesem Tag nicht übernehmen. Bitte wählen Sie eine andere Stelle.
problem-conflict = Jemand anderes hat den Eintrag inzwischen geändert. Bitte vergleichen Sie beide Fassungen und speichern Sie erneut.
problem-sign-in-refused = Die Anmeldung ist nicht möglich. Bitte prüfen Sie Anmeldename und Passwort; nach mehreren Fehlversuchen warten Sie einige Minuten.
problem-key-reused = Dieses Formular wurde bereits mit anderen Angaben abgeschickt. Bitte öffnen Sie es neu und senden Sie es noch einmal.

# Warum eine Anfrage gar nicht beantwortet wird.
failure-unauthenticated = Sie sind nicht angemeldet. Bitte melden Sie sich an und versuchen Sie es noch einmal.
failure-forbidden = Ihre Rolle erlaubt das nicht. Bitte wenden Sie sich an Ihre KIM-Leitung, wenn Sie es für Ihre Aufgabe brauchen.
failure-not-found = Das gibt es hier nicht. Bitte prüfen Sie die Adresse oder suchen Sie in der Liste.
failure-tenant-unavailable = Die Daten des Kreises sind gerade nicht erreichbar. Bitte versuchen Sie es in einer Minute noch einmal.
failure-storage-full = Der Speicherplatz ist voll; Lesen ist möglich, Speichern nicht. Bitte behalten Sie Ihre Eingabe und informieren Sie die Kreis-IT.
failure-internal = Das ist unser Fehler. Bitte versuchen Sie es noch einmal und nennen Sie der Kreis-IT sonst die Ereignisnummer { $event }.
failure-bad-user-input = Die Anfrage enthält eine Angabe, die nicht verwendet werden kann. Bitte korrigieren Sie sie: { $detail }
failure-graphql-parse-failed = Das GraphQL-Dokument kann nicht gelesen werden. Bitte korrigieren Sie es: { $detail }
failure-graphql-validation-failed = Das GraphQL-Dokument passt nicht zum Schema. Bitte korrigieren Sie es: { $detail }
failure-limit-exceeded = Die Anfrage überschreitet die Grenze „{ $limit }“: höchstens { $max }. Bitte teilen Sie sie auf.
