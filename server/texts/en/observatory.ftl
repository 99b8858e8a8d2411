# What crosses borders, and what is in the way.

observatory-title = What crosses, and what is in the way
observatory-lead = Who asks whom across the borders of the region, what comes of it, and what stops it. Each figure has its definition, its query and the hash of the table as it was published.
observatory-nothing = Nothing has been published yet. The figures appear on the first day of a month, once there is something to count.
observatory-years = Years
observatory-complete = The year is over; these figures stay.
observatory-running = The year is not over: figures of what was counted so far, published once a month.
observatory-coverage = { $startups ->
    [one] { $startups } start-up of an estimated { $estimate } was listed here
   *[other] { $startups } start-ups of an estimated { $estimate } were listed here
  }; { $chambers } of { $all } chambers were at work.
observatory-hidden = A point stands for a figure below { $least } that is not shown, so that nobody can be recognised, and for those from which it could be worked out. “20+” is at least 20: shown before, and since then grown by too little to be told. A dash is nought.
observatory-none = none
observatory-not-shown = not shown
observatory-at-least = at least { $count }
observatory-total = Total
observatory-from-to = From ↓ to →
observatory-border = Border
observatory-step = Step
observatory-share = Share
observatory-reached = Reached
observatory-days = Days since the step before, median
observatory-empty = Nothing counted.
observatory-waits = Not shown yet: it appears once enough introductions are shown that it tells nothing more of them.
observatory-published = Published on { $date }.
observatory-how = Definition, query and hash
observatory-position = Counted from the journal up to entry { $entry }.
observatory-map = Introductions between two territories, both directions together; the wider the arc, the more of them are shown.
observatory-days-of = Published before
observatory-stays = What was published stays as it was.
observatory-more = What the chambers do, in figures:

observatory-title-introductions = Introductions
observatory-title-meetings = Meetings
observatory-title-outcomes = Confirmed outcomes
observatory-title-obstacles = Obstacles by border
observatory-title-steps = How far introductions come

observatory-definition-introductions = Introductions sent in the calendar year, from the territory of the organisation that asks to that of the organisation that is asked. Drafts are none.
observatory-definition-meetings = Introductions of which it was said in the calendar year that the two sides have met, whenever they were sent.
observatory-definition-outcomes = Outcomes that both sides confirmed in the calendar year: contracts, pilots, supply, projects, investments, sites, licences.
observatory-definition-obstacles = Introductions between two territories of which both sides confirmed in the calendar year that nothing came, by what stood in the way; both directions together.
observatory-definition-steps = Introductions that came to their end in the calendar year, whatever the end, by the steps they had reached. Days are calendar days since the step before, the middle value to half a day, where at least five took the step.
