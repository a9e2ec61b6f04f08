# What was corrected of a person's data.
person-history-title = Changed data: { $value }
person-history-none = Nobody has changed any data yet.
person-history-caption = Earlier and later data, latest first
person-history-before = Before
person-history-after = After
person-history-changed = Changed
person-history-reason = Reason
person-history-back = Back to the person
person-history-link = Earlier data
person-history-why = Why do you change the data?
person-history-why-hint = Earlier data remain readable, with the reason.
