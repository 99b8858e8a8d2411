reference-title = Interface de programmation
reference-lead = Tout ce que montrent les pages se lit aussi par programme : organisations, facettes, chambres, signalements.
reference-rules = Réponses en JSON, UTF-8 ; erreurs selon la RFC 9457 ; pages par curseur ; ETag. La description complète, en OpenAPI 3.1 et en anglais :
reference-contents = Opérations
reference-parameters = Paramètres
reference-answers = Réponses
