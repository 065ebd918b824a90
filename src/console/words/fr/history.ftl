# Les versions précédentes de la configuration.
history-title = Historique
history-one = Une version de la configuration
history-one-of = Version du { $when }
history-about = Toutes les versions conservées de la configuration. Ouvrez-en une pour voir ce qu’elle a changé, et pour la rétablir.
history-about-read = Toutes les versions conservées de la configuration. Ouvrez-en une pour voir ce qu’elle a changé.
history-none = Aucune version n’a encore été conservée.
history-refused = Ce qui se trouve maintenant dans le dossier de configuration a été refusé ; la dernière bonne version est en vigueur. Corrigez le fichier ou rétablissez une version précédente.
history-when = Quand
history-who = Qui
history-what = Quoi
history-lines = Lignes
history-unknown = inconnu
history-mistaken = avec des erreurs
history-in-force = en vigueur
history-pages = Pages de l’historique
history-page = Page { $page } sur { $pages }
history-newer = Plus récentes
history-older = Plus anciennes
history-all = Toutes les versions
history-brought = Ce qu’elle a changé
history-first = C’est la première version conservée.
history-since = Ce qui a changé depuis, jusqu’à ce qui se trouve maintenant dans le dossier
history-unreadable = Ce qui se trouve maintenant dans le dossier n’est pas lisible.
history-restore = Rétablir cette version
history-restore-told = Vous verrez d’abord ce qui changerait. La version actuelle est conservée elle aussi.
history-did-practice-hours = Horaires du cabinet
history-did-hours = Horaires d’un soignant
history-did-away = Absences
history-did-rota = Le tour de garde
history-did-clinician = Un soignant
history-did-phone = Téléphone d’un soignant
history-did-clinician-added = Ajout d’un soignant
history-did-clinician-removed = Suppression d’un soignant
history-did-patient-added = Ajout d’un patient
history-did-patient-changed = Modification d’un patient
history-did-patient-removed = Suppression d’un patient
history-did-patients = Plusieurs patients
history-did-restored = Retour à une version précédente
history-did-list = Liste des patients
history-done-hours = Horaires de { $who }
history-done-away = Absences de { $who }
history-done-rota = Le tour de garde « { $who } »
history-done-clinician = Soignant : { $who }
history-done-phone = Téléphone de { $who }
history-done-phone-confirmed = Nouveau téléphone de { $who }
history-done-clinician-added = Ajout du soignant { $who }
history-done-clinician-removed = Suppression du soignant { $who }
history-done-patient-added = Ajout du patient { $who }
history-done-patient-changed = Modification du patient { $who }
history-done-patient-removed = Suppression du patient { $who }
history-done-restored = Retour à la version du { $when }
history-rows-added = { $count ->
    [one] { $count } patient ajouté
   *[other] { $count } patients ajoutés
  }
history-rows-changed = { $count ->
    [one] { $count } patient modifié
   *[other] { $count } patients modifiés
  }
history-rows-removed = { $count ->
    [one] { $count } patient supprimé
   *[other] { $count } patients supprimés
  }
