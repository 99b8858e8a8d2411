# The front page.

home-title = Passerelle
home-heading = Who does what, across the border
home-lead = Start-ups, companies, laboratories and investors of the region, in three languages, with where each piece of information comes from and how old it is.
home-search-label = Search for an organisation
home-search-placeholder = Name, trade, place or number
home-search = Search
home-for-example = For example
home-example-trade = software
home-example-field = hydrogen
home-registered = { $count ->
    [one] Also search { $count } company known only from a register
   *[other] Also search { $count } companies known only from a register
}
home-map-caption = Listed and member organisations by territory. A click leads to those of the territory. One with places in several counts in each.
home-organisations = listed and member organisations
home-coverage = { $startups ->
    [one] of which { $startups } start-up, of an estimated { $estimate } in the region
   *[other] of which { $startups } start-ups, of an estimated { $estimate } in the region
}
home-median-age = median age of data
home-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
home-median-age-basis = for half of the organisations something was confirmed more recently
home-stale = stale entries
home-stale-basis = { $count } of { $total }: everything known of them is past its shelf life
home-none = none yet
home-newest = Newest in the directory
home-all-newest = All, newest first
home-empty = No organisation has been listed so far.
home-by-territory = Age of the data by territory
home-figures-what = Listed and member organisations of the region, without those that ceased. Age: days since the newest core fact (name, seat, activity, contact), median. Stale: all of them are past their shelf life.
home-counted = As of { $date }.
home-organisations-short = organisations
home-bridges = Arcs: confirmed outcomes of introductions, published by the observatory, at least:
home-bridge = { $one } – { $two }: { $count }
