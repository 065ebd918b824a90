# Looking at a change before it is saved.
changes-title = Save this change?
changes-what = What changes
changes-save = Save
changes-back = Back, without saving
changes-in-the-files = In the files
changes-column-what = What
changes-column-now = Now
changes-column-then = Then
changes-column-before = Before
changes-column-after = After
changes-empty = nothing
changes-yes = yes
changes-lines = { $added ->
    [one] 1 line comes
   *[other] { $added } lines come
  }, { $removed ->
    [one] 1 goes
   *[other] { $removed } go
  }
changes-difference-in = What differs in { $file }
changes-folded = { $count ->
    [one] 1 line as before
   *[other] { $count } lines as before
  }
changes-unshown = { $count ->
    [one] 1 more line changes and is not shown here.
   *[other] { $count } more lines change and are not shown here.
  }
changes-no-difference = Nothing differs.

changes-in-force = Saved. The change is in force.
changes-refused = Saved, but not in force: the relay refused the files, and the last good version stays in force. { $why }
changes-not-in-the-log = The audit log cannot be written now; the change will be added to it as soon as it can.
changes-log-lacks = The log cannot be written now: the latest changes may be missing here. All of them stand in the history.
changes-no-replay = What it would have changed for the last calls cannot be said: the journal cannot be read now.
changes-saved-and-changed = Saved. The files have been changed again since.

changes-conflict = Somebody else has changed the configuration meanwhile
changes-conflict-told = Your change was not saved and nothing was overwritten. This is what has been changed since you opened your form:
changes-conflict-files = What they changed
changes-conflict-unknown = What exactly was changed cannot be shown here.
changes-conflict-others = the others
changes-conflict-nothing-left = Nothing of it is left: what stands there now is what you had before you.
changes-conflict-below = Below is your own change on top of theirs. Save it only if that is what you want.
changes-conflict-same = Both concern the same lines: saving yours undoes theirs.
changes-conflict-both = You and { $who } have changed the same thing: { $what }. If you save, yours counts, and what { $who } wrote there is gone; it stays in the history.
changes-conflict-apart = Your change concerns something else: if you save, both count.

changes-not-made = This cannot be saved
changes-nothing-changed = Nothing was changed.
changes-mistake = With this change the configuration would have mistakes. This is what is wrong, and what to write instead:
changes-folder = The files of the configuration have mistakes already, which must be corrected in the folder first, or an earlier version be restored. Until then the last good version stays in force.
changes-to-history = Earlier versions
changes-nothing = It is so already: nothing would change.
changes-already = It is so already: somebody has made this change meanwhile.
changes-gone = What should be changed is not there any more: somebody has removed it meanwhile.
changes-by-hand = The file is written in a way that more would change than you meant. Change it in the folder, with a text editor.
changes-not-writable = Nightbell cannot write in the configuration folder. Whoever runs it must give it the permission.
changes-go-back = Go back in your browser: what you entered is still there.
changes-lapsed = This preview is older than an hour, has been saved already, or belongs to another session. Open the form again.
changes-to-now = To the first page
changes-write = Write:
changes-more-mistakes = { $count ->
    [one] And one more mistake.
   *[other] And { $count } more mistakes.
  }

changes-practice-hours = Opening hours of the practice
changes-hours-of = Hours of { $who }
changes-hours = Hours
changes-away-of = Absences of { $who }
changes-away = Away
changes-away-covered = { $from } to { $to }, covered by { $cover }
changes-away-uncovered = { $from } to { $to }, nobody covers
changes-rota = The rota “{ $name }”
changes-rota-nameless = The rota
changes-shifts = Shifts, the first that fits counts
changes-clinician = { $who }
changes-name = Name
changes-line = Line that patients call
changes-backup = Rung next
changes-ring = Each phone rings for
changes-seconds = { $seconds } s
changes-next-phone = { $who } gets another phone; it counts as soon as that phone has confirmed
changes-next-phone-given-up = The new phone of { $who } is given up; the phone in use stays
changes-clinician-added = { $who } is added
changes-clinician-removed = { $who } is removed, { $patients ->
    [0] who has no patients in the list
    [one] with the row of one patient
   *[other] with the rows of { $patients } patients
  }
changes-practice = The practice
changes-front-desk = Front desk
changes-zone = Time zone
changes-back-lines = Lines that clinicians see
changes-phone-to-confirm = Phone that is to confirm
changes-phone-other = another one that ends alike
changes-added-patient = Patient { $who } is added
changes-changed-patient = Patient { $who }
changes-removed-patient = Patient { $who } is removed
changes-more-patients = { $count ->
    [one] And one more row of the list of patients.
   *[other] And { $count } more rows of the list of patients.
  }
changes-other-settings = Other settings: { $keys }
changes-patient-added = A patient is added
changes-patient = { $who }
changes-patient-removed = A patient is removed
changes-patients = { $added ->
    [one] 1 row is added
   *[other] { $added } rows are added
  }, { $changed ->
    [one] 1 is changed
   *[other] { $changed } are changed
  }, { $removed ->
    [one] 1 is removed
   *[other] { $removed } are removed
  }
changes-phone = Phone
changes-whom = May reach
changes-from = From
changes-until = Until
changes-urgent = Urgent calls
changes-language = Language
changes-code = Access code
changes-code-set = set
changes-code-other = another one
changes-restored = The version of { $version } takes the place of what stands there now
changes-restored-unknown = An earlier version takes the place of what stands there now
changes-phone-of = Phone of { $who }
changes-phone-asked-first = The phone ending in { $digits } will be asked to confirm first. Until then { $now } goes on ringing.
changes-phone-asked-no-more = The new phone ending in { $digits } is given up.
changes-phone-left-out = A further phone of that version does not come back: only one at a time can be asked. Enter it on the clinician’s page.
changes-phone-goes = { $digits } is not rung any more.
changes-phone-comes = { $digits } rings at once. It gets no patient’s text before it has confirmed.
changes-phone-comes-at-once = { $digits } rings at once, and gets patients’ texts.
changes-needed = Somebody would be missing. First say who takes over:
changes-needed-shift = Nobody else would be on duty from { $from }, in the shift:
changes-needed-rota = Nobody else is on the rota; the shift:
changes-needed-to-rota = Change the rota
changes-needed-cover = { $who } is away from { $from } to { $to }, and nobody would cover.
changes-needed-to-away = Change the absences
changes-backup-of = Rung next after { $who }
changes-new-messages = Messages that nobody has heard
changes-new-messages-then = stay, and managers hear them in the Journal
changes-new-messages-unknown = cannot be counted now

changes-brought = { $who }, { $when }
changes-who-unknown = nobody knows any more
changes-who-files = edited in the folder
changes-who-phone = a phone that confirmed
changes-who-text = { $who }, by text

changes-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
changes-moment = { $day }, { $clock }

changes-new-warnings = Look at this before you save
changes-gone-warnings = No longer a problem then
changes-more-gaps = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
changes-more-warnings = { $count ->
    [one] And one more warning.
   *[other] And { $count } more warnings.
  }
