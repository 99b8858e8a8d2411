# Die Seite einer Organisation, und „Hier stimmt etwas nicht“.

organisations-directory = Verzeichnis
organisations-what = Was sie tut
organisations-facts = Angaben und woher sie stammen
organisations-places = Standorte
organisations-place = { $role }: { $place }
organisations-more-places = { $count ->
    [one] Ein weiterer Standort
   *[other] { $count } weitere Standorte
}
organisations-no-place = Es ist keine Anschrift bekannt.
organisations-seat-by = Sitz nach { $register }
precision-municipality = ungefähre Lage: Mitte der Gemeinde
precision-territory = ungefähre Lage: Mitte des Gebiets
organisations-counted = Zählt in mehreren Gebieten: { $territories }.
organisations-court = Beim Amtsgericht { $court } eingetragen; die Anschrift des Sitzes ist nicht bekannt.
organisations-points-by = Ungefähre Punkte:
precision-postal-code = ungefährer Ort: Mitte des Postleitzahlgebiets
organisations-chamber = Zuständige Kammer
organisations-chamber-does = Sie führt diese Organisation im Verzeichnis und kann deren Angaben bestätigen.
organisations-changes = Was sich geändert hat
organisations-renamed = Neuer Name: { $before } → { $after }
organisations-renumbered = Neue amtliche Nummer: { $before } → { $after }
organisations-moved = Umgezogen: { $before } → { $after }
organisations-liquidation = In Liquidation gegangen ({ $before } → { $after })
organisations-struck-off = Aus dem Register gelöscht ({ $before } → { $after })
organisations-came-back = Wieder aktiv ({ $before } → { $after })
organisations-change-source = { $register }, { $date }
organisations-change-by = { $change } (laut { $register }, Stand { $date })
organisations-more-changes = { $count ->
    [one] Ein früherer Eintrag
   *[other] { $count } frühere Einträge
}
organisations-changed = { $field }: { $before } → { $after }
organisations-added = { $field } ergänzt: { $after }
organisations-added-text = { $field } ergänzt
organisations-rewritten = { $field } neu gefasst
organisations-removed = { $field } zurückgezogen
organisations-read = Datenstand: { $register }

organisations-class = Art der Angabe
organisations-source = Quelle
organisations-source-itself = die Organisation selbst
organisations-also = auch: { $value } ({ $source }, { $date })
organisations-source-file = { $chamber }, in ihrer eigenen Tabelle
organisations-as-of = Stand
organisations-valid-until = Gültig bis
organisations-stale-since = veraltet seit { $date }
organisations-all-stale = Alles, was über diese Organisation bekannt ist, stammt vom { $date } oder von früher und trifft vielleicht nicht mehr zu.
organisations-legend-register = aus einem amtlichen Register
organisations-legend-attested = von einer Kammer geprüft
organisations-legend-declared = von der Organisation angegeben
organisations-sources = Alle Quellen mit ihrem Datenstand
organisations-licence = Lizenz:

organisations-check-digits = Prüfziffern stimmen
organisations-check-form = Format stimmt
organisations-derived = Abgeleitet aus: { $scheme }
organisations-derived-vat = Abgeleitet aus: { $scheme }. In Gebrauch nur bei Umsatzsteuerpflicht.

organisations-version-stale = Das Original wurde seit dieser Fassung geändert.
organisations-no-version = { $code ->
    [other] In einer anderen Sprache; eine deutsche Fassung gibt es nicht.
   *[known] Auf { $language }; eine deutsche Fassung gibt es nicht.
}
organisations-original-in = { $code ->
    [other] Original lesen
   *[known] Original auf { $language } lesen
}

field-standing = Stellung im Verzeichnis

role-seat = Sitz
role-establishment = Niederlassung
role-branch = Zweigniederlassung

report-title = Hier stimmt etwas nicht
report-invitation = Eine alte Anschrift, ein Betrieb, den es nicht mehr gibt, ein Text, der hier nichts zu suchen hat? Schreiben Sie uns. Ein Konto ist nicht nötig.
report-open = Fehler melden
report-lead = Schreiben Sie uns, was falsch ist und, wenn Sie es wissen, was richtig wäre.
report-subject = Was ist falsch?
report-subject-identity = Der Name oder eine amtliche Nummer
report-subject-place = Die Anschrift oder der Ort auf der Karte
report-subject-activity = Die Tätigkeit
report-subject-contact = Website, E-Mail oder Telefon
report-subject-closed = Die Organisation besteht nicht mehr oder ist weggezogen
report-subject-duplicate = Sie steht doppelt im Verzeichnis
report-subject-content = Ein Text, der hier nicht stehen sollte
report-subject-other = Etwas anderes
report-place = Wo auf der Seite?
report-place-hint = Die betroffene Angabe, zum Beispiel „Sitz“.
report-reason = Was wäre richtig, und woher wissen Sie es?
report-reason-hint = 10 bis 2.000 Zeichen. Bitte keine persönlichen Daten anderer.
report-mail = Ihre E-Mail-Adresse
report-mail-hint = Nur für Rückfragen zu dieser Meldung. Sie wird nicht veröffentlicht.
report-optional = (freiwillig)
report-trap = Dieses Feld bitte leer lassen
report-send = Meldung absenden
report-cancel = Zurück, ohne zu senden
report-after = Wie es weitergeht
report-after-text = Ein Mensch liest Ihre Meldung und vergleicht sie mit dem Register oder fragt bei der Organisation nach. Einen Fehler im Register kann nur das Register berichtigen: Wir geben ihn weiter und zeigen die Berichtigung, sobald sie veröffentlicht ist.
report-privacy = Ihre Meldung wird mit Datum aufbewahrt. Ihre Adresse sieht nur, wer sie bearbeitet.
report-privacy-link = Wie wir mit persönlichen Daten umgehen
report-flood = In kurzer Zeit sind viele Meldungen eingegangen. Ihre steht noch hier, wurde aber nicht gesendet.
report-not-kept = Ihre Meldung konnte gerade nicht gespeichert werden. Ihr Text steht noch unten; senden Sie ihn bitte erneut.

report-subject-missing = Wählen Sie, was falsch ist.
report-reason-missing = Schreiben Sie in ein, zwei Sätzen, was falsch ist.
report-too-short = Schreiben Sie mindestens { $limit } Zeichen.
report-too-long = Kürzen Sie auf höchstens { $limit } Zeichen.
report-no-mail = Das ist keine vollständige E-Mail-Adresse. Ein Beispiel: name@example.org
report-trap-filled = Ein unsichtbares Feld war ausgefüllt, vielleicht von Ihrem Browser. Es ist jetzt wieder leer: Bitte senden Sie die Meldung noch einmal.
report-key-reused = Dieser Idempotency-Key gehört zu einer anderen Meldung. Nehmen Sie einen neuen.

receipt-title = Danke, Ihre Meldung ist angekommen
receipt-received = Eingegangen am { $date }
receipt-reference = Referenznummer
receipt-keep = Heben Sie die Nummer oder die Adresse dieser Seite auf, wenn Sie darauf zurückkommen möchten.
receipt-back = Zurück zur Organisation
organisations-some-stale = Veraltet: { $facts }.
organisations-core-since = { $fact } (seit { $date })
