# What a request in particular lacks. The kinds of problem are in problems.ftl.

error-home = Go to the front page
error-reference = Reference
error-request = The request could not be read.
error-wait = { $seconds ->
    [one] Try again in one second.
   *[other] Try again in { $seconds } seconds.
}
error-body-limit = What is sent may have { $kib } KiB at most.
error-upload-slow = What you sent came in too slowly. Try again with a better connection, or take a smaller file.
error-media-type = This address reads the format { $kind }.
error-address-length = The address has { $length } characters; { $limit } are read. Shorten the search or remove filters.
error-origin = This form did not come from a page of this site. Open it here and send it again.
error-cursor = This place in the list does not belong to these filters. Start again on the first page.
error-parameter-unknown = There is no parameter “{ $name }” here. Remove it from the address.
error-parameter-twice = The parameter “{ $name }” may occur only once.
error-parameter-value = The value of the parameter “{ $name }” does not fit.
error-parameter-count = A request has at most { $limit } values. Remove some filters.
error-json = The JSON could not be read at “{ $pointer }”: { $reason }
problem-facts-code = Code
problem-facts-status = HTTP status
error-form-token = This form does not belong to your present sign-in. Reload the page and send it again.
error-sign-in = Sign in
error-sign-in-again = Confirm who you are

error-key-malformed = The Idempotency-Key is not a UUID.
error-key-reused = This Idempotency-Key was used for another request. Use a new one.
error-key-running = A request with this Idempotency-Key is being served. Ask again in a minute.
