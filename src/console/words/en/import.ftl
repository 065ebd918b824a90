# A spreadsheet of patients taken in.
import-title = Import a spreadsheet
import-intro = Choose a file that your spreadsheet saved as CSV. You will see what it would change, row by row; nothing is saved before you say so.
import-file = The file
import-file-hint = In Excel: File, Save as, “CSV UTF-8”. Other CSV files are read as well, up to 16 MB.
import-read = Read the file
import-columns-title = Which columns?
import-columns-intro = The first row names the columns, in English, French, German or Spanish and in any order. Other columns are left out.
import-columns-needed = Needed: phone, name (or first name and last name), clinician.
import-columns-more = Optional: first day, last day, urgent, language, access code. What has no column stays as it is in the list.
import-columns-phones = Several phones of one patient: in several columns, or in one cell with ; between them.
import-sample = The list as it is now, as a spreadsheet
import-another = ← Choose another file
import-empty = There is nothing in this file. Choose another one.
import-workbook = This is a workbook, not a CSV file. Open it in your spreadsheet, choose “Save as” and the type “CSV UTF-8”, and choose the new file here.
import-no-text = The letters of this file cannot be read. In the spreadsheet choose “Save as” and the type “CSV UTF-8”, and choose the new file here.
import-too-many = This file has more than 500,000 rows. Divide it.
import-gone = This upload is no longer there: it is kept for an hour, and until the next one. Choose the file again.
import-failed = The file could not be looked through. Nothing was changed. Save it as “CSV UTF-8” and try again.
import-columns-missing = Say below what each column is: a phone, a name and a clinician are needed.
import-changed-meanwhile = The list has changed meanwhile. This is what the file would change now.
import-would = What this file would change
import-was-read = { $rows ->
    [one] One row was read
   *[other] { $rows } rows were read
}, with { $separator } between the cells.
import-separator-semicolon = semicolons
import-separator-comma = commas
import-separator-tab = tabs
import-separator-other = strokes
import-windows-1252 = The file was saved as plain “CSV” (Windows-1252). Look whether the letters are right:
import-count-added = { $count ->
    [one] One patient is added
   *[other] { $count } patients are added
}
import-count-changed = { $count ->
    [one] One patient is changed
   *[other] { $count } patients are changed
}
import-count-unchanged = { $count ->
    [one] One patient stays as the list has it
   *[other] { $count } patients stay as the list has them
}
import-count-removed = { $count ->
    [0] Nobody is removed
    [one] One patient is removed
   *[other] { $count } patients are removed
}
import-count-refused = { $count ->
    [0] No row is refused
    [one] One row is refused
   *[other] { $count } rows are refused
}
import-repaired = { $count ->
    [one] A spreadsheet had taken the + or the 0 from the beginning of one phone number. It is put back. Compare it with your own list.
   *[other] A spreadsheet had taken the + or the 0 from the beginning of phone numbers in { $count } rows. They are put back. Compare a few with your own list.
}
import-stopped = Nothing would be saved, because rows are refused and you chose all or nothing. Correct them in the spreadsheet and choose the file again.
import-stopped-replace = Nothing would be saved: a refused row would take its patient’s access away. Correct these rows in the spreadsheet and choose the file again.
import-nothing = There is nothing to save: the list says all this already.
import-go = Preview the change
import-go-hint = The next page shows the whole change once more, and saves it in one go.
import-lists = Rows
import-list-added = Added ({ $count })
import-list-changed = Changed ({ $count })
import-list-removed = Removed ({ $count })
import-list-refused = Refused ({ $count })
import-row = Row
import-note = Note
import-note-repaired = The phone number was completed.
import-note-household = Has a phone in common with { $name }: both are one household, with one conversation. If it is the same person, change that patient’s name instead.
import-why = Why, and what to do
import-what-changes = What changes
import-no-code = none
import-caption-added = New patients
import-caption-changed = Patients whose fields change: what there was, then what there would be
import-caption-removed = Patients who are not in the file and would lose their access
import-caption-refused = Rows that are not taken
import-page-of = Page { $page } of { $pages }
import-settings = How the file is read
import-columns-caption = The columns of the file
import-column-heading = Heading
import-column-sample = For example
import-column-is = Is
import-column-label = What “{ $heading }” is
import-column-number = Column { $letter }
import-column-first = First name
import-column-last = Last name
import-column-other = (left out)
import-heading = The first row names the columns
import-whose = All rows are patients of
import-order = Dates such as 01/11/2026
import-order-asked = This file has dates that can be read in two ways. Choose which is meant.
import-order-usual = As usual in the practice’s country
import-order-day = The day comes first
import-order-month = The month comes first
import-mode = Patients who are not in the file
import-mode-add = stay as they are
import-mode-replace = are removed: the file replaces the whole list
import-mode-replace-hint = A file that replaces the list is taken as a whole or not at all.
import-refused-mode = Rows that cannot be read
import-refused-leave = are left out, the others are taken
import-refused-stop = hold everything up: all or nothing
import-refused-hint = Rows stand on their own. When you import the corrected file later, only what is still missing changes.
import-take-so = Read it this way
import-reason-torn = A quotation mark opens here and is not closed. Remove it, or close it at the end of the cell.
import-reason-too-wide = This row has more cells than the first row has columns. Perhaps a separator stands in a name: put quotation marks around that cell.
import-reason-no-name = There is no name.
import-reason-bad-name = The name is longer than 100 characters, or holds characters that cannot be spoken.
import-reason-lost-letter = A letter of the name was lost and became “?”. Save the file as “CSV UTF-8”.
import-reason-no-clinician = There is no clinician.
import-reason-unknown-clinician = Nobody of the practice is called “{ $cell }”, or several are. Write the clinician’s name or short name as the page Clinicians has it.
import-reason-no-such-day = { $column }: the calendar has no “{ $cell }” as dates are read here.
import-reason-ambiguous = { $column }: “{ $cell }” can be read in two ways. Choose below whether the day or the month comes first, or write 2026-11-30.
import-reason-count = { $column }: the spreadsheet wrote a count of days (“{ $cell }”). Format the column as a date and save again.
import-reason-not-a-day = { $column }: “{ $cell }” is no date. Write 2026-11-30, or nothing for no limit.
import-reason-yes-no = Urgent: “{ $cell }” is neither yes nor no.
import-reason-language = Language: there is no speech in “{ $cell }”. Write English, French, German or Spanish, or nothing.
import-reason-short-code = The access code is shorter than the others: the spreadsheet has probably taken a first 0 away. Format the column as text and type it again, or write an apostrophe before it.
import-reason-twice = The same patient stands in row { $row } already.
import-reason-two-rows = Two patients of the list have this name and one of these phones. Change them on their own pages.
