# What the chambers do, in figures.

transparency-title = What the chambers do, in figures
transparency-lead = How many cases are open and since when, how long a decision takes, what is decided and on which grounds, and what becomes of appeals.
transparency-hidden = A point stands for a figure below { $least }, other than nought, that is not shown, so that nobody can be recognised, and for those from which it could be worked out. Nought is shown; chambers and columns of nothing but nought are left out.
transparency-years = Years
transparency-as-of = Counted on { $date }.
transparency-nothing = Nothing to count.
transparency-few = Fewer than { $least }; nothing is shown of them.
transparency-chamber = Chamber
transparency-all = All chambers
transparency-total = Total
transparency-median = Working days
transparency-not-shown = not shown
transparency-query = The query behind it
transparency-more = Who checks what, and how to object to a decision:

transparency-table-open = Open cases by age
transparency-table-decisions = Decisions by ground
transparency-table-kinds = Decisions by subject
transparency-table-time = Time to a decision
transparency-table-appeals = Appeals

transparency-definition-open = Cases not yet decided, by the chamber that must act and by days since they came. Appeals are counted below.
transparency-definition-decisions = First decisions of the calendar year by the chamber that made them; a refusal or removal counts under its ground. A decision taken back within ten minutes is none.
transparency-definition-kinds = The same decisions by what the case was about.
transparency-definition-time = The middle value of the working time from arrival to first decision: 24 hours for each working day in the chamber’s territory, without the time the applicant took to answer. Half of the decisions took less. It is shown where the number of decisions is.
transparency-definition-appeals = Appeals lodged in the calendar year, by the chamber that had decided first, and what another chamber made of them.

transparency-age-to-7-days = up to 7 days
transparency-age-to-30-days = 8 to 30 days
transparency-age-to-90-days = 31 to 90 days
transparency-age-older = more than 90 days

transparency-appeal-appealed = not yet decided
transparency-appeal-upheld = decision upheld
transparency-appeal-overturned = decision overturned
transparency-appeal-withdrawn = appeal withdrawn
