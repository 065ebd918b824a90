# Calls, texts and messages.
journal-title = Journal
journal-filters = Show
journal-kind = What
journal-kind-all = Calls and texts
journal-kind-calls = Calls
journal-kind-texts = Texts
journal-kind-messages = Messages
journal-clinician = Line of
journal-all-clinicians = All clinicians
journal-from = From
journal-to = To
journal-outcome = What became of it
journal-any = Anything
journal-show = Show
journal-all-again = Show everything again
journal-to-charts = How often patients call
journal-export = Download as a spreadsheet (CSV)
journal-only-patient = Only { $name } (and who shares the phone).
journal-everybody = Show everybody
journal-caption = Calls and texts, the newest first. What texts say is shown to nobody.
journal-messages-caption = Messages that callers have left, the newest first
journal-when = When
journal-what = What
journal-who = From
journal-whom = For
journal-whose-box = Left for
journal-became = What became of it
journal-length = Length
journal-state = Heard?
journal-hear = Listen
journal-how = How
journal-empty = No calls and no texts yet.
journal-none-found = Nothing fits these filters.
journal-none-so-far = Nothing among the newest entries fits these filters. There are older ones.
journal-pages = Further entries
journal-newest = Back to the newest
journal-older = Older
journal-look-further = Look among older ones
journal-call = Call
journal-text-in = Text
journal-text-out = Text from a clinician
journal-unknown-caller = Unknown caller
journal-removed-patient = A patient who was removed
journal-a-clinician = A clinician
journal-nightbell = Nightbell
journal-no-line = No clinician’s line
journal-practice-box = The practice
journal-by-code = { $name } (by access code)
journal-answered-by = Answered by { $who }
journal-answered-desk = Answered by the front desk
journal-patient-reached = Patient reached
journal-patient-not-reached = Patient not reached
journal-message-left = Message left
journal-message-practice = Message left for the practice
journal-missed = Missed
journal-left-nothing = No message left
journal-refused = Told where to turn
journal-own-line = Own line used
journal-placed = Clinician called back
journal-under-way = Going on
journal-rung = rang { $length }
journal-talked = talked { $length }
journal-lasted = { $length } in all
journal-way-closed = Closed
journal-way-paused = Paused
journal-way-away = Away
journal-way-limit = Too many calls today
journal-way-rang = { $who } rung
journal-way-desk = front desk rung
journal-way-patient = patient rung
journal-way-declined = { $who } chose voicemail
journal-way-menu = menu
journal-way-urgent = urgent
journal-text-delivered = Delivered
journal-text-sent = Sent, no word of its arrival yet
journal-text-waiting = Being sent
journal-text-held = Held until it can be read
journal-text-asked = Waits for the clinician’s answer to a question
journal-text-failed = Not delivered
journal-text-withdrawn = Not sent: the question was not answered
journal-text-relayed = Passed on
journal-text-command = Command to Nightbell
journal-text-refused = Not passed on
journal-sought-answered = Call answered
journal-sought-message = Call with a message
journal-sought-missed = Call missed
journal-sought-left-nothing = Call without a message
journal-sought-refused = Turned away
journal-sought-delivered = Text delivered
journal-sought-held = Text held
journal-sought-failed = Text not delivered
journal-sought-new = Message not heard yet
journal-sought-heard = Message heard
journal-heard = Heard { $at }
journal-heard-by = Heard { $at } by { $who }
journal-message = Message
journal-message-new = New
journal-message-deleted = deleted
journal-message-lost = could not be fetched from the provider
journal-message-coming = being fetched from the provider
journal-length-unknown = not known
journal-not-yours = Only for whom it was left, and for managers
journal-player = Message of { $who }, { $at }
journal-mark-heard = Mark as heard
journal-mark-heard-of = Mark as heard: message of { $who }, { $at }
journal-delete = Delete
journal-delete-of = Delete: message of { $who }, { $at }
journal-delete-title = Delete this message?
journal-delete-about = Its sound goes for good, here and at the provider. That there was a message stays in the journal.
journal-delete-new = Nobody has marked it as heard yet.
journal-delete-sure = Delete it for good
journal-keep = Keep it
journal-call-title = A call
journal-back = Back to the journal
journal-all-of-patient = everything from and to this patient
journal-steps = Step by step
journal-steps-about = What happened, what was decided, and each rule that led to it.
journal-step-incoming = The call comes in
journal-step-ring = Ringing ends
journal-step-menu = A choice in the menu
journal-step-code = An access code is keyed
journal-step-screen = A phone is picked up
journal-step-key = A key is pressed on that phone
journal-step-recorded = Recording ends
journal-step-recording = News of the recording
journal-step-own = A key on the own line
journal-step-placed = A call placed by Nightbell is picked up
journal-step-placed-key = A key on the call placed by Nightbell
journal-step-ended = The call ends
journal-step-unknown = A step that is not known
journal-decided-ring = rings { $who }
journal-decided-desk = rings the front desk
journal-decided-patient = rings the patient
journal-decided-menu = offers the menu
journal-decided-record = takes a message
journal-decided-announce = announcement
journal-decided-screen = asks for a key
journal-decided-bridge = puts through
journal-decided-asks = asks for a key
journal-decided-refuse = says where to turn
journal-unreadable = This message cannot be read. Nightbell’s log says why.
journal-rung-seconds = Rang (seconds)
journal-talked-seconds = Talked (seconds)
journal-message-seconds = Message (seconds)
journal-charts-title = How often patients call
journal-period = Period
journal-period-90 = The last 90 days
journal-period-365 = The last year
journal-finding = Of { $all ->
    [one] one patient
   *[other] { $all } patients
 } with access, { $never } never called in the last { $days } days.
journal-finding-calls = { $calls ->
    [0] There was not a single call.
    [one] There was one call in all.
   *[other] There were { $calls } calls in all, about { $week } a week; between 22:00 and 7:00, { $night ->
        [0] none
       *[other] { $night }
    }.
 }
journal-nobody-has-access = Nobody has access yet. As soon as patients are on the list, this page says how often they call.
journal-shares = Patients who share a phone count as one; who has access to two clinicians counts for each.
journal-without-access = { $calls ->
    [one] One more call came from a patient who has no access any more.
   *[other] { $calls } more calls came from patients who have no access any more.
 }
journal-by-patient = Patients by how often they called
journal-by-patient-picture = A bar for each group of patients; the table below says the same.
journal-by-hour = Calls of patients by hour and weekday
journal-by-hour-picture = The number of calls in each hour of each weekday; the table below says the same.
journal-as-table = As a table
journal-times = Called
journal-patients = Patients
journal-never = never
journal-once = once
journal-twice = twice
journal-three-to-five = 3 to 5 times
journal-more = more often
journal-hour = From
journal-of-unknown = Unknown callers
journal-unknown-calls = { $calls ->
    [0] No calls from numbers that are not on the list.
    [one] One call from a number that is not on the list. It is not counted above.
   *[other] { $calls } calls from numbers that are not on the list. They are not counted above.
 }
journal-unknown-by-hour = By hour and weekday
journal-unknown-picture = The number of calls of unknown callers in each hour of each weekday; the table below says the same.
