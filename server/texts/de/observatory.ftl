# Was Grenzen überwindet und was im Weg steht.

observatory-title = Was über die Grenze geht und was im Weg steht
observatory-lead = Wer sich über die Grenzen der Region hinweg an wen wendet, was daraus wird und woran es scheitert. Zu jeder Zahl gehören ihre Definition, ihre Abfrage und der Hash der Tabelle, wie sie veröffentlicht wurde.
observatory-nothing = Noch ist nichts veröffentlicht. Die Zahlen erscheinen am ersten Tag eines Monats, sobald es etwas zu zählen gibt.
observatory-years = Jahre
observatory-complete = Das Jahr ist vorüber; diese Zahlen ändern sich nicht mehr.
observatory-running = Das Jahr läuft noch: Zahlen bis zum Tag der Veröffentlichung, einmal im Monat.
observatory-coverage = { $startups ->
    [one] { $startups } Start-up von geschätzt { $estimate } war hier eingetragen
   *[other] { $startups } Start-ups von geschätzt { $estimate } waren hier eingetragen
  }; { $chambers } von { $all } Kammern wirkten mit.
observatory-hidden = Ein Punkt steht für eine Zahl unter { $least }, die nicht gezeigt wird, damit niemand zu erkennen ist, und für jene, aus denen sie sich errechnen ließe. „20+“ heißt mindestens 20: So viele wurden schon gezeigt, und seither kamen zu wenige hinzu, um sie zu nennen. Ein Strich bedeutet null.
observatory-none = keine
observatory-not-shown = nicht gezeigt
observatory-at-least = mindestens { $count }
observatory-total = Summe
observatory-from-to = Von ↓ nach →
observatory-border = Grenze
observatory-step = Schritt
observatory-share = Anteil
observatory-reached = Erreicht
observatory-days = Tage seit dem Schritt davor (Median)
observatory-empty = Nichts zu zählen.
observatory-waits = Noch nicht gezeigt: Die Tabelle erscheint, sobald so viele Vermittlungen gezeigt werden, dass sie nichts weiter über diese verrät.
observatory-published = Veröffentlicht am { $date }.
observatory-how = Definition, Abfrage und Hash
observatory-position = Gezählt aus dem Journal bis Eintrag { $entry }.
observatory-map = Vermittlungen zwischen zwei Gebieten, beide Richtungen zusammen; je breiter der Bogen, desto mehr davon werden gezeigt.
observatory-days-of = Frühere Veröffentlichungen
observatory-stays = Was veröffentlicht wurde, bleibt, wie es war.
observatory-more = Die Arbeit der Kammern in Zahlen:

observatory-title-introductions = Vermittlungen
observatory-title-meetings = Treffen
observatory-title-outcomes = Bestätigte Ergebnisse
observatory-title-obstacles = Hindernisse nach Grenze
observatory-title-steps = Wie weit Vermittlungen kommen

observatory-definition-introductions = Im Kalenderjahr angefragte Vermittlungen, vom Gebiet der anfragenden Organisation zum Gebiet der angefragten. Entwürfe zählen nicht.
observatory-definition-meetings = Vermittlungen, zu denen im Kalenderjahr ein Treffen gemeldet wurde, gleich wann sie angefragt wurden.
observatory-definition-outcomes = Ergebnisse, die beide Seiten im Kalenderjahr bestätigt haben: Verträge, Erprobungen, Lieferungen, Projekte, Investitionen, Niederlassungen, Lizenzen.
observatory-definition-obstacles = Vermittlungen zwischen zwei Gebieten, zu denen beide Seiten im Kalenderjahr bestätigt haben, dass nichts daraus wurde, nach dem, was im Weg stand; beide Richtungen zusammen.
observatory-definition-steps = Vermittlungen, die im Kalenderjahr zu Ende gingen, gleich wie, nach den erreichten Schritten. Tage sind Kalendertage seit dem Schritt davor: der mittlere Wert auf einen halben Tag genau, wo mindestens fünf den Schritt taten.
