# Who would be reached right now.
now-title = Now
now-as-of = As of {$at}.
now-refresh = Refresh
now-all-well = Nothing is wrong.
now-wrong-count = { $count ->
    [one] One thing needs attention
   *[other] {$count} things need attention
}
now-practice = The practice
now-open-count = { $open ->
    [0] Nobody of {$all} takes calls now
    [one] One of {$all} takes calls now
   *[other] {$open} of {$all} take calls now
}
now-on-duty = On duty: {$who}
now-no-rota = No rota: nobody is ever on duty
now-nobody-on-duty = Nobody is on duty
now-hand-over = until {$at}, then {$who}
now-hand-over-nobody = until {$at}, then nobody
now-no-hand-over = no hand-over ahead
now-practice-box = { $messages ->
    [0] No new message for the practice
    [one] One new message for the practice
   *[other] {$messages} new messages for the practice
}
now-practice-box-unknown = The practice’s messages cannot be read
now-clinicians = Clinicians
now-caption = Who takes calls now, whom a patient who called now would reach, and what today was like
now-who = Clinician
now-state = Now
now-call = If a patient called now
now-calls = Calls today
now-texts = Texts today
now-held = Texts waiting
now-new = New messages
now-open = Takes calls
now-closed = Closed
now-away = Away
now-paused = Paused
now-duty = On duty
now-until = until {$at}
now-until-day = until {$day} included
now-always = always
now-again = until {$at}
now-never-again = for at least a year
now-away-covered = until {$day} included; {$who} covers
now-paused-again = until {$at}; calls ring again from {$again}
now-nobody-covers = nobody covers
now-rings = Rings {$who}
now-rings-nobody = No phone rings; a message can be left
now-urgent = Key 1, urgent: {$who}
now-rang = rang: {$calls}
now-answered = answered: {$calls}
now-left = messages: {$calls}
now-missed = missed: {$calls}
now-refused = without access: {$calls}
now-unknown = not known
now-cut = There was so much today that only the latest is counted.
now-somebody = somebody who is not on the list
now-other = Something is not well
now-edit-refused = { $mistakes ->
    [one] The configuration in the folder has a mistake since {$since}. The last good version stays in force.
   *[other] The configuration in the folder has {$mistakes} mistakes since {$since}. The last good version stays in force.
}
now-edit-refused-do = Correct the file at this place, or restore an earlier version:
now-rows-lost = { $rows ->
    [one] One entry of the journal is gone: the database was deleted or replaced.
   *[other] {$rows} entries of the journal are gone: the database was deleted or replaced.
}
now-rows-lost-do = Ask whoever looks after the server to restore it from a backup.
now-store-down = Nothing can be stored at the moment. Calls go on by the hours alone; texts wait, messages stay at the provider.
now-store-down-do = Ask whoever looks after the server to look at the disk and at the storage key.
now-unreadable = What is stored cannot be read at the moment. Calls go on.
now-sending-fails = No text can be sent: the provider refuses it or cannot be reached.
now-sending-fails-do = Until this is put right, phone instead of texting. What the program knows of it:
now-texts-late = { $texts ->
    [one] A text has waited to be sent since {$since}.
   *[other] {$texts} texts wait to be sent, the oldest since {$since}.
}
now-texts-late-do = They are tried again by themselves. If it is urgent, phone.
now-text-unread = A patient’s text has waited for its reader since {$since}, and nobody on duty could take it.
now-text-unread-do = Find it in the journal and call the patient:
now-phone-not-confirmed = The phone of {$who} has not confirmed that it takes texts: patients’ texts to it wait.
now-phone-not-confirmed-do = Ask for the text from Nightbell to be answered with OK; if none came, check the number:
now-messages-not-here = { $messages ->
    [one] A message is still at the provider, since {$since}.
   *[other] {$messages} messages are still at the provider, the oldest since {$since}.
}
now-messages-not-here-do = They are fetched as soon as they can be. If it goes on, ask whoever looks after the server to look in the log.
now-messages-stuck-do = They could not be fetched for days: ask whoever looks after the server to look for them in the log and in the provider’s console.
now-messages-lost = { $messages ->
    [one] A message is lost: the provider had announced it and does not have it.
   *[other] {$messages} messages are lost: the provider had announced them and does not have them.
}
now-messages-lost-do = The log says of which calls. Ask those callers to call again.
now-messages-unheard = { $messages ->
    [one] A message has been heard by nobody, since {$since}.
   *[other] {$messages} messages have been heard by nobody, the oldest since {$since}.
}
now-messages-unheard-do = Remind whoever gets them. Each is deleted after {$days} days, heard or not.
now-messages-of-nobody = { $messages ->
    [one] 1 new message for someone who is no longer in the list ({$who}).
   *[other] {$messages} new messages for someone who is no longer in the list ({$who}).
}
now-messages-of-nobody-do = Nobody else is told of them. Managers hear them in the journal:
now-copies-stuck = { $copies ->
    [one] A recording cannot be deleted at the provider.
   *[other] {$copies} recordings cannot be deleted at the provider.
}
now-copies-stuck-do = It is tried again by itself; the log says why it fails.
now-recordings-unknown = The provider’s list of recordings could not be read since {$since}.
now-recordings-unknown-do = A message that was not announced would not be found. Ask whoever looks after the server to check the connection to the provider.
now-silent = Nothing has come from the provider since {$since}.
now-silent-do = If that is unusually long, call one of your lines: if it does not answer, check the addresses of the numbers at the provider.
now-not-delivered = { $texts ->
    [one] A text to {$who} did not arrive in the last three days.
   *[other] {$texts} texts to {$who} did not arrive in the last three days.
}
now-not-delivered-patient-do = Phone instead, and check the number on the list: a fixed line takes no texts, and whoever has sent STOP gets none.
now-not-delivered-clinician-do = Tell the clinician, and check that this phone takes texts.
now-gap = { $count ->
    [one] {$who}: {$what}, {$first}.
   *[other] {$who}: {$what}, {$count} times in the next two weeks, first {$first}.
}
now-gap-urgent = { $count ->
    [one] Urgent callers of {$who} reach nobody {$first}.
   *[other] Urgent callers of {$who} reach nobody {$count} times in the next two weeks, first {$first}.
}
now-gap-everybody = every clinician
now-gap-within = {$from}–{$to}
now-gap-over = from {$from} to {$to}
now-gap-no-rota = There is no rota.
now-gap-no-shift = No shift of the rota runs then.
now-gap-duty-away = {$who}, on duty, is away then, and nobody covers.
now-gap-more = { $gaps ->
    [one] There is one more gap in the next two weeks.
   *[other] There are {$gaps} more gaps in the next two weeks.
}
now-gap-do = Change the rota, the hours or the cover:
now-gap-own-do = Ask a manager to change the rota or the cover, or change your own hours and absences:
now-gap-see = A manager can change the rota, the hours or the cover; when it is, is seen here:
now-accounts = The list of accounts has a mistake. The last good one counts.
now-accounts-do = Correct the file at this place:
now-link = {$count}, {$what}, {$who}: show in the journal
now-phone-own-do = Answer the text from Nightbell with OK; if none came, ask a manager to check the number.
now-not-delivered-own-do = Check that your phone takes texts, and ask a manager if it goes on.
now-stale = This page shows how things were: you are signed out, or the server cannot be reached.
