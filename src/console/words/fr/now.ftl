# Qui serait joint en ce moment.
now-title = Maintenant
now-as-of = État au {$at}.
now-refresh = Actualiser
now-all-well = Tout va bien.
now-wrong-count = { $count ->
    [one] Un point demande votre attention
   *[other] {$count} points demandent votre attention
}
now-practice = Le cabinet
now-open-count = { $open ->
    [0] Personne sur {$all} ne prend d’appels maintenant
    [one] Un sur {$all} prend les appels maintenant
   *[other] {$open} sur {$all} prennent les appels maintenant
}
now-on-duty = De garde : {$who}
now-no-rota = Pas de tour de garde : personne n’est jamais de garde
now-nobody-on-duty = Personne n’est de garde
now-hand-over = jusqu’à : {$at}, puis {$who}
now-hand-over-nobody = jusqu’à : {$at}, puis personne
now-no-hand-over = aucune relève prévue
now-practice-box = { $messages ->
    [0] Aucun nouveau message pour le cabinet
    [one] Un nouveau message pour le cabinet
   *[other] {$messages} nouveaux messages pour le cabinet
}
now-practice-box-unknown = Les messages du cabinet ne sont pas lisibles
now-clinicians = Soignants
now-caption = Qui prend les appels maintenant, qui un patient joindrait en appelant, et la journée jusqu’ici
now-who = Soignant
now-state = Maintenant
now-call = Si un patient appelait
now-calls = Appels du jour
now-texts = SMS du jour
now-held = SMS en attente
now-new = Nouveaux messages
now-open = Prend les appels
now-closed = Fermé
now-away = Absent
now-paused = En pause
now-duty = De garde
now-until = jusqu’à : {$at}
now-until-day = jusqu’au {$day} inclus
now-always = toujours
now-again = jusqu’à : {$at}
now-never-again = pour un an au moins
now-away-covered = jusqu’au {$day} inclus ; {$who} remplace
now-paused-again = jusqu’à : {$at} ; les appels sonnent de nouveau à partir de : {$again}
now-nobody-covers = personne ne remplace
now-rings = Sonne chez {$who}
now-rings-nobody = Aucun téléphone ne sonne ; un message peut être laissé
now-urgent = Touche 1, urgence : {$who}
now-rang = sonnés : {$calls}
now-answered = pris : {$calls}
now-left = messages : {$calls}
now-missed = manqués : {$calls}
now-refused = sans accès : {$calls}
now-unknown = inconnu
now-cut = La journée a été si chargée que seul le plus récent est compté.
now-somebody = quelqu’un qui n’est pas sur la liste
now-other = Quelque chose ne va pas
now-edit-refused = { $mistakes ->
    [one] La configuration du dossier contient une erreur (constatée : {$since}). La dernière bonne version reste en vigueur.
   *[other] La configuration du dossier contient {$mistakes} erreurs (constatées : {$since}). La dernière bonne version reste en vigueur.
}
now-edit-refused-do = Corrigez le fichier à cet endroit, ou restaurez une version précédente :
now-rows-lost = { $rows ->
    [one] Une entrée du journal a disparu : la base de données a été supprimée ou remplacée.
   *[other] {$rows} entrées du journal ont disparu : la base de données a été supprimée ou remplacée.
}
now-rows-lost-do = Demandez à la personne qui s’occupe du serveur de la rétablir à partir d’une sauvegarde.
now-store-down = Rien ne peut être enregistré pour le moment. Les appels continuent selon les seuls horaires ; les SMS attendent, les messages restent chez l’opérateur.
now-store-down-do = Demandez à la personne qui s’occupe du serveur de vérifier le disque et la clé de stockage.
now-unreadable = Les données ne sont pas lisibles pour le moment. Les appels continuent.
now-sending-fails = Aucun SMS ne peut être envoyé : l’opérateur les refuse ou n’est pas joignable.
now-sending-fails-do = En attendant, téléphonez au lieu d’écrire. Ce que le programme en sait :
now-texts-late = { $texts ->
    [one] Un SMS n’est pas encore parti (en attente depuis : {$since}).
   *[other] {$texts} SMS ne sont pas encore partis (le plus ancien en attente depuis : {$since}).
}
now-texts-late-do = De nouveaux essais se font d’eux-mêmes. Si c’est urgent, téléphonez.
now-text-unread = Le SMS d’un patient attend toujours d’être lu (depuis : {$since}), et personne de garde n’a pu le prendre.
now-text-unread-do = Retrouvez-le dans le journal et appelez le patient :
now-phone-not-confirmed = Le téléphone de {$who} n’a pas confirmé qu’il reçoit les SMS : ceux des patients attendent.
now-phone-not-confirmed-do = Demandez de répondre OK au SMS de Nightbell ; s’il n’est pas arrivé, vérifiez le numéro :
now-messages-not-here = { $messages ->
    [one] Un message se trouve encore chez l’opérateur (depuis : {$since}).
   *[other] {$messages} messages se trouvent encore chez l’opérateur (le plus ancien depuis : {$since}).
}
now-messages-not-here-do = Ils seront récupérés dès que possible. Si cela dure, demandez à la personne qui s’occupe du serveur de consulter les journaux techniques.
now-messages-stuck-do = Ils n’ont pas pu être récupérés depuis des jours : demandez à la personne qui s’occupe du serveur de les chercher dans les journaux techniques et dans la console de l’opérateur.
now-messages-lost = { $messages ->
    [one] Un message est perdu : l’opérateur l’avait annoncé et ne l’a pas.
   *[other] {$messages} messages sont perdus : l’opérateur les avait annoncés et ne les a pas.
}
now-messages-lost-do = Les journaux techniques disent de quels appels il s’agit. Priez ces personnes de rappeler.
now-messages-unheard = { $messages ->
    [one] Un message n’a été écouté par personne (reçu : {$since}).
   *[other] {$messages} messages n’ont été écoutés par personne (le plus ancien reçu : {$since}).
}
now-messages-unheard-do = Rappelez-le à leur destinataire. Chacun est supprimé après {$days} jours, écouté ou non.
now-messages-of-nobody = { $messages ->
    [one] Un nouveau message pour quelqu’un qui n’est plus dans la liste ({$who}).
   *[other] {$messages} nouveaux messages pour quelqu’un qui n’est plus dans la liste ({$who}).
}
now-messages-of-nobody-do = Personne d’autre n’en est averti. Les gestionnaires les écoutent dans le journal :
now-copies-stuck = { $copies ->
    [one] Un enregistrement ne peut pas être supprimé chez l’opérateur.
   *[other] {$copies} enregistrements ne peuvent pas être supprimés chez l’opérateur.
}
now-copies-stuck-do = De nouveaux essais se font d’eux-mêmes ; les journaux techniques en disent la cause.
now-recordings-unknown = La liste des enregistrements de l’opérateur n’a pas pu être lue (depuis : {$since}).
now-recordings-unknown-do = Un message non annoncé ne serait pas trouvé. Demandez à la personne qui s’occupe du serveur de vérifier la connexion à l’opérateur.
now-silent = L’opérateur ne donne plus signe de vie (depuis : {$since}).
now-silent-do = Si c’est inhabituel, appelez l’une de vos lignes : si elle ne répond pas, vérifiez les adresses des numéros chez l’opérateur.
now-not-delivered = { $texts ->
    [one] Un SMS pour {$who} n’est pas arrivé ces trois derniers jours.
   *[other] {$texts} SMS pour {$who} ne sont pas arrivés ces trois derniers jours.
}
now-not-delivered-patient-do = Téléphonez, et vérifiez le numéro sur la liste : une ligne fixe ne reçoit pas de SMS, et qui a envoyé STOP n’en reçoit plus.
now-not-delivered-clinician-do = Prévenez le soignant, et vérifiez que ce téléphone reçoit les SMS.
now-gap = { $count ->
    [one] {$who} : {$what} ({$first}).
   *[other] {$who} : {$what} ({$count} fois dans les deux semaines à venir, la première : {$first}).
}
now-gap-urgent = { $count ->
    [one] Les appels urgents à {$who} n’atteignent personne ({$first}).
   *[other] Les appels urgents à {$who} n’atteignent personne {$count} fois dans les deux semaines à venir (la première : {$first}).
}
now-gap-everybody = tous les soignants
now-gap-within = {$from} – {$to}
now-gap-over = {$from} – {$to}
now-gap-no-rota = Il n’y a pas de tour de garde.
now-gap-no-shift = Aucune garde n’est prévue alors.
now-gap-duty-away = {$who}, de garde, est alors absent, et personne ne remplace.
now-gap-more = { $gaps ->
    [one] Il y a une lacune de plus dans les deux semaines à venir.
   *[other] Il y a {$gaps} lacunes de plus dans les deux semaines à venir.
}
now-gap-do = Changez le tour de garde, les horaires ou le remplacement :
now-gap-own-do = Demandez à un gestionnaire de changer le tour de garde ou le remplacement, ou changez vos propres horaires et absences :
now-gap-see = Un gestionnaire peut changer le tour de garde, les horaires ou le remplacement ; les moments se voient ici :
now-accounts = La liste des comptes contient une erreur. La dernière bonne liste compte.
now-accounts-do = Corrigez le fichier à cet endroit :
now-link = {$count}, {$what}, {$who} : voir dans le journal
now-phone-own-do = Répondez OK au SMS de Nightbell ; s’il n’est pas arrivé, demandez à un gestionnaire de vérifier le numéro.
now-not-delivered-own-do = Vérifiez que votre téléphone reçoit les SMS, et parlez-en à un gestionnaire si cela continue.
now-stale = Cette page montre un état ancien : vous êtes déconnecté, ou le serveur n’est pas joignable.
