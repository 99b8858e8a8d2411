# What the service does by itself, for those who run it.

jobs-title = Jobs
jobs-lead = What the service does by itself: what goes on, what waits, and what was given up.
jobs-readers = Readers of the journal
jobs-entries = The journal has { $count } entries. Each reader follows them in order.
jobs-entries-wait = Entries have been waiting for their place for more than a minute.
jobs-behind = { $count } still to read
jobs-at-work = at work
jobs-late = behind
jobs-reader-investors = What changes at young companies that are followed
jobs-reader-notices = Notices and letters
jobs-reader-observatory = Figures of the observatory
jobs-reader-reports = Reports, which become cases
jobs-reader-tally = Entries counted by day
jobs-reader-webhooks = Programs to be told
jobs-imports = Imports going on
jobs-imports-none = No import is going on.
jobs-leaving = What leaves
jobs-letters-waiting = Letters waiting
jobs-letters-since = The oldest since
jobs-letters-held = Letters held after a restore
jobs-letters-error = The mail server said:
jobs-deliveries-waiting = Deliveries to programs waiting
jobs-deliveries-failed = Deliveries given up
jobs-deliveries-hint = Whoever registered a program sees on its page what did not arrive, and can send it again.
jobs-given-up = Letters given up
jobs-given-up-none = No letter was given up.
jobs-given-up-lead = The mail server refused them, or was not reached for three days.
jobs-letter = { $kind } → …@{ $host }: { $tries ->
    [one] one try
   *[other] { $tries } tries
}, given up on { $at }
jobs-all-again = Try all of them again
jobs-again = Try again
jobs-drop = Drop
jobs-more = … and { $count } more.
