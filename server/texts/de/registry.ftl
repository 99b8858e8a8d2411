# Importe, für Betreiber; Quellen, für alle.

runs-title = Importe
runs-one = Import: { $register }
runs-lead = Jede gelesene Registerdatei, ob über diese Seite oder auf der Befehlszeile: wie weit der Import ist und was aus den Einträgen wurde.
runs-none = Es wurde noch nichts importiert.
runs-as-of = Datenstand
runs-read = Gelesen
runs-written = Geschrieben
runs-rejected = Abgelehnt

runs-state-running = läuft
runs-state-stopping = hält an
runs-state-interrupted = unterbrochen
runs-state-cancelled = abgebrochen
runs-state-failed = gescheitert
runs-state-finished = beendet

runs-about-running = Einträge werden gelesen und geschrieben.
runs-about-stopping = Er hält an, sobald geschrieben ist, woran er gerade schreibt.
runs-about-interrupted = Sein Prozess endete ohne ein Wort. Was geschrieben ist, bleibt; von dort geht es weiter.
runs-about-cancelled = Jemand hat ihn abgebrochen. Was geschrieben ist, bleibt; von dort geht es weiter.
runs-about-failed = Er konnte nicht weitermachen. Was geschrieben ist, bleibt.
runs-about-finished = Alles wurde gelesen.

runs-start = Import starten
runs-start-button = Starten
runs-not-started = Der Import wurde nicht gestartet
runs-register = Register
runs-register-missing = Wählen Sie, aus welchem Register die Datei stammt.
runs-file = Datei oder Ordner
runs-file-hint = Was im Importordner dieses Servers liegt.
runs-file-missing = Wählen Sie eine Datei oder einen Ordner.
runs-file-gone = Das liegt nicht mehr im Importordner. Wählen Sie etwas anderes.
runs-choose = Auswählen …
runs-optional = (freiwillig)
runs-as-of-hint = Nur nötig, wenn die Datei nicht selbst sagt, für welchen Tag ihre Daten gelten.
runs-as-of-wrong = Geben Sie Jahr, Monat und Tag an, etwa 2026-11-28.
runs-region-only = Nur, was einen Ort in der Region hat
runs-limit = { $count ->
    [one] Nur der erste Eintrag
   *[other] Nur die ersten { $count } Einträge
}
runs-lines = JSON-Zeilen
runs-folder = Ordner
runs-folder-empty = Im Importordner dieses Servers liegt nichts.
runs-no-folder = Um hier Importe zu starten, nennen Sie ihren Ordner in der Einstellung import_folder.
runs-busy = Ein anderer Import läuft. Warten Sie, bis er beendet ist, oder brechen Sie ihn ab.
runs-not-now = Der Import steht inzwischen anders; diese Seite zeigt ihn, wie er ist.

runs-progress = Fortschritt
runs-bytes = { $done } von { $total }
runs-rate = · { $count ->
    [one] 1 Eintrag je Sekunde
   *[other] { $count } Einträge je Sekunde
}
runs-left = · noch etwa { $span }
runs-kilobytes = { $count } kB
runs-megabytes = { $count } MB
runs-seconds = { $count } s
runs-minutes = { $count } Min.
runs-hours = { $count } Std.
runs-leave = Sie können diese Seite verlassen; der Import läuft weiter.
runs-cancel = Abbrechen
runs-resume = Fortsetzen

runs-became = Was aus den Einträgen wurde
runs-count-as-of = Datenstand
runs-count-read = Gelesene Einträge
runs-count-created = Neue Organisationen
runs-count-changed = Geändert
runs-count-attached = Einer Organisation zugeordnet, deren Nummer schon bekannt war
runs-count-unchanged = Unverändert
runs-count-skipped = Ausgelassen
runs-count-rejected = Abgelehnte Zeilen
runs-skipped-natural-person = davon natürliche Personen
runs-skipped-no-name = davon ohne Namen
runs-skipped-too-large = davon zu groß
runs-skipped-unknown-entry = davon Änderungen an Unbekanntem
runs-skipped-outside-region = davon außerhalb der Region
runs-skipped-objection = davon nach einem Widerspruch

runs-rejects = Abgelehnte Zeilen
runs-rejects-none = Keine Zeile wurde abgelehnt.
runs-rejects-first = { $count } Zeilen wurden abgelehnt; hier stehen die ersten { $shown }.
runs-rejects-file = Abgelehnte Zeilen herunterladen (TSV)
runs-rejects-kept = Höchstens { $count } je Import werden aufbewahrt, ein Jahr lang.
runs-row-file = Datei
runs-row-line = Zeile
runs-row-reason = Grund
runs-reject-check-digit = Die Prüfziffern der Nummer stimmen nicht
runs-reject-number-format = Keine Nummer dieses Registers
runs-reject-duplicate = Die Nummer kam schon vor
runs-reject-orphan = Gehört zu nichts, was gelesen wurde
runs-reject-repeated-header = Noch einmal die Kopfzeile
runs-reject-unknown-code = Ein Schlüssel, den das Register nicht kennt
runs-reject-date = Kein Datum
runs-reject-empty = Ein nötiger Wert fehlt
runs-reject-field-count = Zu viele oder zu wenige Felder
runs-reject-encoding = Kein UTF-8
runs-reject-too-long = Die Zeile ist zu lang
runs-reject-unclosed-quote = Ein Anführungszeichen wird nicht geschlossen
runs-reject-json = Kein gültiges JSON
runs-reject-shape = Kein Eintrag dieses Registers
runs-reject-too-many = Zu viele Einträge

runs-failed = Woran er gescheitert ist
runs-failure-not-found = Die Datei ist nicht mehr da.
runs-failure-not-a-folder = Dieses Register kommt als Ordner oder Archiv, nicht als diese Datei.
runs-failure-not-a-file = Hier wird eine Datei gebraucht, kein Ordner.
runs-failure-missing-file = Eine Datei fehlt, ohne die das Register nicht gelesen werden kann.
runs-failure-empty-file = Die Datei ist leer. Laden Sie sie noch einmal herunter.
runs-failure-wrong-format = Die Datei ist etwas anderes, als ihr Name sagt, etwa eine Webseite. Laden Sie sie noch einmal herunter.
runs-failure-wrong-delimiter = Die Spalten sind nicht durch Kommas getrennt.
runs-failure-missing-column = Eine Spalte fehlt, die das Register immer hat.
runs-failure-repeated-column = Eine Spalte kommt zweimal vor.
runs-failure-header-too-long = Die erste Zeile ist keine Kopfzeile. Prüfen Sie, ob es die Datei des Registers ist.
runs-failure-update-extract = Das ist eine Aktualisierung. Importieren Sie zuerst den vollen Auszug.
runs-failure-update-gap = Eine Aktualisierung davor fehlt. Die Einzelheiten sagen, welche.
runs-failure-update-older = Ein neuerer Auszug wurde schon gelesen. Die Einzelheiten sagen, welche Aktualisierung folgt.
runs-failure-update-number = Die Aktualisierung nennt ihre Nummer nicht. Laden Sie sie noch einmal herunter.
runs-failure-no-update = Das ist keine Aktualisierung.
runs-failure-known = Was das Register bisher sagte, ließ sich nicht nachschlagen. Setzen Sie fort.
runs-failure-archive = Das Archiv ist beschädigt oder keines, das das Register herausgibt. Laden Sie es noch einmal herunter.
runs-failure-no-files = Dieses Register hat keine Dateien.
runs-failure-unreadable = Die Datei lässt sich nicht bis zum Ende lesen.
runs-failure-scratch = Zum Sortieren fehlt der Platz, oder der Arbeitsordner lässt sich nicht beschreiben.
runs-failure-other-input = Die Datei ist seit dem Beginn eine andere geworden. Starten Sie einen neuen Import.
runs-failure-disk-full = Die Platte der Datenbank ist voll. Schaffen Sie Platz und setzen Sie fort.
runs-failure-database = Die Datenbank war nicht zu erreichen. Setzen Sie fort, sobald sie antwortet.
runs-failure-internal = Ein Fehler dieses Programms. Das Protokoll des Servers sagt mehr.

runs-history = Was geschah
runs-source = Datei
runs-who = Auf Wunsch von
runs-started = Begonnen
runs-resumed = Zuletzt fortgesetzt
runs-choice = Auswahl
runs-who-import = Befehlszeile
runs-who-operator = Betreiber, auf der Befehlszeile
runs-who-server = Server
runs-who-demo = Vorführung
runs-who-gone = jemand, dessen Konto gelöscht ist
runs-entry-start = begonnen
runs-entry-resume = fortgesetzt
runs-entry-join = geht als früherer Import derselben Datei weiter
runs-entry-cancel = Abbruch verlangt
runs-entry-stop = angehalten
runs-entry-fail = gescheitert
runs-entry-finish = beendet

sources-title = Quellen
sources-lead = Woher die Daten der eingetragenen Unternehmen stammen, unter welcher Lizenz und für welchen Tag sie gelten.
sources-official = Keine dieser Seiten ist selbst ein Register: Es gilt, was das Register sagt. Was eine Kammer geprüft hat oder eine Organisation selbst angibt, ist auf ihrer Seite so gekennzeichnet.
sources-publisher = Herausgegeben von
sources-licence = Lizenz
sources-as-of = Datenstand
sources-when = Zuletzt gelesen
sources-records = Einträge hier
sources-rejected = Abgelehnte Zeilen beim letzten Lesen
sources-not-read = Davon wurde hier noch nichts gelesen.
sources-places = Orte und Karte
