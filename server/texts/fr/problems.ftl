# Ce qui n’a pas marché : titre, ce qui s’est passé et que faire, puis l’explication de la page /problems/….

problem-validation-title = Le formulaire est à corriger
problem-validation-lead = Une ou plusieurs valeurs ne peuvent pas être acceptées telles quelles. Votre saisie est conservée : corrigez les champs signalés, puis renvoyez le formulaire.
problem-validation-explain = La demande est lisible, mais une valeur enfreint une règle : champ obligatoire vide, texte trop long, identifiant dont la clé de contrôle est fausse. Chaque champ fautif est nommé avec son motif. Rien n’a été enregistré. Dans l’API, le membre « errors » désigne chacun des champs.

problem-malformed-title = Demande illisible
problem-malformed-lead = L’adresse ou les données envoyées n’ont pas la forme attendue. Repartez de la page précédente ou de la recherche.
problem-malformed-explain = Le serveur n’a pas pu interpréter la demande : paramètre inconnu dans l’adresse, repère de page modifié ou expiré, JSON mal formé. La même demande recevra la même réponse. Si c’est un lien de ce site qui vous a conduit ici, signalez-le à l’exploitant.

problem-unauthenticated-title = Connexion nécessaire
problem-unauthenticated-lead = Cette partie est réservée aux personnes qui ont un compte. Connectez-vous : vous reviendrez au même endroit.
problem-unauthenticated-explain = La demande ne disait pas de qui elle vient, ou le disait par un moyen qui n’est plus valable. Dans l’API, le jeton se place dans l’en-tête « Authorization » ; un jeton mis dans l’adresse est refusé.

problem-forbidden-title = Action non autorisée
problem-forbidden-lead = Votre compte n’a pas le droit requis pour cette action. Une personne qui a ce rôle dans votre organisation ou votre chambre peut la faire, ou vous confier ce rôle.
problem-forbidden-explain = L’auteur de la demande est connu, mais son rôle ne couvre pas l’action. Un formulaire envoyé depuis un autre site, ou resté ouvert trop longtemps, est refusé de la même manière : rechargez la page et renvoyez-le.

problem-step-up-required-title = Confirmez votre identité
problem-step-up-required-lead = Cette action demande une connexion récente ou plus forte. Confirmez, et vous reprendrez là où vous en étiez.
problem-step-up-required-explain = Certaines actions sont assez importantes pour être demandées deux fois : la connexion doit être récente, ou faite par un moyen plus sûr. La réponse indique le niveau et l’ancienneté acceptés.

problem-not-found-title = Rien à cette adresse
problem-not-found-lead = L’adresse contient peut-être une faute, ou la page a été déplacée. Vérifiez-la ou cherchez dans l’annuaire.
problem-not-found-explain = Aucune page ni fiche que vous puissiez voir ne porte cette adresse. La réponse est la même pour ce qui n’existe pas et pour ce qui n’est pas public : personne ne peut ainsi distinguer l’un de l’autre.

problem-method-not-allowed-title = Cette adresse ne s’utilise pas ainsi
problem-method-not-allowed-lead = La page existe, mais n’accepte pas ce genre de demande. Ouvrez-la par un lien plutôt que de lui envoyer quelque chose.
problem-method-not-allowed-explain = L’adresse est juste, la méthode HTTP ne l’est pas : par exemple un formulaire envoyé à une page qui se lit seulement. L’en-tête « Allow » donne les méthodes admises.

problem-not-acceptable-title = Format non disponible
problem-not-acceptable-lead = Ce que vous demandez existe, mais pas dans ce format. La page web, elle, est toujours disponible.
problem-not-acceptable-explain = L’en-tête « Accept » ne cite que des formats que cette adresse ne fournit pas. L’API répond en JSON ; les résultats de recherche existent aussi en CSV et en XLSX.

problem-conflict-title = Quelqu’un vous a devancé
problem-conflict-lead = La fiche a changé entre-temps, ou un élément identique existe déjà. Regardez l’état actuel, puis voyez si votre modification reste utile.
problem-conflict-explain = La modification ne s’accorde pas avec l’état de la fiche : une autre demande l’a changée au même instant, ou elle créerait ce qui existe déjà. Rien n’a été écrasé ni enregistré.

problem-erased-title = Cette fiche a été effacée
problem-erased-lead = Elle a existé, puis a été supprimée définitivement ; son adresse ne resservira pas. L’annuaire montre ce qui est connu aujourd’hui.
problem-erased-explain = La fiche a été effacée sur demande ou parce que sa durée de conservation était écoulée. Il ne reste que la trace de son existence, pour que les anciens liens ne mènent pas ailleurs. Les copies conservées par d’autres sont à supprimer aussi.

problem-precondition-failed-title = La fiche a changé depuis que vous l’avez ouverte
problem-precondition-failed-lead = Votre modification portait sur une version plus ancienne et n’a pas été enregistrée. Rechargez la fiche et refaites-la.
problem-precondition-failed-explain = La version donnée dans l’en-tête « If-Match » n’est plus la version en cours. C’est ce qui protège la saisie des autres : relisez la fiche, prenez son nouvel ETag, puis renvoyez la modification.

problem-payload-too-large-title = Envoi trop volumineux
problem-payload-too-large-lead = Ce qui a été envoyé dépasse la taille admise à cette adresse. Raccourcissez le texte ou envoyez-le en plusieurs fois.
problem-payload-too-large-explain = Le serveur limite la taille de chaque demande pour rester disponible à tous. Un formulaire peut contenir 64 Kio, un document JSON 256 Kio.

problem-unsupported-media-type-title = Format non reconnu
problem-unsupported-media-type-lead = Les données envoyées sont d’un type que cette adresse ne lit pas. Envoyez-les dans le format indiqué par sa description.
problem-unsupported-media-type-explain = L’en-tête « Content-Type » manque ou cite un type refusé. L’API lit application/json, et application/merge-patch+json pour les modifications partielles ; les pages lisent des formulaires ordinaires.

problem-precondition-required-title = Précisez la version que vous modifiez
problem-precondition-required-lead = Une modification doit citer la version dont elle part. Lisez d’abord la fiche et joignez son ETag.
problem-precondition-required-explain = Pour qu’une modification n’en défasse pas une autre sans bruit, les changements et suppressions exigent l’en-tête « If-Match » avec l’ETag de la version lue.

problem-too-many-requests-title = Un instant, s’il vous plaît
problem-too-many-requests-lead = Beaucoup de demandes sont venues de votre connexion en peu de temps. Patientez un peu, puis réessayez : rien n’est perdu.
problem-too-many-requests-explain = Une limite protège le service contre l’engorgement. Elle compte par réseau et non par personne : un grand bureau peut l’atteindre sans rien faire de mal. L’en-tête « Retry-After » donne le nombre de secondes à attendre.

problem-internal-title = L’erreur est de notre côté
problem-internal-lead = Quelque chose a échoué chez nous, et c’est noté. Réessayez dans un moment ; si cela se répète, envoyez-nous la référence ci-dessous.
problem-internal-explain = Le serveur a rencontré un état pour lequel il n’était pas prévu. La cause est inscrite dans son journal technique sous la référence donnée, qui ne contient rien sur vous. Rien n’a été enregistré à moitié.

problem-unavailable-title = Service occupé
problem-unavailable-lead = Le service ne peut pas répondre pour l’instant : forte charge ou maintenance. Réessayez dans quelques secondes.
problem-unavailable-explain = Le serveur démarre, est en maintenance, manque de place sur le disque ou a plus de travail qu’il n’en peut prendre. Souvent la lecture reste possible quand l’écriture attend. L’en-tête « Retry-After » indique quand revenir.

# Ce qui ne va pas dans un champ, et comment le corriger.
fault-missing = Ce champ manque encore.
fault-short = Écrivez au moins { $least } caractères.
fault-long = { $length } caractères : raccourcissez à { $limit }.
fault-many = Choisissez-en { $limit } au plus.
fault-unknown = Cette valeur n’existe pas ici. Choisissez-en une de la liste.
fault-past = Ce jour est passé. Choisissez aujourd’hui ou un jour à venir.
fault-no-day = Ce n’est pas une date. Écrivez-la comme 2027-06-30.
fault-future = Ce jour n’est pas encore arrivé. Choisissez aujourd’hui ou un jour passé.
fault-order = Cette date précède la première. Corrigez l’une des deux.
fault-address = Ce n’est pas une adresse web. Écrivez-la en entier, comme https://www.exemple.eu.
