### What callers hear and readers read, in English (British where regions differ; see en-US.ftl).
### Spoken sentences are heard by old and anxious people from a synthetic voice: short, kind, plain.
### In every sentence stand at hand: $practice, $emergency, $desk ("unknown" where the practice has none).

-hash-key = hash key
-front-desk = reception

## Pieces of sentences
some-patient = a patient
some-clinician = the clinician
or = or
others = others

## To callers
emergency = If this is an emergency, please hang up and dial { $emergency }.
welcome = You have reached { $practice }.
unavailable = { $until ->
    [unknown] { $clinician } cannot take calls at the moment.
   *[other] { $clinician } cannot take calls at the moment. You can call again { $until }.
}
not-reached = We are sorry, { $clinician } could not come to the phone.
limit-reached = { $until ->
    [unknown] You have called several times today, so the phone will not ring for now. If you leave a message, { $clinician } is told at once.
   *[other] You have called several times today, so the phone will not ring for now. It will ring again { $until }. If you leave a message, { $clinician } is told at once.
}
press-for-urgent = If it is urgent and cannot wait, press 1.
nobody-on-duty = We are sorry. Nobody is on duty for urgent calls at the moment.
press-for-message = To leave a message, press 2, or simply stay on the line.
calling-duty = Please stay on the line. We are calling the person on duty.
urgent-not-reached = We are very sorry. Nobody could be reached.
leave-message = Please leave a message for { $clinician } after the tone. When you have finished, press the { -hash-key } or simply hang up.
leave-message-practice = Please leave a message for { $practice } after the tone. When you have finished, press the { -hash-key } or simply hang up.
recording-notice = Your message will be recorded, and kept until it has been dealt with.
thanks = Thank you. Your message has been recorded. Goodbye.
key-code = If you were given an access code, please enter it now, and then press the { -hash-key }.
to-front-desk = Please stay on the line. We are connecting you to { -front-desk }.
front-desk-not-reached = We are sorry, nobody at { -front-desk } could answer.
only-with-access = This number is for patients who were given access to it.
call-front-desk = { $desk ->
    [unknown] Please call the practice on its usual number.
   *[other] Please call the practice on { $desk }. Once more: { $desk }.
}
own-number = You are calling from one of our own numbers, so we cannot connect you.
not-in-use = This number is not in use at { $practice }.
lost-track = We are sorry. Something went wrong with your call.
trouble = We are sorry. Your call cannot be connected at the moment. Please try again in a few minutes.
goodbye = Goodbye.

## To clinicians, on their own phone: the screening must be short (three prompts within 15 seconds)
screening = A patient is calling through Nightbell. Press 1 to take the call, 2 for voicemail.
screening-urgent = An urgent call from a patient, through Nightbell. Press 1 to take it, 2 for voicemail.
screening-again = Press 1 to take it, 2 for voicemail.
caller = { $patients }.
by-code = The caller keyed an access code.
line-changed = Please note: this number in your phone was another patient's before.
connecting = Calling { $patients }.
patient-not-reached = { $patients } could not be reached.
access-ended = The access of { $patients } has ended.
patient-not-listed = The patient of this number is no longer on the list.
leg-trouble = This call could not be connected to you. The caller is taken care of.
own-line = This is your own line. Your messages cannot be heard at the moment. Please try again in a few minutes.
## To a clinician on the own line, and to whoever answers a call that Nightbell placed
pin-ask = Please enter your PIN, then press the { -hash-key }. If you have forgotten it, press star, then the { -hash-key }.
pin-wrong = That PIN is not right.
pin-locked = Too many wrong PINs were entered, so this one is locked. To choose a new one, press 1, and Nightbell will call this phone.
pin-none = This is your own line. You have no PIN yet. To choose one, press 1, and Nightbell will call this phone.
pin-forgotten = To choose a new PIN, press 1, and Nightbell will call this phone.
pin-calls-back = Please hang up now. Nightbell will call this phone in a moment.
pin-ask-practice = Please ask the practice to set your PIN.
pin-new = Please choose a PIN of 4 to 8 digits. Enter it now, then press the { -hash-key }.
pin-again = Please enter the same PIN again, then press the { -hash-key }.
pin-different = The two were not the same.
pin-unfit = That PIN is too easy to guess, or it does not have 4 to 8 digits.
pin-set = Thank you. Your PIN is set. To hear your messages, call your own line.
messages = { $new ->
    [0] You have no new messages
    [one] You have 1 new message
   *[other] You have { $new } new messages
}{ $heard ->
    [0] .
    [one] , and 1 that you have heard.
   *[other] , and { $heard } that you have heard.
}
own-menu = To hear your messages, press 1. To call back the last patient, press 2. To call a conversation by its number, press 3.
message-from = { $any ->
    [none] From a caller who is not known, { $at }.
   *[some] From { $patients }, { $at }.
} { $seconds ->
    [one] 1 second.
   *[other] { $seconds } seconds.
}
message-for = It was left for { $clinician }.
message-for-practice = It was left for the practice.
message-keys = To note it as heard, press 1. Again: 2. The next one: 3. To call back: 4. To delete: 7. Back: 9.
message-not-yet = The sound of this message is not here yet. Please try again in a few minutes.
message-delete-sure = To delete this message for good, press 7 again. To keep it, press another key.
message-deleted = The message is deleted.
message-noted = It is noted as heard.
messages-over = There are no more messages.
conversation-ask = Please enter the number of the conversation, then press the { -hash-key }.
conversation-unknown = There is no conversation with this number.
nobody-to-call-back = There is nobody to call back.
placed-pin = This is Nightbell. You asked to choose a PIN. To go on, press 1.
placed-phone = This is Nightbell for { $practice }. If this phone should be used for calls of { $clinician }'s patients, press 1. If not, please hang up.
placed-phone-taken = Thank you. This phone will be used for calls of { $clinician }'s patients.
placed-connect = This is Nightbell, with the call that you asked for. To be connected, press 1.
placed-urgent = This is Nightbell. An urgent text from a patient has not been answered. To hear more, press 1.
urgent-text-from = The urgent text is from { $patients }. Please read it, and answer it. To call back now, press 1.

## Written: texts to patients and to clinicians
emergency-written = In an emergency call { $emergency }.
missed-call = Missed call: { $patients }, { $at }. To call back, call this number.
missed-call-unknown = Missed call, caller not known, { $at }.
new-message = { $seconds ->
    [one] New message: { $patients }, { $seconds } second, { $at }. To hear it, call { $line }.
   *[other] New message: { $patients }, { $seconds } seconds, { $at }. To hear it, call { $line }.
}
text-held = { $until ->
    [unknown] { $clinician } is not reading texts now. Yours is kept and delivered later.
   *[other] { $clinician } is not reading texts now. Yours will be delivered on { $until }.
}
text-covered = { $clinician } is away. Your text goes to { $cover }.
text-urgent-sent = Your urgent text was sent to the person on duty.
text-not-urgent = Your text was not sent as urgent: nobody can take it now, or your access does not cover it. It will be delivered as an ordinary text.
text-limit = You have sent many texts this hour. This one will be delivered later.
text-stranger = { $desk ->
    [unknown] This number only takes texts from patients who were given access. Please phone the practice.
   *[other] This number only takes texts from patients who were given access. Please phone the practice: { $desk }.
}
text-no-pictures = Pictures cannot be sent to this number. Please describe it in words instead.
text-holds-number = Your text was not sent: it holds a clinician's own number. Please send it again without the number.
text-stopped = { $patients } asked for no more texts (STOP), so yours cannot be sent. Please phone instead.
text-to-whom = { $any ->
    [none] Not sent: which patient is it for? Please reply in the patient's own conversation.
   *[some] Not sent: which patient is it for? Begin your text with the number and a colon: { $marks }.
}
text-confirm = To { $patients }? Reply { $code } to send it.
command-help = Commands: ADD number name 7d, REMOVE name, PAUSE 2h, RESUME, WHO, CALL name.
command-paused = Paused until { $until }. Text RESUME to undo.
command-resumed = The pause is over: calls and texts reach you in your hours. Text PAUSE 2h to pause.
command-who = { $until ->
    [now] You can be reached now.
   *[other] You can be reached again on { $until }.
} { $duty ->
    [nobody] Nobody is on duty.
   *[other] On duty: { $duty }.
}
command-unknown = That was not understood. Text COMMANDS for help.
command-added = { $until ->
    [always] { $patient }, { $phone }, may reach you from now on. Text REMOVE { $first } to undo.
   *[other] { $patient }, { $phone }, may reach you until { $until }. Text REMOVE { $first } to undo.
}
command-changed = { $until ->
    [always] { $patient }, { $phone }, may now reach you without an end. To change it, text ADD again with another end.
   *[other] { $patient }, { $phone }, may now reach you until { $until }. To change it, text ADD again with another end.
}
command-already = { $until ->
    [always] { $patient }, { $phone }, may reach you already. Nothing was changed.
   *[other] { $patient }, { $phone }, may reach you already, until { $until }. Nothing was changed.
}
command-removed = { $patient } can reach you no more. Text ADD { $phone } { $patient } to undo (without an end date or urgent access).
command-which = Which one? { $patients }. Please write the whole name or the number.
command-nobody = Nobody on your list is called { $name }.
command-expects-add = Not understood. Write for example: ADD { $example } Rosa Diaz 7d
command-expects-remove = Not understood. Write for example: REMOVE Rosa Diaz
command-expects-pause = Not understood. Write for example: PAUSE 2h
command-failed = The list could not be changed. Please ask the practice.
command-own-number = This number cannot be added: it is one of the practice's own.

## Texts on their way: to clinicians, where nothing else is said. What goes to patients is short and calm.
text-sent-to = Sent to { $patients }.
text-withdrawn = Not sent to { $patients }: the question was not answered. If you still want it to go, please send it again.
text-not-delivered = Your text to { $patients } ({ $at }) was not delivered: { $why ->
    [opted-out] they have stopped texts from you (STOP). Please phone.
    [takes-no-texts] the number takes no texts. Please phone.
    [blocked] the network would not carry it. Please phone.
    [not-reached] the phone could not be reached. Please phone, or try again later.
    [holds-number] it holds a clinician's own number. Please send it again without the number.
    [given-up] it could not be sent for a whole day. Please phone.
    [nobody-there] the recipient is no longer on the list.
   *[other] the reason is not known. Please phone.
}
# To a patient.
text-not-arrived = Your text of { $at } did not reach { $clinician }. Please phone instead.
# To a patient.
text-phone-not-ready = { $clinician } cannot receive texts yet. Yours is kept and delivered as soon as possible. If it cannot wait, please phone.
# To a patient.
text-handed-over = Your text has waited for a day, so it was sent to { $duty }, who is on duty.
# To a patient.
text-still-held = { $desk ->
    [unknown] Your text to { $clinician } has not been read yet. If it cannot wait, please phone the practice.
   *[other] Your text to { $clinician } has not been read yet. If it cannot wait, please phone the practice: { $desk }.
}
# To who is on duty; the text itself follows.
text-from-held = This text waited for { $clinician } for a day:
line-is = From now on this number stands for { $patients }. You can save it under that name.
# To whoever sent it.
text-attachment-refused = An attachment was not sent: { $why ->
    [card] a contact card gives its sender's own number away. Please write what is needed.
    [calendar] a calendar entry names its sender. Please write the date instead.
    [only-photos] only photos can be passed on.
    [not-cleanable] a photo of this kind (HEIC) keeps the place where it was taken. Please send it as JPEG.
    [disguised] it is damaged, or not what it says it is.
    [too-large] it is too large.
    [not-fetched] it did not arrive. Please send it again.
   *[unknown] attachments of this kind cannot be passed on.
}
stop-undo = You sent STOP, so texts from { $patients } cannot reach you any more. To allow them again, text START to the number that you sent STOP to.
stop-undo-line = You sent STOP to your own line, so its texts cannot reach you any more. To allow them again, text START to it.
digest = { $texts ->
    [one] For your information: 1 text waits to be read ({ $initials }).
   *[other] For your information: { $texts } texts wait to be read ({ $initials }).
}
# To a phone that may be a stranger's. OK is what it must answer in every language.
phone-confirm = { $practice } forwards its patients' calls and texts to this phone, through Nightbell. If that is right, reply OK. If you do not know the practice, please ignore this text.
text-not-taken = Your text was not passed on: this phone is not confirmed yet.
phone-confirmed = Thank you. This phone is confirmed for patients' calls and texts. Text COMMANDS to this number for help.
# To the desk.
desk-phone-not-ready = Nightbell: the phone of { $clinician } is not confirmed yet, so patients' texts wait. Please ask { $clinician } to answer Nightbell's text with OK.
# To the desk.
desk-text-waits = Nightbell: a text from { $initials } to { $clinician } has waited for a day, and nobody is on duty. Please call the patient.
# To a patient who was added.
greeting = { $hours ->
    [unknown] { $practice }: you can now call and text { $clinician } on this number. Please save it.
   *[other] { $practice }: you can now call and text { $clinician } on this number. Hours: { $hours }. Please save this number.
}

## Written: messages and missed calls
missed-call-copy = Missed call to { $clinician }: { $patients }, { $at }.
new-message-copy = { $seconds ->
    [one] New message for { $clinician }: { $patients }, { $seconds } second, { $at }. To hear it, call { $line }.
   *[other] New message for { $clinician }: { $patients }, { $seconds } seconds, { $at }. To hear it, call { $line }.
}
new-message-practice = { $seconds ->
    [one] New message for the practice, { $seconds } second, { $at }. To hear it, call { $line }.
   *[other] New message for the practice, { $seconds } seconds, { $at }. To hear it, call { $line }.
}
# To a patient.
message-heard = { $clinician } heard your message ({ $at }).
# To the desk.
desk-message = Nightbell: a message was left for the practice ({ $at }), and nobody is on duty to hear it.
# To a patient.
text-urgent-unanswered = Nobody on duty has answered your urgent text. Please call this number: it rings who is on duty, or takes a message.
command-calls = Nightbell calls this phone now, to connect you with { $patients }.
command-expects-call = Not understood. Write for example: CALL Rosa Diaz
command-call-failed = The call could not be placed. Please call the patient's number in your phone.

## On the card that a patient is given: little room, and old eyes
card-call = To call or text
card-abroad = From abroad: { $number }
card-scan = Scan to save
card-hours = Telephone hours
card-otherwise = { $how ->
    [urgent] At other times you can leave a message, or press 1 if it cannot wait.
    [always] If nobody can answer, you can leave a message.
   *[message] At other times you can leave a message.
}
card-code = Your access code: { $code }
card-code-use = It lets you call from any phone.
card-for = For { $patient }
card-fold = Print at 100 %, cut along the frame and fold in the middle.
