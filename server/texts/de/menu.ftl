menu-organisations = Organisationen
menu-chambers = Kammern
menu-verification = Wie wir prüfen
menu-about = Über uns
menu-legal = Impressum
menu-privacy = Datenschutz
menu-accessibility = Barrierefreiheit
menu-api = API
