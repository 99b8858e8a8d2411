# Der Rahmen jeder Seite, und was alle auf gleiche Weise schreiben.

layout-skip = Zum Inhalt
layout-navigation = Hauptmenü
layout-language = Sprache
layout-note = Hinweis
layout-demo = Erfundene Daten zur Vorführung: Keine dieser Organisationen gibt es.
layout-operator = Passerelle, betrieben von { $operator }

percent = { $share } %
ago-today = heute
ago-days = { $count ->
    [one] vor einem Tag
   *[other] vor { $count } Tagen
}
ago-months = { $count ->
    [one] vor einem Monat
   *[other] vor { $count } Monaten
}
ago-years = { $count ->
    [one] vor einem Jahr
   *[other] vor { $count } Jahren
}

layout-sign-in = Anmelden
layout-sign-out = Abmelden
layout-desk = Arbeitsplatz
layout-runs = Importe
