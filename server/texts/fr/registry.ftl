# Importations, pour les exploitants ; sources, pour tout le monde.

runs-title = Imports
runs-one = Import : { $register }
runs-lead = Tous les fichiers de registres lus, depuis cette page ou en ligne de commande : où en est chacun et ce que sont devenus ses enregistrements.
runs-none = Rien n’a encore été importé.
runs-as-of = Données au
runs-read = Lus
runs-written = Écrits
runs-rejected = Rejetés

runs-state-running = en cours
runs-state-stopping = s’arrête
runs-state-interrupted = interrompu
runs-state-cancelled = annulé
runs-state-failed = échoué
runs-state-finished = terminé

runs-about-running = Des enregistrements sont lus et écrits.
runs-about-stopping = Il s’arrête dès que le lot en cours est écrit.
runs-about-interrupted = Son processus s’est arrêté sans rien dire. Ce qui est écrit reste ; l’import peut reprendre là.
runs-about-cancelled = Quelqu’un l’a arrêté. Ce qui est écrit reste ; l’import peut reprendre là.
runs-about-failed = Il n’a pas pu continuer. Ce qui est écrit reste.
runs-about-finished = Le fichier a été lu en entier.

runs-start = Lancer un import
runs-start-button = Lancer
runs-not-started = L’import n’a pas été lancé
runs-register = Registre
runs-register-missing = Choisissez le registre d’où vient le fichier.
runs-file = Fichier ou dossier
runs-file-hint = Ce qui se trouve dans le dossier d’import de ce serveur.
runs-file-missing = Choisissez un fichier ou un dossier.
runs-file-gone = Il n’est plus dans le dossier d’import. Choisissez-en un autre.
runs-choose = Choisir…
runs-optional = (facultatif)
runs-as-of-hint = Utile seulement si le fichier ne dit pas lui-même à quel jour ses données se rapportent.
runs-as-of-wrong = Indiquez l’année, le mois et le jour, par exemple 2026-11-28.
runs-region-only = Seulement ce qui a un lieu dans la région
runs-limit = { $count ->
    [one] Seulement le premier enregistrement
   *[other] Seulement les { $count } premiers enregistrements
}
runs-lines = Lignes JSON
runs-folder = dossier
runs-folder-empty = Le dossier d’import de ce serveur est vide.
runs-no-folder = Pour lancer des imports ici, indiquez leur dossier dans le réglage import_folder.
runs-busy = Un autre import est en cours. Attendez sa fin ou annulez-le.
runs-not-now = L’état de l’import a changé entre-temps ; cette page le montre tel qu’il est.

runs-progress = Avancement
runs-bytes = { $done } sur { $total }
runs-rate = · { $count ->
    [one] { $count } enregistrement par seconde
   *[other] { $count } enregistrements par seconde
}
runs-left = · encore { $span } environ
runs-kilobytes = { $count } ko
runs-megabytes = { $count } Mo
runs-seconds = { $count } s
runs-minutes = { $count } min
runs-hours = { $count } h
runs-leave = Vous pouvez quitter cette page : l’import continue.
runs-cancel = Annuler
runs-resume = Reprendre

runs-became = Ce que sont devenus les enregistrements
runs-count-as-of = Données au
runs-count-read = Enregistrements lus
runs-count-created = Nouvelles organisations
runs-count-changed = Modifiés
runs-count-attached = Rattachés à une organisation déjà connue par son numéro
runs-count-unchanged = Inchangés
runs-count-skipped = Laissés de côté
runs-count-rejected = Lignes rejetées
runs-skipped-natural-person = dont personnes physiques
runs-skipped-no-name = dont sans nom
runs-skipped-too-large = dont trop volumineux
runs-skipped-unknown-entry = dont modifications de ce qui n’est pas connu
runs-skipped-outside-region = dont hors de la région
runs-skipped-objection = dont écartés après une opposition

runs-rejects = Lignes rejetées
runs-rejects-none = Aucune ligne n’a été rejetée.
runs-rejects-first = { $count } lignes ont été rejetées ; voici les { $shown } premières.
runs-rejects-file = Télécharger les lignes rejetées (TSV)
runs-rejects-kept = Au plus { $count } par import sont gardées, pendant un an.
runs-row-file = Fichier
runs-row-line = Ligne
runs-row-reason = Motif
runs-reject-check-digit = La clé de contrôle du numéro est fausse
runs-reject-number-format = Ce n’est pas un numéro de ce registre
runs-reject-duplicate = Le numéro a déjà été lu
runs-reject-orphan = Ne se rattache à rien de ce qui a été lu
runs-reject-repeated-header = L’en-tête est répété
runs-reject-unknown-code = Un code que le registre ne connaît pas
runs-reject-date = Ce n’est pas une date
runs-reject-empty = Une valeur nécessaire est vide
runs-reject-field-count = Trop ou trop peu de champs
runs-reject-encoding = N’est pas en UTF-8
runs-reject-too-long = La ligne est trop longue
runs-reject-unclosed-quote = Un guillemet n’est pas fermé
runs-reject-json = JSON non valable
runs-reject-shape = Ce n’est pas un enregistrement de ce registre
runs-reject-too-many = Trop d’entrées

runs-failed = Pourquoi il a échoué
runs-failure-not-found = Le fichier n’est plus là.
runs-failure-not-a-folder = Ce registre se lit depuis un dossier ou une archive, pas depuis ce fichier.
runs-failure-not-a-file = Il faut ici un fichier, pas un dossier.
runs-failure-missing-file = Il manque un fichier sans lequel le registre ne peut pas être lu.
runs-failure-empty-file = Le fichier est vide. Téléchargez-le à nouveau.
runs-failure-wrong-format = Le fichier n’est pas ce que son nom annonce : une page web, par exemple. Téléchargez-le à nouveau.
runs-failure-wrong-delimiter = Les colonnes ne sont pas séparées par des virgules.
runs-failure-missing-column = Il manque une colonne que le registre a toujours.
runs-failure-repeated-column = Une colonne figure deux fois.
runs-failure-header-too-long = La première ligne n’est pas un en-tête. Vérifiez qu’il s’agit du fichier du registre.
runs-failure-update-extract = C’est une mise à jour. Importez d’abord l’extrait complet.
runs-failure-update-gap = Il manque une mise à jour avant celle-ci. Le détail dit laquelle.
runs-failure-update-older = Un extrait plus récent a déjà été lu. Le détail dit quelle mise à jour suit.
runs-failure-update-number = La mise à jour n’indique pas son numéro. Téléchargez-la à nouveau.
runs-failure-no-update = Ce n’est pas une mise à jour.
runs-failure-known = Ce que le registre disait auparavant n’a pas pu être relu. Reprenez.
runs-failure-archive = L’archive est abîmée ou ne vient pas du registre. Téléchargez-la à nouveau.
runs-failure-no-files = Ce registre n’a pas de fichiers.
runs-failure-unreadable = Le fichier ne peut pas être lu jusqu’au bout.
runs-failure-scratch = La place manque pour trier, ou le dossier de travail n’est pas accessible en écriture.
runs-failure-other-input = Le fichier a changé depuis le début de l’import. Lancez-en un nouveau.
runs-failure-disk-full = Le disque de la base de données est plein. Faites de la place, puis reprenez.
runs-failure-database = La base de données ne répondait pas. Reprenez dès qu’elle répond.
runs-failure-internal = Une erreur de ce programme. Le journal du serveur en dit plus.

runs-history = Ce qui s’est passé
runs-source = Fichier
runs-who = Demandé par
runs-started = Lancé
runs-resumed = Repris en dernier
runs-choice = Choix
runs-who-import = la ligne de commande
runs-who-operator = l’exploitant, en ligne de commande
runs-who-server = le serveur
runs-who-demo = la démonstration
runs-who-gone = une personne dont le compte est effacé
runs-entry-start = lancé
runs-entry-resume = repris
runs-entry-join = se poursuit dans un import antérieur du même fichier
runs-entry-cancel = arrêt demandé
runs-entry-stop = arrêté
runs-entry-fail = échoué
runs-entry-finish = terminé

sources-title = Sources
sources-lead = D’où viennent les données des entreprises enregistrées, sous quelle licence, et à quel jour elles se rapportent.
sources-official = Aucune de ces pages n’est un registre : seul fait foi ce que dit le registre lui-même. Ce qu’une chambre a vérifié ou ce qu’une organisation déclare est signalé sur sa page.
sources-publisher = Publié par
sources-licence = Licence
sources-as-of = Données au
sources-when = Dernière lecture
sources-records = Enregistrements ici
sources-rejected = Lignes rejetées à la dernière lecture
sources-not-read = Rien n’en a encore été lu ici.
sources-places = Lieux et carte
