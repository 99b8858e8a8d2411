menu-organisations = Organisations
menu-chambers = Chambres
menu-verification = Comment nous vérifions
menu-about = À propos
menu-legal = Mentions légales
menu-privacy = Confidentialité
menu-accessibility = Accessibilité
menu-api = API
