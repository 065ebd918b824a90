# Qui a fait quoi dans la console.
audit-title = Audit
audit-about = Qui s’est connecté, a écouté des messages, exporté et modifié quoi. Ce registre ne peut pas être modifié ici ; il est conservé aussi longtemps que le journal.
audit-account = Compte
audit-what = Quoi
audit-anything = Tout
audit-from = Du
audit-to = Au
audit-filter = Filtrer
audit-all = Tout afficher
audit-nothing = Le registre ne contient rien de tel.
audit-caption = Du plus récent au plus ancien
audit-when = Quand
audit-detail = Détail
audit-address = Marque d’adresse
audit-address-told = La marque d’adresse indique d’où vient la connexion : la même marque, c’est le même endroit. L’adresse elle-même n’est pas conservée.
audit-no-account = aucun compte
audit-pages = Pages du registre
audit-newest = Plus récent
audit-older = Plus ancien
audit-signed-in = Connexion
audit-sign-in-refused = Connexion refusée
audit-signed-out = Déconnexion
audit-heard-message = Message écouté
audit-deleted-message = Message supprimé
audit-exported = Liste exportée
audit-changed-configuration = Configuration modifiée
audit-set-pin = PIN défini
audit-called-for-pin = Appel à un soignant pour un code secret
audit-called-phone = Appel à un nouveau téléphone
audit-texted-phone = SMS à un nouveau téléphone
audit-totp-set = Codes activés ou désactivés
audit-password-set = Mot de passe changé
audit-gone = { $id } (ne figure plus sur la liste)
audit-of-practice = le cabinet
audit-played = Message pour { $who }, écouté
audit-marked = Message pour { $who }, marqué comme écouté
audit-message = Message pour { $who }
audit-list-of-patients = La liste des patients
audit-whole-journal = Le journal
audit-journal = Le journal : { $filters }
audit-codes-on = Codes activés
audit-codes-off = Codes désactivés
audit-did-practice-hours = Horaires du cabinet
audit-did-rota = Le tour de garde
audit-did-hours = Horaires : { $who }
audit-did-away = Absences : { $who }
audit-did-clinician = Nom, ligne ou relais : { $who }
audit-did-phone = Téléphone : { $who }
audit-did-clinician-added = Soignant ajouté : { $who }
audit-did-clinician-removed = Soignant retiré : { $who }
audit-did-patient-added = Un patient ajouté
audit-did-patient-added-for = Un patient ajouté, qui peut joindre { $who }
audit-did-patient-changed = Patient modifié : { $who }
audit-did-patient-removed = Patient retiré : { $who }
audit-did-patients = Patients : { $added ->
    [one] { $added } ajouté
   *[other] { $added } ajoutés
  }, { $changed ->
    [one] { $changed } modifié
   *[other] { $changed } modifiés
  }, { $removed ->
    [one] { $removed } retiré
   *[other] { $removed } retirés
  }
audit-did-restored = Version rétablie, celle du { $when }
