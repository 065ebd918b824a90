### The rules that led to a decision, one sentence per reason, for `explain`, the demo and the console. fr.ftl has the same
### keys. What scripts read of `explain` is these words: see tests/told.txt.
###
### Variables: $clinician, $cover (a name), $phone (phone or phone-of-several, or "unknown"), $patients (names), $line (E.164),
### $day, $moment (written for the reader), $calls, $texts, $limit, $wrong, $mark (numbers), $word, $mode, $why.

## Pieces
or = or
some-patient = a patient
gone-patient = a patient who is no longer listed
gone-clinician = { $id } (no longer listed)
phone = { $clinician }'s phone
phone-of-several = { $clinician }'s phone { $place } of { $phones }

## Which line, and who calls or writes
reason-front-line-of = This number is the line of { $clinician }.
reason-back-line = This number, { $line }, is a back line: only clinicians know it.
reason-line-unknown = This number is none of the practice's lines.
reason-from-own-line = It comes from one of the practice's own lines and would go in a circle.
reason-caller-withheld = The caller's number is withheld or could not be verified.
reason-caller-no-number = What it comes from is not a telephone number.
reason-caller-unknown = It comes from a number that nobody on the list has for this clinician.
reason-back-lines-for-clinicians = Back lines are for clinicians, and it comes from none of this practice's.
reason-grant-ended = The access of { $patients } ended on { $day }.
reason-grant-not-begun = The access of { $patients } only begins on { $day }.
reason-grant-in-force = It comes from a phone of { $patients }, whose access is in force.
reason-back-line-of = In { $clinician }'s phone this back line stands for { $patients }, whose access is in force.
reason-back-line-unknown = Only the store knows for whom this back line stands, so nobody is rung.
reason-code-right = The access code of { $patients } was keyed; it is in force.
reason-code-wrong = The code that was keyed opens nothing.
reason-codes-closed = Too many wrong codes were keyed: no code opens until tomorrow.
reason-codes-need-store = No code opens while the store is down: wrong ones could not be counted.
reason-caller-is-clinician = It comes from one of the own phones of { $clinician }.
reason-not-assigned = { $clinician } has no patient on this back line, so it is treated as a stranger's.
reason-strangers-to = { $mode ->
    [front-desk] Callers without access are connected to the front desk.
    [voicemail] Callers without access may leave a message for the practice.
   *[refuse] Callers without access are told where to turn.
}

## The own line, and calls that Nightbell places
reason-own-line-speaks = The own line cannot be used at this moment: it says so, and the call ends.
reason-pin-asked = The clinician is asked for the PIN.
reason-pin-right = The PIN was right.
reason-pin-wrong = The PIN was wrong; wrong ones since the right one: { $wrong }.
reason-pin-locked = Too many wrong PINs were keyed: none opens anything until a new one is chosen.
reason-no-pin = This clinician has no PIN yet.
reason-pin-chosen = A new PIN was chosen.
reason-pin-not-taken = The new PIN was not taken: it was too easy, or not keyed the same twice.
reason-calls-back = Nightbell calls the clinician back on the own phone.
reason-called-back-enough = The clinician was called back so often today that the practice must help.
reason-message-played = A message is played.
reason-message-heard = A message is noted as heard.
reason-message-deleted = A message is deleted.
reason-no-such-message = This message is there no more, or is not for this clinician.
reason-no-such-conversation = There is no such conversation in this clinician's phone.
reason-calls-patient = The clinician calls { $patients }.
reason-call-placed = Nightbell calls { $clinician }.
reason-urgent-unanswered = Nobody has answered the urgent text.
reason-urgent-answered = The urgent text was answered.
reason-copied-to-duty = { $clinician } is on duty and is told as well.
reason-receipt-sent = The patient is told that the message was heard.

## Whether the clinician is reached
reason-hours-open = { $clinician }'s hours are open.
reason-hours-closed = { $clinician }'s hours are closed.
reason-paused = { $clinician } has paused calls and texts until { $moment }.
reason-away = { $clinician } is away until { $day } included.
reason-covers = { $cover } covers for { $clinician }.
reason-nobody-covers = Nobody covers for { $clinician }.
reason-within-limit = Calls of this patient today: { $calls } of { $limit }.
reason-limit-reached = This patient has called { $calls } times today, and the limit is { $limit }: the phone does not ring.
reason-calls-unknown = Calls of today are not known while the store is down.
reason-rings = { $phone } is rung.
reason-backup-rings = { $clinician } is next, as backup.
reason-on-duty = The rota says that { $clinician } is on duty.
reason-nobody-on-duty = The rota names nobody for this moment.
reason-urgent-granted = The patient's access includes the urgent path.
reason-urgent-not-granted = The patient's access does not include the urgent path.
reason-urgent-chosen = The caller pressed the key for urgent.
reason-message-chosen = The caller leaves a message.
reason-key-not-understood = A key was pressed that means nothing here.

## How ringing went
reason-rang-out = { $phone ->
    [unknown] The phone did not answer, was busy or could not be reached.
   *[other] { $phone } did not answer, was busy or could not be reached.
}
reason-no-key = { $phone } was answered, but no key was noted: perhaps a personal voicemail.
reason-declined = { $clinician } pressed the key for voicemail and is not rung again on this call.
reason-accepted = { $clinician } pressed the key and takes the call.
reason-not-connected = { $clinician } pressed the key, but the two were not connected.
reason-connected = The two were connected.
reason-caller-gone = The caller has hung up.
reason-gone-while-ringing = The caller hung up while it rang.
reason-gone-before-connected = The caller hung up before the two were connected.
reason-rung-enough = Phones have rung for a minute, which is enough.
reason-nobody-left = Nobody is left to ring.

## What the call shows, and how sure we are
reason-shows = The phone shows the line { $line } as the caller.
reason-line-reassigned = The line { $line } was another patient's before and has rested long enough.
reason-no-back-line = No back line is free, so the phone shows the front line.
reason-back-lines-need-store = Back lines need the store: the phone shows the front line.
reason-call-back-over = In { $clinician }'s phone the back line { $line } stands for this patient, to be called back over it.
reason-no-call-back-line = No back line is free over which to call this patient back.
reason-store-unavailable = The store cannot be used: the configuration alone decides.
reason-step-unknown = This step belongs to no call that is known.
reason-recorded = A message was recorded.
reason-nothing-recorded = The provider has no recording of a message.
reason-ended = The call has ended.

## Texts
reason-says-urgent = The text begins with a word for urgent.
reason-text-limit-reached = This patient has sent { $texts } texts this hour, and the limit is { $limit }: this one is held.
reason-reserved-word = The provider reserves this word and obeys it itself.
reason-replies-to = On this back line the clinician writes to { $patients }.
reason-is-command = The text is the command { $word }.
reason-answered-before = The sender has had an answer today, or cannot be answered.
reason-no-pictures = Pictures cannot be passed on.
reason-holds-number = The text holds a clinician's own number, which no patient may learn.
reason-phone-not-confirmed = { $clinician }'s phone has not confirmed yet that it takes texts.
reason-phone-confirmed = { $clinician }'s phone has confirmed.
reason-phone-asked-enough = { $clinician }'s next phone was asked so often today that it is asked again tomorrow.
reason-line-assigned = The back line { $line } is this patient's from now on.
reason-marked = No back line is free: the text is marked with the conversation's number, { $mark }.
reason-no-mark = The text does not begin with a conversation's number, so it is not clear whom it is for.
reason-idle = Nothing was written in this conversation for 12 hours, so a question goes first.
reason-answers-question = The question was answered.
reason-question-not-answered = The question was not answered in time.
reason-looks-automatic = The same words came just after an answer: perhaps a machine, which gets no second one.
reason-too-many-answers = So many answers have gone out this hour that the practice sends no more.
reason-waited-a-day = The text has waited for a day.
reason-released = What was held may go now.
reason-not-delivered = Not delivered: { $why ->
    [opted-out] the recipient has asked for no more texts
    [takes-no-texts] the number takes no texts
    [blocked] the network would not carry it
    [not-reached] the phone could not be reached
    [holds-number] it holds a clinician's number
    [given-up] a day of trying has failed
    [nobody-there] the recipient is not in the configuration any more
   *[other] the provider could not deliver it
}.
reason-digested = Whoever is on duty is told how many texts wait: { $texts }.
reason-attachment-refused = An attachment stays here: { $why ->
    [card] a contact card gives the sender's number away
    [calendar] a calendar entry names its sender
    [only-photos] only photos can be passed on; what else a phone attaches may name its sender
    [not-cleanable] the place where the photo was taken cannot be taken out of it; send it as JPEG
    [disguised] the attachment is not what it says it is
    [too-large] the attachment is too large
    [not-fetched] the attachment could not be fetched; send it again
   *[unknown] attachments of this kind can't be passed on
}.
reason-list-changed = The list of patients was changed.
reason-list-not-changed = The list of patients could not be changed.
