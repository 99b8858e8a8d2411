# Das Verzeichnis: Suche, Filter, Liste, Tabelle, Karte.

directory-title = Organisationen
directory-title-for = „{ $text }“: Organisationen
directory-description = Start-ups, Betriebe, Labore, Investoren und öffentliche Stellen der Region, jede Angabe mit ihrer Herkunft.
directory-search = Suchen
directory-search-label = Organisation suchen
directory-search-placeholder = Name, Tätigkeit, Ort oder Nummer
directory-count = { $count ->
    [one] { $count } Organisation
   *[other] { $count } Organisationen
}
directory-took = in { $millis } ms

directory-filters = Filter
directory-filters-chosen = { $count ->
    [0] Filter
   *[other] Filter ({ $count })
}
directory-map = Karte
directory-map-caption = Zahl der Organisationen je Gebiet bei den gewählten Filtern. Ein Klick auf ein Gebiet wählt es aus.
directory-back = Zurück zur Liste
directory-apply = Filter anwenden
directory-at-once = Eine Auswahl wirkt sofort.
directory-more = { $count ->
    [one] { $count } weiterer
   *[other] { $count } weitere
}
directory-unstated = Ohne Angabe
directory-all-registered = Alle eingetragenen Unternehmen
directory-all-of = { $facet }: alle
directory-default-territory = Ohne Auswahl fehlen jene außerhalb der Region.
directory-default-standing = Ohne Auswahl: verzeichnete und Mitglieder.
directory-default-status = Ohne Auswahl fehlen die erloschenen.
directory-default-age = Ohne Auswahl fehlen veraltete Einträge.
directory-territories = Eine Organisation zählt in jedem Gebiet, in dem sie ihren Sitz oder einen offenen Standort hat; die Gesamtzahl zählt sie einmal.
directory-chosen = Gewählte Filter
directory-remove = Filter entfernen: { $filter }
directory-remove-all = Alle entfernen
directory-part-of-map = Kartenausschnitt

facet-territory = Gebiet
facet-kind = Art
facet-language = Arbeitssprache
facet-nace = Branche
facet-standing = Stellung
facet-status = Rechtlicher Zustand
facet-age = Alter der Angaben

directory-order = Reihenfolge
directory-order-apply = Los
order-relevance = Beste Treffer
order-name = Name
order-newest = Neueste zuerst
order-age = Zuletzt bestätigt
directory-view = Ansicht
directory-view-list = Liste
directory-view-table = Tabelle
directory-csv = Ergebnis als CSV herunterladen
directory-xlsx = Ergebnis als XLSX herunterladen
directory-pages = Seiten
directory-first-page = Erste Seite
directory-next-page = Nächste Seite
directory-column-name = Name
directory-column-municipality = Gemeinde
directory-column-founded = Gegründet
directory-column-as-of = Stand

directory-class-register = aus dem Register
directory-class-attested = bestätigt
directory-class-declared = selbst angegeben
directory-stale = seit Kurzem veraltet
directory-stale-for = { $months ->
    [one] seit einem Monat veraltet
   *[other] seit { $months } Monaten veraltet
}
directory-why = Gefunden: { $reasons }
directory-why-other-word = { $word } → { $found }
directory-why-code = Nummer { $word }
directory-why-name = „{ $word }“ in einem weiteren Namen
directory-why-place = „{ $word }“ unter den Standorten
directory-why-text = „{ $word }“ in einer Beschreibung, die hier nicht steht
directory-why-territory = Standort ({ $territories })

directory-corrected = Zu „{ $typed }“ gibt es nichts; das sind die Treffer zu „{ $searched }“.
directory-nothing-title = Keine Organisation passt
directory-nothing-text = Zu diesen Wörtern und Filtern zusammen findet sich nichts. So kann es weitergehen:
directory-without = Ohne „{ $filter }“ suchen
directory-without-filters = Ganz ohne Filter suchen
directory-without-words = Alles zeigen, was zu den Filtern passt
directory-in-all-registered = { $count ->
    [one] Unter allen eingetragenen Unternehmen suchen: { $count } Treffer
   *[other] Unter allen eingetragenen Unternehmen suchen: { $count } Treffer
}
directory-empty-title = Das Verzeichnis ist noch leer
directory-empty-text = Bisher ist keine Organisation eingetragen. Die ersten erscheinen, sobald ein Register eingelesen ist oder eine Kammer sie verzeichnet hat.

directory-unknown-value = „{ $value }“ gibt es bei „{ $name }“ nicht. Entfernen Sie den Wert aus der Adresse oder wählen Sie einen anderen.
directory-query-too-long = Die Suche ist zu lang. Wenige Wörter genügen.
directory-cursor = Diese Stelle der Liste gibt es nicht. Beginnen Sie auf der ersten Seite.
directory-query = Diese Filter lassen sich zusammen nicht beantworten. Entfernen Sie einige.
directory-also-stale = Auch veraltete Einträge
