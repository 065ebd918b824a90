now-title = Maintenant
