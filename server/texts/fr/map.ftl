# La carte de la région.

map-label = Carte de la région
map-territory = { $territory }, { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
map-practices = { $territory }, { $count ->
    [one] { $count } pratique
   *[other] { $count } pratiques
}
map-zoom-in = Agrandir
map-zoom-out = Réduire
map-whole = Toute la région
map-search-here = Chercher ici
map-hint = Faites glisser la carte, ou parcourez-la avec les flèches et les touches + et −.
map-failed = Les points n’ont pas pu être chargés. La liste reste complète.
map-cluster = {"{"}count{"}"} organisations
map-approximate = {"{"}name{"}"} (emplacement approximatif)
