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
own-line = Das ist Ihre eigene Leitung. Ihre Nachrichten können gerade nicht abgehört werden. Bitte versuchen Sie es in ein paar Minuten noch einmal.
## An Behandelnde auf der eigenen Leitung, und an wen ein Anruf von Nightbell erreicht
pin-ask = Bitte geben Sie Ihre PIN ein, und drücken Sie dann { -hash-key }. Wenn Sie sie vergessen haben, drücken Sie Stern und dann { -hash-key }.
pin-wrong = Diese PIN ist nicht richtig.
pin-locked = Es wurden zu viele falsche PINs eingegeben, deshalb ist Ihre gesperrt. Für eine neue drücken Sie die 1: Dann ruft Nightbell dieses Telefon an.
pin-none = Das ist Ihre eigene Leitung. Sie haben noch keine PIN. Um eine zu wählen, drücken Sie die 1: Dann ruft Nightbell dieses Telefon an.
pin-forgotten = Um eine neue PIN zu wählen, drücken Sie die 1: Dann ruft Nightbell dieses Telefon an.
pin-calls-back = Bitte legen Sie jetzt auf. Nightbell ruft dieses Telefon gleich an.
pin-ask-practice = Bitte lassen Sie Ihre PIN von der Praxis setzen.
pin-new = Bitte wählen Sie eine PIN mit 4 bis 8 Ziffern. Geben Sie sie jetzt ein, und drücken Sie dann { -hash-key }.
pin-again = Bitte geben Sie dieselbe PIN noch einmal ein, und drücken Sie dann { -hash-key }.
pin-different = Die beiden waren nicht gleich.
pin-unfit = Diese PIN ist zu leicht zu erraten, oder sie hat nicht 4 bis 8 Ziffern.
pin-set = Danke. Ihre PIN ist gesetzt. Um Ihre Nachrichten abzuhören, rufen Sie Ihre eigene Leitung an.
messages = { $new ->
    [0] Sie haben keine neuen Nachrichten
    [one] Sie haben eine neue Nachricht
   *[other] Sie haben { $new } neue Nachrichten
}{ $heard ->
    [0] .
    [one]  und eine schon gehörte.
   *[other]  und { $heard } schon gehörte.
}
own-menu = Um Nachrichten abzuhören, drücken Sie die 1. Um den letzten Patienten zurückzurufen, die 2. Um eine Unterhaltung nach ihrer Nummer anzurufen, die 3.
message-from = { $any ->
    [none] Von einem unbekannten Anrufer, { $at }.
   *[some] Von { $patients }, { $at }.
} { $seconds ->
    [one] { $seconds } Sekunde.
   *[other] { $seconds } Sekunden.
}
message-for = Hinterlassen für { $clinician }.
message-for-practice = Hinterlassen für die Praxis.
message-keys = Als gehört vermerken: 1. Noch einmal: 2. Die nächste: 3. Zurückrufen: 4. Löschen: 7. Zurück: 9.
message-not-yet = Der Ton dieser Nachricht ist noch nicht da. Bitte versuchen Sie es in ein paar Minuten noch einmal.
message-delete-sure = Um diese Nachricht endgültig zu löschen, drücken Sie noch einmal die 7. Um sie zu behalten, eine andere Taste.
message-deleted = Die Nachricht ist gelöscht.
message-noted = Sie ist als gehört vermerkt.
messages-over = Es gibt keine weiteren Nachrichten.
conversation-ask = Bitte geben Sie die Nummer der Unterhaltung ein, und drücken Sie dann { -hash-key }.
conversation-unknown = Eine Unterhaltung mit dieser Nummer gibt es nicht.
nobody-to-call-back = Es gibt niemanden zum Zurückrufen.
placed-pin = Hier ist Nightbell. Sie wollten eine PIN wählen. Um fortzufahren, drücken Sie die 1.
placed-phone = Hier ist Nightbell für { $practice }. Wenn dieses Telefon für Anrufe der Patienten von { $clinician } dienen soll, drücken Sie die 1. Wenn nicht, legen Sie bitte auf.
placed-phone-taken = Vielen Dank. Dieses Telefon dient künftig für Anrufe der Patienten von { $clinician }.
placed-connect = Hier ist Nightbell, mit dem gewünschten Anruf. Um verbunden zu werden, drücken Sie die 1.
placed-urgent = Hier ist Nightbell. Eine dringende SMS eines Patienten ist ohne Antwort. Um mehr zu hören, drücken Sie die 1.
urgent-text-from = Die dringende SMS ist von { $patients }. Bitte lesen und beantworten Sie sie. Um jetzt zurückzurufen, drücken Sie die 1.

## Geschrieben: Nachrichten an Patienten und Behandelnde
emergency-written = Im Notfall wählen Sie { $emergency }.
missed-call = Verpasster Anruf: { $patients }, { $at }. Zum Zurückrufen diese Nummer wählen.
missed-call-unknown = Verpasster Anruf, Anrufer unbekannt, { $at }.
new-message = { $seconds ->
    [one] Neue Nachricht: { $patients }, { $seconds } Sekunde, { $at }. Abhören unter { $line }.
   *[other] Neue Nachricht: { $patients }, { $seconds } Sekunden, { $at }. Abhören unter { $line }.
}
text-held = { $until ->
    [unknown] { $clinician } liest gerade keine SMS. Ihre SMS wird aufbewahrt und später zugestellt.
   *[other] { $clinician } liest gerade keine SMS. Ihre SMS wird am { $until } zugestellt.
}
text-covered = { $clinician } ist abwesend. Ihre SMS geht an { $cover }.
text-urgent-sent = Ihre dringende SMS wurde an den Bereitschaftsdienst weitergeleitet.
text-not-urgent = Ihre SMS wurde nicht als dringend weitergeleitet: Niemand kann jetzt dringende SMS annehmen, oder das ist für Sie nicht vorgesehen. Sie wird wie eine gewöhnliche SMS zugestellt.
text-limit = Sie haben in dieser Stunde viele SMS gesendet. Diese wird später zugestellt.
text-stranger = { $desk ->
    [unknown] Diese Nummer nimmt nur SMS von freigeschalteten Patienten an. Bitte rufen Sie die Praxis an.
   *[other] Diese Nummer nimmt nur SMS von freigeschalteten Patienten an. Bitte rufen Sie die Praxis an: { $desk }.
}
text-no-pictures = An diese Nummer können keine Bilder gesendet werden. Bitte beschreiben Sie es in Worten.
text-holds-number = Ihre SMS wurde nicht gesendet: Sie enthält eine private Nummer aus dem Praxisteam. Bitte senden Sie sie ohne die Nummer noch einmal.
text-stopped = Keine SMS mehr möglich: { $patients } hat sie abbestellt (STOP). Bitte rufen Sie an.
text-to-whom = { $any ->
    [none] Nicht gesendet: Für welchen Patienten ist das? Bitte antworten Sie in dessen eigener Unterhaltung.
   *[some] Nicht gesendet: Für welchen Patienten ist das? Beginnen Sie mit der Nummer und einem Doppelpunkt: { $marks }.
}
text-confirm = An { $patients }? Zum Senden antworten Sie { $code }.
command-help = Befehle: ADD Nummer Name 7d (aufnehmen, 7 Tage), REMOVE Name (streichen), PAUSE 2h, RESUME (Pause beenden), WHO (wer erreichbar ist), CALL Name (anrufen).
command-paused = Pause bis { $until }. Mit RESUME heben Sie sie auf.
command-resumed = Die Pause ist beendet: Anrufe und SMS erreichen Sie in Ihren Zeiten. Mit PAUSE 2h machen Sie eine Pause.
command-who = { $until ->
    [now] Sie sind jetzt erreichbar.
   *[other] Wieder erreichbar: { $until }.
} { $duty ->
    [nobody] Niemand hat Bereitschaft.
   *[other] Bereitschaft: { $duty }.
}
command-unknown = Das wurde nicht verstanden. Senden Sie COMMANDS für Hilfe.
command-added = { $until ->
    [always] { $patient }, { $phone }, kann Sie ab jetzt erreichen. Mit REMOVE { $first } machen Sie es rückgängig.
   *[other] { $patient }, { $phone }, kann Sie bis zum { $until } erreichen. Mit REMOVE { $first } machen Sie es rückgängig.
}
command-changed = { $until ->
    [always] { $patient }, { $phone }, kann Sie jetzt ohne Enddatum erreichen. Zum Ändern senden Sie ADD mit einem anderen Ende.
   *[other] { $patient }, { $phone }, kann Sie jetzt bis zum { $until } erreichen. Zum Ändern senden Sie ADD mit einem anderen Ende.
}
command-already = { $until ->
    [always] { $patient }, { $phone }, kann Sie schon erreichen. Nichts wurde geändert.
   *[other] { $patient }, { $phone }, kann Sie schon erreichen, bis zum { $until }. Nichts wurde geändert.
}
command-removed = { $patient } kann Sie nicht mehr erreichen. Mit ADD { $phone } { $patient } machen Sie es rückgängig (ohne Enddatum und ohne dringenden Zugang).
command-which = Wer ist gemeint? { $patients }. Bitte schreiben Sie den ganzen Namen oder die Nummer.
command-nobody = Auf Ihrer Liste steht niemand mit dem Namen { $name }.
command-expects-add = Nicht verstanden. Schreiben Sie zum Beispiel: ADD { $example } Rosa Diaz 7d
command-expects-remove = Nicht verstanden. Schreiben Sie zum Beispiel: REMOVE Rosa Diaz
command-expects-pause = Nicht verstanden. Schreiben Sie zum Beispiel: PAUSE 2h
command-failed = Die Liste konnte nicht geändert werden. Bitte fragen Sie in der Praxis.
command-own-number = Diese Nummer kann nicht aufgenommen werden: Sie gehört zur Praxis.

## SMS unterwegs
text-sent-to = Gesendet an { $patients }.
text-withdrawn = Nicht gesendet an { $patients }: Die Rückfrage blieb ohne Antwort. Wenn die SMS noch gelten soll, senden Sie sie bitte noch einmal.
text-not-delivered = Ihre SMS an { $patients } ({ $at }) wurde nicht zugestellt: { $why ->
    [opted-out] Ihre SMS sind dort abbestellt (STOP). Bitte rufen Sie an.
    [takes-no-texts] Die Nummer nimmt keine SMS an. Bitte rufen Sie an.
    [blocked] Das Netz hat sie nicht befördert. Bitte rufen Sie an.
    [not-reached] Das Telefon war nicht erreichbar. Bitte rufen Sie an oder versuchen Sie es später.
    [holds-number] Sie enthält eine private Nummer aus dem Praxisteam. Bitte senden Sie sie ohne die Nummer noch einmal.
    [given-up] Das Senden ist einen ganzen Tag lang gescheitert. Bitte rufen Sie an.
    [nobody-there] Der Empfänger steht nicht mehr auf der Liste.
   *[other] Der Grund ist nicht bekannt. Bitte rufen Sie an.
}
text-not-arrived = Ihre SMS vom { $at } hat { $clinician } nicht erreicht. Bitte rufen Sie an.
text-phone-not-ready = { $clinician } kann noch keine SMS empfangen. Ihre SMS wird aufbewahrt und so bald wie möglich zugestellt. Wenn es nicht warten kann, rufen Sie bitte an.
text-handed-over = Ihre SMS hat einen Tag gewartet. Sie wurde jetzt an { $duty } im Bereitschaftsdienst weitergeleitet.
text-still-held = { $desk ->
    [unknown] Ihre SMS an { $clinician } wurde noch nicht gelesen. Wenn es nicht warten kann, rufen Sie bitte die Praxis an.
   *[other] Ihre SMS an { $clinician } wurde noch nicht gelesen. Wenn es nicht warten kann, rufen Sie bitte die Praxis an: { $desk }.
}
text-from-held = Diese SMS an { $clinician } hat einen Tag gewartet:
line-is = Ab jetzt steht diese Nummer für { $patients }. Sie können sie unter diesem Namen speichern.
text-attachment-refused = Ein Anhang wurde nicht gesendet: { $why ->
    [card] Eine Kontaktkarte verrät die Nummer des Absenders. Bitte schreiben Sie, was nötig ist.
    [calendar] Ein Kalendereintrag nennt den Absender. Bitte schreiben Sie den Termin.
    [only-photos] Nur Fotos können weitergegeben werden.
    [not-cleanable] Ein Foto dieser Art (HEIC) behält den Ort der Aufnahme. Bitte senden Sie es als JPEG.
    [disguised] Er ist beschädigt oder nicht das, was er zu sein vorgibt.
    [too-large] Er ist zu groß.
    [not-fetched] Er ist nicht angekommen. Bitte senden Sie ihn noch einmal.
   *[unknown] Anhänge dieser Art können nicht weitergegeben werden.
}
stop-undo = Sie haben STOP gesendet. Deshalb erreichen Sie keine SMS mehr von { $patients }. Um sie wieder zu erlauben, senden Sie START an die Nummer, an die STOP ging.
stop-undo-line = Sie haben STOP an Ihre eigene Leitung gesendet. Deshalb erreichen Sie deren SMS nicht mehr. Um sie wieder zu erlauben, senden Sie ihr START.
digest = { $texts ->
    [one] Zur Information: 1 SMS ist noch ungelesen ({ $initials }).
   *[other] Zur Information: { $texts } SMS sind noch ungelesen ({ $initials }).
}
phone-confirm = { $practice } leitet Anrufe und SMS von Patienten über Nightbell an dieses Telefon weiter. Wenn das stimmt, antworten Sie bitte OK. Wenn Sie die Praxis nicht kennen, beachten Sie diese SMS nicht.
text-not-taken = Ihre SMS wurde nicht weitergegeben: Dieses Telefon ist noch nicht bestätigt.
phone-confirmed = Vielen Dank. Dieses Telefon ist für Anrufe und SMS von Patienten bestätigt. Für Hilfe senden Sie COMMANDS an diese Nummer.
desk-phone-not-ready = Nightbell: { $clinician } hat das eigene Telefon noch nicht bestätigt, deshalb warten SMS von Patienten. Bitte richten Sie aus, die SMS von Nightbell mit OK zu beantworten.
desk-text-waits = Nightbell: Eine SMS von { $initials } an { $clinician } wartet seit einem Tag, und niemand hat Bereitschaft. Bitte rufen Sie diesen Patienten an.
greeting = { $hours ->
    [unknown] { $practice }: Unter dieser Nummer erreichen Sie { $clinician } ab jetzt telefonisch und per SMS. Bitte speichern Sie sie.
   *[other] { $practice }: Unter dieser Nummer erreichen Sie { $clinician } ab jetzt telefonisch und per SMS. Zeiten: { $hours }. Bitte speichern Sie diese Nummer.
}

## Geschrieben: Nachrichten auf der Mailbox und verpasste Anrufe
missed-call-copy = Verpasster Anruf für { $clinician }: { $patients }, { $at }.
new-message-copy = { $seconds ->
    [one] Neue Nachricht für { $clinician }: { $patients }, { $seconds } Sekunde, { $at }. Abhören unter { $line }.
   *[other] Neue Nachricht für { $clinician }: { $patients }, { $seconds } Sekunden, { $at }. Abhören unter { $line }.
}
new-message-practice = { $seconds ->
    [one] Neue Nachricht für die Praxis, { $seconds } Sekunde, { $at }. Abhören unter { $line }.
   *[other] Neue Nachricht für die Praxis, { $seconds } Sekunden, { $at }. Abhören unter { $line }.
}
# An einen Patienten.
message-heard = { $clinician } hat Ihre Nachricht abgehört ({ $at }).
# An die Anmeldung.
desk-message = Nightbell: Für die Praxis wurde eine Nachricht hinterlassen ({ $at }), und niemand hat Dienst, der sie abhören könnte.
# An einen Patienten.
text-urgent-unanswered = Vom Bereitschaftsdienst hat niemand auf Ihre dringende SMS geantwortet. Bitte rufen Sie diese Nummer an: Dort klingelt es beim Dienst, oder Sie hinterlassen eine Nachricht.
command-calls = Nightbell ruft dieses Telefon jetzt an, um Sie zu verbinden mit { $patients }.
command-expects-call = Nicht verstanden. Schreiben Sie zum Beispiel: CALL Rosa Diaz
command-call-failed = Der Anruf kam nicht zustande. Bitte rufen Sie die Nummer des Patienten in Ihrem Telefon an.

## Auf der Karte für Patienten: wenig Platz und alte Augen
card-call = Zum Anrufen oder Schreiben
card-abroad = Aus dem Ausland: { $number }
card-scan = Zum Speichern
card-hours = Telefonzeiten
card-otherwise = { $how ->
    [urgent] Außerhalb dieser Zeiten können Sie eine Nachricht hinterlassen oder, wenn es nicht warten kann, die 1 drücken.
    [always] Wenn niemand abnimmt, können Sie eine Nachricht hinterlassen.
   *[message] Außerhalb dieser Zeiten können Sie eine Nachricht hinterlassen.
}
card-code = Ihr Zugangscode: { $code }
card-code-use = Damit können Sie von jedem Telefon anrufen.
card-for = Für { $patient }
card-fold = In Originalgröße (100 %) drucken, am Rahmen ausschneiden und in der Mitte falten.
