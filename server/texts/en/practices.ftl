# Best practices: the list, one of them, the form, the two chambers, who took them up, the letters.

practices-title = Best practices
practices-lead = What worked in the region, what failed on the way, and who took it up. Two people from two chambers have checked each practice.
practices-order = Those taken up most come first, then those with the strongest evidence, then the newest.
practices-map-caption = Number of practices by territory. A click shows them.
practices-count = { $count ->
    [0] No practice
    [one] { $count } practice
   *[other] { $count } practices
}
practices-none = Nothing is published yet. Members can describe the first practice from within their organisation.
practices-none-found = No practice matches these filters. Remove one, or try a shorter word.
practices-own = Has something worked well in your organisation?
practices-own-lead = What worked for you, and what you took up from others. Two chambers check each practice before it is published.
practices-own-none = Your organisation has not described a practice yet.
practices-own-taken = What your organisation took up
practices-found = Matching best practices

practice-untitled = Untitled
practice-in-language = Text written in { $language }.
practice-looked-at = Checked by { $first }, then by an expert of { $second }; published on { $date }.
practice-from-to = { $from } to { $to }
practice-since = Since { $from }
practice-with = Together with
practice-changed-on = Changed on { $date }.
practice-public-page = See the public page

practice-state-draft = Draft
practice-state-submitted = Sent
practice-state-validated = Checked by your chamber
practice-state-published = Published
practice-state-returned = To be completed
practice-state-refused = Not published
practice-state-withdrawn = Withdrawn
practice-state-archived = Archived
practice-standing-draft = Only your organisation and your chamber see it.
practice-standing-submitted = Your chamber has received it and will read it soon.
practice-standing-validated = Your chamber finds it good. An expert of another chamber is reading it now.
practice-standing-published = Everybody can see it, and take it up.
practice-standing-returned = A chamber asks for more. Complete the text and send it again.
practice-standing-refused = It is not published. You can make a copy and rework it.
practice-standing-withdrawn = You have withdrawn it. You can make a copy.
practice-standing-archived = It is kept for the record.

practice-field-language = Language of the text
practice-field-title = Title
practice-field-summary = Summary
practice-field-done = What was done
practice-field-resources = Resources
practice-field-evidence = Evidence of success
practice-field-difficulties = Difficulties and failures
practice-field-transfer = Potential for transfer
practice-field-grade = Strength of evidence
practice-field-territory = Territory
practice-field-municipality = Municipality
practice-field-place = Place
practice-field-dates = Dates
practice-field-from = From
practice-field-to = Until
practice-field-preconditions = Preconditions by territory
practice-field-organisations = Organisations that took part
practice-field-outcomes = Confirmed outcomes that came of it
practice-field-programme = Programme
practice-field-programmeLink = Web address of the programme
practice-field-hint-title = One line, 100 characters at most.
practice-field-hint-summary = What is it, for whom, and to what effect?
practice-field-hint-done = Tell it to somebody who would like to do the same: who, what, in which order.
practice-field-hint-resources = People, money, time, equipment.
practice-field-hint-evidence = Figures where you have them, and where they come from.
practice-field-hint-difficulties = Required: what did not work, and what did you learn? Others read this first.
practice-field-hint-transfer = What depends on the place, and what would work anywhere?
practice-field-hint-grade = Choose what you could show to the chamber.
practice-field-hint-to = Leave empty if it goes on.
practice-field-hint-organisations = The address of each one’s page on this platform, one a line.
practice-field-hint-outcomes = From your introductions, confirmed by both sides.
practice-field-hint-programmeLink = For example https://www.programme.eu
practice-grade-self-reported = Self-reported
practice-grade-output-data = Output data
practice-grade-comparison = Comparison with before or with others
practice-grade-external-evaluation = External evaluation
practice-need-legal = Law
practice-need-language = Language
practice-need-money = Money
practice-need-kind = What is needed?
practice-need-text = In words
practice-need-more = Save and add a row
practice-preconditions-hint = What must be in place before it can be done in a territory: a permission, a language, money.
practice-part-what = What is it?
practice-part-done-part = What was done
practice-part-proof = What shows that it worked
practice-part-lessons = Failures and conditions
practice-part-where = Where and when
practice-part-links = With whom
practice-part-lead-what = Title and summary are what people read first.
practice-part-lead-done-part = Write for somebody who does not know you.
practice-part-lead-proof = Better a small figure that holds than a large promise.
practice-part-lead-lessons = A practice without difficulties helps nobody.
practice-part-lead-where = The place puts it on the map.
practice-part-lead-links = All of this is optional.
practice-begin = New practice
practice-begin-text = A draft keeps itself and is not shown.
practice-send-lead = Your text goes to { $chamber }. If it finds it good, an expert of another chamber reads it before it is published.
practice-returned-title = What a chamber asks for
practice-withdraw-open = Withdraw this practice
practice-withdraw-text = It disappears from the list and cannot be published again; a copy remains possible.

practice-adoptions = Taken up by others
practice-adoptions-count = { $count ->
    [0] Not taken up yet
    [one] taken up once, confirmed
   *[other] taken up { $count } times, confirmed
}
practice-adopt-open = We took it up
practice-adopt-invitation = For members and public bodies. It counts as soon as whoever took it up confirms it.
practice-adopt-title = We took it up
practice-adopt-lead = Say where you took “{ $title }” up, what you changed, what it cost and what came of it.
practice-adopt-none = You say so in the name of an organisation you write for here. You have none yet.
practice-adopt-send = Say so
practice-adopt-counts = Sent by an owner of the organisation, it is confirmed by that. Sent by somebody else, it waits for an owner.
practice-propose-open = Say who took it up
practice-propose-title = Who took it up?
practice-propose-lead = Do you know who took “{ $title }” up? That organisation receives your text and confirms, corrects or declines it.
practice-adopter = The organisation that took it up
practice-adopter-mine = In the name of
practice-adopter-hint = The address of its page on this platform.
practice-taken-since = Since
practice-taken-changed = What was changed
practice-taken-cost = What it cost
practice-taken-costText = The cost in words
practice-taken-result = What came of it
practice-taken-hint-since = The day it began with you.
practice-taken-hint-changed = What did you do differently, and why?
practice-taken-hint-cost = A range is enough.
practice-taken-hint-costText = For example “two days a month of one person”.
practice-taken-hint-result = Also what did not work.
practice-cost-nothing = Only people’s time
practice-cost-under-10k = Under €10,000
practice-cost-10k-50k = €10,000 to €50,000
practice-cost-50k-250k = €50,000 to €250,000
practice-cost-over-250k = Over €250,000
practice-adoption-title = Taken up by { $name }
practice-adoption-state-proposed = Waiting for confirmation
practice-adoption-state-confirmed = Confirmed
practice-adoption-state-declined = Declined
practice-adoption-state-withdrawn = Withdrawn
practice-adoption-asked = Is this right? Confirm it, correct the text first, or decline. It counts only if you confirm it.
practice-adoption-waits = An owner of { $name } still has to confirm it.
practice-adoption-confirm = That is right: confirm
practice-adoption-decline = That is not right
practice-adoption-mend = Correct the text
practice-adoption-withdraw = Take this back
practice-adoption-settled = This is no longer open. Reopen the page to see where it stands.
practice-adoption-not-yours = The other side said it: only they can take it back.

practice-review-title = Practices to check
practice-review-count = { $count ->
    [0] none waiting
    [one] { $count } waiting
   *[other] { $count } waiting
}
practice-review-none = No practice waits for your chamber.
practice-review-choose = Choose a practice on the left.
practice-review-first = Check by the home chamber
practice-review-second = Check by an expert
practice-review-how-first = Is the text complete, correct and useful to others? If so, say which chamber has the right expert for the second reading.
practice-review-how-second = A first chamber finds it good. You know the field: does the evidence hold, are the failures told?
practice-verdict = Your verdict
practice-verdict-good = Good
practice-verdict-returned = To be completed
practice-verdict-refused = Do not publish
practice-verdict-missing = Choose a verdict.
practice-expert = Chamber for the second reading
practice-expert-hint = Needed where you find it good.
practice-why = What you say to the organisation
practice-why-hint = Needed where you do not find it good: what must change, or why not?
practice-judge = Save the verdict
practice-second-not-you = You checked it for the first chamber. Somebody else must read it now.
practice-before = Earlier readings

practice-fixed = It is with a chamber or already published: its text does not change any more. Make a copy.
practice-changed = Somebody changed it meanwhile. Reopen the page to see where it stands.
practice-no-chamber = No chamber looks after this organisation: nobody could check the text.
practice-no-expert = No other chamber works here: nobody could check the text a second time.
practice-not-shown = Your organisation is not visible at the moment. Nothing can be published in its name.
practice-oneself = Nobody takes up their own practice, and who belongs to both organisations does not confirm alone.
practice-no-member = Only members and public bodies can be named here.
practice-twice = It is said already that this organisation took it up.
practice-too-many = Your organisation already has 50 drafts. Finish or discard one.
practice-nothing = There is nothing to do.
practice-refused-state = This is not possible as it stands now. Reopen the page to see where it is.
practice-refused-chamber = The second reading is done by another chamber.
practice-refused-person = You have checked it already: somebody else must read it now.

practice-mail-button = Open
practice-mail-validated-subject = Checked by your chamber: { $title }
practice-mail-validated = { $chamber } finds your practice “{ $title }” good. An expert of { $expert } is reading it now.
practice-mail-published-subject = Published: { $title }
practice-mail-published = Your practice “{ $title }” is published. { $chamber } checked it second.
practice-mail-returned-subject = To be completed: { $title }
practice-mail-returned = { $chamber } asks for more before your practice “{ $title }” is published. Complete it and send it again.
practice-mail-refused-subject = Not published: { $title }
practice-mail-refused = { $chamber } does not publish your practice “{ $title }”.
practice-mail-expert-subject = Your verdict is asked for: { $title }
practice-mail-expert = { $chamber } finds the practice “{ $title }” good and has chosen your chamber for the second reading.
practice-mail-expert-button = Read the practice
practice-mail-adoption-asked-subject = Did you take up “{ $title }”?
practice-mail-adoption-asked = It is said that { $name } took up the practice “{ $title }”. Confirm it, correct the text, or say that it is not right.
practice-mail-adoption-confirmed-subject = Taken up by { $name }: { $title }
practice-mail-adoption-confirmed = { $name } confirms having taken up your practice “{ $title }”.
practice-mail-adoption-declined-subject = Not confirmed: { $title }
practice-mail-adoption-declined = { $name } does not confirm having taken up your practice “{ $title }”.
