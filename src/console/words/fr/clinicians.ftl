# Les soignants : qui ils sont, leurs téléphones, leurs codes.
clinicians-title = Soignants
clinicians-caption = Toutes les personnes que les patients peuvent joindre, avec la ligne qu’ils composent
clinicians-add = Ajouter un soignant
clinicians-name = Nom
clinicians-name-hint = Tel qu’il est annoncé aux patients : Dr Ada Okafor.
clinicians-line = Ligne directe
clinicians-line-hint = Le numéro que les patients appellent et auquel ils écrivent, celui de la carte. L’un de vos numéros chez l’opérateur.
clinicians-phones = Téléphones
clinicians-phone = Téléphone personnel
clinicians-backup = Relais
clinicians-backup-hint = Qui est appelé, dans cet ordre, quand ce soignant ne répond pas. Chacun selon ses propres horaires.
clinicians-backup-place = { $place ->
    [1] D’abord
    [2] Ensuite
   *[other] Ensuite (rang { $place })
}
clinicians-ring = Sonnerie
clinicians-ring-hint = En secondes, de 5 à 60, pour chaque téléphone.
clinicians-seconds = { $seconds } s
clinicians-patients = Patients
clinicians-pin = Code secret
clinicians-paused = En pause
clinicians-until = jusqu’à { $at }
clinicians-no = non
clinicians-nobody = personne
clinicians-ends = se terminant par { $digits }
clinicians-confirmed = confirmé
clinicians-asked = sollicité { $at }, pas encore confirmé
clinicians-not-asked = pas encore sollicité
clinicians-next-new = nouveau, pas encore sollicité
clinicians-next-waits = nouveau, confirmation attendue depuis { $at }
clinicians-next-confirmed = confirmé, mis en service maintenant
clinicians-facts = En bref
clinicians-change = Nom, ligne, relais
clinicians-preview = Voir le changement
clinicians-back = Retour
clinicians-phone-title = Un autre téléphone
clinicians-phone-told = Si ce soignant a un nouveau numéro, saisissez-le ici. Le téléphone actuel continue de sonner jusqu’à ce que le nouveau ait confirmé.
clinicians-phone-first = Plusieurs téléphones sont appelés l’un après l’autre ; le nouveau prend la place du premier.
clinicians-phone-new = Le nouveau numéro
clinicians-phone-instead = Un autre nouveau numéro, à la place de celui ci-dessus
clinicians-phone-hint = Saisi une seule fois. Ensuite, seuls ses deux derniers chiffres sont affichés, ici comme partout.
clinicians-next-told = Il sert dès que quelqu’un y a répondu : par OK au SMS de Nightbell, ou par la touche 1 lors de son appel. D’ici là, l’autre téléphone sonne comme avant.
clinicians-next-fixed = C’est une ligne fixe, qui ne reçoit pas de SMS : faites-la appeler, et tapez-y la touche 1. D’ici là, l’autre téléphone sonne comme avant. Une fois en service, elle ne reçoit aucun SMS de patient.
clinicians-next-asked = Dernière sollicitation : { $at }.
clinicians-next-call = L’appeler maintenant
clinicians-next-text = Solliciter par SMS
clinicians-next-give-up = Y renoncer
clinicians-next-limit = { $times ->
    [one] Il peut être sollicité une fois par jour : le numéro est peut-être celui d’un inconnu.
   *[other] Il peut être sollicité { $times } fois par jour : le numéro est peut-être celui d’un inconnu.
}
clinicians-said-called = Nightbell appelle le nouveau téléphone dans un instant, depuis la ligne directe. La personne qui répond est invitée à taper 1.
clinicians-said-texted = Le nouveau téléphone reçoit un SMS auquel il faut répondre OK.
clinicians-said-enough = Le nouveau téléphone a été assez sollicité aujourd’hui. Réessayez demain, ou vérifiez le numéro.
clinicians-said-pin = Le code secret est enregistré. Les essais erronés sont oubliés.
clinicians-said-pin-called = Nightbell appelle le premier téléphone du soignant dans un instant. Après la touche 1, le code s’y choisit.
clinicians-pin-told = Avec ce code, le soignant écoute les messages en appelant sa propre ligne.
clinicians-pin-locked = bloqué après des codes erronés
clinicians-pin-is-set = enregistré
clinicians-pin-none = non défini
clinicians-pin-new = Nouveau code
clinicians-pin-again = Le même code encore une fois
clinicians-pin-rules = 4 à 8 chiffres. Pas tous identiques, pas de suite comme 1234 ou 8765, pas de paire répétée comme 1212, pas d’année. Il est conservé sous une forme que personne ne peut lire.
clinicians-pin-set = Enregistrer le code
clinicians-pin-call-told = Ou bien Nightbell appelle le soignant, qui choisit le code au téléphone : personne d’autre ne le connaît.
clinicians-pin-call = Appeler le soignant pour un code
clinicians-pin-not-digits = Choisissez un code de 4 à 8 chiffres, et rien d’autre. Rien n’a été modifié.
clinicians-pin-guessable = Choisissez des chiffres plus difficiles à deviner. Rien n’a été modifié.
clinicians-pin-different = Les deux codes étaient différents. Tapez deux fois le même. Rien n’a été modifié.
clinicians-pin-busy = Le code n’a pas pu être enregistré : trop d’activité en ce moment. Réessayez.
clinicians-card = La carte
clinicians-card-told = Pour toute personne qui peut avoir le numéro de cette ligne. La carte d’un patient, avec son code d’accès, se fait à la page du patient.
clinicians-card-alt = Carte de { $name } avec la ligne directe et les horaires, telle qu’elle est imprimée
clinicians-card-title = Carte de { $name }
clinicians-card-hint = Imprimez cette page avec votre navigateur : il en sort { $cards } cartes. Chacune se plie au format d’une carte bancaire.
clinicians-card-refused = Aucune carte n’a été faite : le numéro d’un soignant y figurerait, ou les noms sont trop longs. Vérifiez les noms et les phrases propres au cabinet.
clinicians-hours = Horaires
clinicians-hours-hint = Peut rester vide : alors les horaires du cabinet s’appliquent, et la page Horaires permet d’en changer.
clinicians-id = Nom court
clinicians-id-hint = Celui qu’emploient les fichiers : minuscules, chiffres, - et _. Laissé vide, il est tiré du dernier mot du nom. Il ne change plus ensuite.
clinicians-remove-title = Retirer
clinicians-remove-hint = Avant toute modification, vous voyez ce qui disparaît avec.
clinicians-remove-look = Ce qui disparaîtrait
clinicians-remove-one = Retirer { $name }
clinicians-remove-patients = { $count ->
    [0] Aucun patient ne figure sur la liste de ce soignant.
    [one] Une ligne de la liste des patients disparaît : ce patient ne joint plus le cabinet par cette ligne.
   *[other] { $count } lignes de la liste des patients disparaissent : ces patients ne joignent plus le cabinet par cette ligne.
}
clinicians-remove-unheard = { $count ->
    [0] Aucun message n’attend d’être écouté.
    [one] Un message que personne n’a écouté reste dans la boîte. Les gestionnaires l’écoutent dans le journal.
   *[other] { $count } messages que personne n’a écoutés restent dans la boîte. Les gestionnaires les écoutent dans le journal.
}
clinicians-remove-pin = Le code secret est oublié. Qui reçoit plus tard le même nom court commence sans code.
clinicians-remove-line = Qui compose la ligne directe entend que ce numéro n’est pas en service, tant qu’elle mène à Nightbell.
clinicians-remove-hear = Écoutez-les ou supprimez-les d’abord, pour que personne n’attende.
clinicians-remove-messages = Les messages
clinicians-named = Le nom disparaît aussi des endroits suivants :
clinicians-named-backup = relais de { $name }
clinicians-named-cover = remplacement pendant une absence de { $name }
clinicians-named-rota = une garde du tableau
clinicians-own-pin-told = Avec ce code, vous écoutez vos messages en appelant votre propre ligne.
clinicians-own-pin-call-told = Ou bien Nightbell vous appelle, et vous choisissez le code au téléphone.
clinicians-own-pin-call = M’appeler pour un code
clinicians-own-said-pin-called = Nightbell appelle votre premier téléphone dans un instant. Après la touche 1, vous y choisissez le code.
