# Bonnes pratiques : la liste, une pratique, le formulaire, les deux chambres, les reprises, les courriers.

practices-title = Bonnes pratiques
practices-lead = Ce qui a fonctionné dans la région, ce qui a échoué en route, et qui l’a repris. Chaque pratique a été validée par deux personnes de deux chambres.
practices-order = Les plus reprises d’abord, puis les mieux étayées, puis les plus récentes.
practices-map-caption = Nombre de pratiques par territoire. Un clic les affiche.
practices-count = { $count ->
    [0] Aucune pratique
    [one] { $count } pratique
   *[other] { $count } pratiques
}
practices-none = Rien n’est encore publié. Les membres peuvent décrire une première pratique depuis leur organisation.
practices-none-found = Aucune pratique ne correspond à ces filtres. Retirez-en un, ou essayez un mot plus court.
practices-own = Quelque chose a bien marché dans votre organisation ?
practices-own-lead = Ce qui a marché chez vous, et ce que vous avez repris d’autres. Deux chambres relisent chaque pratique avant sa publication.
practices-own-none = Votre organisation n’a encore décrit aucune pratique.
practices-own-taken = Ce que votre organisation a repris
practices-found = Bonnes pratiques correspondantes

practice-untitled = Sans titre
practice-in-language = Texte rédigé en { $language }.
practice-looked-at = Validée par { $first }, puis par une experte ou un expert de { $second } ; publiée le { $date }.
practice-from-to = De { $from } à { $to }
practice-since = Depuis { $from }
practice-with = Avec
practice-changed-on = Modifiée le { $date }.
practice-public-page = Voir la page publique

practice-state-draft = Brouillon
practice-state-submitted = Envoyée
practice-state-validated = Validée par votre chambre
practice-state-published = Publiée
practice-state-returned = À compléter
practice-state-refused = Non publiée
practice-state-withdrawn = Retirée
practice-state-archived = Archivée
practice-standing-draft = Personne d’autre que votre organisation et votre chambre ne la voit.
practice-standing-submitted = Votre chambre l’a reçue et la relira prochainement.
practice-standing-validated = Votre chambre la trouve bonne. Une experte ou un expert d’une autre chambre la relit maintenant.
practice-standing-published = Tout le monde peut la voir, et la reprendre.
practice-standing-returned = Une chambre demande des précisions. Complétez le texte et renvoyez-le.
practice-standing-refused = Elle n’est pas publiée. Vous pouvez en faire une copie et la reprendre.
practice-standing-withdrawn = Vous l’avez retirée. Vous pouvez en faire une copie.
practice-standing-archived = Elle est conservée pour mémoire.

practice-field-language = Langue du texte
practice-field-title = Titre
practice-field-summary = Résumé
practice-field-done = Ce qui a été fait
practice-field-resources = Moyens
practice-field-evidence = Preuves de réussite
practice-field-difficulties = Difficultés et échecs
practice-field-transfer = Ce qui peut être repris ailleurs
practice-field-grade = Niveau de preuve
practice-field-territory = Territoire
practice-field-municipality = Commune
practice-field-place = Lieu
practice-field-dates = Période
practice-field-from = Depuis le
practice-field-to = Jusqu’au
practice-field-preconditions = Conditions préalables, par territoire
practice-field-organisations = Organisations qui y ont pris part
practice-field-outcomes = Résultats confirmés qui en sont issus
practice-field-programme = Programme
practice-field-programmeLink = Adresse web du programme
practice-field-hint-title = Une ligne, 100 caractères au plus.
practice-field-hint-summary = De quoi s’agit-il, pour qui, et avec quel effet ?
practice-field-hint-done = Racontez-le à quelqu’un qui voudrait faire pareil : qui, quoi, dans quel ordre.
practice-field-hint-resources = Personnes, argent, temps, matériel.
practice-field-hint-evidence = Des chiffres si vous en avez, et d’où ils viennent.
practice-field-hint-difficulties = Obligatoire : qu’est-ce qui n’a pas marché, et qu’en avez-vous appris ? C’est ce que les autres lisent d’abord.
practice-field-hint-transfer = Qu’est-ce qui dépend du lieu, et qu’est-ce qui marcherait partout ?
practice-field-hint-grade = Choisissez ce que vous pourriez montrer à la chambre.
practice-field-hint-to = Laissez vide si cela continue.
practice-field-hint-organisations = L’adresse de la page de chacune sur cette plateforme, une par ligne.
practice-field-hint-outcomes = Issus de vos mises en relation, confirmés par les deux parties.
practice-field-hint-programmeLink = Par exemple https://www.programme.eu
practice-grade-self-reported = Selon l’organisation elle-même
practice-grade-output-data = Chiffres de réalisation
practice-grade-comparison = Comparaison avec un avant ou avec d’autres
practice-grade-external-evaluation = Évaluation externe
practice-need-legal = Droit
practice-need-language = Langue
practice-need-money = Argent
practice-need-kind = De quoi s’agit-il ?
practice-need-text = Ce qu’il faut
practice-need-more = Enregistrer et ajouter une ligne
practice-preconditions-hint = Ce qu’il faut avant de pouvoir faire pareil dans un territoire : une autorisation, une langue, un financement.
practice-part-what = De quoi s’agit-il ?
practice-part-done-part = Ce qui a été fait
practice-part-proof = Ce qui montre la réussite
practice-part-lessons = Échecs et conditions
practice-part-where = Où et quand
practice-part-links = Avec qui
practice-part-lead-what = Le titre et le résumé sont ce que l’on lit d’abord.
practice-part-lead-done-part = Écrivez pour quelqu’un qui ne vous connaît pas.
practice-part-lead-proof = Mieux vaut un petit chiffre vérifiable qu’une grande promesse.
practice-part-lead-lessons = Une pratique sans difficultés n’aide personne.
practice-part-lead-where = Le lieu la place sur la carte.
practice-part-lead-links = Tout cela est facultatif.
practice-begin = Nouvelle pratique
practice-begin-text = Un brouillon se garde tout seul et ne se voit pas.
practice-send-lead = Votre texte part chez { $chamber }. Si elle le trouve bon, une experte ou un expert d’une autre chambre le relit avant sa publication.
practice-returned-title = Ce qu’une chambre demande
practice-withdraw-open = Retirer cette pratique
practice-withdraw-text = Elle disparaît de la liste et ne pourra pas être republiée ; une copie reste possible.

practice-adoptions = Reprise par d’autres
practice-adoptions-count = { $count ->
    [0] Pas encore reprise
    [one] { $count } reprise confirmée
   *[other] { $count } reprises confirmées
}
practice-adopt-open = Nous l’avons reprise
practice-adopt-invitation = Pour les membres et les organismes publics. Une reprise compte dès que celui qui l’a faite la confirme.
practice-adopt-title = Nous l’avons reprise
practice-adopt-lead = Dites où vous avez repris « { $title } », ce que vous avez changé, ce que cela a coûté et ce qui en est sorti.
practice-adopt-none = Une reprise se déclare au nom d’une organisation pour laquelle on écrit sur la plateforme. Vous n’en avez pas encore.
practice-adopt-send = Déclarer la reprise
practice-adopt-counts = Envoyée par un propriétaire de l’organisation, la reprise est confirmée aussitôt. Envoyée par une autre personne, elle attend sa confirmation.
practice-propose-open = Signaler une reprise
practice-propose-title = Qui l’a reprise ?
practice-propose-lead = Vous savez qui a repris « { $title } » ? Cette organisation reçoit votre texte et le confirme, le corrige ou le refuse.
practice-adopter = L’organisation qui l’a reprise
practice-adopter-mine = Au nom de
practice-adopter-hint = L’adresse de sa page sur cette plateforme.
practice-taken-since = Depuis le
practice-taken-changed = Ce qui a été changé
practice-taken-cost = Ce que cela a coûté
practice-taken-costText = Le coût en quelques mots
practice-taken-result = Ce qui en est sorti
practice-taken-hint-since = Le jour où cela a commencé chez vous.
practice-taken-hint-changed = Qu’avez-vous fait autrement, et pourquoi ?
practice-taken-hint-cost = Une fourchette suffit.
practice-taken-hint-costText = Par exemple « deux jours par mois d’une personne ».
practice-taken-hint-result = Aussi ce qui n’a pas marché.
practice-cost-nothing = Rien que du temps
practice-cost-under-10k = Moins de 10 000 €
practice-cost-10k-50k = De 10 000 à 50 000 €
practice-cost-50k-250k = De 50 000 à 250 000 €
practice-cost-over-250k = Plus de 250 000 €
practice-adoption-title = Reprise par { $name }
practice-adoption-state-proposed = En attente de confirmation
practice-adoption-state-confirmed = Confirmée
practice-adoption-state-declined = Refusée
practice-adoption-state-withdrawn = Retirée
practice-adoption-asked = Est-ce exact ? Confirmez, corrigez d’abord le texte, ou refusez. La reprise ne compte que si vous la confirmez.
practice-adoption-waits = Un propriétaire de { $name } doit encore la confirmer.
practice-adoption-confirm = C’est exact : confirmer
practice-adoption-decline = Ce n’est pas exact
practice-adoption-mend = Corriger le texte
practice-adoption-withdraw = Retirer cette reprise
practice-adoption-settled = Cette reprise n’est plus à confirmer. Rouvrez la page pour voir où elle en est.
practice-adoption-not-yours = L’autre partie l’a déclarée : elle seule peut la retirer.

practice-review-title = Pratiques à valider
practice-review-count = { $count ->
    [0] aucune n’attend
    [one] { $count } attend
   *[other] { $count } attendent
}
practice-review-none = Aucune pratique n’attend votre chambre.
practice-review-choose = Choisissez une pratique à gauche.
practice-review-first = Validation par la chambre
practice-review-second = Validation thématique
practice-review-how-first = Le texte est-il complet, exact et utile à d’autres ? Si oui, dites quelle chambre a la bonne personne pour la deuxième lecture.
practice-review-how-second = Une première chambre la trouve bonne. Connaissez-vous le domaine : les preuves tiennent-elles, les échecs sont-ils dits ?
practice-verdict = Votre avis
practice-verdict-good = Bonne
practice-verdict-returned = À compléter
practice-verdict-refused = Ne pas publier
practice-verdict-missing = Choisissez un avis.
practice-expert = Chambre pour la deuxième lecture
practice-expert-hint = Nécessaire si vous la trouvez bonne.
practice-why = Ce que vous dites à l’organisation
practice-why-hint = Nécessaire si vous ne la trouvez pas bonne : que faut-il changer, ou pourquoi pas ?
practice-judge = Enregistrer l’avis
practice-second-not-you = Vous l’avez validée pour la première chambre. Une autre personne doit la relire.
practice-before = Lectures précédentes

practice-fixed = Elle est chez une chambre ou déjà publiée : son texte ne change plus. Faites-en une copie.
practice-changed = Quelqu’un l’a modifiée entre-temps. Rouvrez la page pour voir où elle en est.
practice-no-chamber = Aucune chambre ne suit cette organisation : personne ne pourrait relire le texte.
practice-no-expert = Aucune autre chambre ne travaille ici : personne ne pourrait relire le texte une deuxième fois.
practice-not-shown = Votre organisation n’est pas visible en ce moment. Rien ne peut être publié en son nom.
practice-oneself = On ne reprend pas sa propre pratique, et qui appartient aux deux organisations ne confirme pas seul.
practice-no-member = Seuls les membres et les organismes publics peuvent être cités ici.
practice-twice = Cette organisation a déjà déclaré cette reprise, ou on l’a déjà déclarée pour elle.
practice-too-many = Votre organisation a déjà 50 brouillons. Terminez-en ou effacez-en un.
practice-nothing = Il n’y a rien à faire.
practice-refused-state = Ce n’est pas possible dans son état actuel. Rouvrez la page pour voir où elle en est.
practice-refused-chamber = La deuxième lecture revient à une autre chambre.
practice-refused-person = Vous l’avez déjà validée : une autre personne doit la relire.

practice-mail-button = Ouvrir
practice-mail-validated-subject = Validée par votre chambre : { $title }
practice-mail-validated = { $chamber } trouve votre pratique « { $title } » bonne. Une experte ou un expert de { $expert } la relit maintenant.
practice-mail-published-subject = Publiée : { $title }
practice-mail-published = Votre pratique « { $title } » est publiée. { $chamber } l’a validée en second.
practice-mail-returned-subject = À compléter : { $title }
practice-mail-returned = { $chamber } demande des précisions avant la publication de votre pratique « { $title } ». Complétez-la et renvoyez-la.
practice-mail-refused-subject = Non publiée : { $title }
practice-mail-refused = { $chamber } ne publie pas votre pratique « { $title } ».
practice-mail-expert-subject = Votre avis est demandé : { $title }
practice-mail-expert = { $chamber } trouve la pratique « { $title } » bonne et a choisi votre chambre pour la deuxième lecture.
practice-mail-expert-button = Lire la pratique
practice-mail-adoption-asked-subject = Avez-vous repris « { $title } » ?
practice-mail-adoption-asked = On dit que { $name } a repris la pratique « { $title } ». Confirmez-le, corrigez le texte, ou dites que ce n’est pas exact.
practice-mail-adoption-confirmed-subject = Reprise par { $name } : { $title }
practice-mail-adoption-confirmed = { $name } confirme avoir repris votre pratique « { $title } ».
practice-mail-adoption-declined-subject = Reprise non confirmée : { $title }
practice-mail-adoption-declined = { $name } ne confirme pas avoir repris votre pratique « { $title } ».
