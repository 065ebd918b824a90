# Les patients : la liste, une fiche, la carte.
patients-title = Patients
patients-new-title = Ajouter un patient
patients-all = ← Tous les patients
patients-back = ← Retour à la fiche
patients-add = Ajouter un patient
patients-import = Importer un tableau
patients-export = Exporter en tableau
patients-search = Nom ou téléphone
patients-search-hint = Le début d’un nom ou d’un prénom, avec ou sans accents, ou un numéro de téléphone : les derniers chiffres suffisent.
patients-find = Rechercher
patients-clear = Tout afficher
patients-filter-all = Tous
patients-filter-in-force = En cours
patients-filter-ended = Terminés
patients-filter-not-yet = À venir
patients-column-phones = Téléphones
patients-column-access = Accès
patients-column-urgent = Urgence
patients-found = { $count ->
    [one] { $count } patient
   *[other] Patients { $from } à { $to } sur { $count }
}
patients-none = Il n’y a pas encore de patients. Ajoutez le premier ou importez un tableau.
patients-none-found = Personne ne correspond. Essayez avec moins de lettres ou de chiffres, ou affichez tout.
patients-turning = Tourner les pages
patients-previous = ← Précédents
patients-next = Suivants →
patients-no-index = La recherche n’est pas possible pour le moment. Les appels continuent. Réessayez dans une minute.
patients-no-export = La liste n’a pas pu être écrite. Réessayez dans une minute.
patients-field-name = Nom
patients-field-phones = Numéros de téléphone
patients-field-clinician = Soignant
patients-field-from = Premier jour
patients-field-until = Dernier jour
patients-field-urgent = Peut joindre la personne de garde à toute heure, si c’est urgent
patients-field-language = Langue
patients-field-code = Code d’accès
patients-phones-hint = Un par ligne, comme vous le composez, ou avec + et l’indicatif du pays. Le premier est celui qui est rappelé.
patients-hidden-stays = Ainsi que { $number }, le téléphone personnel d’un soignant. Il est conservé et n’est pas affiché.
patients-access = Accès
patients-days-hint = Les deux jours sont compris. Laissez vide pour ne pas limiter.
patients-urgent-hint = Les SMS qui commencent par URGENT, et une touche du menu, mènent alors à la personne de garde.
patients-code-hint = De quatre à huit chiffres, ou rien. Avec ce code, le patient passe aussi depuis un autre téléphone. Il est imprimé sur la carte.
patients-new-code = Créer un code
patients-choose = Veuillez choisir
patients-save = Voir le changement
patients-save-hint = Vous verrez ce qui change avant l’enregistrement.
patients-cancel = Annuler
patients-mistakes = L’enregistrement n’est pas encore possible :
patients-yes = oui
patients-no = non
patients-no-limit = sans limite
patients-language-none = celle du cabinet
patients-language-practice = Celle du cabinet ({ $language })
patients-language-en = anglais
patients-language-fr = français
patients-language-es = espagnol
patients-language-de = allemand
patients-state-in-force = en cours
patients-state-until = jusqu’au { $day }
patients-state-ended = terminé le { $day }
patients-state-from = à partir du { $day }
patients-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
} { $year }
patients-acts = Modifications rapides
patients-acts-hint = Chaque bouton montre d’abord ce qu’il ferait.
patients-card = Imprimer la carte
patients-card-title = Carte de { $name }
patients-card-hint = Imprimez cette page avec votre navigateur. La carte se plie au format d’une carte bancaire.
patients-card-download = Enregistrer l’image
patients-card-ended = L’accès est terminé : la carte promettrait ce qui n’est plus. Choisissez d’abord un dernier jour plus tardif.
patients-card-refused = Il n’y a pas de carte : le numéro d’un soignant figure dans un nom, ou un nom est trop long pour le code imprimé.
patients-give-urgent = Ouvrir l’accès urgent
patients-take-urgent = Fermer l’accès urgent
patients-end-today = Terminer aujourd’hui
patients-end-on = Dernier jour
patients-end = Terminer ce jour
patients-remove = Retirer…
patients-name-missing = Indiquez le nom, tel qu’il doit être dit au soignant.
patients-name-too-long = Raccourcissez le nom à 100 caractères : il est prononcé.
patients-name-unspoken = Le nom contient un caractère qui ne se prononce pas. Saisissez-le de nouveau.
patients-number-in-field = Le numéro d’un soignant figure ici. Il a été retiré : il ne doit pas être enregistré avec un patient.
patients-clinician-missing = Choisissez le soignant de ce patient.
patients-day-unreadable = Choisissez un jour du calendrier, par exemple 2026-11-30.
patients-until-before-from = Le dernier jour précède le premier.
patients-ends-before = L’accès commence le { $day } : choisissez ce jour ou un jour plus tardif, ou retirez le patient.
patients-language-unknown = Choisissez l’une des langues.
patients-code-digits = Un code d’accès a de quatre à huit chiffres et rien d’autre.
patients-code-taken = Un autre foyer de ce soignant a ce code d’accès. Créez-en un nouveau.
patients-phone-missing = Indiquez un numéro de téléphone : sans numéro, personne n’est reconnu à l’appel.
patients-phone-rounded = Le tableur a transformé le numéro en puissance de dix (4,47E+11) et ses derniers chiffres sont perdus. Mettez la colonne au format texte, saisissez de nouveau le numéro et enregistrez.
patients-phone-not-a-phone = Ce n’est pas un numéro de téléphone. Écrivez des chiffres, avec + et l’indicatif du pays pour l’étranger.
patients-phone-digits = Ce numéro a trop ou trop peu de chiffres. Écrivez-le en entier, avec son premier 0, ou avec + et l’indicatif du pays.
patients-phone-two-ways = Sans son premier 0 ou son +, ce numéro peut se lire de deux façons. Écrivez-le avec + et l’indicatif du pays.
patients-phone-ours = Ce numéro appartient au cabinet et ne peut pas être celui d’un patient. Il a été retiré.
patients-phone-hidden = Les points remplacent un numéro que la liste n’a pas pour ce patient. Écrivez le numéro du patient.
