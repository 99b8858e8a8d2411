# Notices: what somebody is told, in a list and by letter.

notices-title = Notices
notices-none = There is nothing to tell you yet.
notices-unread = { $count ->
    [0] You have read everything.
    [one] 1 unread notice
   *[other] { $count } unread notices
}
notices-new = new
notices-mark = Mark all as read
notices-bouncing-title = Our letters come back
notices-bouncing = The mail server of your address refuses our letters. Please check the address in your account; notices still appear here.
notices-letters = Letters
notices-letters-sent = You receive a letter for each notice, or one each morning if you chose so in your account.
notices-letters-stopped = You receive no more letters about notices. They still appear in your list; questions on your own cases and decisions are always sent.
notices-stop = Stop these letters
notices-resume = Receive letters again
notices-stop-title = Letters about notices
notices-stop-lead = With one press you receive no more letters about notices at this address.
notices-stop-binding = Questions and decisions on your own cases and the letters that sign you in are sent in any case.

notice-greeting = Dear { $name },
notice-button = Open the case
notice-foot = Passerelle, run by { $operator }
notice-foot-binding = This letter is part of the procedure and is sent whatever you chose for notices.
notice-foot-stop = Stop these letters: { $address }

notice-opened = New case { $number }
notice-opened-subject = New case { $number }: { $title }
notice-opened-lead = A new case is waiting for your chamber: { $title }.
notice-answered = Answer received in case { $number }
notice-answered-subject = Answer in case { $number }: { $title }
notice-answered-lead = The applicant has answered the question on “{ $title }”. The clock is running again.
notice-appealed = Appeal to review: case { $number }
notice-appealed-subject = Appeal to review, case { $number }: { $title }
notice-appealed-lead = The decision on “{ $title }” has been appealed against. Your chamber was chosen to review the whole case; it did not take the first decision.
notice-handed-over = Case { $number } was handed over to you
notice-handed-over-subject = Case { $number } handed over to you: { $title }
notice-handed-over-lead = Another chamber has handed the case “{ $title }” over to yours.
notice-asked = A question on your case { $number }
notice-asked-subject = A question on your case { $number }
notice-asked-lead = { $chamber } needs to know something before deciding on “{ $title }”:
notice-asked-clock = The chamber’s clock stands still until you answer.
notice-decided = Decision on your case { $number }
notice-decided-subject = Decision on your case { $number }
notice-decided-lead = { $chamber } has decided on “{ $title }”.
notice-decided-approved = { $chamber } has approved “{ $title }”.
notice-decided-seen = { $chamber } has looked at what the register now says about “{ $title }” and agrees with it.
notice-decided-refused = { $chamber } has refused “{ $title }”. The reasons follow.
notice-decided-removed = { $chamber } has decided that the content in case “{ $title }” is no longer shown. The reasons follow.
notice-decided-no-action = { $chamber } has looked into “{ $title }” and leaves everything as it is.
notice-ground = Ground: { $text }
notice-facts = Facts: { $text }
notice-remedy = What you can do: { $text }
notice-appeal = You can appeal within six months. It is free of charge, and another chamber decides: { $address }
notice-ground-identity-not-shown = it was not shown that the applicant may speak for the organisation
notice-ground-outside-region = no place of business in the region
notice-ground-not-eligible = not an organisation the platform is for
notice-ground-duplicate = the organisation is listed already
notice-ground-misleading = misleading statements
notice-ground-incomplete = questions remained unanswered
notice-ground-illegal = illegal content
notice-ground-terms = contrary to the terms of use
notice-appeal-decided = Your appeal in case { $number } has been decided
notice-appeal-decided-subject = Decision on your appeal, case { $number }
notice-appeal-decided-lead = { $chamber } has reviewed your appeal on “{ $title }”.
notice-appeal-upheld = The first decision stands.
notice-appeal-overturned = The first decision is reversed; this takes effect at once.
notice-invited = You were invited to join an organisation
notice-changed = The register says something new about { $number }
notice-changed-subject = The register says something new about { $title }
notice-changed-lead = An official register says something about “{ $title }” that it did not say before:
notice-changed-wrong = If this is right, you need do nothing: the page shows it already. If it is wrong, only the register can correct it; tell your chamber as well.
notice-changed-button = See the page

notice-digest-subject = { $count ->
    [one] Your notice of today
   *[other] Your { $count } notices of today
}
notice-digest-lead = This has happened since the last letter:
notice-digest-button = See all notices

demo-mail-title = Letters of the demonstration
demo-mail-lead = A demonstration sends nothing. What would have left is shown here, newest first.
demo-mail-none = No letter has been written yet.
demo-mail-waits = not due yet
demo-mail-links = Addresses in this letter

mail-test-subject = A test letter from Passerelle
mail-test-lead = This test letter comes from { $address }. If you can read it, letters leave as they should.
notice-confirm = Some of what is known of this organisation is to be confirmed
notice-introduction-button = Open the introduction
notice-turn = Introduction { $number }: it is your turn
notice-turn-subject = Your turn: introduction { $number }
notice-turn-lead = In the introduction “{ $title }” the next step is yours. The page says what there is to do, and by when.
notice-news = Introduction { $number } has moved on
notice-news-subject = Introduction { $number } has moved on
notice-news-lead = There is news of the introduction “{ $title }”.
notice-message = New message in introduction { $number }
notice-message-subject = New message, introduction { $number }
notice-message-lead = Somebody wrote in the introduction “{ $title }”.
notice-late = Introduction { $number }: time is up
notice-late-subject = Time is up: introduction { $number }
notice-late-lead = Nobody acted in time on the introduction “{ $title }”. If nothing happens until a second period is over, it ends.
notice-ended = Introduction { $number } has ended
notice-ended-subject = Introduction { $number } has ended
notice-ended-lead = The introduction “{ $title }” has ended. The page says how and why.
notice-watched = { $number }, which you follow or one of your searches finds, has changed
