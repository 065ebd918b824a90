### Ce qu'entendent et lisent patients et soignants, en français. Voir en.ftl pour les variables.
### Les noms ne suivent jamais « de » ni « que » : on ne sait pas s'il faut élider.

-hash-key = la touche dièse
-front-desk = l'accueil

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
own-line = Vous appelez votre propre ligne. Vous ne pouvez pas encore y écouter vos messages.

## Écrit : messages aux patients et aux soignants
emergency-written = En cas d'urgence vitale, appelez le { $emergency }.
missed-call = Appel manqué : { $patients }, { $at }. Pour rappeler, appelez ce numéro.
missed-call-unknown = Appel manqué, appelant inconnu, { $at }.
new-message = { $seconds ->
    [one] Nouveau message : { $patients }, { $seconds } seconde, { $at }.
   *[other] Nouveau message : { $patients }, { $seconds } secondes, { $at }.
}
text-held = { $until ->
    [unknown] { $clinician } ne lit pas les SMS en ce moment. Le vôtre est conservé et sera remis plus tard.
   *[other] { $clinician } ne lit pas les SMS en ce moment. Le vôtre sera remis le { $until }.
}
text-covered = { $clinician } n'est pas là en ce moment. Votre SMS a été transmis à { $cover }.
text-urgent-sent = Votre SMS urgent a été transmis à la personne de garde.
text-not-urgent = Votre SMS n'a pas été transmis en urgence : personne n'est de garde, ou votre accès ne le prévoit pas. Il sera remis comme un SMS ordinaire.
text-limit = Vous avez envoyé beaucoup de SMS en une heure. Celui-ci sera remis plus tard.
text-stranger = { $desk ->
    [unknown] Ce numéro ne reçoit que les SMS de certains patients. Veuillez téléphoner au cabinet.
   *[other] Ce numéro ne reçoit que les SMS de certains patients. Veuillez téléphoner au cabinet : { $desk }.
}
text-no-pictures = Ce numéro ne reçoit pas d'images. Veuillez décrire en quelques mots.
text-holds-number = Votre message n'a pas été envoyé : il contient le numéro personnel d'un médecin. Veuillez le renvoyer sans ce numéro.
text-stopped = Plus aucun SMS ne peut être envoyé : { $patients } l'a demandé (STOP). Veuillez téléphoner.
text-to-whom = Non envoyé : à quel patient est-ce destiné ? Veuillez répondre dans la conversation de ce patient.
text-confirm = Pas encore envoyé : votre SMS pour { $patients } attend d'être confirmé.
command-help = Commandes : ADD numéro nom 7d, REMOVE nom, PAUSE 2h, RESUME, WHO.
command-paused = En pause jusqu'au { $until }. Pour annuler, envoyez RESUME.
command-resumed = Les appels sonnent de nouveau. Pour une pause, envoyez PAUSE 2h.
command-who = { $until ->
    [now] Vous êtes joignable en ce moment.
   *[other] Vous serez de nouveau joignable le { $until }.
} { $duty ->
    [nobody] Personne n'est de garde.
   *[other] De garde : { $duty }.
}
command-later = Cette commande n'est pas encore disponible. Veuillez vous adresser au cabinet.
command-unknown = Commande non comprise. Pour obtenir de l'aide, envoyez COMMANDS.
