# Was an den Dateien eines Kreises falsch ist und was richtig wäre.

summary = { $errors ->
    [0] Keine Fehler
    [one] 1 Fehler
   *[other] { $errors } Fehler
}, { $warnings ->
    [0] keine Hinweise
    [one] 1 Hinweis
   *[other] { $warnings } Hinweise
}.
warning = Hinweis
did-you-mean = Meinten Sie "{ $suggestion }"?
known-are = Möglich sind: { $known }.

folder-unreadable = Der Ordner { $folder } lässt sich nicht lesen ({ $detail }). Geben Sie den Ordner eines Kreises an.
file-missing = Die Datei fehlt. Legen Sie sie an; was hineingehört, steht im Schema der Datei und in den Dateien der anderen Kreise.
file-unknown = Diese Datei gehört zu keinem Kreis. Benennen Sie sie um oder nehmen Sie sie aus dem Ordner.
file-unreadable = Die Datei lässt sich nicht lesen ({ $detail }).
file-too-large = Die Datei ist { $size } Bytes groß, erlaubt sind { $limit }. Vermutlich ist es nicht die richtige Datei.
file-not-utf8 = In Zeile { $line } steht ein Zeichen, das nicht in UTF-8 geschrieben ist. Speichern Sie die Datei als UTF-8.

yaml-syntax = Hier endet, was als YAML lesbar ist ({ $detail }). Prüfen Sie Einrückung, Doppelpunkte und Anführungszeichen in dieser Zeile und der davor.
yaml-empty = Die Datei ist leer.
yaml-several-documents = Mit "---" beginnt ein zweites Dokument. Eine Datei hält genau eines.
yaml-alias = Anker und Verweise (& und *) sind nicht erlaubt. Schreiben Sie den Wert aus.
yaml-tag = Typangaben mit "!" sind nicht erlaubt. Lassen Sie sie weg.
yaml-too-deep = Die Werte sind tiefer als { $limit } Ebenen verschachtelt. Prüfen Sie die Einrückung.
yaml-too-many-values = Die Datei hält mehr als { $limit } Werte. Vermutlich ist es nicht die richtige Datei.
yaml-name-not-text = Hier muss der Name eines Feldes stehen, keine Liste und keine Gruppe von Feldern.
yaml-field-twice = Das Feld "{ $field }" steht schon in Zeile { $first }. Jedes Feld darf nur einmal vorkommen.

field-unknown = Das Feld "{ $field }" gibt es hier nicht.
field-missing = Das Feld "{ $field }" fehlt.
closing-rule-missing = Die Handlungskonstellation "{ $key }" hat keine Abschlussregel. Ergänzen Sie "closing" mit "rule: months_without_contact" und "months", oder ausdrücklich "rule: none".
value-missing = Hier fehlt der Wert. Tragen Sie ihn ein oder lassen Sie das Feld ganz weg.
value-kind = Erwartet wird { $expected ->
    [string] ein Text
    [integer] eine ganze Zahl
    [number] eine Zahl
    [boolean] true oder false
    [array] eine Liste
    [object] eine Gruppe von Feldern
   *[other] etwas anderes
}, nicht { $value }.
quotes-missing = Erwartet wird ein Text. Setzen Sie ihn in Anführungszeichen, damit führende Nullen und Wörter wie "no" erhalten bleiben.
value-unknown = "{ $value }" gibt es hier nicht.
value-form = { $form ->
    [key] "{ $value }" ist kein Schlüssel: Kleinbuchstaben ohne Umlaute, Ziffern und einzelne Bindestriche, zuerst ein Buchstabe.
    [municipality] "{ $value }" ist kein Gemeindeschlüssel: acht Ziffern in Anführungszeichen, beginnend mit 05.
    [county] "{ $value }" ist kein Kreisschlüssel: fünf Ziffern in Anführungszeichen, beginnend mit 05.
    [language] "{ $value }" ist kein Sprachcode: zwei oder drei Kleinbuchstaben wie "ar", mit Zusatz wie "zh-Hant".
   *[other] "{ $value }" hat nicht die richtige Form.
}
date-invalid = "{ $value }" ist kein Datum. Schreiben Sie Jahr-Monat-Tag, etwa 2024-10-31.
number-out-of-range = { $side ->
    [smallest] { $value } ist zu klein; der kleinste Wert ist { $limit }.
   *[largest] { $value } ist zu groß; der größte Wert ist { $limit }.
}
text-empty = Hier fehlt der Text.
text-too-long = Der Text ist zu lang; erlaubt sind { $limit } Zeichen.
list-empty = Die Liste ist leer; sie braucht mindestens einen Eintrag.
value-invalid = "{ $value }" ist hier nicht möglich ({ $detail }).

county-unknown = Einen Kreis mit dem Schlüssel { $ags } gibt es in Nordrhein-Westfalen nicht.
municipality-unknown = unbekannte Gemeinde { $ags }.
municipality-of-other-county = Die Gemeinde { $ags } gehört nicht zum Kreis { $county }, sondern zu: { $other }.
municipality-name = Die Gemeinde { $ags } heißt im amtlichen Verzeichnis "{ $official }", nicht "{ $name }".
municipality-left-out = Die Gemeinde { $municipality } gehört zum Kreis und fehlt in der Liste.
duplicate = "{ $key }" steht schon in Zeile { $first }.
validity-overlap = "{ $key }" gilt zur selben Zeit schon durch den Eintrag in Zeile { $first }. Beenden Sie den früheren mit "valid_to", oder geben Sie einem von beiden einen anderen Schlüssel.
validity-reversed = Das Ende { $to } liegt vor dem Beginn { $from }.
reference-unknown = { $target ->
    [unit] unbekannter Bezirk
    [carrier] unbekannter Träger
    [municipality] unbekannte Gemeinde (sie steht nicht in county.yaml):
    [city-district] unbekannter Stadtbezirk (er steht nicht in county.yaml):
    [function] unbekannte Funktion
    [custom-role] unbekannte eigene Rolle
    [rate] unbekannter Fördersatz
    [source] unbekannte Quelle (sie steht nicht in sources.yaml):
   *[other] unbekannter Schlüssel
} "{ $key }".
reference-not-valid = { $target ->
    [unit] Der Bezirk
    [carrier] Der Träger
    [rate] Der Fördersatz
   *[other] Der Eintrag
} "{ $key }" gilt am { $date } nicht. Gleichen Sie die Zeiträume an.
unit-without-places = Der Bezirk "{ $key }" hat keine Orte. Ergänzen Sie "municipalities" oder "city_districts", oder sagen Sie mit "without_territory: true", dass er keine hat.
unit-territory-contradiction = Der Bezirk "{ $key }" hat Orte und sagt mit "without_territory", dass er keine hat. Lassen Sie eines von beiden weg.
post-without-place = Die Stelle "{ $key }" ist für keinen Ort da. Nennen Sie Bezirke, Gemeinden oder Stadtbezirke, oder "county_wide: true".
body-without-place = Das Gremium "{ $key }" ist für keinen Ort da. Nennen Sie Bezirke oder Gemeinden, oder "county_wide: true".
sum-differs = Die Summe ({ $conditions }) am { $date } ist mit { $stated } angegeben, die Stellen ergeben { $found }. Berichtigen Sie die Stellen oder die Summe.
closing-months-missing = Die Abschlussregel von "{ $key }" braucht "months", die Zahl der Kalendermonate ohne Kontakt.
closing-months-unexpected = Die Handlungskonstellation "{ $key }" wird durch keine Regel abgeschlossen; "months" ist hier ohne Sinn. Lassen Sie es weg oder wählen Sie "rule: months_without_contact".
retention-rule-missing = Für die Datenart "{ $kind }" fehlt die Löschregel. Ergänzen Sie eine mit Beginn, Frist, Maßnahme und Verantwortlichen; eine stillschweigende Frist gibt es nicht.
own-name-missing = "{ $key }" ist kein Schlüssel der Plattform und braucht deshalb einen Namen ("name").
label-unknown = Für "{ $key }" gibt es nichts zu benennen.
grant-period = Der Zeitraum { $from } bis { $to } besteht nicht aus ganzen Monaten (höchstens 120). Beginnen Sie am Ersten und enden Sie am Letzten eines Monats.
grant-posts-differ = Der Bescheid nennt { $stated } Stellen, am { $date } sind es { $found }. Berichtigen Sie die Stellen oder den Bescheid.
grant-amount-differs = Der Bescheid nennt { $stated }, aus Fördersatz, Stellen und Monaten folgen { $derived }. Berichtigen Sie Betrag, Fördersatz, Stellen oder Zeitraum.
group-without-role = Die Gruppe "{ $key }" gibt keine Rolle. Ergänzen Sie "roles" oder "custom_roles", oder nehmen Sie die Gruppe heraus.
assumption-place-unknown = Die Annahme nennt "{ $place }"; "{ $step }" gibt es dort nicht. Schreiben Sie Datei ohne Endung, dann Felder und Schlüssel, mit Punkten verbunden.

third-at-integration-centre = Ab { $date } liegen { $centre } von { $total } Case-Management-Stellen beim Kommunalen Integrationszentrum, weniger als das Drittel, das das Land empfiehlt.
assumption-without-source = Annahme ohne Quelle: { $text } Nennen Sie mit "source", was sie stützt, oder lassen Sie sie bestätigen.
