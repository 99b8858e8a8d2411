# Was der Dienst von selbst tut, für die, die ihn betreiben.

jobs-title = Aufträge
jobs-lead = Was der Dienst von selbst tut: was gerade läuft, was wartet und was aufgegeben wurde.
jobs-readers = Leser des Journals
jobs-entries = Das Journal hat { $count } Einträge. Jeder Leser folgt ihnen der Reihe nach.
jobs-entries-wait = Einträge warten seit mehr als einer Minute auf ihren Platz.
jobs-behind = noch { $count } zu lesen
jobs-at-work = bei der Arbeit
jobs-late = im Rückstand
jobs-reader-investors = Was sich bei beobachteten jungen Unternehmen ändert
jobs-reader-notices = Mitteilungen und Briefe
jobs-reader-observatory = Zahlen des Observatoriums
jobs-reader-reports = Meldungen, aus denen Vorgänge werden
jobs-reader-tally = Zählung der Einträge nach Tagen
jobs-reader-webhooks = Programme, die benachrichtigt werden
jobs-imports = Laufende Importe
jobs-imports-none = Zurzeit läuft kein Import.
jobs-leaving = Was hinausgeht
jobs-letters-waiting = Wartende Briefe
jobs-letters-since = Der älteste seit
jobs-letters-held = Nach einer Wiederherstellung zurückgehaltene Briefe
jobs-letters-error = Der Mailserver antwortete:
jobs-deliveries-waiting = Wartende Zustellungen an Programme
jobs-deliveries-failed = Aufgegebene Zustellungen
jobs-deliveries-hint = Wer ein Programm angemeldet hat, sieht auf seiner Seite, was nicht ankam, und kann es noch einmal senden.
jobs-given-up = Aufgegebene Briefe
jobs-given-up-none = Kein Brief wurde aufgegeben.
jobs-given-up-lead = Der Mailserver hat sie abgelehnt oder war drei Tage lang nicht zu erreichen.
jobs-letter = { $kind } → …@{ $host }: { $tries ->
    [one] ein Versuch
   *[other] { $tries } Versuche
}, aufgegeben am { $at }
jobs-all-again = Alle noch einmal versuchen
jobs-again = Noch einmal versuchen
jobs-drop = Verwerfen
jobs-more = … und { $count } weitere.
