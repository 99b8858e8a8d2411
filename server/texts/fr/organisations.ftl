# La page d’une organisation, et « Quelque chose ne va pas ».

organisations-directory = Annuaire
organisations-what = Ce qu’elle fait
organisations-facts = Informations et provenance
organisations-places = Implantations
organisations-place = { $role } : { $place }
organisations-more-places = { $count ->
    [one] Encore une implantation
   *[other] Encore { $count } implantations
}
organisations-no-place = Aucune adresse n’est connue.
organisations-seat-by = Siège selon { $register }
precision-municipality = emplacement approximatif : centre de la commune
precision-territory = emplacement approximatif : centre du territoire
organisations-counted = Compte dans plusieurs territoires : { $territories }.
organisations-court = Inscrite au tribunal de { $court } ; l’adresse de son siège n’est pas connue.
organisations-points-by = Points approximatifs :
precision-postal-code = lieu approximatif : centre du code postal
organisations-chamber = Chambre de rattachement
organisations-chamber-does = Elle répertorie cette organisation et peut attester ce qu’elle déclare.
organisations-changes = Ce qui a changé
organisations-renamed = Changement de nom : { $before } → { $after }
organisations-renumbered = Changement de numéro officiel : { $before } → { $after }
organisations-moved = Déménagement : { $before } → { $after }
organisations-liquidation = Mise en liquidation ({ $before } → { $after })
organisations-struck-off = Radiation du registre ({ $before } → { $after })
organisations-came-back = De nouveau active ({ $before } → { $after })
organisations-change-source = { $register }, { $date }
organisations-change-by = { $change } (selon { $register }, au { $date })
organisations-more-changes = { $count ->
    [one] Une entrée plus ancienne
   *[other] { $count } entrées plus anciennes
}
organisations-changed = { $field } : { $before } → { $after }
organisations-added = { $field }, ajout : { $after }
organisations-added-text = { $field } : texte ajouté
organisations-rewritten = { $field } : texte remanié
organisations-removed = { $field } : mention retirée
organisations-read = Données publiées par { $register }

organisations-class = Comment on le sait
organisations-source = Source
organisations-source-itself = l’organisation elle-même
organisations-also = aussi : { $value } ({ $source }, { $date })
organisations-source-file = { $chamber }, dans son propre tableau
organisations-as-of = En date du
organisations-valid-until = Valable jusqu’au
organisations-stale-since = périmé depuis le { $date }
organisations-all-stale = Tout ce que l’on sait de cette organisation remonte au { $date } ou plus loin, et n’est peut-être plus exact.
organisations-legend-register = lu dans un registre officiel
organisations-legend-attested = vérifié par une chambre
organisations-legend-declared = déclaré par l’organisation
organisations-sources = Toutes les sources, avec le jour auquel elles se rapportent
organisations-licence = Licence :

organisations-check-digits = clé de contrôle vérifiée
organisations-check-form = format vérifié
organisations-derived = Déduit de : { $scheme }
organisations-derived-vat = Déduit de : { $scheme }. Utilisé seulement si l’organisation est assujettie à la TVA.

organisations-version-stale = L’original a changé depuis la rédaction de cette version.
organisations-no-version = { $code ->
    [other] Dans une autre langue ; il n’existe pas de version française.
   *[known] En { $language } ; il n’existe pas de version française.
}
organisations-original-in = { $code ->
    [other] Lire l’original
   *[known] Lire l’original en { $language }
}

field-standing = Place dans l’annuaire

role-seat = Siège
role-establishment = Établissement
role-branch = Succursale

report-title = Quelque chose ne va pas
report-invitation = Une adresse dépassée, une entreprise fermée, un texte qui n’a rien à faire ici ? Dites-le-nous, sans créer de compte.
report-open = Signaler une erreur
report-lead = Dites-nous ce qui est faux et, si vous le savez, ce qui serait juste.
report-subject = Qu’est-ce qui est faux ?
report-subject-identity = Le nom ou un numéro officiel
report-subject-place = L’adresse ou le point sur la carte
report-subject-activity = L’activité
report-subject-contact = Site web, courriel ou téléphone
report-subject-closed = L’organisation a fermé ou est partie
report-subject-duplicate = Elle figure deux fois
report-subject-content = Un texte qui ne devrait pas être affiché
report-subject-other = Autre chose
report-place = À quel endroit de la page ?
report-place-hint = L’information concernée, par exemple « siège ».
report-reason = Qu’est-ce qui serait juste, et d’où le tenez-vous ?
report-reason-hint = De 10 à 2 000 caractères. N’indiquez pas de données personnelles d’autrui.
report-mail = Votre adresse électronique
report-mail-hint = Uniquement pour une question sur ce signalement. Elle n’est pas publiée.
report-optional = (facultatif)
report-trap = Laissez ce champ vide
report-send = Envoyer le signalement
report-cancel = Revenir sans envoyer
report-after = Et ensuite ?
report-after-text = Une personne lit votre signalement, le compare au registre ou interroge l’organisation. Une erreur du registre ne peut être corrigée que par lui : nous la lui transmettons et affichons la correction dès sa parution.
report-privacy = Votre signalement est conservé avec sa date. Votre adresse n’est vue que par l’équipe qui le traite.
report-privacy-link = Le traitement des données personnelles
report-flood = De nombreux signalements sont arrivés en peu de temps. Le vôtre est encore là, mais il n’est pas parti.
report-not-kept = Votre signalement n’a pas pu être enregistré pour l’instant. Votre texte est conservé ci-dessous ; envoyez-le de nouveau.

report-subject-missing = Choisissez ce qui est faux.
report-reason-missing = Dites ce qui est faux, en une phrase ou deux.
report-too-short = Écrivez au moins { $limit } caractères.
report-too-long = Raccourcissez ce texte à { $limit } caractères au plus.
report-no-mail = Cette adresse électronique est incomplète. Un exemple : nom@example.org
report-trap-filled = Un champ invisible avait été rempli, peut-être par votre navigateur. Il est de nouveau vide : envoyez le signalement encore une fois.
report-key-reused = Cette Idempotency-Key a servi pour un autre signalement. Prenez-en une nouvelle.

receipt-title = Merci, votre signalement est bien arrivé
receipt-received = Reçu le { $date }
receipt-reference = Référence
receipt-keep = Gardez la référence, ou l’adresse de cette page, si vous voulez y revenir.
receipt-back = Retour à l’organisation
organisations-some-stale = Périmé : { $facts }.
organisations-core-since = { $fact } (depuis le { $date })
