# L’entrée.
gate-title = Connexion
gate-name = Compte
gate-password = Mot de passe
gate-code = Code de votre application d’authentification
gate-code-hint = Six chiffres. Laissez ce champ vide si vous n’en avez pas configuré.
gate-enter = Se connecter
gate-wrong = Ces données ne conviennent pas. Vérifiez le compte, le mot de passe et, si vous en avez configuré un, le code : chaque code ne sert qu’une fois.
gate-wait = { $seconds ->
    [one] Trop d’essais n’ont pas abouti. Attendez une seconde, puis réessayez.
   *[other] Trop d’essais n’ont pas abouti. Attendez { $seconds } secondes, puis réessayez.
}
gate-signed-out = Votre session est terminée et rien n’a été modifié. Connectez-vous et recommencez.
gate-to-sign-in = Se connecter
gate-busy = Plusieurs personnes se connectent en ce moment. Réessayez dans quelques secondes.
gate-not-kept = Votre navigateur n’a pas conservé la session. Ouvrez cette page par une connexion chiffrée (https), ou sur la machine elle-même à l’adresse http://127.0.0.1, et autorisez les cookies de ce site.
gate-elsewhere = Cette demande ne vient pas d’une page de cette console : rien n’a été fait. Rouvrez la console et réessayez.
gate-method = La console ne connaît pas ce type de demande.
gate-defect = Une erreur interne s’est produite. Les appels continuent. La personne qui s’occupe de Nightbell la trouvera dans le journal technique.
gate-held = Cette page a été retenue, car elle aurait montré le numéro d’un soignant. La personne qui s’occupe de Nightbell trouvera le détail dans le journal technique.
gate-languages = Langue
