# Was einer Anfrage im Einzelnen fehlt. Die Arten von Problemen stehen in problems.ftl.

error-home = Zur Startseite
error-reference = Aktenzeichen
error-request = Die Anfrage war nicht lesbar.
error-wait = { $seconds ->
    [one] Bitte in einer Sekunde erneut versuchen.
   *[other] Bitte in { $seconds } Sekunden erneut versuchen.
}
error-body-limit = Eine Sendung darf höchstens { $kib } KiB groß sein.
error-upload-slow = Die Sendung kam zu langsam an. Versuchen Sie es bei besserer Verbindung noch einmal, oder nehmen Sie eine kleinere Datei.
error-media-type = Diese Adresse liest das Format { $kind }.
error-address-length = Die Adresse hat { $length } Zeichen, gelesen werden { $limit }. Bitte die Suche kürzen oder Filter entfernen.
error-origin = Dieses Formular kam nicht von einer Seite dieses Angebots. Bitte hier öffnen und noch einmal absenden.
error-cursor = Diese Stelle der Liste gilt nicht für diese Filter. Bitte auf der ersten Seite neu beginnen.
error-parameter-unknown = Den Parameter „{ $name }“ gibt es hier nicht. Bitte aus der Adresse entfernen.
error-parameter-twice = Der Parameter „{ $name }“ darf nur einmal vorkommen.
error-parameter-value = Der Wert des Parameters „{ $name }“ passt nicht.
error-parameter-count = Eine Anfrage hat höchstens { $limit } Werte. Bitte Filter entfernen.
error-json = Das JSON war an der Stelle „{ $pointer }“ nicht lesbar: { $reason }
problem-facts-code = Code
problem-facts-status = HTTP-Status
error-form-token = Dieses Formular gehört nicht zu Ihrer jetzigen Anmeldung. Laden Sie die Seite neu und senden Sie es noch einmal.
error-sign-in = Anmelden
error-sign-in-again = Identität bestätigen

error-key-malformed = Der Idempotency-Key ist keine UUID.
error-key-reused = Dieser Idempotency-Key gehört zu einer anderen Anfrage. Nehmen Sie einen neuen.
error-key-running = Eine Anfrage mit diesem Idempotency-Key wird gerade bearbeitet. Fragen Sie in einer Minute erneut.
