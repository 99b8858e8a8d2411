# Anmelden, das eigene Konto und die Briefe dazu.

accounts-sign-in = Anmelden
accounts-sign-in-lead = Geben Sie Ihre Adresse an: Sie erhalten einen Link per E-Mail. Haben Sie noch kein Konto, legt dieser Link es an.
accounts-mail = E-Mail-Adresse
accounts-stay = Auf diesem Gerät angemeldet bleiben (nicht auf gemeinsam genutzten Geräten)
accounts-send-link = Link anfordern
accounts-why = Wozu ein Konto?
accounts-why-text = Um Ihre Organisation vorzustellen, Ihren Antrag zu verfolgen und Ihrer Kammer zu antworten. Zum Lesen des Verzeichnisses brauchen Sie keines.
accounts-cookie = Die Anmeldung setzt ein einziges, notwendiges Cookie. Es verschwindet, wenn Sie sich abmelden.
accounts-no-mail = Diese E-Mail-Adresse ist unvollständig. Ein Beispiel: name@example.org
accounts-wait = Zu viele Versuche in kurzer Zeit.

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
