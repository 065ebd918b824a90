# Le regard sur une modification avant son enregistrement.
changes-title = Enregistrer cette modification ?
changes-what = Ce qui change
changes-save = Enregistrer
changes-back = Retour, sans enregistrer
changes-in-the-files = Dans les fichiers
changes-column-what = Quoi
changes-column-now = Maintenant
changes-column-then = Ensuite
changes-column-before = Avant
changes-column-after = Après
changes-empty = rien
changes-yes = oui
changes-lines = { $added ->
    [one] { $added } ligne ajoutée
   *[other] { $added } lignes ajoutées
  }, { $removed ->
    [one] { $removed } supprimée
   *[other] { $removed } supprimées
  }
changes-difference-in = Différences dans { $file }
changes-folded = { $count ->
    [one] { $count } ligne inchangée
   *[other] { $count } lignes inchangées
  }
changes-unshown = { $count ->
    [one] { $count } autre ligne modifiée n’est pas affichée ici.
   *[other] { $count } autres lignes modifiées ne sont pas affichées ici.
  }
changes-no-difference = Aucune différence.

changes-in-force = Enregistré. La modification est en vigueur.
changes-refused = Enregistré, mais pas en vigueur : le relais a refusé les fichiers et la dernière bonne version reste en vigueur. { $why }
changes-not-in-the-log = Le journal d’audit ne peut pas être écrit pour le moment ; la modification y sera ajoutée dès que possible.
changes-log-lacks = Le journal ne peut pas être écrit pour le moment : les dernières modifications peuvent y manquer. Toutes figurent dans l’historique.
changes-no-replay = On ne peut pas dire ce qu’elle aurait changé pour les derniers appels : le journal n’est pas lisible pour le moment.
changes-saved-and-changed = Enregistré. Les fichiers ont été modifiés de nouveau depuis.

changes-conflict = Quelqu’un d’autre a modifié la configuration entre-temps
changes-conflict-told = Votre modification n’a pas été enregistrée et rien n’a été écrasé. Voici ce qui a changé depuis que vous avez ouvert votre formulaire :
changes-conflict-files = Ce qui a été modifié
changes-conflict-unknown = Le détail de ces modifications ne peut pas être affiché ici.
changes-conflict-below = Ci-dessous, votre propre modification par-dessus. N’enregistrez que si c’est ce que vous voulez.
changes-conflict-others = les autres
changes-conflict-nothing-left = Il n’en reste rien : ce qui s’y trouve maintenant est ce que vous aviez sous les yeux.
changes-conflict-same = Les deux portent sur les mêmes lignes : enregistrer la vôtre annule la leur.
changes-conflict-both = Vous et { $who } avez modifié la même chose : { $what }. Si vous enregistrez, c’est la vôtre qui compte et ce que { $who } y avait écrit disparaît ; l’historique le conserve.
changes-conflict-apart = Votre modification porte sur autre chose : si vous enregistrez, les deux comptent.

changes-not-made = Cela ne peut pas être enregistré
changes-nothing-changed = Rien n’a été modifié.
changes-mistake = Avec cette modification, la configuration comporterait des erreurs. Voici ce qui ne va pas, et ce qu’il faut écrire :
changes-folder = Les fichiers de la configuration comportent déjà des erreurs, à corriger d’abord dans le dossier, à moins de rétablir une version précédente. D’ici là, la dernière bonne version reste en vigueur.
changes-to-history = Versions précédentes
changes-nothing = C’est déjà le cas : rien ne changerait.
changes-already = C’est déjà le cas : quelqu’un a fait cette modification entre-temps.
changes-gone = Ce qui devait être modifié n’existe plus : quelqu’un l’a supprimé entre-temps.
changes-by-hand = Le fichier est écrit de telle façon que plus de choses changeraient que vous ne le voulez. Modifiez-le dans le dossier, avec un éditeur de texte.
changes-not-writable = Nightbell ne peut pas écrire dans le dossier de configuration. La personne qui l’administre doit lui en donner le droit.
changes-go-back = Revenez en arrière dans votre navigateur : votre saisie s’y trouve encore.
changes-lapsed = Cet aperçu date de plus d’une heure, a déjà été enregistré ou appartient à une autre session. Ouvrez de nouveau le formulaire.
changes-to-now = Vers la première page
changes-write = À écrire :
changes-more-mistakes = { $count ->
    [one] Et encore une erreur.
   *[other] Et encore { $count } erreurs.
  }

changes-practice-hours = Horaires du cabinet
changes-hours-of = Horaires de { $who }
changes-hours = Horaires
changes-away-of = Absences de { $who }
changes-away = Absences
changes-away-covered = du { $from } au { $to }, remplacement par { $cover }
changes-away-uncovered = du { $from } au { $to }, sans remplacement
changes-rota = Le tour de garde « { $name } »
changes-rota-nameless = Le tour de garde
changes-shifts = Gardes, la première qui convient compte
changes-clinician = { $who }
changes-name = Nom
changes-line = Ligne que les patients appellent
changes-backup = Sonne ensuite chez
changes-ring = Chaque téléphone sonne pendant
changes-seconds = { $seconds } s
changes-next-phone = { $who } change de téléphone ; le nouveau compte dès qu’il a confirmé
changes-next-phone-given-up = Le nouveau téléphone de { $who } est abandonné ; celui en service reste
changes-clinician-added = Ajout de { $who }
changes-clinician-removed = Suppression de { $who }, { $patients ->
    [0] sans patient dans la liste
    [one] avec la ligne d’un patient
   *[other] avec les lignes de { $patients } patients
  }
changes-practice = Le cabinet
changes-front-desk = Accueil
changes-zone = Fuseau horaire
changes-back-lines = Lignes que voient les soignants
changes-phone-to-confirm = Téléphone à confirmer
changes-phone-other = un autre qui se termine de même
changes-added-patient = Ajout du patient { $who }
changes-changed-patient = Patient { $who }
changes-removed-patient = Suppression du patient { $who }
changes-more-patients = { $count ->
    [one] Et encore { $count } ligne de la liste des patients.
   *[other] Et encore { $count } lignes de la liste des patients.
  }
changes-other-settings = Autres réglages : { $keys }
changes-patient-added = Ajout d’un patient
changes-patient = { $who }
changes-patient-removed = Suppression d’un patient
changes-patients = { $added ->
    [one] { $added } ligne ajoutée
   *[other] { $added } lignes ajoutées
  }, { $changed ->
    [one] { $changed } modifiée
   *[other] { $changed } modifiées
  }, { $removed ->
    [one] { $removed } supprimée
   *[other] { $removed } supprimées
  }
changes-phone = Téléphone
changes-whom = Peut joindre
changes-from = À partir du
changes-until = Jusqu’au
changes-urgent = Appels urgents
changes-language = Langue
changes-code = Code d’accès
changes-code-set = défini
changes-code-other = un autre
changes-restored = La version de { $version } remplace ce qui s’y trouve maintenant
changes-restored-unknown = Une version précédente remplace ce qui s’y trouve maintenant
changes-phone-of = Téléphone de { $who }
changes-phone-asked-first = Le téléphone se terminant par { $digits } devra d’abord confirmer. D’ici là, { $now } continue de sonner.
changes-phone-asked-no-more = Le nouveau téléphone se terminant par { $digits } est abandonné.
changes-phone-left-out = Un autre téléphone de cette version ne revient pas : un seul à la fois peut être sollicité. Saisissez-le sur la page du soignant.
changes-phone-goes = { $digits } ne sonne plus.
changes-phone-comes = { $digits } sonne tout de suite. Il ne reçoit aucun SMS de patient avant d’avoir confirmé.
changes-phone-comes-at-once = { $digits } sonne tout de suite et reçoit les SMS des patients.
changes-needed = Il manquerait quelqu’un. Indiquez d’abord qui prend la suite :
changes-needed-shift = Personne d’autre ne serait de garde à partir du { $from }, pendant la garde :
changes-needed-rota = Personne d’autre ne figure au tour de garde ; la garde :
changes-needed-to-rota = Modifier le tour de garde
changes-needed-cover = { $who } est en absence du { $from } au { $to }, et personne ne ferait le remplacement.
changes-needed-to-away = Modifier les absences
changes-backup-of = Sonne ensuite après { $who }
changes-new-messages = Messages que personne n’a écoutés
changes-new-messages-then = restent, et les gestionnaires les écoutent dans le journal
changes-new-messages-unknown = impossible de les compter pour le moment

changes-brought = { $who }, { $when }
changes-who-unknown = auteur inconnu
changes-who-files = modifié dans le dossier
changes-who-phone = un téléphone qui a confirmé
changes-who-text = { $who }, par SMS

changes-day = { $day ->
    [1] 1er
   *[other] { $day }
  } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
  } { $year }
changes-moment = { $day }, { $clock }

changes-new-warnings = À regarder avant d’enregistrer
changes-gone-warnings = Ce qui ne pose plus problème ensuite
changes-more-gaps = { $count ->
    [one] et encore une
   *[other] et encore { $count }
  }
changes-more-warnings = { $count ->
    [one] Et encore un avertissement.
   *[other] Et encore { $count } avertissements.
  }
