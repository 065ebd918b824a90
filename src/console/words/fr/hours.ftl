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
hours-clocks-forward = Passage à l’heure d’été : { $hour } n’existe pas
hours-clocks-back = Passage à l’heure d’hiver : { $hour } revient deux fois
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

# La page.
hours-rota = Tour de garde
hours-rota-named = Tour de garde « { $name } »
hours-rota-first = Qui est de garde pour les appels urgents, jour et nuit.
hours-rota-other = Un autre tour de garde : il est conservé et vérifié, et le premier dit qui est de garde.
hours-rota-nameless = Donnez un nom à ce tour de garde dans practice.toml pour le modifier ici.
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
