# Les moments, en peu de mots.
moments-today = aujourd’hui à {$time}
moments-tomorrow = demain à {$time}
moments-yesterday = hier à {$time}
moments-on = {$day} à {$time}
moments-date = { $day ->
    [1] 1er {$month}
   *[other] {$day} {$month}
}
moments-dated = {$date} {$year}
moments-mon = lun.
moments-tue = mar.
moments-wed = mer.
moments-thu = jeu.
moments-fri = ven.
moments-sat = sam.
moments-sun = dim.
moments-jan = janv.
moments-feb = févr.
moments-mar = mars
moments-apr = avr.
moments-may = mai
moments-jun = juin
moments-jul = juil.
moments-aug = août
moments-sep = sept.
moments-oct = oct.
moments-nov = nov.
moments-dec = déc.
