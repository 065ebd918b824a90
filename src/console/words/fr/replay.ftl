# Ce qu’une modification aurait changé pour ceux qui ont vraiment appelé.
replay-title = Ce qui aurait changé
replay-no-calls = Il n’y a pas encore d’appel sur lequel essayer cette modification.
replay-none = { $calls ->
    [one] Cette modification ne change rien pour le dernier appel.
   *[other] Cette modification ne change aucun des {$calls} derniers appels.
}
replay-some = { $calls ->
    [one] Cette modification change ce que rencontre le dernier appelant.
   *[other] Cette modification change {$changed} des {$calls} derniers appels.
}
replay-some-own = { $calls ->
    [one] Cette modification change ce que rencontre le dernier appelant.
   *[other] Sur les {$calls} derniers appels du cabinet, cette modification en change {$changed} sur votre ligne.
}
replay-only-words = { $calls ->
    [one] Pour l’un d’eux, seules les paroles changent, pas la personne jointe.
   *[other] Pour {$calls} d’entre eux, seules les paroles changent, pas la personne jointe.
}
replay-unusable = { $calls ->
    [one] Un autre appel n’a pas pu être essayé : ce que l’on en savait a été effacé.
   *[other] {$calls} autres appels n’ont pas pu être essayés : ce que l’on en savait a été effacé.
}
replay-more = { $calls ->
    [one] Et un de plus.
   *[other] Et {$calls} de plus.
}
replay-caption = Les appels qui rencontreraient autre chose, les plus récents d’abord
replay-when = Quand
replay-line = Ligne de
replay-caller = Appelant
replay-was = Aujourd’hui
replay-becomes = Avec cette modification
replay-no-line = aucune ligne du cabinet
replay-unknown = appelant inconnu
replay-withheld = numéro masqué
replay-rings = sonne chez {$who}
replay-then = {$before}, puis {$next}
replay-nobody = personne
replay-the-desk = l’accueil
replay-the-patient = le patient
replay-closed = aucun téléphone ne sonne ; un message peut être laissé
replay-until = {$what} ; l’appelant entend : de nouveau à partir du {$until}
replay-urgent = {$what} ; touche 1, urgence : {$who}
replay-desk = mis en relation avec l’accueil
replay-desk-message = laisse un message pour le cabinet
replay-message = laisse un message
replay-refused = apprend à qui s’adresser
replay-own-line = entend le menu de sa propre ligne
replay-nothing = rien ne se passe
replay-other-words = {$what}, dit autrement
replay-other-language = {$what}, dit en {$language}
