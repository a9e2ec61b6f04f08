# What was corrected of a person's data.
person-history-title = Geänderte Angaben: { $value }
person-history-none = Noch hat niemand Angaben geändert.
person-history-caption = Frühere und spätere Angaben, die neuesten zuerst
person-history-before = Vorher
person-history-after = Nachher
person-history-changed = Geändert
person-history-reason = Grund
person-history-back = Zurück zur Person
person-history-link = Frühere Angaben
person-history-why = Warum ändern Sie die Angaben?
person-history-why-hint = Die früheren Angaben bleiben mit dem Grund nachlesbar.
