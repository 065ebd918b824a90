# Appels, SMS et messages.
journal-title = Journal
journal-filters = Afficher
journal-kind = Quoi
journal-kind-all = Appels et SMS
journal-kind-calls = Appels
journal-kind-texts = SMS
journal-kind-messages = Messages vocaux
journal-clinician = Ligne de
journal-all-clinicians = Tous les soignants
journal-from = Du
journal-to = Au
journal-outcome = Issue
journal-any = Toutes
journal-show = Afficher
journal-all-again = Tout afficher de nouveau
journal-to-charts = Combien de fois les patients appellent
journal-export = Télécharger en tableur (CSV)
journal-only-patient = Seulement { $name } (et qui partage son téléphone).
journal-only-line = ligne : { $who }
journal-only-from = du { $day }
journal-only-to = au { $day }
journal-everybody = Afficher tout le monde
journal-caption = Appels et SMS, du plus récent au plus ancien. Ce que disent les SMS n’est montré à personne.
journal-messages-caption = Messages laissés par les appelants, du plus récent au plus ancien
journal-when = Quand
journal-what = Quoi
journal-who = De
journal-whom = Pour
journal-whose-box = Laissé à
journal-became = Issue
journal-length = Durée
journal-state = Écouté ?
journal-hear = Écouter
journal-how = Déroulement
journal-empty = Ni appel ni SMS pour l’instant.
journal-none-found = Rien ne correspond à ces filtres.
journal-none-so-far = Rien ne correspond à ces filtres parmi les entrées les plus récentes. Il y en a de plus anciennes.
journal-pages = Autres entrées
journal-newest = Revenir aux plus récentes
journal-older = Plus anciennes
journal-look-further = Chercher parmi les plus anciennes
journal-call = Appel
journal-text-in = SMS
journal-text-out = SMS d’un soignant
journal-unknown-caller = Appelant inconnu
journal-removed-patient = Un patient retiré
journal-a-clinician = Un soignant
journal-nightbell = Nightbell
journal-no-line = Aucune ligne de soignant
journal-practice-box = Le cabinet
journal-by-code = { $name } (par code d’accès)
journal-answered-by = Pris par { $who }
journal-answered-desk = Pris par l’accueil
journal-patient-reached = Patient joint
journal-patient-not-reached = Patient non joint
journal-message-left = Message laissé
journal-message-practice = Message laissé au cabinet
journal-missed = Manqué
journal-left-nothing = Aucun message laissé
journal-refused = Orienté ailleurs
journal-own-line = Ligne personnelle utilisée
journal-placed = Soignant rappelé
journal-under-way = En cours
journal-rung = sonnerie { $length }
journal-talked = conversation { $length }
journal-lasted = { $length } en tout
journal-way-closed = Fermé
journal-way-paused = En pause
journal-way-away = Absence
journal-way-limit = Trop d’appels ce jour
journal-way-rang = { $who } : sonnerie
journal-way-desk = accueil : sonnerie
journal-way-patient = patient : sonnerie
journal-way-declined = { $who } a choisi la messagerie
journal-way-menu = menu
journal-way-urgent = urgence
journal-text-delivered = Remis
journal-text-sent = Envoyé, remise pas encore confirmée
journal-text-waiting = En cours d’envoi
journal-text-held = Retenu jusqu’à ce qu’il puisse être lu
journal-text-asked = Attend la réponse du soignant à une question
journal-text-failed = Non remis
journal-text-withdrawn = Non envoyé : la question est restée sans réponse
journal-text-relayed = Transmis
journal-text-command = Commande à Nightbell
journal-text-refused = Non transmis
journal-sought-answered = Appel pris
journal-sought-message = Appel avec message
journal-sought-missed = Appel manqué
journal-sought-left-nothing = Appel sans message
journal-sought-refused = Orienté ailleurs
journal-sought-delivered = SMS remis
journal-sought-held = SMS retenu
journal-sought-failed = SMS non remis
journal-sought-new = Message pas encore écouté
journal-sought-heard = Message écouté
journal-heard = Écouté { $at }
journal-heard-by = Écouté { $at } par { $who }
journal-message = Message
journal-message-new = Nouveau
journal-message-deleted = supprimé
journal-message-lost = n’a pas pu être récupéré chez l’opérateur
journal-message-coming = en cours de récupération chez l’opérateur
journal-length-unknown = inconnue
journal-not-yours = Réservé à son destinataire et aux gestionnaires
journal-player = Message de { $who }, { $at }
journal-mark-heard = Marquer comme écouté
journal-mark-heard-of = Marquer comme écouté : message de { $who }, { $at }
journal-delete = Supprimer
journal-delete-of = Supprimer : message de { $who }, { $at }
journal-delete-title = Supprimer ce message ?
journal-delete-about = Le son disparaît pour de bon, ici et chez l’opérateur. Le journal garde la trace qu’il y a eu un message.
journal-delete-new = Personne ne l’a encore marqué comme écouté.
journal-delete-sure = Supprimer pour de bon
journal-keep = Le garder
journal-call-title = Un appel
journal-back = Retour au journal
journal-all-of-patient = tout ce qui vient de ce patient ou lui est adressé
journal-steps = Étape par étape
journal-steps-about = Ce qui s’est passé, ce qui a été décidé, et chaque règle qui y a conduit.
journal-step-incoming = L’appel arrive
journal-step-ring = La sonnerie prend fin
journal-step-menu = Un choix dans le menu
journal-step-code = Un code d’accès est composé
journal-step-screen = Un téléphone est décroché
journal-step-key = Une touche est pressée sur ce téléphone
journal-step-recorded = L’enregistrement prend fin
journal-step-recording = L’enregistrement est arrivé
journal-step-no-recording = Il n’y a pas d’enregistrement
journal-step-own = Une touche sur la ligne personnelle
journal-step-placed = Un appel passé par Nightbell est décroché
journal-step-placed-key = Une touche lors de l’appel passé par Nightbell
journal-step-ended = L’appel prend fin
journal-step-unknown = Une étape inconnue
journal-decided-ring = sonnerie chez { $who }
journal-decided-desk = sonnerie à l’accueil
journal-decided-patient = sonnerie chez le patient
journal-decided-menu = propose le menu
journal-decided-record = prend un message
journal-decided-announce = annonce
journal-decided-screen = demande une touche
journal-decided-bridge = met en relation
journal-decided-asks = demande une touche
journal-decided-refuse = indique où s’adresser
journal-unreadable = Ce message ne peut pas être lu. Le journal technique de Nightbell dit pourquoi.
journal-rung-seconds = Sonnerie (secondes)
journal-talked-seconds = Conversation (secondes)
journal-message-seconds = Message (secondes)
journal-charts-title = Combien de fois les patients appellent
journal-period = Période
journal-period-90 = Les 90 derniers jours
journal-period-365 = La dernière année
journal-finding = Sur { $all ->
    [one] un patient
   *[other] { $all } patients
 } ayant accès, { $never } n’{ $never ->
    [one] a
   *[other] ont
 } jamais appelé au cours des { $days } derniers jours.
journal-finding-calls = { $calls ->
    [0] Il n’y a pas eu un seul appel.
    [one] Il y a eu un appel en tout.
   *[other] Il y a eu { $calls } appels en tout, soit environ { $week } par semaine ; entre 22 h et 7 h, { $night ->
        [0] aucun
       *[other] { $night }
    }.
 }
journal-nobody-has-access = Personne n’a encore accès. Dès que des patients figurent sur la liste, cette page dit combien de fois ils appellent.
journal-shares = Les patients qui partagent un téléphone comptent pour un ; qui a accès à deux soignants compte pour chacun.
journal-without-access = { $calls ->
    [one] Un autre appel venait d’un patient qui n’a plus accès.
   *[other] { $calls } autres appels venaient de patients qui n’ont plus accès.
 }
journal-by-patient = Patients selon le nombre de leurs appels
journal-by-patient-picture = Une barre par groupe de patients ; le tableau ci-dessous dit la même chose.
journal-by-hour = Appels des patients par heure et par jour
journal-by-hour-picture = Le nombre d’appels à chaque heure de chaque jour de la semaine ; le tableau ci-dessous dit la même chose.
journal-as-table = En tableau
journal-times = Ont appelé
journal-patients = Patients
journal-never = jamais
journal-once = une fois
journal-twice = deux fois
journal-three-to-five = 3 à 5 fois
journal-more = plus souvent
journal-share = { $percent } %
journal-share-few = < 1 %
journal-share-most = > 99 %
journal-hour = Dès
journal-of-unknown = Appelants inconnus
journal-unknown-calls = { $calls ->
    [0] Aucun appel de numéros absents de la liste.
    [one] Un appel d’un numéro absent de la liste. Il n’est pas compté ci-dessus.
   *[other] { $calls } appels de numéros absents de la liste. Ils ne sont pas comptés ci-dessus.
 }
journal-unknown-by-hour = Par heure et par jour
journal-unknown-picture = Le nombre d’appels d’inconnus à chaque heure de chaque jour de la semaine ; le tableau ci-dessous dit la même chose.
