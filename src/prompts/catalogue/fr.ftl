### Ce qu'entendent et lisent patients et soignants, en français. Voir en.ftl pour les variables.
### Les noms ne suivent jamais « de » ni « que » : on ne sait pas s'il faut élider.

-hash-key = la touche dièse
-front-desk = l'accueil
-text = SMS
-texts = SMS

## Morceaux de phrases
some-patient = un patient
some-clinician = votre soignant
or = ou
others = d'autres

## Aux appelants
emergency = En cas d'urgence vitale, raccrochez et composez le { $emergency }.
welcome = Vous êtes bien en relation avec { $practice }.
unavailable = { $until ->
    [unknown] { $clinician } ne peut pas prendre d'appels pour le moment.
   *[other] { $clinician } ne peut pas prendre d'appels pour le moment. Vous pourrez rappeler { $until }.
}
not-reached = Nous sommes désolés, { $clinician } n'a pas pu répondre.
limit-reached = { $until ->
    [unknown] Vous avez déjà appelé plusieurs fois aujourd'hui, le téléphone ne sonne donc plus pour l'instant. Si vous laissez un message, { $clinician } le saura aussitôt.
   *[other] Vous avez déjà appelé plusieurs fois aujourd'hui, le téléphone ne sonne donc plus pour l'instant. Il sonnera de nouveau { $until }. Si vous laissez un message, { $clinician } le saura aussitôt.
}
press-for-urgent = Si c'est urgent et que cela ne peut pas attendre, appuyez sur la touche 1.
nobody-on-duty = Nous sommes désolés. Personne n'est de garde pour les appels urgents en ce moment.
press-for-message = Pour laisser un message, appuyez sur la touche 2, ou restez simplement en ligne.
calling-duty = Restez en ligne, s'il vous plaît. Nous appelons la personne de garde.
urgent-not-reached = Nous sommes vraiment désolés. Nous n'avons pu joindre personne.
leave-message = Veuillez laisser un message pour { $clinician } après le signal sonore. Quand vous aurez terminé, appuyez sur { -hash-key } ou raccrochez simplement.
leave-message-practice = Veuillez laisser un message pour { $practice } après le signal sonore. Quand vous aurez terminé, appuyez sur { -hash-key } ou raccrochez simplement.
recording-notice = Votre message sera enregistré et conservé jusqu'à ce qu'il ait été traité.
thanks = Merci. Votre message a bien été enregistré. Au revoir.
key-code = Si vous avez reçu un code d'accès, composez-le maintenant, puis appuyez sur { -hash-key }.
to-front-desk = Restez en ligne, s'il vous plaît. Nous vous mettons en relation avec { -front-desk }.
front-desk-not-reached = Nous sommes désolés, { -front-desk } n'a pas pu répondre.
only-with-access = Ce numéro est réservé à certains patients.
call-front-desk = { $desk ->
    [unknown] Veuillez appeler le cabinet à son numéro habituel.
   *[other] Veuillez appeler le cabinet au { $desk }. Je répète : { $desk }.
}
own-number = Vous appelez depuis l'un de nos propres numéros, l'appel ne peut donc pas aboutir.
not-in-use = Vous avez appelé { $practice }. Ce numéro n'est pas en service.
lost-track = Nous sommes désolés. Un problème est survenu pendant votre appel.
trouble = Nous sommes désolés. Votre appel ne peut pas aboutir pour le moment. Veuillez rappeler dans quelques minutes.
goodbye = Au revoir.

## Aux soignants, sur leur propre téléphone : le filtrage doit être court (trois annonces en 15 secondes)
screening = Nightbell : un patient appelle. Répondre : tapez 1. Messagerie : tapez 2.
screening-urgent = Nightbell : appel urgent. Répondre : tapez 1. Messagerie : tapez 2.
screening-again = Répondre : tapez 1. Messagerie : tapez 2.
caller = { $patients }.
by-code = L'appelant a composé un code d'accès.
line-changed = Attention : dans votre téléphone, ce numéro était auparavant celui d'un autre patient.
connecting = Nous appelons { $patients }.
patient-not-reached = Impossible de joindre { $patients }.
access-ended = L'accès accordé à { $patients } a pris fin.
patient-not-listed = Le patient de ce numéro ne figure plus sur la liste.
leg-trouble = Cet appel n'a pas pu vous être transmis. La personne qui appelle est prise en charge.
own-line = Vous appelez votre propre ligne. Vos messages ne peuvent pas être écoutés pour le moment. Veuillez rappeler dans quelques minutes.
## À un soignant sur sa propre ligne, et à qui répond à un appel passé par Nightbell
pin-ask = Veuillez composer votre code secret, puis appuyez sur { -hash-key }. Si vous l'avez oublié, appuyez sur étoile, puis sur { -hash-key }.
pin-wrong = Ce code secret n'est pas le bon.
pin-locked = Trop de codes secrets erronés ont été composés : le vôtre est bloqué. Pour en choisir un nouveau, tapez 1, et Nightbell appellera ce téléphone.
pin-none = Vous appelez votre propre ligne. Vous n'avez pas encore de code secret. Pour en choisir un, tapez 1, et Nightbell appellera ce téléphone.
pin-forgotten = Pour choisir un nouveau code secret, tapez 1, et Nightbell appellera ce téléphone.
pin-calls-back = Veuillez raccrocher maintenant. Nightbell appellera ce téléphone dans un instant.
pin-ask-practice = Veuillez demander au cabinet de définir votre code secret.
pin-new = Veuillez choisir un code secret de 4 à 8 chiffres. Composez-le maintenant, puis appuyez sur { -hash-key }.
pin-again = Veuillez composer le même code secret une seconde fois, puis appuyez sur { -hash-key }.
pin-different = Les deux codes n'étaient pas identiques.
pin-unfit = Ce code secret est trop facile à deviner, ou n'a pas de 4 à 8 chiffres.
pin-set = Merci. Votre code secret est enregistré. Pour écouter vos messages, appelez votre propre ligne.
messages = { $new ->
    [0] Vous n'avez pas de nouveau message
    [one] Vous avez 1 nouveau message
   *[other] Vous avez { $new } nouveaux messages
}{ $heard ->
    [0] .
    [one] , et 1 déjà écouté.
   *[other] , et { $heard } déjà écoutés.
}
own-menu = Pour écouter vos messages, tapez 1. Pour rappeler le dernier patient, tapez 2. Pour appeler une conversation par son numéro, tapez 3.
message-from = { $any ->
    [none] D'un appelant inconnu, { $at }.
   *[some] De { $patients }, { $at }.
} { $seconds ->
    [one] { $seconds } seconde.
   *[other] { $seconds } secondes.
}
message-for = Il a été laissé pour { $clinician }.
message-for-practice = Il a été laissé pour le cabinet.
message-keys = Pour le noter comme écouté, tapez 1. Réécouter : 2. Suivant : 3. Rappeler : 4. Effacer : 7. Retour : 9.
message-not-yet = Le son de ce message n'est pas encore arrivé. Veuillez réessayer dans quelques minutes.
message-delete-sure = Pour effacer ce message définitivement, tapez encore 7. Pour le garder, tapez une autre touche.
message-deleted = Le message est effacé.
message-noted = Il est noté comme écouté.
messages-over = Il n'y a plus de messages.
conversation-ask = Veuillez composer le numéro de la conversation, puis appuyez sur { -hash-key }.
conversation-unknown = Aucune conversation ne porte ce numéro.
nobody-to-call-back = Il n'y a personne à rappeler.
placed-pin = Ici Nightbell. Vous avez demandé à choisir un code secret. Pour continuer, tapez 1.
placed-phone = Ici Nightbell pour { $practice }. Si ce téléphone doit servir aux appels des patients de { $clinician }, tapez 1. Sinon, raccrochez.
placed-phone-taken = Merci. Ce téléphone servira aux appels des patients de { $clinician }.
placed-connect = Ici Nightbell, pour l'appel que vous avez demandé. Pour être mis en relation, tapez 1.
placed-urgent = Ici Nightbell. Un message urgent d'un patient est resté sans réponse. Pour en savoir plus, tapez 1.
urgent-text-from = Le message urgent vient de { $patients }. Veuillez le lire et y répondre. Pour rappeler maintenant, tapez 1.

## Écrit : messages aux patients et aux soignants
emergency-written = En cas d'urgence vitale, appelez le { $emergency }.
missed-call = Appel manqué : { $patients }, { $at }. Pour rappeler, appelez ce numéro.
missed-call-unknown = Appel manqué, appelant inconnu, { $at }.
new-message = { $seconds ->
    [one] Nouveau message : { $patients }, { $seconds } seconde, { $at }. Pour l'écouter, appelez le { $line }.
   *[other] Nouveau message : { $patients }, { $seconds } secondes, { $at }. Pour l'écouter, appelez le { $line }.
}
text-held = { $until ->
    [unknown] { $clinician } ne lit pas les { -texts } en ce moment. Votre { -text } est conservé et sera remis plus tard.
   *[other] { $clinician } ne lit pas les { -texts } en ce moment. Votre { -text } sera remis le { $until }.
}
text-covered = { $clinician } n'est pas là en ce moment. Votre { -text } est transmis à { $cover }.
text-urgent-sent = Votre { -text } urgent a été transmis à la personne de garde.
text-not-urgent = Votre { -text } n'a pas été transmis en urgence : personne ne peut le recevoir ainsi en ce moment, ou votre accès ne le prévoit pas. Il sera remis comme un { -text } ordinaire.
text-limit = Vous avez envoyé beaucoup de { -texts } en une heure. Celui-ci sera remis plus tard.
text-stranger = { $desk ->
    [unknown] Ce numéro n'accepte que les { -texts } de certains patients. Veuillez téléphoner au cabinet.
   *[other] Ce numéro n'accepte que les { -texts } de certains patients. Veuillez téléphoner au cabinet : { $desk }.
}
text-no-pictures = Ce numéro n'accepte pas les images. Veuillez décrire en quelques mots.
text-holds-number = Votre { -text } n'a pas été envoyé : il contient le numéro personnel d'un soignant. Veuillez le renvoyer sans ce numéro.
text-stopped = Envoi impossible : { $patients } ne souhaite plus de { -texts } (STOP). Veuillez téléphoner.
text-to-whom = { $any ->
    [none] Non envoyé : pour quel patient ? Veuillez répondre dans la conversation de ce patient.
   *[some] Non envoyé : pour quel patient ? Commencez par son numéro et deux-points : { $marks }.
}
text-confirm = Pour { $patients } ? Répondez { $code } pour l'envoyer.
command-help = Commandes : ADD numéro nom 7d (ajouter, 7 jours), REMOVE nom (retirer), PAUSE 2h, RESUME (reprendre), WHO (qui est joignable), CALL nom (appeler).
command-paused = En pause jusqu'au { $until }. Pour annuler, envoyez RESUME.
command-resumed = La pause est finie : appels et { -texts } vous parviennent dans vos horaires. Pour une pause, envoyez PAUSE 2h.
command-who = { $until ->
    [now] Vous êtes joignable en ce moment.
   *[other] Vous serez de nouveau joignable le { $until }.
} { $duty ->
    [nobody] Personne n'est de garde.
   *[other] De garde : { $duty }.
}
command-unknown = Commande non comprise. Pour obtenir de l'aide, envoyez COMMANDS.
command-added = { $until ->
    [always] { $patient }, { $phone }, peut désormais vous joindre. Pour annuler, envoyez REMOVE { $first }.
   *[other] { $patient }, { $phone }, peut vous joindre jusqu'au { $until }. Pour annuler, envoyez REMOVE { $first }.
}
command-changed = { $until ->
    [always] { $patient }, { $phone }, peut maintenant vous joindre sans date de fin. Pour modifier, renvoyez ADD avec une autre fin.
   *[other] { $patient }, { $phone }, peut maintenant vous joindre jusqu'au { $until }. Pour modifier, renvoyez ADD avec une autre fin.
}
command-already = { $until ->
    [always] { $patient }, { $phone }, peut déjà vous joindre. Rien n'a été modifié.
   *[other] { $patient }, { $phone }, peut déjà vous joindre, jusqu'au { $until }. Rien n'a été modifié.
}
command-removed = { $patient } ne peut plus vous joindre. Pour annuler, envoyez ADD { $phone } { $patient } (sans date de fin ni accès urgent).
command-which = De qui s'agit-il ? { $patients }. Écrivez le nom entier ou le numéro.
command-nobody = Personne sur votre liste ne s'appelle { $name }.
command-expects-add = Commande non comprise. Par exemple : ADD { $example } Rosa Diaz 7d
command-expects-remove = Commande non comprise. Par exemple : REMOVE Rosa Diaz
command-expects-pause = Commande non comprise. Par exemple : PAUSE 2h
command-failed = Impossible de modifier la liste. Veuillez vous adresser au cabinet.
command-own-number = Impossible d'ajouter ce numéro : c'est l'un de ceux du cabinet.

## SMS en chemin
text-sent-to = Envoyé à { $patients }.
text-withdrawn = Non envoyé à { $patients } : la question est restée sans réponse. Renvoyez votre { -text } si vous le souhaitez toujours.
text-not-delivered = Votre { -text } à { $patients } ({ $at }) n'a pas été remis : { $why ->
    [opted-out] vos { -texts } sont refusés (STOP). Veuillez téléphoner.
    [takes-no-texts] ce numéro n'accepte pas les { -texts }. Veuillez téléphoner.
    [blocked] le réseau l'a refusé. Veuillez téléphoner.
    [not-reached] le téléphone est injoignable. Veuillez téléphoner, ou réessayer plus tard.
    [holds-number] il contient le numéro personnel d'un soignant. Veuillez le renvoyer sans ce numéro.
    [given-up] l'envoi a échoué toute une journée. Veuillez téléphoner.
    [nobody-there] le destinataire ne figure plus sur la liste.
   *[other] la raison n'est pas connue. Veuillez téléphoner.
}
text-not-arrived = Votre { -text } du { $at } n'est pas parvenu à { $clinician }. Veuillez téléphoner.
text-phone-not-ready = { $clinician } ne peut pas encore lire de { -texts }. Votre { -text } est conservé et sera remis dès que possible. Si cela ne peut pas attendre, veuillez téléphoner.
text-handed-over = Votre { -text } attendait depuis un jour. Il a été transmis à { $duty }, de garde en ce moment.
text-still-held = { $desk ->
    [unknown] Votre { -text } à { $clinician } n'a pas encore été lu. Si cela ne peut pas attendre, veuillez téléphoner au cabinet.
   *[other] Votre { -text } à { $clinician } n'a pas encore été lu. Si cela ne peut pas attendre, veuillez téléphoner au cabinet : { $desk }.
}
text-from-held = Ce { -text } à { $clinician } attendait depuis un jour :
line-is = Désormais, ce numéro correspond à { $patients }. Vous pouvez l'enregistrer sous ce nom.
text-attachment-refused = Une pièce jointe n'a pas été envoyée : { $why ->
    [card] une fiche de contact révèle le numéro de la personne qui l'envoie. Veuillez écrire ce qu'il faut.
    [calendar] un rendez-vous d'agenda nomme la personne qui l'envoie. Veuillez écrire la date.
    [only-photos] nous ne transmettons que des photos.
    [not-cleanable] une photo de ce type (HEIC) garde le lieu de la prise de vue. Veuillez l'envoyer en JPEG.
    [disguised] elle est défectueuse, ou d'un autre type que celui annoncé.
    [too-large] elle est trop volumineuse.
    [not-fetched] elle ne nous est pas parvenue. Veuillez la renvoyer.
   *[unknown] nous ne transmettons pas les fichiers de ce type.
}
stop-undo = Vous avez envoyé STOP : les { -texts } envoyés par { $patients } ne vous parviennent plus. Pour les rétablir, envoyez START au numéro auquel vous avez écrit STOP.
stop-undo-line = Vous avez envoyé STOP à votre propre ligne : ses { -texts } ne vous parviennent plus. Pour les rétablir, envoyez-lui START.
digest = { $texts ->
    [one] Pour information : 1 { -text } attend d'être lu ({ $initials }).
   *[other] Pour information : { $texts } { -texts } attendent d'être lus ({ $initials }).
}
phone-confirm = { $practice } transmet à ce téléphone les appels et les { -texts } de ses patients, avec Nightbell. Si c'est exact, répondez OK. Si vous ne connaissez pas ce cabinet, ignorez ce { -text }.
text-not-taken = Votre { -text } n'a pas été transmis : ce téléphone n'est pas encore confirmé.
phone-confirmed = Merci. Ce téléphone est confirmé pour les appels et les { -texts } des patients. Pour obtenir de l'aide, envoyez COMMANDS à ce numéro.
desk-phone-not-ready = Nightbell : { $clinician } n'a pas encore confirmé son téléphone, les { -texts } des patients attendent donc. Veuillez lui demander de répondre OK au { -text } de Nightbell.
desk-text-waits = Nightbell : un { -text } à { $clinician }, envoyé par { $initials }, attend depuis un jour et personne n'est de garde. Veuillez appeler ce patient.
greeting = { $hours ->
    [unknown] { $practice } : vous pouvez désormais appeler { $clinician } à ce numéro ou y envoyer des { -texts }. Veuillez l'enregistrer.
   *[other] { $practice } : vous pouvez désormais appeler { $clinician } à ce numéro ou y envoyer des { -texts }. Horaires : { $hours }. Veuillez enregistrer ce numéro.
}

## Écrit : messages vocaux et appels manqués
missed-call-copy = Appel manqué pour { $clinician } : { $patients }, { $at }.
new-message-copy = { $seconds ->
    [one] Nouveau message pour { $clinician } : { $patients }, { $seconds } seconde, { $at }. Pour l'écouter, appelez le { $line }.
   *[other] Nouveau message pour { $clinician } : { $patients }, { $seconds } secondes, { $at }. Pour l'écouter, appelez le { $line }.
}
new-message-practice = { $seconds ->
    [one] Nouveau message pour le cabinet, { $seconds } seconde, { $at }. Pour l'écouter, appelez le { $line }.
   *[other] Nouveau message pour le cabinet, { $seconds } secondes, { $at }. Pour l'écouter, appelez le { $line }.
}
# À un patient.
message-heard = { $clinician } a écouté votre message ({ $at }).
# À l'accueil.
desk-message = Nightbell : un message a été laissé pour le cabinet ({ $at }), et personne n'est de garde pour l'écouter.
# À un patient.
text-urgent-unanswered = Personne de garde n'a répondu à votre { -text } urgent. Veuillez appeler ce numéro : il sonne chez la personne de garde, ou prend un message.
command-calls = Nightbell appelle ce téléphone maintenant, pour vous mettre en relation avec { $patients }.
command-expects-call = Commande non comprise. Écrivez par exemple : CALL Rosa Diaz
command-call-failed = L'appel n'a pas pu être passé. Veuillez appeler le numéro du patient dans votre téléphone.

## Sur la carte remise au patient : peu de place, et des yeux fatigués
card-call = Pour appeler ou écrire
card-abroad = De l'étranger : { $number }
card-scan = À scanner
card-hours = Heures d'appel
card-otherwise = { $how ->
    [urgent] En dehors de ces heures, laissez un message, ou tapez 1 si c'est urgent.
    [always] Si personne ne peut répondre, vous pouvez laisser un message.
   *[message] En dehors de ces heures, vous pouvez laisser un message.
}
card-code = Votre code d'accès : { $code }
card-code-use = Il permet d'appeler depuis tout téléphone.
card-for = Pour { $patient }
card-fold = Imprimer à 100 %, découper le long du cadre et plier au milieu.
