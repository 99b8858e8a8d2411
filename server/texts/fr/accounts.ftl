# Se connecter, son compte, et les lettres qui s’y rapportent.

accounts-sign-in = Se connecter
accounts-sign-in-lead = Indiquez votre adresse, puis connectez-vous avec votre mot de passe ou demandez un lien par courriel. Si vous n’avez pas encore de compte, ce lien le crée.
accounts-mail = Adresse électronique
accounts-stay = Rester connecté sur cet appareil (à éviter sur un appareil partagé)
accounts-send-link = Recevoir un lien
accounts-why = À quoi sert un compte ?
accounts-why-text = À présenter votre organisation, à suivre votre dossier et à répondre à votre chambre. Pour lire l’annuaire, il n’en faut pas.
accounts-cookie = La connexion dépose un seul cookie, indispensable, qui disparaît quand vous vous déconnectez.
accounts-no-mail = Cette adresse électronique est incomplète. Un exemple : nom@example.org
accounts-wait = Trop d’essais en peu de temps.
accounts-rests = Des mots de passe erronés sont essayés ici de toutes parts ; la connexion par mot de passe est donc suspendue un moment. Une clé d’accès ou un lien reçu par courriel vous fait entrer tout de suite.

accounts-sent = Consultez votre messagerie
accounts-sent-lead = Si un message peut partir vers cette adresse, il arrive dans la minute. Ouvrez-en le lien dans ce navigateur ; il vaut dix minutes et une seule fois.
accounts-code = Code affiché ailleurs
accounts-code-hint = Vous avez ouvert le lien sur un autre appareil ? Recopiez ici les huit chiffres qu’il affiche.
accounts-code-wrong = Ce code ne convient pas, ou son lien n’est plus valable.
accounts-continue = Continuer
accounts-no-letter = Rien reçu ?
accounts-no-letter-text = Regardez parmi les indésirables et vérifiez l’adresse. Après quelques demandes, il faut patienter une heure.
accounts-ask-again = Demander un autre lien
accounts-name = Votre nom
accounts-name-hint = Prénom et nom, tels que vos interlocuteurs les verront. 120 caractères au plus.
accounts-name-missing = Indiquez votre nom, en 120 caractères au plus.

accounts-landing = Ce lien vous connecte en tant que { $mail }.
accounts-landing-new = Ce lien crée un compte pour { $mail }.
accounts-enter = Me connecter
accounts-make = Créer mon compte
accounts-elsewhere = Terminez dans l’autre navigateur
accounts-elsewhere-lead = Ce lien a été demandé ailleurs. Recopiez ce code dans la page restée ouverte là-bas :
accounts-elsewhere-warning = Ne donnez ce code à personne. Si vous n’avez rien demandé, fermez cette page.
accounts-otherwise = Connectez-vous avec votre second facteur
accounts-otherwise-lead = Votre fonction demande deux facteurs. Connectez-vous avec votre clé d’accès, ou avec mot de passe et code.
accounts-gone = Ce lien n’est plus valable
accounts-gone-lead = Il a déjà servi, il a expiré, ou il est incomplet. Rien n’a été changé.

accounts-account = Votre compte

accounts-demo = Compte de démonstration
accounts-demo-lead = Vous allez vous connecter en tant que { $name }, une personne fictive.

mail-accounts-foot = Message automatique de Passerelle, exploitée par { $operator }.
mail-not-you = Si vous n’êtes pas à l’origine de cette demande, ignorez ce message : sans le lien, rien ne se passe.
mail-link-life = Ce lien vaut dix minutes et une seule fois. Ouvrez-le dans le navigateur où vous l’avez demandé ; ailleurs, il affiche un code à recopier.
mail-sign-in-subject = Votre lien de connexion à Passerelle
mail-sign-in-lead = Vous avez demandé à vous connecter à Passerelle.
mail-sign-in-button = Me connecter
mail-join-subject = Créez votre compte Passerelle
mail-join-lead = Vous avez demandé un compte Passerelle pour cette adresse. Le lien ci-dessous le crée.
mail-join-button = Créer mon compte
mail-strong-subject = Connexion à Passerelle
mail-strong-lead = Vous avez demandé un lien de connexion. Votre fonction demande deux facteurs : connectez-vous avec votre clé d’accès, ou avec votre mot de passe et le code de votre application. Un lien ne suffit pas.
mail-strong-button = Ouvrir la page de connexion
mail-invitation-life = Le lien vaut quatorze jours et une seule fois. Il crée votre compte si vous n’en avez pas.
mail-invitation-button = Accepter l’invitation

accounts-again = Confirmez votre identité
accounts-strong = Cette étape demande deux facteurs : votre clé d’accès, ou votre mot de passe et le code de votre application.
accounts-password = Mot de passe
accounts-password-optional = (si vous en avez un)
accounts-with-password = Se connecter avec le mot de passe
accounts-password-wrong = L’adresse ou le mot de passe ne convient pas.
accounts-password-short = Prenez au moins { $limit } caractères. Une phrase se retient bien.
accounts-password-long = Prenez au plus { $limit } caractères.
accounts-password-weak = Ce mot de passe se devine trop facilement. Prenez plusieurs mots sans lien entre eux.
accounts-second = Second facteur
accounts-second-code = Code de votre application
accounts-second-hint = Six chiffres, ou l’un de vos codes de secours.
accounts-second-wrong = Ce code ne convient pas, ou il a déjà servi.

mail-changed-subject = Votre façon de vous connecter a changé
mail-changed-password = Le mot de passe de votre compte Passerelle vient d’être changé. Les autres sessions et les jetons ont pris fin.
mail-changed-second = Le second facteur de votre compte Passerelle vient d’être changé. Les autres sessions et les jetons ont pris fin.
mail-changed-recovery = Un code de secours vient de servir à vous connecter à Passerelle.
mail-changed-not-you = Si ce n’était pas vous, prévenez sans attendre votre chambre ou l’exploitant.
mail-changed-button = Voir votre compte

accounts-password-common = Ce mot de passe figure parmi ceux qu’on essaie en premier. Prenez plusieurs mots sans lien entre eux.
accounts-password-pattern = Répétitions, suites et rangées de touches se devinent aussitôt. Prenez plusieurs mots sans lien entre eux.
accounts-password-names = Noms, dates et années se devinent facilement. Prenez plusieurs mots sans lien entre eux.
accounts-password-new = Nouveau mot de passe
accounts-password-hint = { $limit } caractères au moins ; le mieux : plusieurs mots faciles à retenir. Vous pouvez le coller.
accounts-password-set = Enregistrer le mot de passe
accounts-password-there = Vous avez un mot de passe. Le changer met fin à vos autres sessions et à tous vos jetons.
accounts-password-none = Vous n’avez pas de mot de passe : vous vous connectez par un lien reçu par courriel.
accounts-forgotten = Mot de passe oublié, ou pas encore choisi ?
accounts-reset = Choisir un nouveau mot de passe
accounts-reset-lead = Indiquez l’adresse de votre compte : vous recevrez un lien pour choisir un nouveau mot de passe.
accounts-reset-sent = Si un message peut partir vers cette adresse, il arrive dans la minute. Son lien vaut trente minutes et une seule fois.
accounts-reset-ends = Toutes les sessions et tous les jetons de votre compte prennent fin. Votre second facteur reste en place.
accounts-reset-done = Votre mot de passe est enregistré
accounts-reset-done-lead = Toutes les sessions ont pris fin. Connectez-vous avec le nouveau mot de passe et, s’il y en a un, avec votre second facteur.

accounts-profile = Vous concernant
accounts-language = Langue de nos messages
accounts-digest = Avis par courriel
digest-at-once = Chacun aussitôt
digest-daily = Une fois par jour, regroupés
accounts-professional = Je déclare investir à titre professionnel
accounts-keys = Raccourcis clavier dans l’espace de travail
accounts-save = Enregistrer
accounts-saved = Votre modification est enregistrée.
accounts-confirm-first = Confirmer votre identité pour modifier
accounts-onward = Continuer vers la page demandée

accounts-second-lead = Un second facteur protège votre compte même si quelqu’un connaît votre mot de passe. Toute personne qui travaille pour une chambre en a besoin.
accounts-second-needed = La page demandée exige deux facteurs, et vous n’en avez qu’un. Ajoutez ici une application ou une clé d’accès ; vous pourrez ensuite continuer.
accounts-second-needs-password = Le code d’une application se tape après votre mot de passe. Choisissez d’abord un mot de passe.
accounts-app-there = { $count ->
    [one] Une application est en place. Il reste un code de secours.
   *[other] Une application est en place. Il reste { $count } codes de secours.
}
accounts-app-add = Ajouter une application
accounts-app-anew = Recommencer avec un autre secret
accounts-app-scan = Lisez ce dessin avec une application de codes sur votre téléphone.
accounts-app-drawing = Code QR contenant le secret pour votre application
accounts-app-type = Ou saisissez ce secret dans l’application :
accounts-app-confirm = Confirmer avec ce code
accounts-app-remove = Retirer l’application
accounts-codes = Vos codes de secours
accounts-codes-once = Chacun remplace une fois l’application perdue. Gardez-les en lieu sûr : ils ne seront plus affichés.
accounts-codes-renew = Nouveaux codes de secours

accounts-passkeys = Clés d’accès
accounts-passkeys-lead = Une clé d’accès vous connecte par le doigt, le visage ou le code de votre appareil, et compte pour deux facteurs. Gardez-en deux, sur des appareils différents.
accounts-passkey-name = Nom de la clé d’accès
accounts-passkey-hint = Par exemple : portable du bureau
accounts-passkey-nameless = Donnez un nom à la clé d’accès, en 120 caractères au plus.
accounts-passkey-add = Ajouter une clé d’accès
accounts-passkey-script = Les clés d’accès ont besoin de JavaScript.
accounts-passkey-failed = L’appareil n’a pas fourni de clé d’accès. Réessayez, ou prenez un autre chemin.
accounts-passkey-wrong = Cette clé d’accès ne convient pas. Réessayez, ou prenez un autre chemin.
accounts-with-passkey = Utiliser une clé d’accès
accounts-keys-many = Il y en a déjà vingt. Mettez d’abord fin à l’une d’elles.
accounts-since = depuis le { $date }
accounts-until = jusqu’au { $date }
accounts-last-used = dernière utilisation : { $date }
accounts-remove = Retirer
accounts-remove-named = Retirer { $name }
accounts-end = Mettre fin
accounts-end-named = Mettre fin à { $name }

accounts-sessions = Où vous êtes connecté
accounts-session-unknown = Navigateur inconnu
accounts-session-here = (ce navigateur)
accounts-session-strong = deux facteurs

accounts-tokens = Jetons pour programmes
accounts-tokens-lead = Avec un jeton, un programme utilise l’API en votre nom. Traitez-le comme un mot de passe.
accounts-token-name = Nom du jeton
accounts-token-hint = Par exemple : notre site
accounts-token-nameless = Donnez un nom au jeton, en 120 caractères au plus.
accounts-token-scopes = Ce qu’il peut faire
accounts-token-for-nothing = Choisissez-en au moins un.
accounts-token-days = Durée en jours
accounts-token-life = Indiquez entre 1 et { $limit } jours.
accounts-token-make = Créer un jeton
accounts-token-made = Votre nouveau jeton
accounts-token-once = Copiez-le maintenant : il ne sera plus affiché.
scope-read = lire ce que je peux lire
scope-join = adhérer et répondre pour des organisations
scope-cases = traiter des dossiers

mail-reset-subject = Un nouveau mot de passe pour Passerelle
mail-reset-lead = Vous avez demandé à choisir un nouveau mot de passe pour Passerelle. Votre second facteur reste tel quel.
mail-reset-life = Le lien vaut trente minutes et une seule fois. Le nouveau mot de passe met fin à toutes les sessions.
mail-reset-button = Choisir un nouveau mot de passe
mail-reset-unknown = Un nouveau mot de passe a été demandé pour cette adresse, mais elle n’a pas de compte Passerelle. Si c’était vous, essayez une autre adresse, ou créez un compte sur la page de connexion.
accounts-demo-offered = Dans cette démonstration, connectez-vous en tant que
accounts-demo-what-founder = crée une entreprise
accounts-demo-what-owner = dirige une entreprise répertoriée
accounts-demo-what-investor = investisseuse professionnelle
accounts-demo-what-adviser = conseil d’une chambre
accounts-demo-what-moderator = modération d’une chambre
accounts-demo-what-head = direction d’une chambre
accounts-demo-what-admin = exploite le service
