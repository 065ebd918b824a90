# Les horaires en image, et les formulaires qui les modifient.
hours-title = Horaires
hours-weekdays = lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche
hours-weekdays-short = lun., mar., mer., jeu., ven., sam., dim.
hours-months = janv., févr., mars, avr., mai, juin, juil., août, sept., oct., nov., déc.

# Ce que dit un jour.
hours-all-day = toute la journée
hours-until = jusqu’à { $end }
hours-overnight-from = dès { $start }, toute la nuit
hours-from = dès { $start }
hours-today = aujourd’hui
hours-now = Maintenant, { $time }
hours-closed = fermé
hours-spans = { $count ->
    [one] une plage
   *[other] { $count } plages
}
hours-away = absence
hours-away-covered = Absence : remplacement par { $who }
hours-away-nobody = Absence : personne ne remplace
hours-holiday = Jour férié :
hours-clocks-forward = Heure d’été : { $hour } n’existe pas
hours-clocks-back = Heure d’hiver : { $hour } deux fois
hours-duty = { $who } { $when }
hours-duty-for = { $who } { $when }, pour { $away }, en absence
hours-nobody = personne
hours-people = { $count ->
    [one] une personne
   *[other] { $count } personnes
}

# Lacunes.
hours-gap = Lacune { $when } : { $what }
hours-gap-urgent-short = Lacune { $when } : urgences sans réponse
hours-gap-short = Lacune : aucun téléphone ne sonne
hours-gap-badge = Lacune
hours-gap-no-rota = les appels urgents n’atteignent personne, car il n’y a pas de tour de garde
hours-gap-no-shift = les appels urgents n’atteignent personne, car aucune garde n’est prévue
hours-gap-duty-away = les appels urgents n’atteignent personne : { $who }, de garde, est en absence et personne ne remplace
hours-gap-nobody = les appels urgents n’atteignent personne
hours-gap-never-away = aucun téléphone ne sonne jamais : absence, et personne en remplacement ne prend d’appels
hours-gap-never-closed = aucun téléphone ne sonne jamais : les horaires ne sont jamais ouverts
hours-gap-cover = { $who } assure le remplacement et ne prend aucun appel pendant tout ce temps
hours-gap-no-end = un appel finirait dans le silence ; merci de le signaler, la faute revient à Nightbell
hours-everybody = Tout le monde
hours-callers-of = Appels vers { $who }
hours-callers-of-all = Appels vers tous les soignants
hours-gap-told = { $who }, { $when } : { $what }.

# La page.
hours-rota = Tour de garde
hours-rota-named = Tour de garde « { $name } »
hours-rota-first = Qui est de garde pour les appels urgents, jour et nuit.
hours-rota-other = Un autre tour de garde : il est conservé et vérifié, et le premier dit qui est de garde.
hours-rota-nameless = Un autre tour de garde porte le même nom : donnez à celui-ci un nom à lui dans practice.toml pour le modifier ici.
hours-no-rota = Il n’y a pas de tour de garde : personne n’est de garde, et les appels urgents n’atteignent personne hors horaires.
hours-make-rota = Créer un tour de garde
hours-change-rota = Modifier le tour de garde
hours-of-practice = Le cabinet
hours-practice-none = Le cabinet n’indique pas d’horaires propres.
hours-as-practice = Ce sont les horaires du cabinet : aucun n’est indiqué pour cette personne seule.
hours-none-given = Aucun horaire n’est indiqué : les appels sonnent à toute heure du jour et de la nuit.
hours-change = Modifier les horaires
hours-change-away = Absences
hours-week-title = { $who } : la semaine { $week }
hours-in-words = Cette semaine en toutes lettres
hours-day = Jour
hours-hours = Horaires
hours-notes = À savoir
hours-weeks = Semaines
hours-earlier = Avant
hours-later = Après
hours-this-week = Cette semaine
hours-week = semaine { $number }
hours-key = Ce que disent les marques
hours-key-open = prend les appels
hours-key-holiday = jour férié
hours-key-away = absence
hours-key-gap = lacune : les appels urgents n’atteignent personne
hours-key-missing = une heure que les horloges sautent
hours-key-now = maintenant
hours-key-weekend = week-end
hours-no-proof = Impossible de vérifier que chaque appel atteint quelqu’un. Le journal du programme dit pourquoi.
hours-no-gaps = Ces { $days } prochains jours, chaque appel atteint une personne, une messagerie ou des paroles avec le numéro d’urgence. Il n’y a pas de lacune.
hours-gaps = { $count ->
    [one] Il y a une lacune ces { $days } prochains jours : des appels autorisés n’atteignent personne.
   *[other] Il y a { $count } lacunes ces { $days } prochains jours : des appels autorisés n’atteignent personne.
}
hours-beyond-proof = Les lacunes sont recherchées sur les { $days } prochains jours ; cette semaine est au-delà.
hours-gaps-where = Voir quand

# Les jours à venir.
hours-ahead = Les { $days } prochains jours
hours-calendar-of = { $who } : absences, jours fériés et lacunes, jour par jour. La liste ci-dessous dit la même chose.
hours-coming = Absences, jours fériés et lacunes dans l’ordre
hours-when = Quand
hours-who = Qui
hours-what = Quoi
hours-nothing-coming = Aucune absence, aucun jour férié, aucune lacune.
hours-more-times = et { $count ->
    [one] encore une fois
   *[other] encore { $count } fois
}

# Les formulaires.
hours-edit-title = Horaires : { $who }
hours-back = Tous les horaires
hours-when-calls-ring = Quand les appels sonnent
hours-kind-practice = Les horaires du cabinet
hours-kind-none = Pas d’horaires propres
hours-kind-any-time = Aucun horaire : à toute heure du jour et de la nuit
hours-kind-rows = Jours et heures
hours-kind-always = Jour et nuit, tous les jours
hours-kind-notation = En notation
hours-beyond-rows = Ces horaires disent plus que des jours et des heures : des semaines, des mois ou des dates précises. Modifiez-les en notation, ou choisissez « Jours et heures » pour repartir de zéro.
hours-rows-hint = Cochez les jours et indiquez de quand à quand. Une plage qui finit avant de commencer passe la nuit : de 22:00 à 06:00 va jusqu’à 06:00 le lendemain.
hours-row = Ligne { $number }
hours-public-holidays = Jours fériés
hours-from-time = De
hours-to-time = À
hours-next-day = le lendemain
hours-add-row = Ajouter une ligne
hours-drop-row = Retirer
hours-closed-on-holidays = Fermé les jours fériés
hours-notation = Horaires en notation
hours-notation-hint = Comme dans practice.toml, par exemple
hours-meaning = Ce que cela signifie
hours-meaning-later = La signification s’affiche dès que les erreurs sont corrigées.
hours-as-notation = En notation :
hours-on-holidays = Les jours fériés { $times }
hours-also-on-holidays = Les jours fériés comme les autres jours.
hours-save = Voir le changement
hours-check = Montrer ce que cela signifie
hours-save-hint = Rien n’est encore modifié : la page suivante montre ce qui changerait.
hours-choose = Choisir…

# Absences.
hours-away-title = Absences : { $who }
hours-away-about = Ces jours-là, aucun appel ne sonne ici ; la personne qui remplace les prend à ses propres horaires. Le premier et le dernier jour comptent.
hours-away-now = En absence dès aujourd’hui
hours-away-until = Jusqu’à ce jour inclus
hours-away-add = Ajouter à la liste
hours-away-row = Absence { $number }
hours-away-past = passée
hours-first-day = Premier jour
hours-last-day = Dernier jour
hours-cover = Qui remplace
hours-cover-nobody = Personne ne remplace

# Le tour de garde.
hours-rota-edit = Tour de garde « { $name } »
hours-rota-week = Cette semaine, avec ces gardes
hours-rota-about = Quand deux gardes se chevauchent, la première de la liste compte. Une dernière garde jour et nuit recueille tout ce que les autres laissent ouvert.
hours-rota-empty = Il n’y a aucune garde : personne n’est de garde.
hours-shift = Garde { $number }
hours-on-duty-who = Qui est de garde
hours-on-duty-when = Quand
hours-add-shift = Ajouter une garde
hours-up = Monter
hours-down = Descendre

# Erreurs.
hours-wrong = { $count ->
    [one] Une chose à corriger :
   *[other] { $count } choses à corriger :
}
hours-wrong-no-rows = Cochez au moins un jour et indiquez de quand à quand.
hours-wrong-no-day = Cochez au moins un jour pour ces heures.
hours-wrong-time-missing = Indiquez une heure ici, par exemple 09:00.
hours-wrong-time = Ce n’est pas une heure du jour. Écrivez-la comme 09:00 ou 17:30.
hours-wrong-same-time = Cette plage commence et finit au même moment. Pour un jour entier, écrivez de 00:00 à 24:00.
hours-wrong-both = Soit des heures les jours fériés, soit fermé ces jours-là : décochez l’un des deux.
hours-wrong-holiday-night = Les jours fériés, la plage doit finir à 24:00 au plus tard, sauf si elle est la même que tous les autres jours.
hours-wrong-empty = Indiquez les horaires ici, ou choisissez des jours et des heures.
hours-wrong-date = Indiquez un jour ici, par exemple 2026-12-24.
hours-wrong-order = Le dernier jour précède le premier. Indiquez un jour plus tardif.
hours-wrong-cover = Choisissez qui remplace, ou « Personne ne remplace ».
hours-wrong-overlap = Ces jours font déjà partie d’une autre absence.
hours-wrong-clinician = Choisissez qui est de garde.
