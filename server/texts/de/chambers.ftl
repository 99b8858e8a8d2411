# Die Kammern nach Gebiet.

chambers-title = Die Kammern
chambers-lead = Diese Kammern begleiten die Unternehmen ihres Gebiets. Sie können eine Organisation ins Verzeichnis aufnehmen und prüfen, was sie angibt.
chambers-languages = Antwortet auf { $languages }.
chambers-days = { $count ->
    [one] Entscheidung möglichst innerhalb eines Werktags.
   *[other] Entscheidung möglichst innerhalb von { $count } Werktagen.
}
chambers-elsewhere = Arbeitet noch nicht mit Passerelle.
chambers-unknown-territory = Ein Gebiet „{ $code }“ hat die Region nicht.
