# L’annuaire : recherche, filtres, liste, tableau, carte.

directory-title = Organisations
directory-title-for = « { $text } » : organisations
directory-description = Start-up, entreprises, laboratoires, investisseurs et organismes publics de la région, avec la provenance de chaque information.
directory-search = Chercher
directory-search-label = Chercher une organisation
directory-search-placeholder = Nom, métier, lieu ou numéro
directory-count = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
directory-took = en { $millis } ms

directory-filters = Filtres
directory-filters-chosen = { $count ->
    [0] Filtres
   *[other] Filtres ({ $count })
}
directory-map = Carte
directory-map-caption = Nombre d’organisations par territoire, selon les filtres choisis. Cliquer sur un territoire le sélectionne.
directory-back = Revenir à la liste
directory-apply = Appliquer les filtres
directory-at-once = Chaque choix prend effet aussitôt.
directory-more = { $count ->
    [one] { $count } de plus
   *[other] { $count } de plus
}
directory-unstated = Non précisé
directory-all-registered = Toutes les entreprises enregistrées
directory-all-of = { $facet } : tout
directory-default-territory = Sans choix, celles hors de la région ne sont pas montrées.
directory-default-standing = Sans choix : répertoriées et membres.
directory-default-status = Sans choix, celles qui ont cessé ne sont pas montrées.
directory-default-age = Sans choix, les fiches périmées ne sont pas montrées.
directory-territories = Une organisation compte dans chaque territoire où elle a son siège ou un établissement ouvert ; le total la compte une fois.
directory-chosen = Filtres choisis
directory-remove = Retirer le filtre : { $filter }
directory-remove-all = Tout retirer
directory-part-of-map = Partie de la carte

facet-territory = Territoire
facet-kind = Nature
facet-language = Langue de travail
facet-nace = Secteur
facet-standing = Statut
facet-status = État juridique
facet-age = Âge des données

directory-order = Trier par
directory-order-apply = OK
order-relevance = Pertinence
order-name = Nom
order-newest = Plus récentes
order-age = Confirmées en dernier
directory-view = Affichage
directory-view-list = Liste
directory-view-table = Tableau
directory-csv = Télécharger le résultat en CSV
directory-xlsx = Télécharger le résultat en XLSX
directory-pages = Pages
directory-first-page = Première page
directory-next-page = Page suivante
directory-column-name = Nom
directory-column-municipality = Commune
directory-column-founded = Création
directory-column-as-of = En date du

directory-class-register = du registre
directory-class-attested = attesté
directory-class-declared = déclaré
directory-stale = périmé depuis peu
directory-stale-for = { $months ->
    [one] périmé depuis un mois
   *[other] périmé depuis { $months } mois
}
directory-why = Trouvée par : { $reasons }
directory-why-other-word = { $word } → { $found }
directory-why-code = le numéro { $word }
directory-why-name = « { $word } » dans un autre de ses noms
directory-why-place = « { $word } » parmi ses implantations
directory-why-text = « { $word } » dans une description non affichée ici
directory-why-territory = un établissement ({ $territories })

directory-corrected = Rien pour « { $typed } » ; voici les résultats pour « { $searched } ».
directory-nothing-title = Aucune organisation ne correspond
directory-nothing-text = Rien ne répond à la fois à ces mots et à ces filtres. Quelques pistes :
directory-without = Chercher sans « { $filter } »
directory-without-filters = Chercher sans aucun filtre
directory-without-words = Montrer tout ce qui répond aux filtres
directory-in-all-registered = { $count ->
    [one] Chercher parmi toutes les entreprises enregistrées : { $count } résultat
   *[other] Chercher parmi toutes les entreprises enregistrées : { $count } résultats
}
directory-empty-title = L’annuaire est encore vide
directory-empty-text = Aucune organisation n’y figure pour l’instant. Les premières apparaîtront dès qu’un registre aura été lu ou qu’une chambre les aura répertoriées.

directory-unknown-value = « { $value } » n’est pas une valeur de « { $name } ». Retirez-la de l’adresse ou choisissez-en une autre.
directory-query-too-long = La recherche est trop longue. Quelques mots suffisent.
directory-cursor = Cet endroit de la liste n’existe pas. Reprenez à la première page.
directory-query = Ces filtres ne peuvent pas être combinés. Retirez-en quelques-uns.
directory-also-stale = Aussi les fiches périmées
