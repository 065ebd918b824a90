### Les règles qui ont conduit à une décision, une phrase par raison, pour qui lit la console. Mêmes clés que en.ftl.
### Les noms ne suivent jamais « de » ni « que » : on ne sait pas s’il faut élider. Espaces insécables devant : ; ? !

## Morceaux
or = ou
some-patient = un patient
gone-patient = un patient qui ne figure plus sur la liste
gone-clinician = { $id } (ne figure plus sur la liste)
phone = { $clinician }
phone-of-several = { $clinician }, téléphone { $place } sur { $phones }

## La ligne, et qui appelle ou écrit
reason-front-line-of = Ce numéro est la ligne attribuée à { $clinician }.
reason-back-line = Ce numéro, { $line }, est une ligne de retour : seuls les soignants la connaissent.
reason-line-unknown = Ce numéro n’est aucune des lignes du cabinet.
reason-from-own-line = Cela vient de l’une des lignes du cabinet et tournerait en rond.
reason-caller-withheld = Le numéro d’origine est masqué ou n’a pas pu être vérifié.
reason-caller-no-number = L’origine n’est pas un numéro de téléphone.
reason-caller-unknown = Cela vient d’un numéro que personne n’a sur la liste de ce soignant.
reason-back-lines-for-clinicians = Les lignes de retour sont réservées aux soignants, et cela ne vient d’aucun soignant du cabinet.
reason-grant-ended = L’accès accordé à { $patients } a pris fin le { $day }.
reason-grant-not-begun = L’accès accordé à { $patients } ne commence que le { $day }.
reason-grant-in-force = Cela vient d’un téléphone enregistré pour { $patients }, dont l’accès est en vigueur.
reason-back-line-of = Chez { $clinician }, cette ligne de retour correspond à { $patients }, dont l’accès est en vigueur.
reason-back-line-unknown = Seules les données enregistrées disent à qui correspond cette ligne de retour : aucun téléphone ne sonne.
reason-code-right = Le code d’accès attribué à { $patients } a été composé ; il est en vigueur.
reason-code-wrong = Le code composé ne donne accès à rien.
reason-codes-closed = Trop de codes erronés ont été composés : aucun code ne donne accès avant demain.
reason-codes-need-store = Aucun code ne donne accès tant que les données sont inaccessibles : les codes erronés ne pourraient pas être comptés.
reason-caller-is-clinician = Cela vient d’un téléphone personnel de soignant : { $clinician }.
reason-not-assigned = Aucun patient ne correspond à cette ligne de retour chez { $clinician } : la règle est la même que pour un inconnu.
reason-strangers-to = { $mode ->
    [front-desk] Les personnes sans accès sont mises en relation avec l’accueil.
    [voicemail] Les personnes sans accès peuvent laisser un message au cabinet.
   *[refuse] Les personnes sans accès apprennent à qui s’adresser.
}

## La ligne personnelle, et les appels passés par Nightbell
reason-own-line-speaks = La ligne personnelle ne peut pas servir en ce moment : elle le dit, et l’appel prend fin.
reason-pin-asked = Le code secret est demandé au soignant.
reason-pin-right = Le code secret était le bon.
reason-pin-wrong = Le code secret était erroné ; essais erronés depuis le bon : { $wrong }.
reason-pin-locked = Trop de codes secrets erronés ont été composés : aucun ne donne accès avant le choix d’un nouveau code.
reason-no-pin = Ce soignant n’a pas encore de code secret.
reason-pin-chosen = Un nouveau code secret a été choisi.
reason-pin-not-taken = Le nouveau code secret n’a pas été accepté : trop facile, ou pas composé deux fois de la même façon.
reason-calls-back = Nightbell rappelle le soignant sur son propre téléphone.
reason-called-back-enough = Le soignant a été rappelé si souvent aujourd’hui que c’est au cabinet de l’aider.
reason-message-played = Un message est diffusé.
reason-message-heard = Un message est noté comme écouté.
reason-message-deleted = Un message est supprimé.
reason-no-such-message = Ce message n’existe plus, ou n’est pas destiné à ce soignant.
reason-no-such-conversation = Cette conversation n’existe pas dans le téléphone de ce soignant.
reason-calls-patient = Le soignant appelle { $patients }.
reason-call-placed = Nightbell appelle { $clinician }.
reason-urgent-unanswered = Personne n’a répondu au SMS urgent.
reason-urgent-answered = Le SMS urgent a reçu une réponse.
reason-copied-to-duty = { $clinician } est de garde et reçoit aussi l’information.
reason-receipt-sent = Le patient est informé que son message a été écouté.

## Si le soignant est joint
reason-hours-open = Ce moment est dans les horaires d’appel : { $clinician }.
reason-hours-closed = Ce moment est hors des horaires d’appel : { $clinician }.
reason-paused = { $clinician } a mis les appels et les SMS en pause jusqu’au { $moment }.
reason-away = Absence jusqu’au { $day } inclus : { $clinician }.
reason-covers = { $cover } remplace { $clinician }.
reason-nobody-covers = Personne ne remplace { $clinician }.
reason-within-limit = Appels de ce patient aujourd’hui : { $calls } sur { $limit }.
reason-limit-reached = Ce patient a appelé { $calls } fois aujourd’hui, et la limite est de { $limit } : le téléphone ne sonne pas.
reason-calls-unknown = On ne sait pas combien d’appels il y a eu aujourd’hui, tant que les données sont inaccessibles.
reason-rings = Un téléphone sonne : { $phone }.
reason-backup-rings = { $clinician } vient ensuite, en relais.
reason-on-duty = Selon le tour de garde, { $clinician } est de garde.
reason-nobody-on-duty = Le tour de garde ne désigne personne à ce moment.
reason-urgent-granted = L’accès du patient comprend les urgences.
reason-urgent-not-granted = L’accès du patient ne comprend pas les urgences.
reason-urgent-chosen = L’appelant a appuyé sur la touche des urgences.
reason-message-chosen = L’appelant laisse un message.
reason-key-not-understood = La touche pressée ne signifie rien ici.

## Comment la sonnerie s’est passée
reason-rang-out = { $phone ->
    [unknown] Le téléphone n’a pas répondu, était occupé ou injoignable.
   *[other] Pas de réponse, occupé ou injoignable : { $phone }.
}
reason-no-key = On a décroché, mais aucune touche n’a été notée, peut-être une messagerie personnelle : { $phone }.
reason-declined = { $clinician } a appuyé sur la touche de la messagerie, et son téléphone ne sonne plus pour cet appel.
reason-accepted = { $clinician } a appuyé sur la touche et prend l’appel.
reason-not-connected = { $clinician } a appuyé sur la touche, mais la mise en relation n’a pas eu lieu.
reason-connected = La mise en relation a eu lieu.
reason-caller-gone = L’appelant a raccroché.
reason-gone-while-ringing = L’appelant a raccroché pendant la sonnerie.
reason-gone-before-connected = L’appelant a raccroché avant la mise en relation.
reason-rung-enough = Des téléphones ont sonné pendant une minute, ce qui suffit.
reason-nobody-left = Il ne reste personne à appeler.

## Ce que montre l’appel, et avec quelle certitude
reason-shows = Le téléphone affiche la ligne { $line } comme appelant.
reason-line-reassigned = La ligne { $line } correspondait auparavant à un autre patient et a été laissée au repos assez longtemps.
reason-no-back-line = Aucune ligne de retour n’est libre : le téléphone affiche la ligne directe.
reason-back-lines-need-store = Les lignes de retour exigent les données enregistrées : le téléphone affiche la ligne directe.
reason-call-back-over = Chez { $clinician }, la ligne de retour { $line } correspond à ce patient, pour le rappeler par elle.
reason-no-call-back-line = Aucune ligne de retour n’est libre pour rappeler ce patient.
reason-store-unavailable = Les données enregistrées sont inaccessibles : la configuration décide seule.
reason-step-unknown = Cette étape n’appartient à aucun appel connu.
reason-recorded = Un message a été enregistré.
reason-nothing-recorded = L’opérateur n’a aucun enregistrement de message.
reason-ended = L’appel a pris fin.

## SMS
reason-says-urgent = Le SMS commence par un mot qui signale une urgence.
reason-text-limit-reached = Ce patient a envoyé { $texts } SMS en une heure, et la limite est de { $limit } : celui-ci est retenu.
reason-reserved-word = L’opérateur se réserve ce mot et y obéit lui-même.
reason-replies-to = Sur cette ligne de retour, le soignant écrit à { $patients }.
reason-is-command = Le SMS est la commande { $word }.
reason-answered-before = L’expéditeur a déjà eu une réponse aujourd’hui, ou ne peut pas en recevoir.
reason-no-pictures = Les images ne peuvent pas être transmises.
reason-holds-number = Le SMS contient le numéro personnel d’un soignant, qu’aucun patient ne doit apprendre.
reason-phone-not-confirmed = Ce téléphone n’a pas encore confirmé qu’il reçoit des SMS : { $clinician }.
reason-phone-confirmed = Ce téléphone a confirmé : { $clinician }.
reason-phone-asked-enough = Le nouveau téléphone a été sollicité si souvent aujourd’hui qu’il le sera de nouveau demain : { $clinician }.
reason-line-assigned = La ligne de retour { $line } correspond désormais à ce patient.
reason-marked = Aucune ligne de retour n’est libre : le SMS porte le numéro de la conversation, { $mark }.
reason-no-mark = Le SMS ne commence pas par le numéro d’une conversation : on ne sait pas à qui il est destiné.
reason-idle = Rien n’a été écrit dans cette conversation depuis 12 heures : une question est posée d’abord.
reason-answers-question = La question a reçu sa réponse.
reason-question-not-answered = La question est restée sans réponse dans le délai.
reason-looks-automatic = Les mêmes mots sont arrivés juste après une réponse : peut-être une machine, qui n’en reçoit pas de seconde.
reason-too-many-answers = Tant de réponses sont parties en une heure que le cabinet n’en envoie plus.
reason-waited-a-day = Le SMS attend depuis un jour.
reason-released = Ce qui était retenu peut partir maintenant.
reason-not-delivered = Non remis : { $why ->
    [opted-out] le destinataire ne veut plus recevoir de SMS
    [takes-no-texts] ce numéro n’accepte pas les SMS
    [blocked] le réseau l’a refusé
    [not-reached] le téléphone est injoignable
    [holds-number] il contient le numéro d’un soignant
    [given-up] l’envoi a échoué toute une journée
    [nobody-there] le destinataire ne figure plus dans la configuration
   *[other] l’opérateur n’a pas pu le remettre
}.
reason-digested = La personne de garde apprend combien de SMS attendent : { $texts }.
reason-attachment-refused = Une pièce jointe reste ici : { $why ->
    [card] une fiche de contact révèle le numéro de la personne qui l’envoie
    [calendar] un rendez-vous d’agenda nomme la personne qui l’envoie
    [only-photos] seules les photos peuvent être transmises ; d’autres pièces peuvent nommer la personne qui les envoie
    [not-cleanable] le lieu de la prise de vue ne peut pas en être retiré ; il faut l’envoyer en JPEG
    [disguised] elle n’est pas ce qu’elle prétend être
    [too-large] elle est trop volumineuse
    [not-fetched] elle n’a pas pu être récupérée ; il faut la renvoyer
   *[unknown] les pièces de ce type ne peuvent pas être transmises
}.
reason-list-changed = La liste des patients a été modifiée.
reason-list-not-changed = La liste des patients n’a pas pu être modifiée.
