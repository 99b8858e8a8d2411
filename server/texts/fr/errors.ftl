# Ce qui manque à une requête en particulier. Les genres de problème sont dans problems.ftl.

error-home = Retour à l’accueil
error-reference = Référence
error-request = La requête n’a pas pu être lue.
error-wait = { $seconds ->
    [one] Réessayez dans une seconde.
   *[other] Réessayez dans { $seconds } secondes.
}
error-body-limit = Un envoi compte au plus { $kib } Kio.
error-upload-slow = L’envoi est arrivé trop lentement. Réessayez avec une meilleure connexion, ou prenez un fichier plus petit.
error-media-type = Cette adresse lit le format { $kind }.
error-address-length = L’adresse compte { $length } caractères ; { $limit } sont lus. Raccourcissez la recherche ou retirez des filtres.
error-origin = Ce formulaire n’est pas venu d’une page de ce site. Ouvrez-le d’ici et envoyez-le de nouveau.
error-cursor = Cette position dans la liste n’est pas valable pour ces filtres. Reprenez à la première page.
error-parameter-unknown = Le paramètre « { $name } » est inconnu ici. Retirez-le de l’adresse.
error-parameter-twice = Le paramètre « { $name } » ne peut figurer qu’une fois.
error-parameter-value = La valeur du paramètre « { $name } » ne convient pas.
error-parameter-count = Une requête compte au plus { $limit } valeurs. Retirez des filtres.
error-json = Le JSON n’a pas pu être lu à « { $pointer } » : { $reason }
problem-facts-code = Code
problem-facts-status = Statut HTTP
error-form-token = Ce formulaire ne vient pas de votre connexion en cours. Rechargez la page, puis envoyez-le de nouveau.
error-sign-in = Se connecter
error-sign-in-again = Confirmer votre identité

error-key-malformed = L’Idempotency-Key n’est pas un UUID.
error-key-reused = Cette Idempotency-Key a servi pour une autre requête. Prenez-en une nouvelle.
error-key-running = Une requête portant cette Idempotency-Key est en cours. Redemandez dans une minute.
