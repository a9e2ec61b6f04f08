# Lists as files.
export-label = The whole list as a file:
export-csv = CSV
export-xlsx = Excel (XLSX)
export-name = Name
export-birth-date = Birth date
export-description = Description
export-too-long = The list has more than { $value } entries. Narrow it.
