# Die Startseite.

home-title = Passerelle
home-heading = Wer macht was, beiderseits der Grenze
home-lead = Start-ups, Betriebe, Labore und Investoren der Region in drei Sprachen, und zu jeder Angabe, woher sie kommt und wie alt sie ist.
home-search-label = Organisation suchen
home-search-placeholder = Name, Tätigkeit, Ort oder Nummer
home-search = Suchen
home-for-example = Zum Beispiel
home-example-trade = Software
home-example-field = Wasserstoff
home-registered = { $count ->
    [one] Auch { $count } Unternehmen durchsuchen, das nur aus einem Register bekannt ist
   *[other] Auch { $count } Unternehmen durchsuchen, die nur aus einem Register bekannt sind
}
home-map-caption = Verzeichnete Organisationen und Mitglieder je Gebiet. Ein Klick führt zu denen des Gebiets. Wer Standorte in mehreren hat, zählt in jedem.
home-organisations = verzeichnete Organisationen und Mitglieder
home-coverage = { $startups ->
    [one] darunter { $startups } Start-up von geschätzt { $estimate } in der Region
   *[other] darunter { $startups } Start-ups von geschätzt { $estimate } in der Region
}
home-median-age = mittleres Alter der Angaben
home-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
home-median-age-basis = Median: bei der Hälfte der Organisationen liegt die letzte Bestätigung kürzer zurück
home-stale = veraltete Einträge
home-stale-basis = { $count } von { $total }: alles über sie Bekannte hat seine Frist überschritten
home-none = noch keine
home-newest = Neu im Verzeichnis
home-all-newest = Alle, die neuesten zuerst
home-empty = Bisher ist keine Organisation verzeichnet.
home-by-territory = Alter der Angaben nach Gebiet
home-figures-what = Verzeichnete Organisationen und Mitglieder der Region ohne erloschene. Alter: Tage seit der jüngsten Kernangabe (Name, Sitz, Tätigkeit, Kontakt), Median. Veraltet: alle haben ihre Frist überschritten.
home-counted = Stand: { $date }.
home-organisations-short = Organisationen
home-bridges = Bögen: bestätigte Ergebnisse von Vermittlungen, vom Observatorium veröffentlicht, mindestens:
home-bridge = { $one } – { $two }: { $count }
