reference-title = Programmierschnittstelle
reference-lead = Alles, was die Seiten zeigen, lässt sich auch mit Programmen lesen: Organisationen, Facetten, Kammern, Meldungen.
reference-rules = Antworten in JSON, UTF-8; Fehler nach RFC 9457; Seiten mit Cursor; ETag. Die vollständige Beschreibung in OpenAPI 3.1, auf Englisch:
reference-contents = Operationen
reference-parameters = Parameter
reference-answers = Antworten
