# The map of the region.

map-label = Map of the region
map-territory = { $territory }, { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
map-practices = { $territory }, { $count ->
    [one] { $count } practice
   *[other] { $count } practices
}
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-whole = Whole region
map-search-here = Search here
map-hint = Drag the map, or move it with the arrow keys, + and −.
map-failed = The points could not be loaded. The list is complete.
map-cluster = {"{"}count{"}"} organisations
map-approximate = {"{"}name{"}"} (approximate place)
