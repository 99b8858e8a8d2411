# Gute Praxis: die Liste, eine Praxis, das Formular, die beiden Kammern, die Übernahmen, die Briefe.

practices-title = Gute Praxis
practices-lead = Was in der Region funktioniert hat, was unterwegs schiefging und wer es übernommen hat. Zwei Personen aus zwei Kammern haben jeden Beitrag geprüft.
practices-order = Zuerst die am häufigsten übernommenen, dann die am besten belegten, dann die neuesten.
practices-map-caption = Anzahl nach Gebiet. Ein Klick zeigt sie.
practices-count = { $count ->
    [0] Kein Beitrag
    [one] { $count } Beitrag
   *[other] { $count } Beiträge
}
practices-none = Noch ist nichts veröffentlicht. Mitglieder können aus ihrer Organisation heraus den ersten Beitrag schreiben.
practices-none-found = Kein Beitrag passt zu diesen Filtern. Nehmen Sie einen weg oder versuchen Sie ein kürzeres Wort.
practices-own = In Ihrer Organisation hat etwas gut funktioniert?
practices-own-lead = Was bei Ihnen funktioniert hat, und was Sie von anderen übernommen haben. Zwei Kammern prüfen jeden Beitrag, bevor er erscheint.
practices-own-none = Ihre Organisation hat noch nichts beschrieben.
practices-own-taken = Was Ihre Organisation übernommen hat
practices-found = Passende gute Praxis

practice-untitled = Ohne Titel
practice-in-language = Text auf { $language }.
practice-looked-at = Geprüft von { $first }, dann von einer Fachperson der Kammer { $second }; veröffentlicht am { $date }.
practice-from-to = { $from } bis { $to }
practice-since = Seit { $from }
practice-with = Zusammen mit
practice-changed-on = Geändert am { $date }.
practice-public-page = Öffentliche Seite ansehen

practice-state-draft = Entwurf
practice-state-submitted = Gesendet
practice-state-validated = Von Ihrer Kammer geprüft
practice-state-published = Veröffentlicht
practice-state-returned = Zu ergänzen
practice-state-refused = Nicht veröffentlicht
practice-state-withdrawn = Zurückgezogen
practice-state-archived = Archiviert
practice-standing-draft = Nur Ihre Organisation und Ihre Kammer sehen den Entwurf.
practice-standing-submitted = Ihre Kammer hat den Text erhalten und wird ihn bald lesen.
practice-standing-validated = Ihre Kammer findet den Text gut. Nun liest ihn eine Fachperson einer anderen Kammer.
practice-standing-published = Alle können den Beitrag sehen und übernehmen.
practice-standing-returned = Eine Kammer bittet um Ergänzungen. Vervollständigen Sie den Text und senden Sie ihn erneut.
practice-standing-refused = Der Text wird nicht veröffentlicht. Sie können ihn kopieren und überarbeiten.
practice-standing-withdrawn = Sie haben den Beitrag zurückgezogen. Sie können ihn kopieren.
practice-standing-archived = Der Beitrag ist nur noch zur Erinnerung aufbewahrt.

practice-field-language = Sprache des Textes
practice-field-title = Titel
practice-field-summary = Zusammenfassung
practice-field-done = Was getan wurde
practice-field-resources = Mittel
practice-field-evidence = Was den Erfolg zeigt
practice-field-difficulties = Schwierigkeiten und Fehlschläge
practice-field-transfer = Was sich übertragen lässt
practice-field-grade = Stärke der Belege
practice-field-territory = Gebiet
practice-field-municipality = Gemeinde
practice-field-place = Ort
practice-field-dates = Zeitraum
practice-field-from = Von
practice-field-to = Bis
practice-field-preconditions = Voraussetzungen nach Gebiet
practice-field-organisations = Beteiligte Organisationen
practice-field-outcomes = Bestätigte Ergebnisse daraus
practice-field-programme = Programm
practice-field-programmeLink = Webadresse des Programms
practice-field-hint-title = Eine Zeile, höchstens 100 Zeichen.
practice-field-hint-summary = Worum geht es, für wen, und mit welcher Wirkung?
practice-field-hint-done = Erzählen Sie es jemandem, der dasselbe tun möchte: wer, was, in welcher Reihenfolge.
practice-field-hint-resources = Menschen, Geld, Zeit, Geräte.
practice-field-hint-evidence = Zahlen, wenn Sie welche haben, und woher sie stammen.
practice-field-hint-difficulties = Pflichtangabe: Was ist schiefgegangen, und was haben Sie daraus gelernt? Das lesen andere zuerst.
practice-field-hint-transfer = Was hängt vom Ort ab, und was ginge überall?
practice-field-hint-grade = Wählen Sie, was Sie der Kammer zeigen könnten.
practice-field-hint-to = Leer lassen, wenn es weiterläuft.
practice-field-hint-organisations = Die Adresse der Seite jeder Organisation auf dieser Plattform, eine je Zeile.
practice-field-hint-outcomes = Aus Ihren Vermittlungen, von beiden Seiten bestätigt.
practice-field-hint-programmeLink = Zum Beispiel https://www.programm.eu
practice-grade-self-reported = Nach eigener Angabe
practice-grade-output-data = Zahlen zum Geleisteten
practice-grade-comparison = Vergleich mit vorher oder mit anderen
practice-grade-external-evaluation = Externe Evaluation
practice-need-legal = Recht
practice-need-language = Sprache
practice-need-money = Geld
practice-need-kind = Was wird gebraucht?
practice-need-text = Genauer
practice-need-more = Speichern und Zeile hinzufügen
practice-preconditions-hint = Was in einem Gebiet da sein muss, bevor man es dort auch tun kann: eine Erlaubnis, eine Sprache, Geld.
practice-part-what = Worum geht es?
practice-part-done-part = Was getan wurde
practice-part-proof = Was den Erfolg zeigt
practice-part-lessons = Fehlschläge und Voraussetzungen
practice-part-where = Wo und wann
practice-part-links = Mit wem
practice-part-lead-what = Titel und Zusammenfassung liest man zuerst.
practice-part-lead-done-part = Schreiben Sie für jemanden, der Sie nicht kennt.
practice-part-lead-proof = Besser eine kleine Zahl, die stimmt, als ein großes Versprechen.
practice-part-lead-lessons = Ein Beitrag ohne Schwierigkeiten hilft niemandem.
practice-part-lead-where = Der Ort zeigt sie auf der Karte.
practice-part-lead-links = All das ist freiwillig.
practice-begin = Neuer Beitrag
practice-begin-text = Ein Entwurf wird von selbst gespeichert und ist nicht zu sehen.
practice-send-lead = Ihr Text geht an { $chamber }. Findet sie ihn gut, liest ihn eine Fachperson einer anderen Kammer, bevor er erscheint.
practice-returned-title = Worum eine Kammer bittet
practice-withdraw-open = Diesen Beitrag zurückziehen
practice-withdraw-text = Der Beitrag verschwindet aus der Liste und kann nicht wieder veröffentlicht werden; kopieren lässt er sich.

practice-adoptions = Von anderen übernommen
practice-adoptions-count = { $count ->
    [0] Noch nicht übernommen
    [one] { $count } bestätigte Übernahme
   *[other] { $count } bestätigte Übernahmen
}
practice-adopt-open = Wir haben es übernommen
practice-adopt-invitation = Für Mitglieder und öffentliche Stellen. Eine Übernahme zählt, sobald die übernehmende Organisation sie bestätigt.
practice-adopt-title = Wir haben es übernommen
practice-adopt-lead = Sagen Sie, wo Sie „{ $title }“ übernommen haben, was Sie verändert haben, was es gekostet hat und was daraus geworden ist.
practice-adopt-none = Eine Übernahme meldet man im Namen einer Organisation, für die man hier schreibt. Sie haben noch keine.
practice-adopt-send = Übernahme melden
practice-adopt-counts = Meldet es eine Person, der die Organisation hier gehört, ist es damit bestätigt. Meldet es jemand anderes, wartet es auf deren Bestätigung.
practice-propose-open = Eine Übernahme melden
practice-propose-title = Wer hat es übernommen?
practice-propose-lead = Sie wissen, wer „{ $title }“ übernommen hat? Diese Organisation erhält Ihren Text und bestätigt, berichtigt oder verneint ihn.
practice-adopter = Die Organisation, die es übernommen hat
practice-adopter-mine = Im Namen von
practice-adopter-hint = Die Adresse ihrer Seite auf dieser Plattform.
practice-taken-since = Seit
practice-taken-changed = Was verändert wurde
practice-taken-cost = Was es gekostet hat
practice-taken-costText = Die Kosten in Worten
practice-taken-result = Was daraus wurde
practice-taken-hint-since = Der Tag, an dem es bei Ihnen begann.
practice-taken-hint-changed = Was haben Sie anders gemacht, und warum?
practice-taken-hint-cost = Eine Spanne genügt.
practice-taken-hint-costText = Zum Beispiel „zwei Tage im Monat von einer Person“.
practice-taken-hint-result = Auch, was nicht gelungen ist.
practice-cost-nothing = Nur Arbeitszeit
practice-cost-under-10k = Unter 10 000 €
practice-cost-10k-50k = 10 000 bis 50 000 €
practice-cost-50k-250k = 50 000 bis 250 000 €
practice-cost-over-250k = Über 250 000 €
practice-adoption-title = Übernahme durch { $name }
practice-adoption-state-proposed = Wartet auf Bestätigung
practice-adoption-state-confirmed = Bestätigt
practice-adoption-state-declined = Verneint
practice-adoption-state-withdrawn = Zurückgenommen
practice-adoption-asked = Stimmt das so? Bestätigen Sie, berichtigen Sie zuerst den Text, oder verneinen Sie. Es zählt nur, wenn Sie bestätigen.
practice-adoption-waits = Das muss noch eine Person bestätigen, der { $name } hier gehört.
practice-adoption-confirm = Stimmt: bestätigen
practice-adoption-decline = Das stimmt nicht
practice-adoption-mend = Text berichtigen
practice-adoption-withdraw = Diese Übernahme zurücknehmen
practice-adoption-settled = Diese Übernahme ist nicht mehr offen. Öffnen Sie die Seite neu, um zu sehen, wie sie steht.
practice-adoption-not-yours = Die andere Seite hat es gemeldet: Nur sie kann es zurücknehmen.

practice-review-title = Zu prüfende gute Praxis
practice-review-count = { $count ->
    [0] nichts wartet
    [one] { $count } wartet
   *[other] { $count } warten
}
practice-review-none = Für Ihre Kammer wartet nichts.
practice-review-choose = Wählen Sie links einen Beitrag.
practice-review-first = Prüfung durch die Kammer
practice-review-second = Fachliche Prüfung
practice-review-how-first = Ist der Text vollständig, richtig und für andere nützlich? Wenn ja, sagen Sie, welche Kammer die richtige Fachperson hat.
practice-review-how-second = Eine erste Kammer findet den Text gut. Sie kennen das Fach: Tragen die Belege, sind die Fehlschläge benannt?
practice-verdict = Ihr Urteil
practice-verdict-good = Gut
practice-verdict-returned = Zu ergänzen
practice-verdict-refused = Nicht veröffentlichen
practice-verdict-missing = Wählen Sie ein Urteil.
practice-expert = Kammer für die zweite Prüfung
practice-expert-hint = Nötig, wenn Sie den Text gut finden.
practice-why = Was Sie der Organisation sagen
practice-why-hint = Nötig, wenn Sie den Text nicht gut finden: Was ist zu ändern, oder warum nicht?
practice-judge = Urteil speichern
practice-second-not-you = Sie haben den Text schon für die erste Kammer geprüft. Nun muss ihn jemand anderes lesen.
practice-before = Frühere Prüfungen

practice-fixed = Der Text liegt bei einer Kammer oder ist veröffentlicht und ändert sich nicht mehr. Kopieren Sie ihn.
practice-changed = Jemand hat inzwischen etwas geändert. Öffnen Sie die Seite neu.
practice-no-chamber = Keine Kammer betreut diese Organisation: Niemand könnte den Text prüfen.
practice-no-expert = Hier arbeitet keine andere Kammer: Niemand könnte den Text ein zweites Mal prüfen.
practice-not-shown = Ihre Organisation ist zurzeit nicht sichtbar. In ihrem Namen kann nichts erscheinen.
practice-oneself = Niemand übernimmt die eigene Praxis, und wer zu beiden Organisationen gehört, bestätigt nicht allein.
practice-no-member = Hier können nur Mitglieder und öffentliche Stellen genannt werden.
practice-twice = Diese Übernahme ist für diese Organisation schon gemeldet.
practice-too-many = Ihre Organisation hat schon 50 Entwürfe. Stellen Sie einen fertig oder löschen Sie einen.
practice-nothing = Es ist nichts zu tun.
practice-refused-state = Das geht in diesem Zustand nicht. Öffnen Sie die Seite neu, um zu sehen, wie es steht.
practice-refused-chamber = Die zweite Prüfung macht eine andere Kammer.
practice-refused-person = Sie haben den Text schon geprüft: Jetzt ist jemand anderes an der Reihe.

practice-mail-button = Öffnen
practice-mail-validated-subject = Von Ihrer Kammer geprüft: { $title }
practice-mail-validated = { $chamber } findet Ihren Beitrag „{ $title }“ gut. Nun liest ihn eine Fachperson der Kammer { $expert }.
practice-mail-published-subject = Veröffentlicht: { $title }
practice-mail-published = Ihr Beitrag „{ $title }“ ist veröffentlicht. { $chamber } hat ihn als zweite Kammer geprüft.
practice-mail-returned-subject = Zu ergänzen: { $title }
practice-mail-returned = { $chamber } bittet um Ergänzungen, bevor Ihr Beitrag „{ $title }“ erscheint. Vervollständigen Sie ihn und senden Sie ihn erneut.
practice-mail-refused-subject = Nicht veröffentlicht: { $title }
practice-mail-refused = { $chamber } veröffentlicht Ihren Beitrag „{ $title }“ nicht.
practice-mail-expert-subject = Ihr Urteil ist gefragt: { $title }
practice-mail-expert = { $chamber } findet den Beitrag „{ $title }“ gut und hat Ihre Kammer für die zweite Prüfung ausgewählt.
practice-mail-expert-button = Beitrag lesen
practice-mail-adoption-asked-subject = Haben Sie „{ $title }“ übernommen?
practice-mail-adoption-asked = Es heißt, { $name } habe „{ $title }“ übernommen. Bestätigen Sie es, berichtigen Sie den Text, oder sagen Sie, dass es nicht stimmt.
practice-mail-adoption-confirmed-subject = Übernommen von { $name }: { $title }
practice-mail-adoption-confirmed = { $name } bestätigt, Ihren Beitrag „{ $title }“ übernommen zu haben.
practice-mail-adoption-declined-subject = Übernahme nicht bestätigt: { $title }
practice-mail-adoption-declined = { $name } bestätigt nicht, Ihren Beitrag „{ $title }“ übernommen zu haben.
