menu-organisations = Organisations
menu-chambers = Chambers
menu-verification = How we verify
menu-about = About
menu-legal = Legal notice
menu-privacy = Privacy
menu-accessibility = Accessibility
menu-api = API
