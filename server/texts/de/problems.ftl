# Was schiefging: Titel, was geschehen ist und was zu tun ist, und die Erklärung auf der Seite /problems/….

problem-validation-title = Bitte berichtigen Sie das Formular
problem-validation-lead = Mindestens eine Angabe kann so nicht übernommen werden. Ihre Eingaben sind erhalten; berichtigen Sie die markierten Felder und senden Sie das Formular noch einmal.
problem-validation-explain = Die Anfrage war lesbar, aber ein Wert verletzt eine Regel: Ein Pflichtfeld ist leer, ein Text zu lang, die Prüfziffer einer Kennnummer falsch. Jedes betroffene Feld wird mit dem Grund genannt. Gespeichert wurde nichts. In der Schnittstelle zeigt „errors“ auf jedes Feld.

problem-malformed-title = Diese Anfrage ist nicht lesbar
problem-malformed-lead = Die Adresse oder die gesendeten Daten haben nicht die erwartete Form. Beginnen Sie noch einmal auf der vorigen Seite oder bei der Suche.
problem-malformed-explain = Der Server konnte die Anfrage nicht deuten: ein unbekannter Parameter in der Adresse, eine veränderte oder abgelaufene Seitenmarke, fehlerhaftes JSON. Dieselbe Anfrage bekommt dieselbe Antwort. Hat ein Link dieser Website Sie hierher geführt, sagen Sie es bitte dem Betreiber.

problem-unauthenticated-title = Bitte melden Sie sich an
problem-unauthenticated-lead = Dieser Bereich steht Personen mit Konto offen. Nach der Anmeldung kommen Sie an dieselbe Stelle zurück.
problem-unauthenticated-explain = Die Anfrage wies nicht aus, von wem sie kommt, oder der Nachweis gilt nicht mehr. In der Schnittstelle gehört das Token in den Kopf „Authorization“; ein Token in der Adresse wird abgelehnt.

problem-forbidden-title = Dazu fehlt die Berechtigung
problem-forbidden-lead = Ihr Konto hat das nötige Recht nicht. Jemand mit dieser Rolle in Ihrer Organisation oder Kammer kann es tun oder Ihnen die Rolle geben.
problem-forbidden-explain = Der Absender ist bekannt, seine Rolle deckt die Handlung aber nicht. Ein Formular, das von einer fremden Website kommt oder zu lange offen war, wird ebenso abgewiesen: Laden Sie die Seite neu und senden Sie es noch einmal.

problem-step-up-required-title = Bitte bestätigen Sie, dass Sie es sind
problem-step-up-required-lead = Diese Handlung verlangt eine frische oder stärkere Anmeldung. Danach geht es dort weiter, wo Sie waren.
problem-step-up-required-explain = Manches ist wichtig genug, um zweimal gefragt zu werden: Die Anmeldung muss jung sein oder ein stärkeres Mittel nutzen. Die Antwort nennt die verlangte Stärke und das höchste zulässige Alter.

problem-not-found-title = Unter dieser Adresse gibt es nichts
problem-not-found-lead = Vielleicht ist die Adresse vertippt oder die Seite umgezogen. Prüfen Sie die Adresse oder suchen Sie im Verzeichnis.
problem-not-found-explain = Keine Seite und kein Eintrag, den Sie sehen dürfen, hat diese Adresse. Was es nicht gibt und was nicht öffentlich ist, wird gleich beantwortet, damit niemand das eine vom anderen unterscheiden kann.

problem-method-not-allowed-title = So lässt sich diese Adresse nicht benutzen
problem-method-not-allowed-lead = Die Seite gibt es, aber sie nimmt diese Art von Anfrage nicht an. Öffnen Sie sie über einen Link, statt ihr etwas zu senden.
problem-method-not-allowed-explain = Die Adresse stimmt, die HTTP-Methode nicht: etwa ein Formular, das an eine reine Leseseite ging. Der Kopf „Allow“ nennt die erlaubten Methoden.

problem-not-acceptable-title = In diesem Format nicht vorhanden
problem-not-acceptable-lead = Was Sie verlangen, gibt es, nur nicht in diesem Format. Als Webseite ist es immer zu haben.
problem-not-acceptable-explain = Der Kopf „Accept“ nennt nur Formate, die diese Adresse nicht liefert. Die Schnittstelle antwortet in JSON; Suchergebnisse gibt es auch als CSV und XLSX.

problem-conflict-title = Jemand war schneller
problem-conflict-lead = Der Eintrag hat sich inzwischen geändert, oder Gleiches besteht schon. Sehen Sie sich den jetzigen Stand an und entscheiden Sie, ob Ihre Änderung noch nötig ist.
problem-conflict-explain = Die Änderung passt nicht zum Stand des Eintrags: Eine andere Anfrage hat ihn im selben Augenblick geändert, oder es entstünde etwas, das es schon gibt. Nichts wurde überschrieben, nichts gespeichert.

problem-erased-title = Dieser Eintrag wurde gelöscht
problem-erased-lead = Es hat ihn gegeben, er wurde endgültig entfernt, und seine Adresse wird nicht neu vergeben. Das Verzeichnis zeigt, was heute bekannt ist.
problem-erased-explain = Der Eintrag wurde auf Antrag oder nach Ablauf seiner Frist gelöscht. Übrig ist nur, dass hier etwas stand, damit alte Links nicht an die falsche Stelle führen. Auch anderswo gespeicherte Kopien sind zu löschen.

problem-precondition-failed-title = Der Eintrag hat sich seit dem Öffnen geändert
problem-precondition-failed-lead = Ihre Änderung bezog sich auf einen älteren Stand und wurde nicht gespeichert. Laden Sie den Eintrag neu und wiederholen Sie sie dort.
problem-precondition-failed-explain = Der Stand im Kopf „If-Match“ ist nicht mehr der geltende. Das schützt, was andere eingetragen haben: Lesen Sie den Eintrag, nehmen Sie sein neues ETag und senden Sie die Änderung noch einmal.

problem-payload-too-large-title = Das ist zu viel auf einmal
problem-payload-too-large-lead = Die Sendung ist größer, als diese Adresse annimmt. Kürzen Sie den Text oder senden Sie ihn in Teilen.
problem-payload-too-large-explain = Der Server begrenzt die Größe jeder Anfrage, damit er für alle erreichbar bleibt. Ein Formular fasst 64 KiB, ein JSON-Dokument 256 KiB.

problem-unsupported-media-type-title = Dieses Format wird hier nicht gelesen
problem-unsupported-media-type-lead = Die gesendeten Daten sind von einer Art, die diese Adresse nicht liest. Senden Sie sie in dem Format, das ihre Beschreibung nennt.
problem-unsupported-media-type-explain = Der Kopf „Content-Type“ fehlt oder nennt eine Art, die nicht angenommen wird. Die Schnittstelle liest application/json und für Teiländerungen application/merge-patch+json; die Seiten lesen gewöhnliche Formulare.

problem-precondition-required-title = Welchen Stand ändern Sie?
problem-precondition-required-lead = Eine Änderung muss den Stand nennen, von dem sie ausgeht. Lesen Sie zuerst den Eintrag und senden Sie sein ETag mit.
problem-precondition-required-explain = Damit keine Änderung eine andere unbemerkt aufhebt, brauchen Änderungen und Löschungen den Kopf „If-Match“ mit dem ETag des gelesenen Standes.

problem-too-many-requests-title = Einen Augenblick, bitte
problem-too-many-requests-lead = Von Ihrem Anschluss kamen in kurzer Zeit sehr viele Anfragen. Warten Sie ein wenig und versuchen Sie es dann wieder; verloren ist nichts.
problem-too-many-requests-explain = Eine Grenze schützt den Dienst vor Überflutung. Sie zählt nach Netz, nicht nach Person; ein großes Büro kann sie erreichen, ohne etwas falsch zu machen. Der Kopf „Retry-After“ nennt die Sekunden bis zum nächsten Versuch.

problem-internal-title = Der Fehler liegt bei uns
problem-internal-lead = Auf unserer Seite ist etwas misslungen; es ist vermerkt. Versuchen Sie es gleich noch einmal, und wenn es wieder geschieht, senden Sie uns das Kennzeichen unten.
problem-internal-explain = Der Server geriet in einen Zustand, für den er nicht gebaut ist. Die Ursache steht unter dem genannten Kennzeichen in seinem technischen Protokoll; das Kennzeichen enthält nichts über Sie. Halb gespeichert wurde nichts.

problem-unavailable-title = Gerade ausgelastet
problem-unavailable-lead = Der Dienst kann im Augenblick nicht antworten, wegen hoher Last oder Wartung. Versuchen Sie es in einigen Sekunden wieder.
problem-unavailable-explain = Der Server startet, wird gewartet, hat keinen Platz mehr auf der Platte oder mehr Arbeit, als er annehmen kann. Oft geht Lesen noch, während Schreiben warten muss. Der Kopf „Retry-After“ sagt, wann es sich wieder lohnt.

# Was an einem Feld nicht stimmt, und wie man es berichtigt.
fault-missing = Diese Angabe fehlt noch.
fault-short = Schreiben Sie mindestens { $least } Zeichen.
fault-long = { $length } Zeichen: Kürzen Sie auf { $limit }.
fault-many = Wählen Sie höchstens { $limit }.
fault-unknown = Diesen Wert gibt es hier nicht. Wählen Sie einen aus der Liste.
fault-past = Dieser Tag ist vorbei. Wählen Sie heute oder einen späteren.
fault-no-day = Das ist kein Datum. Schreiben Sie es wie 2027-06-30.
fault-future = Dieser Tag liegt in der Zukunft. Wählen Sie heute oder einen früheren Tag.
fault-order = Dieses Datum liegt vor dem ersten. Berichtigen Sie eines von beiden.
fault-address = Das ist keine Webadresse. Schreiben Sie sie ganz aus, etwa https://www.beispiel.eu.
