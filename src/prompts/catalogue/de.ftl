### Was Anrufer hören und Leser lesen, auf Deutsch. Die Variablen erklärt en.ftl.

-hash-key = die Rautetaste
-front-desk = der Anmeldung

## Satzteile
some-patient = ein Patient
some-clinician = Ihre Ansprechperson
or = oder
others = andere

## An Anrufer
emergency = Wenn es ein Notfall ist, legen Sie bitte auf und wählen Sie die { $emergency }.
welcome = Sie sind verbunden mit { $practice }.
unavailable = { $until ->
    [unknown] { $clinician } kann im Moment keine Anrufe annehmen.
   *[other] { $clinician } kann im Moment keine Anrufe annehmen. Sie können { $until } wieder anrufen.
}
not-reached = Es tut uns leid, { $clinician } konnte nicht ans Telefon kommen.
limit-reached = { $until ->
    [unknown] Sie haben heute schon mehrmals angerufen. Das Telefon klingelt deshalb vorerst nicht mehr. Wenn Sie eine Nachricht hinterlassen, erfährt { $clinician } es sofort.
   *[other] Sie haben heute schon mehrmals angerufen. Das Telefon klingelt deshalb erst wieder { $until }. Wenn Sie eine Nachricht hinterlassen, erfährt { $clinician } es sofort.
}
press-for-urgent = Wenn es dringend ist und nicht warten kann, drücken Sie die 1.
nobody-on-duty = Es tut uns leid. Im Moment hat niemand Bereitschaftsdienst.
press-for-message = Um eine Nachricht zu hinterlassen, drücken Sie die 2 oder bleiben Sie einfach am Apparat.
calling-duty = Bitte bleiben Sie am Apparat. Wir rufen den Bereitschaftsdienst an.
urgent-not-reached = Es tut uns sehr leid. Wir konnten niemanden erreichen.
leave-message = Bitte sprechen Sie nach dem Signalton eine Nachricht für { $clinician }. Wenn Sie fertig sind, drücken Sie { -hash-key } oder legen Sie einfach auf.
leave-message-practice = Bitte sprechen Sie nach dem Signalton eine Nachricht für { $practice }. Wenn Sie fertig sind, drücken Sie { -hash-key } oder legen Sie einfach auf.
recording-notice = Ihre Nachricht wird aufgezeichnet und aufbewahrt, bis sie bearbeitet ist.
thanks = Vielen Dank. Ihre Nachricht wurde aufgezeichnet. Auf Wiederhören.
key-code = Wenn Sie einen Zugangscode bekommen haben, geben Sie ihn bitte jetzt ein und drücken Sie danach { -hash-key }.
to-front-desk = Bitte bleiben Sie am Apparat. Wir verbinden Sie mit { -front-desk }.
front-desk-not-reached = Es tut uns leid, an { -front-desk } konnte niemand ans Telefon kommen.
only-with-access = Diese Nummer ist nur für Patienten, die dafür freigeschaltet sind.
call-front-desk = { $desk ->
    [unknown] Bitte rufen Sie die Praxis unter ihrer gewohnten Nummer an.
   *[other] Bitte rufen Sie die Praxis an: { $desk }. Ich wiederhole: { $desk }.
}
own-number = Sie rufen von einer unserer eigenen Nummern an. Wir können Sie deshalb nicht verbinden.
not-in-use = Hier ist { $practice }. Diese Nummer ist nicht in Betrieb.
lost-track = Es tut uns leid. Bei Ihrem Anruf ist etwas schiefgegangen.
trouble = Es tut uns leid. Ihr Anruf kann im Moment nicht verbunden werden. Bitte versuchen Sie es in einigen Minuten noch einmal.
goodbye = Auf Wiederhören.

## An Behandelnde, am eigenen Telefon: die Ansage muss kurz sein (drei Ansagen in 15 Sekunden)
screening = Nightbell: Ein Patient ruft an. Annehmen: Taste 1. Mailbox: Taste 2.
screening-urgent = Nightbell: Dringender Anruf. Annehmen: Taste 1. Mailbox: Taste 2.
screening-again = Annehmen: Taste 1. Mailbox: Taste 2.
caller = { $patients }.
by-code = Der Anrufer hat einen Zugangscode eingegeben.
line-changed = Achtung: Diese Nummer in Ihrem Telefon gehörte vorher zu einem anderen Patienten.
connecting = Anruf an { $patients }.
patient-not-reached = Nicht erreicht: { $patients }.
access-ended = Der Zugang ist abgelaufen: { $patients }.
patient-not-listed = Der Patient zu dieser Nummer steht nicht mehr auf der Liste.
leg-trouble = Dieser Anruf konnte nicht zu Ihnen verbunden werden. Um den Anrufer kümmern wir uns.
own-line = Das ist Ihre eigene Leitung. Nachrichten können Sie hier noch nicht abhören.

## Geschrieben: Nachrichten an Patienten und Behandelnde
emergency-written = Im Notfall wählen Sie { $emergency }.
missed-call = Verpasster Anruf: { $patients }, { $at }. Zum Zurückrufen diese Nummer wählen.
missed-call-unknown = Verpasster Anruf, Anrufer unbekannt, { $at }.
new-message = { $seconds ->
    [one] Neue Nachricht: { $patients }, { $seconds } Sekunde, { $at }.
   *[other] Neue Nachricht: { $patients }, { $seconds } Sekunden, { $at }.
}
text-held = { $until ->
    [unknown] { $clinician } liest gerade keine SMS. Ihre SMS wird aufbewahrt und später zugestellt.
   *[other] { $clinician } liest gerade keine SMS. Ihre SMS wird am { $until } zugestellt.
}
text-covered = { $clinician } ist abwesend. Ihre SMS wurde an { $cover } weitergeleitet.
text-urgent-sent = Ihre dringende SMS wurde an den Bereitschaftsdienst weitergeleitet.
text-not-urgent = Ihre SMS wurde nicht als dringend weitergeleitet: Niemand hat Bereitschaft, oder das ist für Sie nicht vorgesehen. Sie wird wie eine gewöhnliche SMS zugestellt.
text-limit = Sie haben in dieser Stunde viele SMS gesendet. Diese wird später zugestellt.
text-stranger = { $desk ->
    [unknown] Diese Nummer nimmt nur SMS von freigeschalteten Patienten an. Bitte rufen Sie die Praxis an.
   *[other] Diese Nummer nimmt nur SMS von freigeschalteten Patienten an. Bitte rufen Sie die Praxis an: { $desk }.
}
text-no-pictures = An diese Nummer können keine Bilder gesendet werden. Bitte beschreiben Sie es in Worten.
text-holds-number = Ihre Nachricht wurde nicht gesendet: Sie enthält die private Nummer einer Ärztin oder eines Arztes. Bitte senden Sie sie ohne die Nummer noch einmal.
text-stopped = Keine SMS mehr möglich: { $patients } hat sie abbestellt (STOP). Bitte rufen Sie an.
text-to-whom = Nicht gesendet: Für welchen Patienten ist das? Bitte antworten Sie in dessen eigener Unterhaltung.
text-confirm = Noch nicht gesendet: Ihre SMS an { $patients } wartet auf Bestätigung.
command-help = Befehle: ADD Nummer Name 7d, REMOVE Name, PAUSE 2h, RESUME, WHO.
command-paused = Pause bis { $until }. Mit RESUME heben Sie sie auf.
command-resumed = Ihr Telefon klingelt wieder. Mit PAUSE 2h machen Sie eine Pause.
command-who = { $until ->
    [now] Sie sind jetzt erreichbar.
   *[other] Wieder erreichbar: { $until }.
} { $duty ->
    [nobody] Niemand hat Bereitschaft.
   *[other] Bereitschaft: { $duty }.
}
command-later = Diesen Befehl gibt es noch nicht. Bitte fragen Sie in der Praxis.
command-unknown = Das wurde nicht verstanden. Senden Sie COMMANDS für Hilfe.
