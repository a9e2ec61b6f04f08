# What is wrong with the input, and what to do then. One text per code.
problem-required = Please fill in this field.
problem-too-long = The text is too long. Please shorten it to { $max } characters at most.
problem-malformed = This value does not have the form expected. Please check how it is written (dates as day, month, year).
problem-out-of-range = Please give a value from { $min } to { $max }.
problem-unknown = This value is not known here. Please choose an entry of the list.
problem-in-the-future = The date lies in the future. Please give today or an earlier day.
problem-too-early = The date is too early. Please give { $earliest } or a later day.
problem-taken = This exists already. Please use the existing entry or another value.
problem-case-closed = The case is closed. Please reactivate it first.
problem-case-open = The case is open already. You can go on working at once.
problem-unchanged = This is the present value. Please choose another one or cancel.
problem-post-serves-elsewhere = This post does not serve the place of the case. Please choose a post that does.
problem-post-not-valid = This post cannot take the case on that day. Please choose another post.
problem-conflict = Somebody else has changed the entry in the meantime. Please compare both versions and save again.
problem-sign-in-refused = Signing in is not possible. Please check login and password; after several wrong attempts wait some minutes.
problem-key-reused = This form was sent before with other values. Please open it anew and send it again.

# Why a request is not answered at all.
failure-unauthenticated = You are not signed in. Please sign in and try again.
failure-forbidden = Your role does not allow this. Please turn to your KIM lead if you need it for your task.
failure-not-found = There is no such thing here. Please check the address or search the list.
failure-tenant-unavailable = The county's data cannot be reached just now. Please try again in a minute.
failure-storage-full = The storage is full: reading works, saving does not. Please keep your input and inform the county's IT.
failure-internal = This is our fault. Please try again, and if it stays, give the county's IT the event number { $event }.
failure-bad-user-input = The request holds a value that cannot be used. Please correct it: { $detail }
failure-graphql-parse-failed = The GraphQL document cannot be read. Please correct it: { $detail }
failure-graphql-validation-failed = The GraphQL document does not fit the schema. Please correct it: { $detail }
failure-limit-exceeded = The request exceeds the limit “{ $limit }”: at most { $max }. Please split it.
