# Ce que le service fait de lui-même, pour ceux qui l’exploitent.

jobs-title = Travaux
jobs-lead = Ce que le service fait de lui-même : ce qui est en cours, ce qui attend et ce qui a été abandonné.
jobs-readers = Lecteurs du journal
jobs-entries = Le journal compte { $count } entrées. Chaque lecteur les suit dans l’ordre.
jobs-entries-wait = Des entrées attendent leur place depuis plus d’une minute.
jobs-behind = encore { $count } à lire
jobs-at-work = à l’œuvre
jobs-late = en retard
jobs-reader-investors = Ce qui change chez les jeunes entreprises suivies
jobs-reader-notices = Avis et lettres
jobs-reader-observatory = Chiffres de l’observatoire
jobs-reader-reports = Signalements, qui deviennent des dossiers
jobs-reader-tally = Compte des entrées par jour
jobs-reader-webhooks = Programmes à prévenir
jobs-imports = Imports en cours
jobs-imports-none = Aucun import n’est en cours.
jobs-leaving = Ce qui part
jobs-letters-waiting = Lettres en attente
jobs-letters-since = La plus ancienne depuis
jobs-letters-held = Lettres retenues après une restauration
jobs-letters-error = Le serveur de messagerie a répondu :
jobs-deliveries-waiting = Envois à des programmes en attente
jobs-deliveries-failed = Envois abandonnés
jobs-deliveries-hint = Qui a enregistré un programme voit sur sa page ce qui n’est pas arrivé et peut l’envoyer de nouveau.
jobs-given-up = Lettres abandonnées
jobs-given-up-none = Aucune lettre n’a été abandonnée.
jobs-given-up-lead = Le serveur de messagerie les a refusées, ou n’a pas été joint pendant trois jours.
jobs-letter = { $kind } → …@{ $host } : { $tries ->
    [one] un essai
   *[other] { $tries } essais
}, abandonnée le { $at }
jobs-all-again = Toutes les réessayer
jobs-again = Réessayer
jobs-drop = Supprimer
jobs-more = … et { $count } autres.
