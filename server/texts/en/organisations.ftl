# The page of an organisation, and "Something is wrong here".

organisations-directory = Directory
organisations-what = What it does
organisations-facts = Facts and where they come from
organisations-places = Places
organisations-place = { $role }: { $place }
organisations-more-places = { $count ->
    [one] One more place
   *[other] { $count } more places
}
organisations-no-place = No address is known.
organisations-seat-by = Registered office according to { $register }
precision-municipality = approximate place: middle of the municipality
precision-territory = approximate place: middle of the territory
organisations-counted = Counts in several territories: { $territories }.
organisations-court = Registered at the court of { $court }; the address of its registered office is not known.
organisations-points-by = Approximate points:
precision-postal-code = approximate place: middle of the postal code
organisations-chamber = Home chamber
organisations-chamber-does = It lists this organisation and can confirm what it states.
organisations-changes = What changed
organisations-renamed = Name changed: { $before } → { $after }
organisations-renumbered = Official number changed: { $before } → { $after }
organisations-moved = Moved: { $before } → { $after }
organisations-liquidation = Went into liquidation ({ $before } → { $after })
organisations-struck-off = Struck off the register ({ $before } → { $after })
organisations-came-back = Came back ({ $before } → { $after })
organisations-change-source = { $register }, { $date }
organisations-change-by = { $change } (according to { $register }, as of { $date })
organisations-more-changes = { $count ->
    [one] One earlier entry
   *[other] { $count } earlier entries
}
organisations-changed = { $field }: { $before } → { $after }
organisations-added = { $field } added: { $after }
organisations-added-text = { $field } added
organisations-rewritten = { $field } rewritten
organisations-removed = { $field } withdrawn
organisations-read = Data as published by { $register }

organisations-class = How it is known
organisations-source = Source
organisations-source-itself = the organisation itself
organisations-also = also: { $value } ({ $source }, { $date })
organisations-source-file = { $chamber }, in its own spreadsheet
organisations-as-of = As of
organisations-valid-until = Valid until
organisations-stale-since = stale since { $date }
organisations-all-stale = Everything known about this organisation dates from { $date } or earlier and may no longer be right.
organisations-legend-register = read from an official register
organisations-legend-attested = checked by a chamber
organisations-legend-declared = stated by the organisation
organisations-sources = All sources, with the day they hold for
organisations-licence = Licence:

organisations-check-digits = check digits verified
organisations-check-form = form verified
organisations-derived = Derived from: { $scheme }
organisations-derived-vat = Derived from: { $scheme }. In use only if the organisation is liable to VAT.

organisations-version-stale = The original has changed since this version was written.
organisations-no-version = { $code ->
    [other] In another language; there is no English version.
   *[known] In { $language }; there is no English version.
}
organisations-original-in = { $code ->
    [other] Read the original
   *[known] Read the original in { $language }
}

field-standing = Standing

role-seat = Registered office
role-establishment = Establishment
role-branch = Branch

report-title = Something is wrong here
report-invitation = An old address, a company that has closed, a text that should not be here? Tell us. You need no account.
report-open = Report a mistake
report-lead = Tell us what is wrong and, if you know it, what would be right.
report-subject = What is wrong?
report-subject-identity = The name or an official number
report-subject-place = The address or the place on the map
report-subject-activity = What the organisation does
report-subject-contact = Website, e-mail or telephone
report-subject-closed = It has closed or moved away
report-subject-duplicate = It is listed twice
report-subject-content = A text that should not be shown
report-subject-other = Something else
report-place = Where on the page?
report-place-hint = The entry in question, for example “registered office”.
report-reason = What would be right, and how do you know?
report-reason-hint = 10 to 2,000 characters. Please leave out personal data of others.
report-mail = Your e-mail address
report-mail-hint = Only for questions about this report. It is not published.
report-optional = (optional)
report-trap = Leave this field empty
report-send = Send the report
report-cancel = Back without sending
report-after = What happens next
report-after-text = A person reads your report and compares it with the register or asks the organisation. A mistake in a register is for the register to correct; we pass it on and show the correction as soon as it is published.
report-privacy = Your report is kept with its date. Nobody outside the team that handles it sees your address.
report-privacy-link = How we handle personal data
report-flood = Many reports have arrived in a short time. Yours is still here, but it has not been sent.
report-not-kept = Your report could not be kept just now. What you wrote is still here; please send it again.

report-subject-missing = Choose what is wrong.
report-reason-missing = Say what is wrong, in a sentence or two.
report-too-short = Write at least { $limit } characters.
report-too-long = Shorten this to at most { $limit } characters.
report-no-mail = This is not a complete e-mail address. An example: name@example.org
report-trap-filled = A field hidden from people had been filled in, perhaps by your browser. It is empty again: please send the report once more.
report-key-reused = This Idempotency-Key was used for another report. Use a new one.

receipt-title = Thank you, your report has arrived
receipt-received = Received on { $date }
receipt-reference = Reference
receipt-keep = Keep the reference, or the address of this page, if you want to come back to it.
receipt-back = Back to the organisation
organisations-some-stale = Stale: { $facts }.
organisations-core-since = { $fact } (since { $date })
