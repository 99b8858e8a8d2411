# Avis : ce dont une personne est informée, dans une liste et par courriel.

notices-title = Avis
notices-none = Vous n’avez aucun avis pour le moment.
notices-unread = { $count ->
    [0] Vous avez tout lu.
    [one] 1 avis non lu
   *[other] { $count } avis non lus
}
notices-new = nouveau
notices-mark = Tout marquer comme lu
notices-bouncing-title = Nos courriels nous reviennent
notices-bouncing = Le serveur de messagerie de votre adresse refuse nos courriels. Veuillez vérifier l’adresse dans votre compte ; les avis continuent de s’afficher ici.
notices-letters = Courriels
notices-letters-sent = Vous recevez un courriel à chaque avis, ou un seul chaque matin si vous l’avez choisi dans votre compte.
notices-letters-stopped = Vous ne recevez plus de courriels d’avis. Les avis restent visibles dans votre liste ; les questions sur vos propres dossiers et les décisions vous sont toujours envoyées.
notices-stop = Ne plus recevoir ces courriels
notices-resume = Recevoir de nouveau les courriels
notices-stop-title = Courriels d’avis
notices-stop-lead = Un clic suffit pour ne plus recevoir de courriels d’avis à cette adresse.
notices-stop-binding = Les questions et décisions sur vos propres dossiers et les liens de connexion vous sont envoyés dans tous les cas.

notice-greeting = Bonjour { $name },
notice-button = Ouvrir le dossier
notice-foot = Passerelle, exploitée par { $operator }
notice-foot-binding = Ce courriel fait partie de la procédure ; il est envoyé quel que soit votre choix pour les avis.
notice-foot-stop = Ne plus recevoir ces courriels : { $address }

notice-opened = Nouveau dossier { $number }
notice-opened-subject = Nouveau dossier { $number } : { $title }
notice-opened-lead = Un nouveau dossier attend votre chambre : { $title }.
notice-answered = Réponse reçue dans le dossier { $number }
notice-answered-subject = Réponse dans le dossier { $number } : { $title }
notice-answered-lead = Le demandeur a répondu à la question posée sur « { $title } ». Le délai court de nouveau.
notice-appealed = Recours à examiner : dossier { $number }
notice-appealed-subject = Recours à examiner, dossier { $number } : { $title }
notice-appealed-lead = La décision sur « { $title } » fait l’objet d’un recours. Votre chambre, qui n’a pas pris la première décision, a été désignée pour réexaminer l’ensemble du dossier.
notice-handed-over = Le dossier { $number } vous a été transmis
notice-handed-over-subject = Dossier { $number } transmis : { $title }
notice-handed-over-lead = Une autre chambre a transmis le dossier « { $title } » à la vôtre.
notice-asked = Une question sur votre dossier { $number }
notice-asked-subject = Une question sur votre dossier { $number }
notice-asked-lead = { $chamber } a besoin d’une précision avant de se prononcer sur « { $title } » :
notice-asked-clock = Le délai de la chambre est suspendu jusqu’à votre réponse.
notice-decided = Décision sur votre dossier { $number }
notice-decided-subject = Décision sur votre dossier { $number }
notice-decided-lead = { $chamber } s’est prononcée sur « { $title } ».
notice-decided-approved = { $chamber } a accepté « { $title } ».
notice-decided-seen = { $chamber } a vérifié ce que le registre dit désormais de « { $title } » et l’a confirmé.
notice-decided-refused = { $chamber } a refusé « { $title } ». Les motifs sont exposés ci-dessous.
notice-decided-removed = { $chamber } a décidé que le contenu visé par le dossier « { $title } » n’est plus affiché. Les motifs sont exposés ci-dessous.
notice-decided-no-action = { $chamber } a examiné « { $title } » et ne modifie rien.
notice-ground = Motif : { $text }
notice-facts = Faits : { $text }
notice-remedy = Ce que vous pouvez faire : { $text }
notice-appeal = Vous pouvez former un recours dans un délai de six mois. Il est gratuit et une autre chambre se prononce : { $address }
notice-ground-identity-not-shown = il n’a pas été établi que le demandeur peut parler au nom de l’organisation
notice-ground-outside-region = aucune implantation dans la région
notice-ground-not-eligible = l’organisation n’est pas de celles auxquelles la plateforme s’adresse
notice-ground-duplicate = l’organisation est déjà répertoriée
notice-ground-misleading = indications trompeuses
notice-ground-incomplete = des questions sont restées sans réponse
notice-ground-illegal = contenu illicite
notice-ground-terms = contraire aux conditions d’utilisation
notice-appeal-decided = Votre recours dans le dossier { $number } a été tranché
notice-appeal-decided-subject = Décision sur votre recours, dossier { $number }
notice-appeal-decided-lead = { $chamber } a examiné votre recours concernant « { $title } ».
notice-appeal-upheld = La première décision est maintenue.
notice-appeal-overturned = La première décision est annulée ; la nouvelle prend effet immédiatement.
notice-invited = Vous avez été invité à rejoindre une organisation
notice-changed = Le registre dit autre chose de { $number }
notice-changed-subject = Le registre dit autre chose de { $title }
notice-changed-lead = Un registre officiel dit de « { $title } » autre chose qu’auparavant :
notice-changed-wrong = Si c’est exact, vous n’avez rien à faire : la page l’affiche déjà. Si c’est faux, seul le registre peut le corriger ; prévenez aussi votre chambre.
notice-changed-button = Voir la page

notice-digest-subject = { $count ->
    [one] Votre avis du jour
   *[other] Vos { $count } avis du jour
}
notice-digest-lead = Voici ce qui s’est passé depuis le dernier courriel :
notice-digest-button = Voir tous les avis

demo-mail-title = Courriels de la démonstration
demo-mail-lead = Une démonstration n’envoie rien. Les courriels qui seraient partis sont affichés ici, les plus récents en tête.
demo-mail-none = Aucun courriel n’a encore été rédigé.
demo-mail-waits = pas encore dû
demo-mail-links = Adresses contenues dans ce courriel

mail-test-subject = Essai de messagerie de Passerelle
mail-test-lead = Ce courriel d’essai vient de { $address }. Si vous le lisez, les courriels partent correctement.
notice-confirm = Une partie de ce que l’on sait de cette organisation est à confirmer
notice-introduction-button = Ouvrir la mise en relation
notice-turn = Mise en relation { $number } : à vous d’agir
notice-turn-subject = À vous d’agir : mise en relation { $number }
notice-turn-lead = Pour la mise en relation « { $title } », la prochaine étape vous revient. La page indique ce qu’il y a à faire et jusqu’à quand.
notice-news = La mise en relation { $number } a avancé
notice-news-subject = La mise en relation { $number } a avancé
notice-news-lead = Il y a du nouveau dans la mise en relation « { $title } ».
notice-message = Nouveau message dans la mise en relation { $number }
notice-message-subject = Nouveau message, mise en relation { $number }
notice-message-lead = Un message a été écrit dans la mise en relation « { $title } ».
notice-late = Mise en relation { $number } : délai dépassé
notice-late-subject = Délai dépassé : mise en relation { $number }
notice-late-lead = Personne n’a agi à temps dans la mise en relation « { $title } ». Sans suite à la fin d’un second délai, elle s’arrête.
notice-ended = La mise en relation { $number } est terminée
notice-ended-subject = La mise en relation { $number } est terminée
notice-ended-lead = La mise en relation « { $title } » est terminée. La page indique comment et pourquoi.
notice-watched = { $number }, que vous suivez ou que trouve une de vos recherches, a changé
