# The clinicians: who there is, their phones, their PINs.
clinicians-title = Clinicians
clinicians-caption = Everybody whom patients can reach, with the line they dial
clinicians-add = Add a clinician
clinicians-name = Name
clinicians-name-hint = As it is spoken to patients: Dr Ada Okafor.
clinicians-line = Front line
clinicians-line-hint = The number that patients dial and text, and that stands on the card. One of your numbers at the provider.
clinicians-phones = Phones
clinicians-phone = Own phone
clinicians-backup = Backup
clinicians-backup-hint = Who is rung, in this order, when this clinician does not answer. Each in the own hours.
clinicians-backup-place = { $place ->
    [1] First
    [2] Then
   *[other] Then (place { $place })
}
clinicians-ring = Rings for
clinicians-ring-hint = Seconds, from 5 to 60, for each phone.
clinicians-seconds = { $seconds } s
clinicians-patients = Patients
clinicians-pin = PIN
clinicians-paused = Paused
clinicians-until = until { $at }
clinicians-no = no
clinicians-nobody = nobody
clinicians-ends = ending in { $digits }
clinicians-confirmed = confirmed
clinicians-asked = asked { $at }, not confirmed yet
clinicians-not-asked = not asked yet
clinicians-next-new = new, not asked yet
clinicians-next-waits = new, waits to confirm since { $at }
clinicians-next-confirmed = confirmed, takes its place now
clinicians-facts = At a glance
clinicians-change = Name, line, backup
clinicians-preview = Preview the change
clinicians-back = Back
clinicians-phone-title = Another phone
clinicians-phone-told = When this clinician has a new number, enter it here. The phone that is there now goes on ringing until the new one has confirmed.
clinicians-phone-first = Several phones are rung one after the other; the new one takes the place of the first.
clinicians-phone-new = The new number
clinicians-phone-instead = Another new number, instead of the one above
clinicians-phone-hint = Entered once. Afterwards only its last two digits are shown, here and everywhere.
clinicians-next-told = It is used once somebody has answered on it: with OK to Nightbell’s text, or with key 1 on Nightbell’s call. Until then the other phone rings as before.
clinicians-next-fixed = This is a fixed line, which takes no texts: have it called, and press key 1 there. Until then the other phone rings as before. Once it is in use, no patient’s text reaches it.
clinicians-next-asked = Asked last: { $at }.
clinicians-next-call = Call it now
clinicians-next-text = Ask by text
clinicians-next-give-up = Give it up
clinicians-next-limit = { $times ->
    [one] It can be asked once more a day: the number may be a stranger’s.
   *[other] It can be asked { $times } times a day: the number may be a stranger’s.
}
clinicians-said-called = Nightbell calls the new phone in a moment, from the front line. Whoever answers is asked to press 1.
clinicians-said-texted = The new phone gets a text that it is to answer with OK.
clinicians-said-enough = The new phone was asked often enough today. Try again tomorrow, or check the number.
clinicians-said-pin = The PIN is set. Earlier wrong attempts are forgotten.
clinicians-said-pin-called = Nightbell calls the clinician’s first phone in a moment. After key 1 the PIN can be chosen there.
clinicians-pin-told = With the PIN this clinician hears messages when calling the own front line.
clinicians-pin-locked = locked after wrong PINs
clinicians-pin-is-set = set
clinicians-pin-none = not set
clinicians-pin-new = New PIN
clinicians-pin-again = The same PIN again
clinicians-pin-rules = 4 to 8 digits. Not all the same, no run such as 1234 or 8765, no repeated pair such as 1212, no year. It is kept in a form that nobody can read.
clinicians-pin-set = Set the PIN
clinicians-pin-call-told = Or Nightbell calls the clinician, who chooses the PIN on the phone, so that nobody else knows it.
clinicians-pin-call = Call the clinician for a PIN
clinicians-pin-not-digits = Choose a PIN of 4 to 8 digits, and nothing else. Nothing was changed.
clinicians-pin-guessable = Choose digits that are harder to guess. Nothing was changed.
clinicians-pin-different = The two were different. Type the same PIN twice. Nothing was changed.
clinicians-pin-busy = The PIN could not be set at the moment: too much is going on. Try again.
clinicians-card = The card
clinicians-card-told = For everybody who may have this line’s number. A patient’s own card, with the access code, is made with the patient.
clinicians-card-alt = Card of { $name } with the front line and the hours, as it is printed
clinicians-card-title = Card of { $name }
clinicians-card-hint = Print this page with your browser: { $cards } cards come out of it. Each folds to the size of a credit card.
clinicians-card-refused = No card was made: a telephone number of a clinician would stand on it, or the names are too long. Look at the names and at the practice’s own sentences.
clinicians-hours = Hours
clinicians-hours-hint = May stay empty: then the practice’s hours count, and the page Hours changes them.
clinicians-id = Short name
clinicians-id-hint = How the files speak of the clinician: small letters, digits, - and _. Left empty it is made of the last word of the name. It stays as it is.
clinicians-remove-title = Remove
clinicians-remove-hint = Before anything happens you see what goes along.
clinicians-remove-look = What would go along
clinicians-remove-one = Remove { $name }
clinicians-remove-patients = { $count ->
    [0] No patient is on this clinician’s list.
    [one] 1 row of the patients’ list goes: that patient does not reach the practice over this line any more.
   *[other] { $count } rows of the patients’ list go: these patients do not reach the practice over this line any more.
}
clinicians-remove-unheard = { $count ->
    [0] No message waits to be heard.
    [one] 1 message that nobody has heard stays in the box. Managers hear it in the Journal.
   *[other] { $count } messages that nobody has heard stay in the box. Managers hear them in the Journal.
}
clinicians-remove-pin = The PIN is forgotten. Whoever gets the same short name later begins without one.
clinicians-remove-line = Whoever dials the front line hears that the number is not in use, for as long as it is pointed at Nightbell.
clinicians-remove-hear = Hear or delete them first, so that nobody waits.
clinicians-remove-messages = The messages
clinicians-named = The name goes out of these places too:
clinicians-named-backup = backup of { $name }
clinicians-named-cover = cover of an absence of { $name }
clinicians-named-rota = a shift of the rota
clinicians-own-pin-told = With the PIN you hear your messages when you call your own front line.
clinicians-own-pin-call-told = Or Nightbell calls you, and you choose the PIN on your phone.
clinicians-own-pin-call = Call me for a PIN
clinicians-own-said-pin-called = Nightbell calls your first phone in a moment. After key 1 you choose the PIN there.
