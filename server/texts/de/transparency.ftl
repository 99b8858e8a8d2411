# Die Arbeit der Kammern in Zahlen.

transparency-title = Die Arbeit der Kammern in Zahlen
transparency-lead = Wie viele Vorgänge offen sind und seit wann, wie lange eine Entscheidung dauert, was aus welchen Gründen entschieden wird und wie Widersprüche ausgehen.
transparency-hidden = Ein Punkt steht für eine Zahl unter { $least } (außer null), die nicht gezeigt wird, damit niemand zu erkennen ist, und für jene, aus denen sie sich errechnen ließe. Die Null wird gezeigt; Kammern und Spalten mit lauter Nullen entfallen.
transparency-years = Jahre
transparency-as-of = Gezählt am { $date }.
transparency-nothing = Nichts zu zählen.
transparency-few = Weniger als { $least }; davon wird nichts gezeigt.
transparency-chamber = Kammer
transparency-all = Alle Kammern
transparency-total = Summe
transparency-median = Arbeitstage
transparency-not-shown = nicht gezeigt
transparency-query = Die Abfrage dazu
transparency-more = Wer was prüft und wie man gegen eine Entscheidung Widerspruch einlegt:

transparency-table-open = Offene Vorgänge nach Alter
transparency-table-decisions = Entscheidungen nach Grund
transparency-table-kinds = Entscheidungen nach Gegenstand
transparency-table-time = Dauer bis zur Entscheidung
transparency-table-appeals = Widersprüche

transparency-definition-open = Noch nicht entschiedene Vorgänge nach der zuständigen Kammer und den Tagen seit ihrem Eingang. Widersprüche werden weiter unten gezählt.
transparency-definition-decisions = Erste Entscheidungen des Kalenderjahres nach der Kammer, die sie getroffen hat; eine Ablehnung oder Entfernung zählt unter ihrem Grund. Eine binnen zehn Minuten zurückgenommene Entscheidung ist keine.
transparency-definition-kinds = Dieselben Entscheidungen nach dem Gegenstand des Vorgangs.
transparency-definition-time = Der mittlere Wert der Arbeitszeit vom Eingang bis zur ersten Entscheidung: 24 Stunden je Arbeitstag im Gebiet der Kammer, ohne die Zeit, die Antragstellende für ihre Antwort brauchten. Die Hälfte der Entscheidungen brauchte weniger. Er wird gezeigt, wo auch die Zahl der Entscheidungen gezeigt wird.
transparency-definition-appeals = Im Kalenderjahr eingelegte Widersprüche nach der Kammer, die zuerst entschieden hatte, und was eine andere Kammer daraus gemacht hat.

transparency-age-to-7-days = bis 7 Tage
transparency-age-to-30-days = 8 bis 30 Tage
transparency-age-to-90-days = 31 bis 90 Tage
transparency-age-older = über 90 Tage

transparency-appeal-appealed = noch offen
transparency-appeal-upheld = Entscheidung bestätigt
transparency-appeal-overturned = Entscheidung aufgehoben
transparency-appeal-withdrawn = Widerspruch zurückgezogen
