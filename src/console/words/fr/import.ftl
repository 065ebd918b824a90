# Un tableau de patients importé.
import-title = Importer un tableau
import-intro = Choisissez un fichier que votre tableur a enregistré en CSV. Vous verrez ce qu’il changerait, ligne par ligne ; rien n’est enregistré avant votre accord.
import-file = Le fichier
import-file-hint = Dans Excel : Fichier, Enregistrer sous, « CSV UTF-8 ». Les autres fichiers CSV sont lus aussi, jusqu’à 16 Mo.
import-read = Lire le fichier
import-columns-title = Quelles colonnes ?
import-columns-intro = La première ligne nomme les colonnes, en français, anglais, allemand ou espagnol, dans n’importe quel ordre. Les autres colonnes sont ignorées.
import-columns-needed = Nécessaires : téléphone, nom (ou prénom et nom de famille), soignant.
import-columns-more = Facultatives : premier jour, dernier jour, urgence, langue, code d’accès. Ce qui n’a pas de colonne reste tel que dans la liste.
import-columns-phones = Plusieurs téléphones d’un patient : dans plusieurs colonnes, ou dans une cellule avec ; entre eux.
import-sample = La liste actuelle, en tableau
import-another = ← Choisir un autre fichier
import-empty = Ce fichier est vide. Choisissez-en un autre.
import-workbook = C’est un classeur, pas un fichier CSV. Ouvrez-le dans votre tableur, choisissez « Enregistrer sous » et le type « CSV UTF-8 », puis choisissez ici le nouveau fichier.
import-no-text = Les lettres de ce fichier ne sont pas lisibles. Dans le tableur, choisissez « Enregistrer sous » et le type « CSV UTF-8 », puis choisissez ici le nouveau fichier.
import-too-many = Ce fichier a plus de 500 000 lignes. Divisez-le.
import-gone = Ce fichier n’est plus là : il est gardé une heure, et jusqu’au suivant. Choisissez-le de nouveau.
import-failed = Le fichier n’a pas pu être examiné. Rien n’a changé. Enregistrez-le en « CSV UTF-8 » et réessayez.
import-columns-missing = Indiquez ci-dessous ce qu’est chaque colonne : il faut un téléphone, un nom et un soignant.
import-changed-meanwhile = La liste a changé entre-temps. Voici ce que le fichier changerait maintenant.
import-would = Ce que ce fichier changerait
import-was-read = { $rows ->
    [one] { $rows } ligne lue
   *[other] { $rows } lignes lues
}, avec { $separator } entre les cellules.
import-separator-semicolon = des points-virgules
import-separator-comma = des virgules
import-separator-tab = des tabulations
import-separator-other = des barres
import-windows-1252 = Le fichier est au format « CSV » simple (Windows-1252). Vérifiez que les lettres sont justes :
import-count-added = { $count ->
    [0] Aucun patient ajouté
    [one] { $count } patient ajouté
   *[other] { $count } patients ajoutés
}
import-count-changed = { $count ->
    [0] Aucun patient modifié
    [one] { $count } patient modifié
   *[other] { $count } patients modifiés
}
import-count-unchanged = { $count ->
    [0] Aucun patient inchangé
    [one] { $count } patient inchangé
   *[other] { $count } patients inchangés
}
import-count-removed = { $count ->
    [0] Aucun patient retiré
    [one] { $count } patient retiré
   *[other] { $count } patients retirés
}
import-count-refused = { $count ->
    [0] Aucune ligne refusée
    [one] { $count } ligne refusée
   *[other] { $count } lignes refusées
}
import-repaired = { $count ->
    [one] Un tableur avait ôté le + ou le 0 au début d’un numéro. Il est rétabli. Comparez-le avec votre propre liste.
   *[other] Un tableur avait ôté le + ou le 0 au début des numéros de { $count } lignes. Ils sont rétablis. Comparez-en quelques-uns avec votre propre liste.
}
import-stopped = Rien ne serait enregistré : des lignes sont refusées et vous avez choisi tout ou rien. Corrigez-les dans le tableur et choisissez de nouveau le fichier.
import-stopped-replace = Rien ne serait enregistré : une ligne refusée ôterait l’accès à son patient. Corrigez ces lignes dans le tableur et choisissez de nouveau le fichier.
import-nothing = Il n’y a rien à enregistrer : la liste dit déjà tout cela.
import-go = Voir le changement
import-go-hint = La page suivante montre encore une fois tout le changement et l’enregistre d’un seul coup.
import-lists = Lignes
import-list-added = Ajoutés ({ $count })
import-list-changed = Modifiés ({ $count })
import-list-removed = Retirés ({ $count })
import-list-refused = Refusées ({ $count })
import-row = Ligne
import-note = Remarque
import-note-repaired = Le numéro de téléphone a été complété.
import-note-household = A un téléphone en commun avec { $name } : tous deux forment un foyer, avec une seule conversation. Si c’est la même personne, changez plutôt le nom de ce patient.
import-why = Pourquoi, et que faire
import-what-changes = Ce qui change
import-no-code = aucun
import-caption-added = Nouveaux patients
import-caption-changed = Patients dont des champs changent : ce qui était, puis ce qui serait
import-caption-removed = Patients absents du fichier, qui perdraient leur accès
import-caption-refused = Lignes qui ne sont pas prises
import-page-of = Page { $page } sur { $pages }
import-settings = Comment le fichier est lu
import-columns-caption = Les colonnes du fichier
import-column-heading = En-tête
import-column-sample = Par exemple
import-column-is = Contient
import-column-label = Ce que contient « { $heading } »
import-column-number = Colonne { $letter }
import-column-first = Prénom
import-column-last = Nom de famille
import-column-other = (ignorée)
import-heading = La première ligne nomme les colonnes
import-whose = Toutes les lignes sont des patients de
import-order = Dates telles que 01/11/2026
import-order-asked = Ce fichier a des dates qui se lisent de deux façons. Choisissez laquelle est la bonne.
import-order-usual = Selon l’usage du pays du cabinet
import-order-day = Le jour d’abord
import-order-month = Le mois d’abord
import-mode = Les patients absents du fichier
import-mode-add = restent comme ils sont
import-mode-replace = sont retirés : le fichier remplace toute la liste
import-mode-replace-hint = Un fichier qui remplace la liste est pris en entier ou pas du tout.
import-refused-mode = Les lignes qui ne sont pas lisibles
import-refused-leave = sont laissées de côté, les autres sont prises
import-refused-stop = arrêtent tout : tout ou rien
import-refused-hint = Chaque ligne se suffit. Si vous importez plus tard le fichier corrigé, seul ce qui manque encore changera.
import-take-so = Lire le fichier ainsi
import-reason-torn = Un guillemet s’ouvre ici et ne se ferme pas. Supprimez-le, ou fermez-le à la fin de la cellule.
import-reason-too-wide = Cette ligne a plus de cellules que la première n’a de colonnes. Il y a peut-être un séparateur dans un nom : mettez cette cellule entre guillemets.
import-reason-no-name = Il n’y a pas de nom.
import-reason-bad-name = Le nom a plus de 100 caractères, ou des caractères qui ne se prononcent pas.
import-reason-lost-letter = Une lettre du nom s’est perdue et est devenue « ? ». Enregistrez le fichier en « CSV UTF-8 ».
import-reason-no-clinician = Il n’y a pas de soignant.
import-reason-unknown-clinician = Personne du cabinet ne s’appelle « { $cell } », ou plusieurs. Écrivez le nom ou le nom court du soignant tel que la page Soignants l’indique.
import-reason-no-such-day = { $column } : le calendrier n’a pas de « { $cell } », telles que les dates sont lues ici.
import-reason-ambiguous = { $column } : « { $cell } » se lit de deux façons. Choisissez plus bas si le jour ou le mois vient d’abord, ou écrivez 2026-11-30.
import-reason-count = { $column } : le tableur a écrit un nombre de jours (« { $cell } »). Mettez la colonne au format date et enregistrez de nouveau.
import-reason-not-a-day = { $column } : « { $cell } » n’est pas une date. Écrivez 2026-11-30, ou rien pour ne pas limiter.
import-reason-yes-no = Urgence : « { $cell } » n’est ni oui ni non.
import-reason-language = Langue : il n’y a pas de voix en « { $cell } ». Écrivez français, anglais, allemand ou espagnol, ou rien.
import-reason-short-code = Le code d’accès est plus court que les autres : le tableur a sans doute ôté un premier 0. Mettez la colonne au format texte et saisissez-le de nouveau, ou écrivez une apostrophe devant.
import-reason-twice = Le même patient figure déjà à la ligne { $row }.
import-reason-two-rows = Deux patients de la liste ont ce nom et l’un de ces téléphones. Modifiez-les sur leurs propres pages.
