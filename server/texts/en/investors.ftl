# For investors: start-ups and SMEs, what they look for, watchlist, searches, changes, side by side.

startups-title = Start-ups and SMEs
startups-lead = Young and small companies of the region: how far they have come, what they do, where, and how old what is known of them is.
startups-count = { $count ->
    [0] No company
    [one] { $count } company
   *[other] { $count } companies
}
startups-none = No company matches these filters. Remove one, or look at stale data too.
startups-any-sector = Any industry
startups-age = Age of data
startups-as-of = { $date }, { $age }
startups-sort = Order
startups-sort-newest = Listed last first
startups-sort-age = Newest data first
startups-stronger = You have declared that you are a professional investor. With your second factor you also see what companies look for.
startups-stronger-go = Confirm who you are
startup-stage = Stage
startup-stage-idea = Idea
startup-stage-prototype = Prototype
startup-stage-pilot = Pilot customers
startup-stage-market = On the market
startup-stage-growth = Growing in several countries
startup-said = { $value } (declared { $date })
startup-unsaid = Not stated

funding-title = For investors
funding-lead = Everybody sees your stage. What you look for is seen only by people who have declared that they are professional investors, signed in with a second factor for an investor organisation; it appears nowhere else.
funding-said = You stated this on { $on }; it counts as fresh until { $until }.
funding-stale = You stated this on { $on }; since { $until } it has been shown as stale. Save it again if it still holds.
funding-stage-hint = How far has your main product come?
funding-band = Funding band
funding-band-hint = A rough band is enough; leave it empty if you are not looking.
funding-band-under-100k = below €100,000
funding-band-100k-250k = €100,000 to €250,000
funding-band-250k-500k = €250,000 to €500,000
funding-band-500k-1m = €500,000 to €1 million
funding-band-1m-3m = €1 million to €3 million
funding-band-over-3m = above €3 million
funding-purpose = Purpose
funding-purpose-hint = What would it mainly be for? Band and purpose go together.
funding-purpose-development = Finishing the product
funding-purpose-approval = Certification and approval
funding-purpose-production = Making it in numbers
funding-purpose-market = Selling across the border
funding-purpose-team = Hiring
funding-nothing = Not stated
funding-save = Save

investor-boundary = Passerelle brings people together and goes no further: nothing can be bought, promised or paid for here, and nothing is recommended. What you agree on, you agree on elsewhere.
investor-aside = For investors
investor-not-listed = Only start-ups and SMEs that are listed here can be followed, or say something for investors.
investor-no-investor = Only investor organisations that are listed here have a watchlist and searches.
investor-changed = Somebody changed this in the meantime. Look at what it says now and save again.
investor-too-many = That is as many as one organisation can keep. Remove one first.
investor-nothing = It is so already.

watchlist-title = Watchlist
watchlist-lead = Companies your organisation follows. Only its people see this list; the companies do not know of it.
watchlist-none = You do not follow any company yet. Choose some here:
watchlist-add = Follow
watchlist-remove = No longer follow

searches-title = Saved searches
searches-lead = What your organisation is looking for. Each search is called by its filters, and only your people see it.
searches-none = No search is saved yet. Set filters and save them here:
searches-all = All start-ups and SMEs
searches-keep = Save this search
searches-told = Tell us when something changes
searches-since = Saved on { $date }.
searches-are-told = Your people are told of changes.
searches-drop = Remove

alerts-title = What changed
alerts-lead = Changes of the last 90 days in companies you follow or your searches find: the field, before and after, and who says so.
alerts-none = Nothing has changed since you began to follow or search.
alerts-becomes = becomes
alerts-by-itself = declared by the company or entered by its chamber
alerts-watched = You follow it
alerts-search = Search: { $name }

compare-title = Side by side
compare-choose = Compare
compare-open = Compare the chosen ones
compare-none = Choose up to four companies in the list, then compare them.
compare-more = Four companies fit side by side: the first four are shown.
compare-caption = As of { $date }
compare-what = What it does
compare-print = This page can be printed: on paper it has the table alone.
