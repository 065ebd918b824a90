# The patients: the list, one patient, the card.
patients-title = Patients
patients-new-title = Add a patient
patients-all = ← All patients
patients-back = ← Back to the patient
patients-add = Add a patient
patients-import = Import a spreadsheet
patients-export = Export as a spreadsheet
patients-search = Name or phone
patients-search-hint = The beginning of any name, in any spelling, or a phone number: the last digits are enough.
patients-find = Search
patients-clear = Show all
patients-filter-all = All
patients-filter-in-force = In force
patients-filter-ended = Ended
patients-filter-not-yet = Not yet begun
patients-column-phones = Phones
patients-column-access = Access
patients-column-urgent = Urgent
patients-found = { $count ->
    [one] One patient
   *[other] Patients { $from } to { $to } of { $count }
}
patients-none = There are no patients yet. Add the first one, or import a spreadsheet.
patients-none-found = Nobody is found like that. Try fewer letters or digits, or show all.
patients-turning = Turn the pages
patients-previous = ← Previous
patients-next = Next →
patients-no-index = The list cannot be searched at the moment. Calls go on. Try again in a minute.
patients-no-export = The list could not be written. Try again in a minute.
patients-field-name = Name
patients-field-phones = Phone numbers
patients-field-clinician = Clinician
patients-field-from = First day
patients-field-until = Last day
patients-field-urgent = May reach whoever is on duty at any hour, when it is urgent
patients-field-language = Language
patients-field-code = Access code
patients-phones-hint = One to a line, as you would dial it, or with + and the country’s code. The first is the one that is called back.
patients-hidden-stays = And { $number }, a clinician’s own phone. It stays, and is not shown.
patients-access = Access
patients-days-hint = Both days count. Leave a day empty for no limit.
patients-urgent-hint = Texts that begin with URGENT, and a key in the menu, then lead to whoever is on duty.
patients-code-hint = Four to eight digits, or empty. With it the patient also gets through from another phone. It is printed on the card.
patients-new-code = Make a new code
patients-choose = Please choose
patients-save = Preview the change
patients-save-hint = You will see what changes before it is saved.
patients-cancel = Cancel
patients-mistakes = This cannot be saved yet:
patients-yes = yes
patients-no = no
patients-no-limit = no limit
patients-language-none = the practice’s
patients-language-practice = The practice’s ({ $language })
patients-language-en = English
patients-language-fr = French
patients-language-es = Spanish
patients-language-de = German
patients-state-in-force = in force
patients-state-until = until { $day }
patients-state-ended = ended { $day }
patients-state-from = from { $day }
patients-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
patients-acts = Quick changes
patients-acts-hint = Each shows first what it would do.
patients-card = Print the card
patients-card-title = Card for { $name }
patients-card-hint = Print this page with your browser. The card folds to the size of a credit card.
patients-card-download = Save the picture
patients-card-ended = The access has ended: the card would promise what is no more. Choose a later last day first.
patients-card-refused = There is no card: a clinician’s own number stands in a name, or a name is too long for the code on it.
patients-give-urgent = Give urgent access
patients-take-urgent = Take urgent access away
patients-end-today = End today
patients-end-on = Last day
patients-end = End then
patients-remove = Remove…
patients-name-missing = Enter the name, as it should be spoken to the clinician.
patients-name-too-long = Shorten the name to 100 characters: it is spoken.
patients-name-unspoken = The name holds a character that cannot be spoken. Type it again.
patients-number-in-field = A number of one of the clinicians stands here. It was taken out: it must not be stored with a patient.
patients-clinician-missing = Choose the clinician whose patient this is.
patients-day-unreadable = Choose a day of the calendar, as in 2026-11-30.
patients-until-before-from = The last day comes before the first.
patients-ends-before = The access begins on { $day }: choose that day or a later one, or remove the patient.
patients-language-unknown = Choose one of the languages.
patients-code-digits = An access code has four to eight digits and nothing else.
patients-code-taken = Another household of this clinician has this access code. Make a new one.
patients-phone-missing = Enter a phone number: without one nobody is known when they call.
patients-phone-rounded = The spreadsheet turned the phone number into a power of ten (4.47E+11), and its last digits are lost. Format the column as text, type the number again, and save.
patients-phone-not-a-phone = This is no phone number. Write digits, with + and the country’s code for numbers from abroad.
patients-phone-digits = This phone number has too few or too many digits. Write it whole, with its first 0, or with + and the country’s code.
patients-phone-two-ways = Without its first 0 or its + this phone number may be either of two. Write it with + and the country’s code.
patients-phone-ours = This number belongs to the practice and cannot be a patient’s. It was taken out.
patients-phone-hidden = The dots stand for a number that the list does not have for this patient. Write the patient’s own number.
