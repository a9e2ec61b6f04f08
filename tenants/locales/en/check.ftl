# What is wrong with the files of a county and what would be right.

summary = { $errors ->
    [0] No errors
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] 1 warning
   *[other] { $warnings } warnings
}.
warning = warning
did-you-mean = Did you mean "{ $suggestion }"?
known-are = Possible are: { $known }.

folder-unreadable = The folder { $folder } cannot be read ({ $detail }). Name the folder of a county.
file-missing = The file is not there. Make it; its schema and the files of the other counties show what belongs into it.
file-unknown = No county has such a file. Rename it or take it out of the folder.
file-unreadable = The file cannot be read ({ $detail }).
file-too-large = The file has { $size } bytes, { $limit } are allowed. It is probably not the right file.
file-not-utf8 = Line { $line } has a character that is not written in UTF-8. Save the file as UTF-8.

yaml-syntax = What can be read as YAML ends here ({ $detail }). Look at indentation, colons and quotes in this line and the one before.
yaml-empty = The file is empty.
yaml-several-documents = A second document begins with "---". A file holds exactly one.
yaml-alias = Anchors and aliases (& and *) are not allowed. Write the value out.
yaml-tag = Tags with "!" are not allowed. Leave them out.
yaml-too-deep = The values are nested deeper than { $limit } levels. Look at the indentation.
yaml-too-many-values = The file holds more than { $limit } values. It is probably not the right file.
yaml-name-not-text = The name of a field must stand here, no list and no group of fields.
yaml-field-twice = The field "{ $field }" is already in line { $first }. Each field may be there only once.

field-unknown = There is no field "{ $field }" here.
field-missing = The field "{ $field }" is missing.
closing-rule-missing = The constellation "{ $key }" has no closing rule. Add "closing" with "rule: months_without_contact" and "months", or expressly "rule: none".
value-missing = The value is missing here. Write it, or leave the whole field out.
value-kind = { $expected ->
    [string] A text
    [integer] A whole number
    [number] A number
    [boolean] true or false
    [array] A list
    [object] A group of fields
   *[other] Something else
} is expected, not { $value }.
quotes-missing = A text is expected. Put it in quotes, so that leading zeros and words such as "no" are kept.
value-unknown = There is no "{ $value }" here.
value-form = { $form ->
    [key] "{ $value }" is no key: lower-case letters, digits and single hyphens, first a letter.
    [municipality] "{ $value }" is no number of a municipality: eight digits in quotes, beginning with 05.
    [county] "{ $value }" is no number of a county: five digits in quotes, beginning with 05.
    [language] "{ $value }" is no language code: two or three lower-case letters such as "ar", with an addition such as "zh-Hant".
   *[other] "{ $value }" has not the right form.
}
date-invalid = "{ $value }" is no date. Write year-month-day, such as 2024-10-31.
number-out-of-range = { $side ->
    [smallest] { $value } is too small; the smallest value is { $limit }.
   *[largest] { $value } is too large; the largest value is { $limit }.
}
text-empty = The text is missing here.
text-too-long = The text is too long; { $limit } characters are allowed.
list-empty = The list is empty; it needs at least one entry.
value-invalid = "{ $value }" is not possible here ({ $detail }).

county-unknown = There is no county with the number { $ags } in North Rhine-Westphalia.
municipality-unknown = unknown municipality { $ags }.
municipality-of-other-county = The municipality { $ags } does not belong to the county { $county } but to: { $other }.
municipality-name = The municipality { $ags } is called "{ $official }" in the official list, not "{ $name }".
municipality-left-out = The municipality { $municipality } belongs to the county and is missing from the list.
duplicate = "{ $key }" is already in line { $first }.
validity-overlap = "{ $key }" is valid at the same time by the entry in line { $first }. End the earlier one with "valid_to", or give one of them another key.
validity-reversed = The end { $to } is before the beginning { $from }.
reference-unknown = { $target ->
    [unit] unknown unit
    [carrier] unknown carrier
    [municipality] unknown municipality (it is not in county.yaml):
    [city-district] unknown city district (it is not in county.yaml):
    [function] unknown function
    [custom-role] unknown custom role
    [rate] unknown funding rate
    [source] unknown source (it is not in sources.yaml):
   *[other] unknown key
} "{ $key }".
reference-not-valid = { $target ->
    [unit] The unit
    [carrier] The carrier
    [rate] The funding rate
   *[other] The entry
} "{ $key }" is not valid on { $date }. Bring the periods into line.
unit-without-places = The unit "{ $key }" has no places. Add "municipalities" or "city_districts", or say with "without_territory: true" that it has none.
unit-territory-contradiction = The unit "{ $key }" has places and says with "without_territory" that it has none. Leave one of them out.
post-without-place = The post "{ $key }" is there for no place. Name units, municipalities or city districts, or "county_wide: true".
body-without-place = The body "{ $key }" is there for no place. Name units or municipalities, or "county_wide: true".
sum-differs = The sum ({ $conditions }) on { $date } is stated as { $stated }, the posts add up to { $found }. Correct the posts or the sum.
closing-months-missing = The closing rule of "{ $key }" needs "months", the number of calendar months without contact.
closing-months-unexpected = No rule closes the constellation "{ $key }"; "months" has no meaning here. Leave it out or choose "rule: months_without_contact".
retention-rule-missing = The kind of data "{ $kind }" has no retention rule. Add one with start, period, measure and who is responsible; there is no silent period.
own-name-missing = "{ $key }" is no key of the platform and therefore needs a name ("name").
label-unknown = There is nothing to name for "{ $key }".
grant-period = The period { $from } to { $to } is not made of whole months (at most 120). Begin on the first and end on the last day of a month.
grant-posts-differ = The grant states { $stated } posts, on { $date } there are { $found }. Correct the posts or the grant.
grant-amount-differs = The grant states { $stated }, from rate, posts and months follow { $derived }. Correct amount, rate, posts or period.
group-without-role = The group "{ $key }" gives no role. Add "roles" or "custom_roles", or take the group out.
assumption-place-unknown = The assumption names "{ $place }"; there is no "{ $step }" there. Write the file without its ending, then fields and keys, joined by dots.

third-at-integration-centre = From { $date } on { $centre } of { $total } case management posts are at the integration centre, less than the third that the state recommends.
assumption-without-source = Assumption without a source: { $text_en } Name with "source" what supports it, or have it confirmed.
