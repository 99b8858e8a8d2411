# Für Investoren: Start-ups und KMU, was sie suchen, Beobachtungsliste, Suchen, Änderungen, Vergleich.

startups-title = Start-ups und KMU
startups-lead = Junge und kleine Unternehmen der Region: wie weit sie sind, was sie tun, wo, und von wann die Angaben sind.
startups-count = { $count ->
    [0] Kein Unternehmen
    [one] { $count } Unternehmen
   *[other] { $count } Unternehmen
}
startups-none = Kein Unternehmen passt zu diesen Filtern. Entfernen Sie einen, oder lassen Sie auch Veraltetes anzeigen.
startups-any-sector = Alle Branchen
startups-age = Alter der Angaben
startups-as-of = { $date }, { $age }
startups-sort = Reihenfolge
startups-sort-newest = Zuletzt aufgenommene zuerst
startups-sort-age = Neueste Angaben zuerst
startups-stronger = Sie haben erklärt, professionell zu investieren. Mit Ihrem zweiten Faktor sehen Sie auch, was die Unternehmen suchen.
startups-stronger-go = Identität bestätigen
startup-stage = Entwicklungsstand
startup-stage-idea = Idee
startup-stage-prototype = Prototyp
startup-stage-pilot = Pilotkunden
startup-stage-market = Auf dem Markt
startup-stage-growth = Wächst in mehreren Ländern
startup-said = { $value } (angegeben am { $date })
startup-unsaid = Keine Angabe

funding-title = Für Investoren
funding-lead = Ihren Entwicklungsstand sehen alle. Was Sie suchen, sehen nur Personen, die erklärt haben, professionell zu investieren, und die mit zweitem Faktor für eine Investorenorganisation angemeldet sind; sonst erscheint es nirgends.
funding-said = Angegeben am { $on }; gilt bis { $until } als aktuell.
funding-stale = Angegeben am { $on }; seit { $until } wird es als veraltet angezeigt. Speichern Sie es erneut, wenn es noch stimmt.
funding-stage-hint = Wie weit ist Ihr wichtigstes Produkt?
funding-band = Finanzierungsrahmen
funding-band-hint = Eine grobe Spanne genügt; lassen Sie das Feld leer, wenn Sie nichts suchen.
funding-band-under-100k = unter 100.000 €
funding-band-100k-250k = 100.000 bis 250.000 €
funding-band-250k-500k = 250.000 bis 500.000 €
funding-band-500k-1m = 500.000 € bis 1 Mio. €
funding-band-1m-3m = 1 bis 3 Mio. €
funding-band-over-3m = über 3 Mio. €
funding-purpose = Verwendung
funding-purpose-hint = Wofür wäre es vor allem? Rahmen und Verwendung gehören zusammen.
funding-purpose-development = Produkt fertig entwickeln
funding-purpose-approval = Zertifizierung und Zulassung
funding-purpose-production = In Serie gehen
funding-purpose-market = Über die Grenze verkaufen
funding-purpose-team = Personal einstellen
funding-nothing = Keine Angabe
funding-save = Speichern

investor-boundary = Passerelle bringt Menschen zusammen, und dabei bleibt es: Hier wird nichts gekauft, zugesagt oder bezahlt, und nichts empfohlen. Was Sie vereinbaren, vereinbaren Sie anderswo.
investor-aside = Für Investoren
investor-not-listed = Nur Start-ups und KMU, die hier aufgenommen sind, können beobachtet werden oder sich an Investoren wenden.
investor-no-investor = Nur Investorenorganisationen, die hier aufgenommen sind, haben eine Beobachtungsliste und Suchen.
investor-changed = Das hat inzwischen jemand geändert. Sehen Sie nach, was dort jetzt steht, und speichern Sie erneut.
investor-too-many = Mehr kann eine Organisation nicht aufbewahren. Entfernen Sie zuerst etwas.
investor-nothing = Das ist bereits so.

watchlist-title = Beobachtungsliste
watchlist-lead = Unternehmen, die Ihre Organisation beobachtet. Nur Ihre eigenen Leute sehen diese Liste; die Unternehmen wissen nichts davon.
watchlist-none = Sie beobachten noch kein Unternehmen. Hier können Sie welche auswählen:
watchlist-add = Beobachten
watchlist-remove = Nicht mehr beobachten

searches-title = Gespeicherte Suchen
searches-lead = Was Ihre Organisation sucht. Jede Suche heißt nach ihren Filtern, und nur Ihre Leute sehen sie.
searches-none = Es ist noch keine Suche gespeichert. Setzen Sie Filter, und speichern Sie sie hier:
searches-all = Alle Start-ups und KMU
searches-keep = Diese Suche speichern
searches-told = Bei Änderungen benachrichtigen
searches-since = Gespeichert am { $date }.
searches-are-told = Ihre Leute werden über Änderungen benachrichtigt.
searches-drop = Entfernen

alerts-title = Was sich geändert hat
alerts-lead = Änderungen der letzten 90 Tage bei Unternehmen, die Sie beobachten oder die Ihre Suchen finden: das Feld, vorher und nachher, und wer es sagt.
alerts-none = Seit Sie beobachten oder suchen, hat sich nichts geändert.
alerts-becomes = wird zu
alerts-by-itself = vom Unternehmen angegeben oder von seiner Kammer eingetragen
alerts-watched = Sie beobachten es
alerts-search = Suche: { $name }

compare-title = Nebeneinander
compare-choose = Vergleichen
compare-open = Ausgewählte vergleichen
compare-none = Wählen Sie in der Liste bis zu vier Unternehmen, und vergleichen Sie sie dann.
compare-more = Nebeneinander haben vier Unternehmen Platz: Die ersten vier werden gezeigt.
compare-caption = Stand { $date }
compare-what = Tätigkeit
compare-print = Diese Seite lässt sich drucken: Auf dem Papier bleibt nur die Tabelle.
