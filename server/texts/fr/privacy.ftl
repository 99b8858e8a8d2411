# Emporter ses données, et partir.

privacy-title = Vos données
privacy-link = Ce que nous savons de vous, comment l’emporter ou le faire effacer.
privacy-export = Télécharger mes données
privacy-export-lead = Une archive (ZIP) de tout ce qui est conservé à votre sujet : votre compte, vos brouillons et documents, vos dossiers et leur correspondance, ce que le journal dit de vous, et qui a reçu quoi. data.json est lisible par des programmes ; schema.json le décrit. Les listes y sont aussi en tableaux (CSV). L’archive est faite à l’instant et n’est gardée nulle part.
privacy-export-button = Télécharger mes données
privacy-archive-readme-name = LISEZ-MOI.txt
privacy-archive-readme = Cette archive contient ce que ce nœud de Passerelle conserve à votre sujet.

    data.json : tout, par nature ; « recipients » dit qui a reçu quoi.
    schema.json : le sens de chaque partie de data.json (JSON Schema).
    csv/ : les mêmes listes en tableaux pour un tableur, un fichier par liste non vide ; leurs noms suivent ci-dessous.
    files/ : les documents que vous avez déposés.

    Les empreintes des mots de passe, codes et jetons n’y sont pas : qui les aurait pourrait les essayer.
privacy-erase = Supprimer mon compte
privacy-erase-lead = Pendant { $days } jours, vous pouvez changer d’avis ; ensuite la suppression est exécutée et ne peut plus être annulée.
privacy-goes = Ce qui disparaît
privacy-goes-account = Votre compte : nom, adresse, mot de passe, seconds facteurs, sessions, jetons, rôles dans des organisations et des chambres.
privacy-goes-joining = Vos brouillons et les documents que vous avez déposés. Les demandes en cours sont retirées.
privacy-goes-cases = Dans vos dossiers : ce que vous avez demandé et écrit, les questions qui vous ont été posées et les notes de la chambre.
privacy-goes-letters = Les messages et avis qui vous étaient adressés, ainsi que votre nom et votre adresse partout où d’autres les ont écrits.
privacy-goes-journal = Ce que le journal dit de vous.
privacy-stays = Ce qui reste, et pourquoi
privacy-stays-organisation = L’organisation et sa fiche publique : elle appartient à l’organisation, et une grande partie vient des registres officiels. Votre nom et votre adresse sont retirés de ce qu’elle dit d’elle-même.
privacy-stays-statements = Le fait qu’un dossier a été décidé, quand, comment et pour quels motifs : les chambres doivent pouvoir en répondre (règlement sur les services numériques, article 17). Sans votre nom.
privacy-stays-notes = Si vous avez travaillé pour une chambre : les questions et notes que vous y avez écrites, sans votre nom.
privacy-stays-journal = Les écritures du journal, sous forme de numéros et d’empreintes : elles prouvent que rien n’a été modifié et ne disent plus quoi sur qui.
privacy-stays-copies = Les sauvegardes, jusqu’à leur destruction. Un registre tenu à côté veille à ce que vous soyez de nouveau effacé avant que l’une d’elles ne serve.
privacy-last-owner = Si vous êtes seul propriétaire d’une organisation, elle reste. Sa chambre est informée que plus personne ne parle pour elle et prend contact ; si personne d’autre n’en fait partie, son adresse électronique et son numéro de téléphone disparaissent avec vous. Nommez d’abord un autre propriétaire si vous ne le souhaitez pas.
privacy-sure = Je veux que mon compte soit supprimé.
privacy-unsure = Cochez la case pour confirmer que vous voulez supprimer votre compte.
privacy-erase-button = Supprimer mon compte
privacy-cooling = Votre compte sera supprimé le { $date }. Jusque-là, vous pouvez le garder.
privacy-executing = Votre compte est en cours de suppression.
privacy-keep = Garder mon compte
privacy-already = La suppression de ce compte a déjà été demandée.
privacy-nothing-to-keep = Aucune suppression ne peut plus être annulée.
privacy-receipt-link = Accusé de réception
privacy-receipt-title = Suppression d’un compte
privacy-receipt-number = Numéro
privacy-receipt-asked = Demandée le
privacy-receipt-due = Exécutée à partir du
privacy-receipt-ended = Terminée le
privacy-receipt-nobody = Cet accusé ne dit pas de qui était le compte. Une fois celui-ci supprimé, plus personne ne peut le savoir.
privacy-state-cooling = Demandée. Elle peut encore être annulée.
privacy-state-executing = En cours d’exécution.
privacy-state-done = Exécutée.
privacy-state-cancelled = Annulée.

mail-erasure-subject = Votre compte Passerelle sera supprimé
mail-erasure-lead = Vous avez demandé la suppression de votre compte Passerelle. Elle aura lieu le { $date }.
mail-erasure-keep = Jusque-là, vous pouvez vous connecter et garder votre compte. Ensuite nous ne pourrons plus vous écrire.
mail-erasure-receipt = Votre accusé, qui vous dira que c’est fait : { $address }
mail-erasure-button = Voir mes données
mail-erasure-kept-subject = Votre compte Passerelle est conservé
mail-erasure-kept = Vous avez annulé la suppression de votre compte Passerelle. Tout reste en l’état.

objection-title = Oppositions
objection-lead = Une personne ou une entreprise peut s’opposer à figurer ici (RGPD, articles 17 et 21). Ce qui est connu sous son numéro est effacé, et aucune importation ne le ramène, quel que soit le registre.
objection-number = Numéro officiel
objection-number-hint = SIREN, BCE, RCS, registre allemand avec son tribunal, TVA, LEI … Le numéro lui-même n’est pas gardé, seulement un sceau qui permet de le reconnaître.
objection-reason = Motif
objection-reason-hint = { $limit } caractères au plus. Ne nommez personne.
objection-reason-length = Donnez le motif en { $limit } caractères au plus.
objection-sure = J’ai vérifié qui s’oppose. L’effacement est définitif.
objection-send = Effacer et tenir à l’écart
objection-list = Oppositions jusqu’ici
objection-none = Personne ne s’est encore opposé.
objection-from-ledger = reprise du registre des effacements
objection-lift = Lever
objection-already = Une opposition existe déjà pour ce numéro.
objection-gone = Cette opposition n’est plus en vigueur.
objection-state-received = en cours d’exécution
objection-state-done = exécutée
objection-state-lifting = en cours de levée
objection-state-lifted = levée
