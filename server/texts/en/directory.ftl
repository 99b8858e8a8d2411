# The directory: search, filters, list, table, map.

directory-title = Organisations
directory-title-for = “{ $text }”: organisations
directory-description = Start-ups, companies, laboratories, investors and public bodies of the region, with where each piece of information comes from.
directory-search = Search
directory-search-label = Search for an organisation
directory-search-placeholder = Name, trade, place or number
directory-count = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
directory-took = in { $millis } ms

directory-filters = Filters
directory-filters-chosen = { $count ->
    [0] Filters
   *[other] Filters ({ $count })
}
directory-map = Map
directory-map-caption = Number of organisations by territory, under the filters chosen. A click on a territory chooses it.
directory-back = Back to the list
directory-apply = Apply filters
directory-at-once = A choice takes effect at once.
directory-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
directory-unstated = Not stated
directory-all-registered = All registered companies
directory-all-of = { $facet }: all
directory-default-territory = Unless chosen, those outside the region are left out.
directory-default-standing = Unless chosen: listed and members.
directory-default-status = Unless chosen, ceased ones are left out.
directory-default-age = Unless chosen, stale entries are left out.
directory-territories = An organisation counts in each territory where it has its seat or an open establishment; the total counts it once.
directory-chosen = Chosen filters
directory-remove = Remove filter: { $filter }
directory-remove-all = Remove all
directory-part-of-map = Part of the map

facet-territory = Territory
facet-kind = Kind
facet-language = Working language
facet-nace = Industry
facet-standing = Standing
facet-status = Legal status
facet-age = Age of data

directory-order = Sort by
directory-order-apply = Go
order-relevance = Best match
order-name = Name
order-newest = Newest first
order-age = Most recently confirmed
directory-view = View
directory-view-list = List
directory-view-table = Table
directory-csv = Download the result as CSV
directory-xlsx = Download the result as XLSX
directory-pages = Pages
directory-first-page = First page
directory-next-page = Next page
directory-column-name = Name
directory-column-municipality = Municipality
directory-column-founded = Founded
directory-column-as-of = As of

directory-class-register = from the register
directory-class-attested = attested
directory-class-declared = declared
directory-stale = just gone stale
directory-stale-for = { $months ->
    [one] stale for a month
   *[other] stale for { $months } months
}
directory-why = Found: { $reasons }
directory-why-other-word = { $word } → { $found }
directory-why-code = number { $word }
directory-why-name = “{ $word }” in another of its names
directory-why-place = “{ $word }” among its places
directory-why-text = “{ $word }” in a description not shown here
directory-why-territory = an establishment ({ $territories })

directory-corrected = Nothing was found for “{ $typed }”; these are the results for “{ $searched }”.
directory-nothing-title = No organisation fits
directory-nothing-text = Nothing in the directory fits these words and filters together. You could go on like this:
directory-without = Search without “{ $filter }”
directory-without-filters = Search without any filter
directory-without-words = Show everything that fits the filters
directory-in-all-registered = { $count ->
    [one] Search among all registered companies: { $count } hit
   *[other] Search among all registered companies: { $count } hits
}
directory-empty-title = The directory is still empty
directory-empty-text = No organisation has been entered so far. They appear here as soon as a register has been read or a chamber has listed the first ones.

directory-unknown-value = “{ $value }” is not a value of “{ $name }”. Remove it from the address or choose another one.
directory-query-too-long = The search is too long. A few words are enough.
directory-cursor = This place in the list does not exist. Start again on the first page.
directory-query = This combination of filters cannot be answered. Remove some of them.
directory-also-stale = Stale entries, too
