# The search over everything, in the head of each page and as a page.
search-title = Search
search-label = Search everything
search-again-label = Change the search
search-words = What to search for
search-submit = Search
search-all-kinds = Show everything
search-hint = Search for names, a date of birth (12.03.1999), a case number, the reason of a case or words of notes. The beginning of a word is enough.
search-nothing = There is nothing like this in your area of responsibility. Check the spelling or search for fewer words.
search-persons = Persons
search-cases = Cases
search-contacts = Contacts and notes
search-opened-on = opened on { $value }
search-more = More of these
