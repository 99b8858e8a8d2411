# Hinweise: worüber jemand unterrichtet wird, in einer Liste und per E-Mail.

notices-title = Hinweise
notices-none = Für Sie liegen noch keine Hinweise vor.
notices-unread = { $count ->
    [0] Sie haben alles gelesen.
    [one] 1 ungelesener Hinweis
   *[other] { $count } ungelesene Hinweise
}
notices-new = neu
notices-mark = Alle als gelesen markieren
notices-bouncing-title = Unsere E-Mails kommen zurück
notices-bouncing = Der Mailserver Ihrer Adresse nimmt unsere E-Mails nicht an. Bitte prüfen Sie die Adresse in Ihrem Konto; die Hinweise erscheinen weiterhin hier.
notices-letters = E-Mails
notices-letters-sent = Sie erhalten zu jedem Hinweis eine E-Mail, oder eine einzige am Morgen, wenn Sie das in Ihrem Konto so gewählt haben.
notices-letters-stopped = Sie erhalten keine E-Mails zu Hinweisen mehr. Die Hinweise bleiben in Ihrer Liste; Rückfragen zu Ihren eigenen Vorgängen und Entscheidungen werden Ihnen immer zugesandt.
notices-stop = Diese E-Mails abbestellen
notices-resume = E-Mails wieder erhalten
notices-stop-title = E-Mails zu Hinweisen
notices-stop-lead = Mit einem Klick erhalten Sie unter dieser Adresse keine E-Mails zu Hinweisen mehr.
notices-stop-binding = Rückfragen zu Ihren eigenen Vorgängen, Entscheidungen darüber und Anmeldelinks werden in jedem Fall zugesandt.

notice-greeting = Guten Tag { $name },
notice-button = Vorgang öffnen
notice-foot = Passerelle, betrieben von { $operator }
notice-foot-binding = Diese E-Mail gehört zum Verfahren und wird unabhängig von Ihrer Wahl für Hinweise versandt.
notice-foot-stop = Diese E-Mails abbestellen: { $address }

notice-opened = Neuer Vorgang { $number }
notice-opened-subject = Neuer Vorgang { $number }: { $title }
notice-opened-lead = Ein neuer Vorgang wartet auf Ihre Kammer: { $title }.
notice-answered = Antwort im Vorgang { $number } eingegangen
notice-answered-subject = Antwort im Vorgang { $number }: { $title }
notice-answered-lead = Die Rückfrage zu „{ $title }“ wurde beantwortet. Die Frist läuft wieder.
notice-appealed = Widerspruch zu prüfen: Vorgang { $number }
notice-appealed-subject = Widerspruch zu prüfen, Vorgang { $number }: { $title }
notice-appealed-lead = Gegen die Entscheidung über „{ $title }“ wurde Widerspruch eingelegt. Ihre Kammer hat die erste Entscheidung nicht getroffen und wurde bestimmt, den ganzen Vorgang erneut zu prüfen.
notice-handed-over = Der Vorgang { $number } wurde an Sie abgegeben
notice-handed-over-subject = Vorgang { $number } an Sie abgegeben: { $title }
notice-handed-over-lead = Eine andere Kammer hat den Vorgang „{ $title }“ an Ihre Kammer abgegeben.
notice-asked = Rückfrage zu Ihrem Vorgang { $number }
notice-asked-subject = Rückfrage zu Ihrem Vorgang { $number }
notice-asked-lead = { $chamber } benötigt vor der Entscheidung über „{ $title }“ noch eine Angabe:
notice-asked-clock = Die Frist der Kammer ruht, bis Sie geantwortet haben.
notice-decided = Entscheidung über Ihren Vorgang { $number }
notice-decided-subject = Entscheidung über Ihren Vorgang { $number }
notice-decided-lead = { $chamber } hat über „{ $title }“ entschieden.
notice-decided-approved = { $chamber } hat „{ $title }“ zugestimmt.
notice-decided-seen = { $chamber } hat geprüft, was das Register jetzt über „{ $title }“ sagt, und bestätigt es.
notice-decided-refused = { $chamber } hat „{ $title }“ abgelehnt. Die Begründung folgt.
notice-decided-removed = { $chamber } hat entschieden, dass der Inhalt im Vorgang „{ $title }“ nicht mehr angezeigt wird. Die Begründung folgt.
notice-decided-no-action = { $chamber } hat „{ $title }“ geprüft und lässt alles, wie es ist.
notice-ground = Grund: { $text }
notice-facts = Sachverhalt: { $text }
notice-remedy = Was Sie tun können: { $text }
notice-appeal = Sie können innerhalb von sechs Monaten Widerspruch einlegen. Er ist kostenfrei, und eine andere Kammer entscheidet: { $address }
notice-ground-identity-not-shown = es wurde nicht nachgewiesen, dass die antragstellende Person für die Organisation sprechen darf
notice-ground-outside-region = keine Niederlassung in der Region
notice-ground-not-eligible = keine Organisation, für die die Plattform bestimmt ist
notice-ground-duplicate = die Organisation ist bereits aufgeführt
notice-ground-misleading = irreführende Angaben
notice-ground-incomplete = Rückfragen blieben unbeantwortet
notice-ground-illegal = rechtswidriger Inhalt
notice-ground-terms = Verstoß gegen die Nutzungsbedingungen
notice-appeal-decided = Über Ihren Widerspruch im Vorgang { $number } wurde entschieden
notice-appeal-decided-subject = Entscheidung über Ihren Widerspruch, Vorgang { $number }
notice-appeal-decided-lead = { $chamber } hat Ihren Widerspruch zu „{ $title }“ geprüft.
notice-appeal-upheld = Die erste Entscheidung bleibt bestehen.
notice-appeal-overturned = Die erste Entscheidung ist aufgehoben; dies gilt sofort.
notice-invited = Sie wurden eingeladen, einer Organisation beizutreten
notice-changed = Das Register sagt Neues über { $number }
notice-changed-subject = Das Register sagt Neues über { $title }
notice-changed-lead = Ein amtliches Register sagt über „{ $title }“ etwas anderes als zuvor:
notice-changed-wrong = Stimmt das, brauchen Sie nichts zu tun: Die Seite zeigt es schon. Stimmt es nicht, kann es nur das Register berichtigen; sagen Sie es auch Ihrer Kammer.
notice-changed-button = Zur Seite

notice-digest-subject = { $count ->
    [one] Ihr Hinweis von heute
   *[other] Ihre { $count } Hinweise von heute
}
notice-digest-lead = Das ist seit der letzten E-Mail geschehen:
notice-digest-button = Alle Hinweise ansehen

demo-mail-title = E-Mails der Demonstration
demo-mail-lead = Eine Demonstration versendet nichts. Was versandt worden wäre, steht hier, das Neueste zuerst.
demo-mail-none = Es wurde noch keine E-Mail geschrieben.
demo-mail-waits = noch nicht fällig
demo-mail-links = Adressen in dieser E-Mail

mail-test-subject = Test-E-Mail von Passerelle
mail-test-lead = Diese Test-E-Mail kommt von { $address }. Wenn Sie sie lesen, gehen E-Mails richtig hinaus.
notice-confirm = Ein Teil der Angaben zu dieser Organisation ist zu bestätigen
notice-introduction-button = Vermittlung öffnen
notice-turn = Vermittlung { $number }: Sie sind am Zug
notice-turn-subject = Sie sind am Zug: Vermittlung { $number }
notice-turn-lead = Bei der Vermittlung „{ $title }“ ist der nächste Schritt bei Ihnen. Auf der Seite steht, was zu tun ist und bis wann.
notice-news = Vermittlung { $number } ist einen Schritt weiter
notice-news-subject = Vermittlung { $number } ist einen Schritt weiter
notice-news-lead = Bei der Vermittlung „{ $title }“ hat sich etwas getan.
notice-message = Neue Nachricht in der Vermittlung { $number }
notice-message-subject = Neue Nachricht, Vermittlung { $number }
notice-message-lead = Zur Vermittlung „{ $title }“ wurde eine Nachricht geschrieben.
notice-late = Vermittlung { $number }: Frist abgelaufen
notice-late-subject = Frist abgelaufen: Vermittlung { $number }
notice-late-lead = Bei der Vermittlung „{ $title }“ hat niemand rechtzeitig gehandelt. Geschieht bis zum Ende einer zweiten Frist nichts, endet sie.
notice-ended = Vermittlung { $number } ist beendet
notice-ended-subject = Vermittlung { $number } ist beendet
notice-ended-lead = Die Vermittlung „{ $title }“ ist beendet. Auf der Seite steht, wie und warum.
notice-watched = Bei { $number }, das Sie beobachten oder eine Ihrer Suchen findet, hat sich etwas geändert
