# What went wrong: title, what happened and what to do next, and the explanation on the page /problems/….

problem-validation-title = Something in the form needs mending
problem-validation-lead = One or more fields cannot be accepted as they stand. What you entered is kept; correct the fields marked below and send it again.
problem-validation-explain = The request was readable, but a value breaks a rule: a required field is empty, a text is too long, an identifier fails its check digits. Each faulty field is named with the reason. Nothing was saved. In the API, the member “errors” points to each field.

problem-malformed-title = This request cannot be read
problem-malformed-lead = The address or the data sent are not in the form expected here. Start again from the page before, or from the search.
problem-malformed-explain = The server could not make sense of the request: an unknown parameter in the address, a page mark that was altered or has expired, JSON that does not parse. Sending the same request again will give the same answer. If a link on this site brought you here, please tell the operator.

problem-unauthenticated-title = Please sign in
problem-unauthenticated-lead = This part is open to people with an account. Sign in and you come back to the same place.
problem-unauthenticated-explain = The request carried no proof of who sends it, or a proof that is no longer valid. In the API, a token belongs in the header “Authorization”; a token in the address is refused.

problem-forbidden-title = You may not do this
problem-forbidden-lead = Your account does not carry the right this action needs. Someone with that role in your organisation or chamber can do it, or grant you the role.
problem-forbidden-explain = The sender is known, but the role held does not cover the action. A form sent from another site, or left open for too long, is refused in the same way: load the page again and send it once more.

problem-step-up-required-title = Please confirm that it is you
problem-step-up-required-lead = This action asks for a recent or stronger sign-in. Confirm, and you go on where you were.
problem-step-up-required-explain = Some actions matter enough to be asked for twice: the sign-in must be recent or use a stronger means. The answer names the strength and the greatest age that are accepted.

problem-not-found-title = There is nothing at this address
problem-not-found-lead = The address may be mistyped, or the page may have moved. Check it, or search the directory.
problem-not-found-explain = No page or record that you may see has this address. The same answer is given for what does not exist and for what is not public, so that nobody can tell one from the other.

problem-method-not-allowed-title = This address cannot be used in that way
problem-method-not-allowed-lead = The page exists but does not accept this kind of request. Open it from a link instead of sending something to it.
problem-method-not-allowed-explain = The address is right, the HTTP method is not: a form was sent to a page that is only read, for instance. The header “Allow” lists the methods accepted.

problem-not-acceptable-title = Not available in this format
problem-not-acceptable-lead = What you asked for exists, but not in the format requested. The web page is always available.
problem-not-acceptable-explain = The header “Accept” names only formats that this address cannot give. The API answers in JSON; search results can also be had as CSV and XLSX.

problem-conflict-title = Somebody was faster
problem-conflict-lead = The record has changed in the meantime, or something equal exists already. Look at the present state, then decide whether your change is still needed.
problem-conflict-explain = The change does not fit the state of the record: it was changed by another request at the same moment, or it would create something that exists already. Nothing was overwritten and nothing was saved.

problem-erased-title = This record has been erased
problem-erased-lead = It existed once and was removed for good; its address will not be used again. The directory shows what is on record today.
problem-erased-explain = The record was erased on request or because its time had run out. Only the fact that something stood here remains, so that old links do not lead to the wrong place. Copies kept elsewhere should be deleted too.

problem-precondition-failed-title = The record has changed since you opened it
problem-precondition-failed-lead = Your change was made to an older version and was not saved. Load the record again and repeat the change there.
problem-precondition-failed-explain = The version in the header “If-Match” is no longer the current one. This protects what others have entered: read the record, take its new ETag, and send the change again.

problem-payload-too-large-title = That is too much at once
problem-payload-too-large-lead = What was sent is larger than this address accepts. Shorten the text or send it in parts.
problem-payload-too-large-explain = The server limits the size of every request so that it stays available to all. A form may hold 64 KiB, a JSON document 256 KiB.

problem-unsupported-media-type-title = This format is not read here
problem-unsupported-media-type-lead = The data sent are of a type that this address does not read. Send them in the format its description names.
problem-unsupported-media-type-explain = The header “Content-Type” is missing or names a type the address does not accept. The API reads application/json, and application/merge-patch+json for partial changes; the pages read ordinary forms.

problem-precondition-required-title = Say which version you are changing
problem-precondition-required-lead = A change must name the version it is based on. Read the record first and send its ETag along.
problem-precondition-required-explain = To keep one change from silently undoing another, changes and deletions need the header “If-Match” with the ETag of the version that was read.

problem-too-many-requests-title = One moment, please
problem-too-many-requests-lead = A great many requests came from your connection in a short time. Wait a little, then try again; nothing is lost.
problem-too-many-requests-explain = A limit protects the service from flooding. It counts requests by network, not by person, so a large office can meet it without doing anything wrong. The header “Retry-After” says how many seconds to wait.

problem-internal-title = We made a mistake
problem-internal-lead = Something failed on our side; it has been noted. Try again in a moment, and if it happens again send us the reference below.
problem-internal-explain = The server met a state it was not built for. The cause was written to its log under the reference in the answer; the reference holds nothing about you. Nothing was half saved.

problem-unavailable-title = Busy just now
problem-unavailable-lead = The service cannot answer at this moment, because of load or maintenance. Please try again in a few seconds.
problem-unavailable-explain = The server is starting, being maintained, short of disk space, or has more work than it can take. Reading often still works while writing waits. The header “Retry-After” says when to come back.

# What is wrong with a field, and how to mend it.
fault-missing = This is still missing.
fault-short = Write at least { $least } characters.
fault-long = { $length } characters: shorten it to { $limit }.
fault-many = Choose { $limit } at most.
fault-unknown = There is no such value here. Choose one of the list.
fault-past = This day is over. Choose today or a later one.
fault-no-day = This is no date. Write it like 2027-06-30.
fault-future = This day is yet to come. Choose today or an earlier day.
fault-order = This date is before the first one. Correct one of the two.
fault-address = This is no web address. Write it out in full, like https://www.example.eu.
