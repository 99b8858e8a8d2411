# Die eigenen Daten mitnehmen, und gehen.

privacy-title = Ihre Daten
privacy-link = Was wir über Sie wissen, und wie Sie es mitnehmen oder löschen lassen.
privacy-export = Meine Daten herunterladen
privacy-export-lead = Ein Archiv (ZIP) mit allem, was über Sie gespeichert ist: Ihr Konto, Entwürfe und Unterlagen, Vorgänge mit ihrem Schriftwechsel, was das Journal über Sie sagt, und wer was erhalten hat. data.json ist für Programme lesbar; schema.json beschreibt es. Die Listen liegen auch als Tabellen (CSV) bei. Das Archiv entsteht in diesem Augenblick und wird nirgends aufbewahrt.
privacy-export-button = Meine Daten herunterladen
privacy-archive-readme-name = LIES-MICH.txt
privacy-archive-readme = Dieses Archiv enthält, was dieser Knoten von Passerelle über Sie speichert.

    data.json: alles, nach seiner Art; „recipients“ sagt, wer was erhalten hat.
    schema.json: was jeder Teil von data.json bedeutet (JSON Schema).
    csv/: dieselben Listen als Tabellen, je Liste mit Einträgen eine Datei; ihre Namen stehen unten.
    files/: die Unterlagen, die Sie eingereicht haben.

    Prüfwerte von Kennwörtern, Codes und Schlüsseln sind nicht enthalten: Wer sie hätte, könnte sie durchprobieren.
privacy-erase = Mein Konto löschen
privacy-erase-lead = { $days } Tage lang können Sie es sich anders überlegen; danach wird gelöscht, und das lässt sich nicht rückgängig machen.
privacy-goes = Was verschwindet
privacy-goes-account = Ihr Konto: Name, Adresse, Kennwort, zweite Faktoren, Sitzungen, Schlüssel, Rollen in Organisationen und Kammern.
privacy-goes-joining = Ihre Entwürfe und die Unterlagen, die Sie eingereicht haben. Offene Anträge werden zurückgezogen.
privacy-goes-cases = In Ihren Vorgängen: was Sie beantragt und geschrieben haben, die Fragen an Sie und die Notizen der Kammer.
privacy-goes-letters = Nachrichten und Hinweise an Sie, und Ihr Name und Ihre Adresse überall, wo andere sie geschrieben haben.
privacy-goes-journal = Was das Journal über Sie sagt.
privacy-stays = Was bleibt, und warum
privacy-stays-organisation = Die Organisation und ihr öffentlicher Eintrag: Er gehört der Organisation, und vieles stammt aus amtlichen Registern. Ihr Name und Ihre Adresse verschwinden aus dem, was sie über sich selbst sagt.
privacy-stays-statements = Dass, wann, wie und aus welchen Gründen ein Vorgang entschieden wurde: Die Kammern müssen dafür einstehen können (Gesetz über digitale Dienste, Artikel 17). Ohne Ihren Namen.
privacy-stays-notes = Falls Sie für eine Kammer gearbeitet haben: Fragen und Notizen, die Sie dort geschrieben haben, ohne Ihren Namen.
privacy-stays-journal = Die Einträge des Journals als Nummern und Prüfwerte: Sie beweisen, dass nichts verändert wurde, und sagen nicht mehr, was über wen.
privacy-stays-copies = Sicherungskopien, bis sie vernichtet werden. Ein Verzeichnis daneben sorgt dafür, dass Sie erneut gelöscht werden, bevor eine davon benutzt wird.
privacy-last-owner = Wenn Sie der einzige Inhaber einer Organisation sind, bleibt sie bestehen. Ihre Kammer erfährt, dass niemand mehr für sie spricht, und nimmt Kontakt auf; gehört ihr sonst niemand an, verschwinden ihre E-Mail-Adresse und Telefonnummer mit Ihnen. Machen Sie vorher jemand anderen zum Inhaber, wenn Sie das nicht möchten.
privacy-sure = Ich möchte, dass mein Konto gelöscht wird.
privacy-unsure = Kreuzen Sie das Feld an, um zu bestätigen, dass Ihr Konto gelöscht werden soll.
privacy-erase-button = Mein Konto löschen
privacy-cooling = Ihr Konto wird am { $date } gelöscht. Bis dahin können Sie es behalten.
privacy-executing = Ihr Konto wird gerade gelöscht.
privacy-keep = Mein Konto behalten
privacy-already = Die Löschung dieses Kontos wurde bereits verlangt.
privacy-nothing-to-keep = Es gibt keine Löschung, die sich noch zurücknehmen ließe.
privacy-receipt-link = Beleg
privacy-receipt-title = Löschung eines Kontos
privacy-receipt-number = Nummer
privacy-receipt-asked = Verlangt am
privacy-receipt-due = Ausgeführt ab
privacy-receipt-ended = Beendet am
privacy-receipt-nobody = Dieser Beleg sagt nicht, wessen Konto es war. Ist es gelöscht, kann das niemand mehr feststellen.
privacy-state-cooling = Verlangt. Sie kann noch zurückgenommen werden.
privacy-state-executing = Sie wird gerade ausgeführt.
privacy-state-done = Ausgeführt.
privacy-state-cancelled = Zurückgenommen.

mail-erasure-subject = Ihr Passerelle-Konto wird gelöscht
mail-erasure-lead = Sie haben die Löschung Ihres Passerelle-Kontos verlangt. Sie erfolgt am { $date }.
mail-erasure-keep = Bis dahin können Sie sich anmelden und es behalten. Danach können wir Ihnen nicht mehr schreiben.
mail-erasure-receipt = Ihr Beleg, der Ihnen sagen wird, dass es geschehen ist: { $address }
mail-erasure-button = Meine Daten ansehen
mail-erasure-kept-subject = Ihr Passerelle-Konto bleibt bestehen
mail-erasure-kept = Sie haben die Löschung Ihres Passerelle-Kontos zurückgenommen. Alles bleibt, wie es ist.

objection-title = Widersprüche
objection-lead = Eine Person oder ein Unternehmen kann widersprechen, hier zu stehen (DSGVO, Artikel 17 und 21). Was unter der Nummer bekannt ist, wird gelöscht, und kein Import bringt es zurück, aus welchem Register auch immer.
objection-number = Amtliche Nummer
objection-number-hint = SIREN, ZDU, RCS, Handelsregister mit Gericht, USt-IdNr., LEI … Die Nummer selbst wird nicht behalten, nur ein Siegel, an dem man sie wiedererkennt.
objection-reason = Grund
objection-reason-hint = Höchstens { $limit } Zeichen. Bitte niemanden nennen.
objection-reason-length = Nennen Sie den Grund in höchstens { $limit } Zeichen.
objection-sure = Ich habe geprüft, wer widerspricht. Die Löschung ist endgültig.
objection-send = Löschen und fernhalten
objection-list = Bisherige Widersprüche
objection-none = Noch hat niemand widersprochen.
objection-from-ledger = aus dem Verzeichnis der Löschungen
objection-lift = Aufheben
objection-already = Zu dieser Nummer gibt es schon einen Widerspruch.
objection-gone = Dieser Widerspruch gilt nicht mehr.
objection-state-received = wird ausgeführt
objection-state-done = ausgeführt
objection-state-lifting = wird aufgehoben
objection-state-lifted = aufgehoben
