# Die Karte der Region.

map-label = Karte der Region
map-territory = { $territory }, { $count ->
    [one] { $count } Organisation
   *[other] { $count } Organisationen
}
map-practices = { $territory }, { $count ->
    [one] { $count } Beitrag
   *[other] { $count } Beiträge
}
map-zoom-in = Vergrößern
map-zoom-out = Verkleinern
map-whole = Ganze Region
map-search-here = Hier suchen
map-hint = Die Karte lässt sich ziehen, oder mit den Pfeiltasten und + und − bewegen.
map-failed = Die Punkte ließen sich nicht laden. Die Liste ist vollständig.
map-cluster = {"{"}count{"}"} Organisationen
map-approximate = {"{"}name{"}"} (ungefähre Lage)
