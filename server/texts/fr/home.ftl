# La page d’accueil.

home-title = Passerelle
home-heading = Qui fait quoi, de part et d’autre de la frontière
home-lead = Start-up, entreprises, laboratoires et investisseurs de la région, en trois langues ; pour chaque information, sa provenance et son âge.
home-search-label = Chercher une organisation
home-search-placeholder = Nom, métier, lieu ou numéro
home-search = Chercher
home-for-example = Par exemple
home-example-trade = logiciel
home-example-field = hydrogène
home-registered = { $count ->
    [one] Chercher aussi parmi { $count } entreprise connue seulement par un registre
   *[other] Chercher aussi parmi { $count } entreprises connues seulement par un registre
}
home-map-caption = Organisations répertoriées et membres par territoire. Un clic mène à celles du territoire. Celle qui a des implantations dans plusieurs compte dans chacun.
home-organisations = organisations répertoriées et membres
home-coverage = { $startups ->
    [one] dont { $startups } start-up, sur { $estimate } estimées dans la région
   *[other] dont { $startups } start-up, sur { $estimate } estimées dans la région
}
home-median-age = âge médian des données
home-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
home-median-age-basis = pour la moitié des organisations, la dernière confirmation est plus récente
home-stale = fiches périmées
home-stale-basis = { $count } sur { $total } : tout ce que l’on en sait a passé sa date de validité
home-none = aucune
home-newest = Nouvelles dans l’annuaire
home-all-newest = Toutes, les plus récentes d’abord
home-empty = Aucune organisation n’est encore répertoriée.
home-by-territory = Âge des données par territoire
home-figures-what = Organisations répertoriées et membres de la région, hors entreprises radiées. Âge : jours depuis la plus récente des informations essentielles (nom, siège, activité, contact), médiane. Périmée : toutes ont passé leur durée de validité.
home-counted = État au { $date }.
home-organisations-short = organisations
home-bridges = Arcs : issues confirmées de mises en relation, publiées par l’observatoire, au moins :
home-bridge = { $one } – { $two } : { $count }
