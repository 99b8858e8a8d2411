# Ce qui vieillit : les lettres aux responsables, le lien en un clic, la liste d’une chambre.

decay-letter-subject = { $name } : ces informations sont-elles toujours exactes ?
decay-letter-lead = Une partie de ce que l’annuaire sait de { $name } perd sa validité après le { $date }. Si rien n’a changé, un clic suffit, sans vous connecter.
decay-over-subject = { $name } : vos informations sont périmées
decay-over-lead = Depuis le { $date }, une partie de ce que l’annuaire sait de { $name } est marquée comme périmée. Quand tout est périmé, l’organisation quitte la recherche courante. Si rien n’a changé, un clic suffit, sans vous connecter.
decay-letter-how = Le lien montre d’abord ce que vous confirmeriez. Il est à votre nom, sert une fois et reste valable jusqu’au { $date }. Si quelque chose a changé, il vous mène au formulaire.
decay-letter-button = Voir et confirmer

link-title = Est-ce toujours exact ?
link-lead = Relisez, puis confirmez d’un clic. Ce lien est valable jusqu’au { $date }.
link-asked = Ce que vous confirmez
link-change = Quelque chose a changé
link-registers = Ce que disent les registres officiels
link-registers-text = Vous n’avez rien à faire ici : ces valeurs se renouvellent à la prochaine lecture du registre.
link-why = Pourquoi cette question ?
link-why-text = Chaque information porte sa date. Sans confirmation, elle est grisée ; quand tout est périmé, l’organisation n’apparaît plus que sur demande. Votre confirmation vaut déclaration de l’organisation, à la date d’aujourd’hui.
link-used-title = C’est confirmé
link-used = Confirmé par ce lien le { $date }. Merci. Ces informations sont valables jusqu’au { $until }.
link-over-title = Ce lien ne sert plus
link-expired = Ce lien était valable jusqu’au { $date }. Connectez-vous pour confirmer ou corriger vos informations.
link-superseded = Depuis l’envoi de ce lien, des informations ont été modifiées ou déjà confirmées. Connectez-vous pour voir où elles en sont.
link-gone = Vous ne répondez plus de cette organisation, ou elle n’est plus visible. Il n’y a rien à confirmer.
link-foreign = Nous ne connaissons pas ce lien. Peut-être a-t-il été coupé dans le message : copiez-le en entier. Ou connectez-vous pour confirmer vos informations.
link-to-own = Voir les informations

own-facts = Informations et validité
own-facts-open = Voir et confirmer
own-facts-stale = Périmé : { $facts }.
own-facts-first = Tout est à jour. Première échéance : { $fact }, le { $date }.
own-facts-none = On ne sait encore rien de cette organisation.
facts-lead = Toute information a une durée de validité à partir de la date de sa source. Passé ce délai, elle est grisée dans l’annuaire.
facts-core = Les quatre informations essentielles
facts-none = Aucune n’est connue.
facts-until = du { $since }, valable jusqu’au { $until }
facts-over = du { $since }, périmé depuis le { $until }
facts-next = Les responsables reçoivent une lettre avant le { $date }.
facts-own = Ce que l’organisation dit d’elle-même
facts-own-text = Si tout est encore exact, confirmez : la date d’aujourd’hui s’inscrit partout, les déclarations précédentes restent conservées.
facts-attested = Ce que la chambre a attesté
facts-attested-text = Attestez de nouveau ce que vous avez vérifié : au nom de votre chambre, à la date d’aujourd’hui.
facts-confirm = Tout est encore exact
facts-attest = Attester de nouveau
facts-done = C’est enregistré. L’organisation est à jour dans la recherche.
facts-changed = Ces informations ont changé entre-temps. Voici l’état actuel ; relisez avant de confirmer.
facts-nothing = Il n’y a rien à confirmer.

ageing-title = Organisations périmées
ageing-lead = { $stale ->
    [0] Aucune organisation de votre chambre n’est périmée
    [one] { $stale } organisation de votre chambre est périmée
   *[other] { $stale } organisations de votre chambre sont périmées
} ; { $soon ->
    [0] aucune ne le sera
    [one] { $soon } le sera
   *[other] { $soon } le seront
} dans les { $days } jours.
ageing-what = Périmée veut dire : nom, siège, activité et contact ont tous passé leur durée de validité. L’organisation a quitté la recherche courante. Les responsables d’un membre reçoivent des lettres ; d’une organisation seulement répertoriée, c’est vous qui attestez.
ageing-none = Rien à faire : tout est à jour.
ageing-age = Validité
ageing-since = périmée depuis le { $date }
ageing-until = jusqu’au { $date }
ageing-first = Les { $count } premières sont affichées.
