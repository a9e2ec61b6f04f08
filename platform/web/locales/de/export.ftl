# Listen als Dateien.
export-label = Die ganze Liste als Datei:
export-csv = CSV
export-xlsx = Excel (XLSX)
export-name = Name
export-birth-date = Geburtsdatum
export-description = Beschreibung
export-too-long = Die Liste hat mehr als { $value } Einträge. Grenzen Sie sie ein.
