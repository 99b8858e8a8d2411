# Runs of imports, for operators; the sources, for everybody.

runs-title = Imports
runs-one = Import: { $register }
runs-lead = Every file of a register that was read, by page or by command: how far, and what became of its records.
runs-none = Nothing has been imported yet.
runs-as-of = Data as of
runs-read = Read
runs-written = Written
runs-rejected = Rejected

runs-state-running = running
runs-state-stopping = stopping
runs-state-interrupted = interrupted
runs-state-cancelled = cancelled
runs-state-failed = failed
runs-state-finished = finished

runs-about-running = Records are being read and written.
runs-about-stopping = It stops as soon as what it is writing is written.
runs-about-interrupted = Its process ended without a word. What it had written stays; it can be resumed from there.
runs-about-cancelled = Somebody stopped it. What it had written stays; it can be resumed from there.
runs-about-failed = It could not go on. What it had written stays.
runs-about-finished = The whole input was read.

runs-start = Start an import
runs-start-button = Start
runs-not-started = The import was not started
runs-register = Register
runs-register-missing = Choose the register the file comes from.
runs-file = File or folder
runs-file-hint = What lies in the import folder of this server.
runs-file-missing = Choose a file or folder.
runs-file-gone = It no longer lies in the import folder. Choose another one.
runs-choose = Choose …
runs-optional = (optional)
runs-as-of-hint = Only needed where the file does not say itself which day its data hold for.
runs-as-of-wrong = Give the day as year, month and day, such as 2026-11-28.
runs-region-only = Only what has a place in the region
runs-limit = { $count ->
    [one] Only the first record
   *[other] Only the first { $count } records
}
runs-lines = JSON lines
runs-folder = folder
runs-folder-empty = Nothing lies in the import folder of this server.
runs-no-folder = To start imports here, name their folder in the setting import_folder.
runs-busy = Another import is going on. Wait until it has ended, or cancel it.
runs-not-now = The import is in another state by now; this page shows it as it stands.

runs-progress = Progress
runs-bytes = { $done } of { $total }
runs-rate = · { $count ->
    [one] 1 record a second
   *[other] { $count } records a second
}
runs-left = · about { $span } left
runs-kilobytes = { $count } kB
runs-megabytes = { $count } MB
runs-seconds = { $count } s
runs-minutes = { $count } min
runs-hours = { $count } h
runs-leave = You can leave this page; the import goes on.
runs-cancel = Cancel
runs-resume = Resume

runs-became = What became of the records
runs-count-as-of = Data as of
runs-count-read = Records read
runs-count-created = New organisations
runs-count-changed = Changed
runs-count-attached = Attached to an organisation already known by number
runs-count-unchanged = Unchanged
runs-count-skipped = Left out
runs-count-rejected = Rejected rows
runs-skipped-natural-person = of these natural persons
runs-skipped-no-name = of these without a name
runs-skipped-too-large = of these too large
runs-skipped-unknown-entry = of these changes to what is not known
runs-skipped-outside-region = of these outside the region
runs-skipped-objection = of these left out after an objection

runs-rejects = Rejected rows
runs-rejects-none = No row was rejected.
runs-rejects-first = { $count } rows were rejected; the first { $shown } are shown.
runs-rejects-file = Download the rejected rows (TSV)
runs-rejects-kept = { $count } of a run at most are kept, for a year.
runs-row-file = File
runs-row-line = Line
runs-row-reason = Reason
runs-reject-check-digit = The check digits of the number do not fit
runs-reject-number-format = Not a number of this register
runs-reject-duplicate = The number has come before
runs-reject-orphan = Belongs to nothing that was read
runs-reject-repeated-header = The header line once more
runs-reject-unknown-code = A code the register does not have
runs-reject-date = Not a date
runs-reject-empty = A needed value is empty
runs-reject-field-count = Too many or too few fields
runs-reject-encoding = Not UTF-8
runs-reject-too-long = The row is too long
runs-reject-unclosed-quote = A quotation mark is not closed
runs-reject-json = Not valid JSON
runs-reject-shape = Not a record of this register
runs-reject-too-many = Too many entries

runs-failed = Why it failed
runs-failure-not-found = The file is no longer there.
runs-failure-not-a-folder = This register comes as a folder or archive, not as this file.
runs-failure-not-a-file = A file is needed here, not a folder.
runs-failure-missing-file = A file the register cannot be read without is missing.
runs-failure-empty-file = The file is empty. Download it again.
runs-failure-wrong-format = The file is something else than its name says, such as a web page. Download it again.
runs-failure-wrong-delimiter = The columns are not separated by commas.
runs-failure-missing-column = A column the register always has is missing.
runs-failure-repeated-column = A column comes twice.
runs-failure-header-too-long = The first line is no header. Check that it is the register’s file.
runs-failure-update-extract = This is an update. Import the full extract first.
runs-failure-update-gap = An update before this one is missing. The detail says which.
runs-failure-update-older = A later extract has been read already. The detail says which update is next.
runs-failure-update-number = The update does not say its number. Download it again.
runs-failure-no-update = This is no update.
runs-failure-known = What the register said before could not be looked up. Resume.
runs-failure-archive = The archive is damaged or none the register would send out. Download it again.
runs-failure-no-files = This register has no files.
runs-failure-unreadable = The file cannot be read to its end.
runs-failure-scratch = There is no room to sort, or the scratch folder cannot be written.
runs-failure-other-input = The file has changed since the run began. Start an import of it anew.
runs-failure-disk-full = The disk of the database is full. Make room and resume.
runs-failure-database = The database could not be reached. Resume once it answers.
runs-failure-internal = An error of this program. The log of the server says more.

runs-history = What happened
runs-source = File
runs-who = Asked for by
runs-started = Started
runs-resumed = Last resumed
runs-choice = Choice
runs-who-import = the command line
runs-who-operator = the operator at the command line
runs-who-server = the server
runs-who-demo = the demonstration
runs-who-gone = somebody whose account was erased
runs-entry-start = started
runs-entry-resume = resumed
runs-entry-join = goes on as an earlier run of the same file
runs-entry-cancel = asked to stop
runs-entry-stop = stopped
runs-entry-fail = failed
runs-entry-finish = finished

sources-title = Sources
sources-lead = Where the data of the registered companies come from, under which licence, and which day they hold for.
sources-official = None of these pages is a register itself: what counts is what the register says. What a chamber has checked or an organisation says of itself is marked as such on its page.
sources-publisher = Published by
sources-licence = Licence
sources-as-of = Data as of
sources-when = Last read
sources-records = Records here
sources-rejected = Rows rejected by the last run
sources-not-read = Nothing of it has been read here yet.
sources-places = Places and map
