hours-title = Horaires
