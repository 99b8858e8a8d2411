# Anmelden, das eigene Konto und die Briefe dazu.

accounts-sign-in = Anmelden
accounts-sign-in-lead = Geben Sie Ihre Adresse an und melden Sie sich mit Ihrem Passwort an, oder lassen Sie sich einen Link schicken. Haben Sie noch kein Konto, legt dieser Link es an.
accounts-mail = E-Mail-Adresse
accounts-stay = Auf diesem Gerät angemeldet bleiben (nicht auf gemeinsam genutzten Geräten)
accounts-send-link = Link anfordern
accounts-why = Wozu ein Konto?
accounts-why-text = Um Ihre Organisation vorzustellen, Ihren Antrag zu verfolgen und Ihrer Kammer zu antworten. Zum Lesen des Verzeichnisses brauchen Sie keines.
accounts-cookie = Die Anmeldung setzt ein einziges, notwendiges Cookie. Es verschwindet, wenn Sie sich abmelden.
accounts-no-mail = Diese E-Mail-Adresse ist unvollständig. Ein Beispiel: name@example.org
accounts-wait = Zu viele Versuche in kurzer Zeit.
accounts-rests = Gerade werden hier von vielen Seiten falsche Passwörter probiert; die Anmeldung mit Passwort ruht deshalb für kurze Zeit. Mit einem Passkey oder einem Link per E-Mail kommen Sie sofort hinein.

accounts-sent = Sehen Sie in Ihr Postfach
accounts-sent-lead = Kann an diese Adresse geschrieben werden, kommt die Nachricht innerhalb einer Minute an. Öffnen Sie den Link darin in diesem Browser; er gilt zehn Minuten und nur einmal.
accounts-code = Anderswo angezeigter Code
accounts-code-hint = Sie haben den Link auf einem anderen Gerät geöffnet? Geben Sie hier die acht Ziffern ein, die dort stehen.
accounts-code-wrong = Dieser Code passt nicht, oder sein Link gilt nicht mehr.
accounts-continue = Weiter
accounts-no-letter = Nichts angekommen?
accounts-no-letter-text = Sehen Sie im Spam-Ordner nach und prüfen Sie die Adresse. Nach einigen Anforderungen ist eine Stunde Pause nötig.
accounts-ask-again = Neuen Link anfordern
accounts-name = Ihr Name
accounts-name-hint = Vor- und Nachname, wie andere sie sehen. Höchstens 120 Zeichen.
accounts-name-missing = Geben Sie Ihren Namen an, mit höchstens 120 Zeichen.

accounts-landing = Dieser Link meldet Sie als { $mail } an.
accounts-landing-new = Dieser Link legt ein Konto für { $mail } an.
accounts-enter = Anmelden
accounts-make = Konto anlegen
accounts-elsewhere = Fahren Sie im anderen Browser fort
accounts-elsewhere-lead = Dieser Link wurde anderswo angefordert. Geben Sie diesen Code auf der Seite ein, die dort offen ist:
accounts-elsewhere-warning = Geben Sie diesen Code niemandem. Haben Sie nichts angefordert, schließen Sie diese Seite.
accounts-otherwise = Melden Sie sich mit Ihrem zweiten Faktor an
accounts-otherwise-lead = Ihre Funktion verlangt zwei Faktoren. Melden Sie sich mit Ihrem Passkey an oder mit Passwort und Code.
accounts-gone = Dieser Link gilt nicht mehr
accounts-gone-lead = Er wurde schon benutzt, ist abgelaufen oder unvollständig. Es wurde nichts geändert.

accounts-account = Ihr Konto

accounts-demo = Konto der Demonstration
accounts-demo-lead = Sie melden sich als { $name } an, eine erfundene Person.

mail-accounts-foot = Automatische Nachricht von Passerelle, betrieben von { $operator }.
mail-not-you = Haben Sie das nicht angefordert, können Sie diese Nachricht ignorieren: Ohne den Link geschieht nichts.
mail-link-life = Der Link gilt zehn Minuten und nur einmal. Öffnen Sie ihn in dem Browser, in dem Sie ihn angefordert haben; anderswo zeigt er einen Code zum Abtippen.
mail-sign-in-subject = Ihr Link zur Anmeldung bei Passerelle
mail-sign-in-lead = Sie möchten sich bei Passerelle anmelden.
mail-sign-in-button = Anmelden
mail-join-subject = Legen Sie Ihr Konto bei Passerelle an
mail-join-lead = Für diese Adresse wurde ein Konto bei Passerelle angefordert. Der Link unten legt es an.
mail-join-button = Konto anlegen
mail-strong-subject = Anmeldung bei Passerelle
mail-strong-lead = Sie haben einen Link zur Anmeldung angefordert. Ihre Funktion verlangt zwei Faktoren: Melden Sie sich mit Ihrem Passkey an oder mit Passwort und dem Code Ihrer App. Ein Link genügt nicht.
mail-strong-button = Zur Anmeldung
mail-invitation-life = Der Link gilt vierzehn Tage und nur einmal. Haben Sie noch kein Konto, legt er es an.
mail-invitation-button = Einladung annehmen

accounts-again = Bestätigen Sie Ihre Identität
accounts-strong = Dieser Schritt verlangt zwei Faktoren: Ihren Passkey oder Ihr Passwort und den Code Ihrer App.
accounts-password = Passwort
accounts-password-optional = (falls Sie eines haben)
accounts-with-password = Mit Passwort anmelden
accounts-password-wrong = Adresse oder Passwort passt nicht.
accounts-password-short = Nehmen Sie mindestens { $limit } Zeichen. Ein Satz lässt sich gut merken.
accounts-password-long = Nehmen Sie höchstens { $limit } Zeichen.
accounts-password-weak = Dieses Passwort ist zu leicht zu erraten. Nehmen Sie mehrere Wörter ohne Zusammenhang.
accounts-second = Zweiter Faktor
accounts-second-code = Code Ihrer App
accounts-second-hint = Sechs Ziffern oder einer Ihrer Ersatzcodes.
accounts-second-wrong = Dieser Code passt nicht oder wurde schon benutzt.

mail-changed-subject = Ihre Anmeldung wurde geändert
mail-changed-password = Das Passwort Ihres Kontos bei Passerelle wurde geändert. Andere Sitzungen und alle Tokens sind beendet.
mail-changed-second = Der zweite Faktor Ihres Kontos bei Passerelle wurde geändert. Andere Sitzungen und alle Tokens sind beendet.
mail-changed-recovery = Ein Ersatzcode wurde benutzt, um sich bei Passerelle anzumelden.
mail-changed-not-you = Waren Sie das nicht, melden Sie sich sofort bei Ihrer Kammer oder beim Betreiber.
mail-changed-button = Konto ansehen

accounts-password-common = Dieses Passwort steht auf den Listen, die zuerst ausprobiert werden. Nehmen Sie mehrere Wörter ohne Zusammenhang.
accounts-password-pattern = Wiederholungen, Folgen und Tastenreihen sind sofort erraten. Nehmen Sie mehrere Wörter ohne Zusammenhang.
accounts-password-names = Namen, Daten und Jahreszahlen sind leicht zu erraten. Nehmen Sie mehrere Wörter ohne Zusammenhang.
accounts-password-new = Neues Passwort
accounts-password-hint = Mindestens { $limit } Zeichen; am besten mehrere Wörter, die Sie sich merken können. Einfügen ist erlaubt.
accounts-password-set = Passwort festlegen
accounts-password-there = Sie haben ein Passwort. Ändern Sie es, enden Ihre anderen Sitzungen und alle Tokens.
accounts-password-none = Sie haben kein Passwort: Sie melden sich mit einem Link aus einer E-Mail an.
accounts-forgotten = Passwort vergessen oder noch keines?
accounts-reset = Neues Passwort festlegen
accounts-reset-lead = Geben Sie die Adresse Ihres Kontos an: Sie erhalten einen Link, um ein neues Passwort festzulegen.
accounts-reset-sent = Kann an diese Adresse geschrieben werden, kommt die Nachricht innerhalb einer Minute an. Der Link darin gilt dreißig Minuten und nur einmal.
accounts-reset-ends = Alle Sitzungen und Tokens Ihres Kontos enden. Ihr zweiter Faktor bleibt.
accounts-reset-done = Ihr Passwort ist festgelegt
accounts-reset-done-lead = Alle Sitzungen sind beendet. Melden Sie sich mit dem neuen Passwort an und, falls vorhanden, mit Ihrem zweiten Faktor.

accounts-profile = Zu Ihrer Person
accounts-language = Sprache unserer Nachrichten
accounts-digest = Benachrichtigungen per E-Mail
digest-at-once = Jede sofort
digest-daily = Einmal am Tag, gesammelt
accounts-professional = Ich erkläre, professionell zu investieren
accounts-keys = Tastenkürzel am Arbeitsplatz
accounts-save = Speichern
accounts-saved = Ihre Änderung ist gespeichert.
accounts-confirm-first = Zum Ändern zuerst die Identität bestätigen
accounts-onward = Weiter, wohin Sie wollten

accounts-second-lead = Ein zweiter Faktor schützt Ihr Konto, auch wenn jemand Ihr Passwort kennt. Wer für eine Kammer arbeitet, braucht ihn.
accounts-second-needed = Die gewünschte Seite verlangt zwei Faktoren, Sie haben erst einen. Richten Sie hier eine App oder einen Passkey ein; danach geht es weiter.
accounts-second-needs-password = Der Code einer App wird nach Ihrem Passwort eingegeben. Legen Sie zuerst ein Passwort fest.
accounts-app-there = { $count ->
    [one] Eine App ist eingerichtet. Ein Ersatzcode ist übrig.
   *[other] Eine App ist eingerichtet. { $count } Ersatzcodes sind übrig.
}
accounts-app-add = App einrichten
accounts-app-anew = Mit neuem Schlüssel von vorn beginnen
accounts-app-scan = Lesen Sie dieses Bild mit einer Code-App auf Ihrem Telefon ein.
accounts-app-drawing = QR-Code mit dem Schlüssel für Ihre App
accounts-app-type = Oder geben Sie diesen Schlüssel in die App ein:
accounts-app-confirm = Mit diesem Code bestätigen
accounts-app-remove = App entfernen
accounts-codes = Ihre Ersatzcodes
accounts-codes-once = Jeder ersetzt einmal die verlorene App. Bewahren Sie sie sicher auf: Sie werden nicht noch einmal angezeigt.
accounts-codes-renew = Neue Ersatzcodes

accounts-passkeys = Passkeys
accounts-passkeys-lead = Mit einem Passkey melden Sie sich per Finger, Gesicht oder PIN Ihres Geräts an; er zählt als zwei Faktoren. Halten Sie zwei auf verschiedenen Geräten bereit.
accounts-passkey-name = Name des Passkeys
accounts-passkey-hint = Zum Beispiel: Laptop im Büro
accounts-passkey-nameless = Geben Sie dem Passkey einen Namen mit höchstens 120 Zeichen.
accounts-passkey-add = Passkey hinzufügen
accounts-passkey-script = Passkeys brauchen JavaScript.
accounts-passkey-failed = Das Gerät hat keinen Passkey geliefert. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.
accounts-passkey-wrong = Dieser Passkey passt nicht. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.
accounts-with-passkey = Passkey verwenden
accounts-keys-many = Es sind schon zwanzig. Beenden Sie zuerst einen Eintrag.
accounts-since = seit { $date }
accounts-until = bis { $date }
accounts-last-used = zuletzt benutzt: { $date }
accounts-remove = Entfernen
accounts-remove-named = { $name } entfernen
accounts-end = Beenden
accounts-end-named = { $name } beenden

accounts-sessions = Wo Sie angemeldet sind
accounts-session-unknown = Unbekannter Browser
accounts-session-here = (dieser Browser)
accounts-session-strong = zwei Faktoren

accounts-tokens = Tokens für Programme
accounts-tokens-lead = Mit einem Token benutzt ein Programm die API in Ihrem Namen. Behandeln Sie es wie ein Passwort.
accounts-token-name = Name des Tokens
accounts-token-hint = Zum Beispiel: unsere Website
accounts-token-nameless = Geben Sie dem Token einen Namen mit höchstens 120 Zeichen.
accounts-token-scopes = Was es darf
accounts-token-for-nothing = Wählen Sie mindestens eines.
accounts-token-days = Gültig für … Tage
accounts-token-life = Geben Sie 1 bis { $limit } Tage an.
accounts-token-make = Token anlegen
accounts-token-made = Ihr neues Token
accounts-token-once = Kopieren Sie es jetzt: Es wird nicht noch einmal angezeigt.
scope-read = lesen, was ich lesen darf
scope-join = beitreten und für Organisationen antworten
scope-cases = Vorgänge bearbeiten

mail-reset-subject = Ein neues Passwort für Passerelle
mail-reset-lead = Sie möchten ein neues Passwort für Passerelle festlegen. Ihr zweiter Faktor bleibt, wie er ist.
mail-reset-life = Der Link gilt dreißig Minuten und nur einmal. Mit dem neuen Passwort enden alle Sitzungen.
mail-reset-button = Neues Passwort festlegen
mail-reset-unknown = Für diese Adresse wurde ein neues Passwort angefordert, sie hat aber kein Konto bei Passerelle. Waren Sie das, versuchen Sie es mit einer anderen Adresse, oder legen Sie auf der Anmeldeseite ein Konto an.
accounts-demo-offered = In dieser Vorführung anmelden als
accounts-demo-what-founder = gründet ein Unternehmen
accounts-demo-what-owner = führt ein verzeichnetes Unternehmen
accounts-demo-what-investor = professionelle Investorin
accounts-demo-what-adviser = Beratung einer Kammer
accounts-demo-what-moderator = Moderation einer Kammer
accounts-demo-what-head = Leitung einer Kammer
accounts-demo-what-admin = betreibt den Dienst
