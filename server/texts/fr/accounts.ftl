# Se connecter, son compte, et les lettres qui s’y rapportent.

accounts-sign-in = Se connecter
accounts-sign-in-lead = Indiquez votre adresse : vous recevrez un lien par courriel. Si vous n’avez pas encore de compte, ce lien le crée.
accounts-mail = Adresse électronique
accounts-stay = Rester connecté sur cet appareil (à éviter sur un appareil partagé)
accounts-send-link = Recevoir un lien
accounts-why = À quoi sert un compte ?
accounts-why-text = À présenter votre organisation, à suivre votre dossier et à répondre à votre chambre. Pour lire l’annuaire, il n’en faut pas.
accounts-cookie = La connexion dépose un seul cookie, indispensable, qui disparaît quand vous vous déconnectez.
accounts-no-mail = Cette adresse électronique est incomplète. Un exemple : nom@example.org
accounts-wait = Trop d’essais en peu de temps.

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
