# Earlier versions of the configuration.
history-title = History
history-one = A version of the configuration
history-one-of = Version of { $when }
history-about = Every version of the configuration that was kept. Open one to see what it changed, and to bring it back.
history-about-read = Every version of the configuration that was kept. Open one to see what it changed.
history-none = No version has been kept yet.
history-refused = What stands in the configuration folder now was refused; the last good version is in force. Correct the file, or bring an earlier version back.
history-when = When
history-who = Who
history-what = What
history-lines = Lines
history-unknown = unknown
history-mistaken = has mistakes
history-in-force = in force
history-pages = Pages of the history
history-page = Page { $page } of { $pages }
history-newer = Newer
history-older = Older
history-all = All versions
history-brought = What it changed
history-first = It is the first version that was kept.
history-since = What has changed since, up to what stands in the folder now
history-unreadable = What stands in the folder now cannot be read.
history-restore = Bring this version back
history-restore-told = You will first see what would change. The version of now is kept as well.
history-did-practice-hours = Opening hours of the practice
history-did-hours = Hours of a clinician
history-did-away = Absences
history-did-rota = The rota
history-did-clinician = A clinician
history-did-phone = A clinician’s phone
history-did-clinician-added = A clinician added
history-did-clinician-removed = A clinician removed
history-did-patient-added = A patient added
history-did-patient-changed = A patient changed
history-did-patient-removed = A patient removed
history-did-patients = Several patients
history-did-restored = An earlier version brought back
history-did-list = List of patients
history-done-hours = Hours of { $who }
history-done-away = Absences of { $who }
history-done-rota = The rota “{ $who }”
history-done-clinician = Clinician { $who }
history-done-phone = Phone of { $who }
history-done-phone-confirmed = New phone of { $who }
history-done-clinician-added = Clinician { $who } added
history-done-clinician-removed = Clinician { $who } removed
history-done-patient-added = Patient { $who } added
history-done-patient-changed = Patient { $who } changed
history-done-patient-removed = Patient { $who } removed
history-done-restored = Version of { $when } brought back
history-rows-added = { $count ->
    [one] 1 patient added
   *[other] { $count } patients added
  }
history-rows-changed = { $count ->
    [one] 1 patient changed
   *[other] { $count } patients changed
  }
history-rows-removed = { $count ->
    [one] 1 patient removed
   *[other] { $count } patients removed
  }
