# The chambers by territory.

chambers-title = The chambers
chambers-lead = These chambers look after the companies of their territory. They can list an organisation in the directory and attest what it states.
chambers-languages = Answers in { $languages }.
chambers-days = { $count ->
    [one] Aims to decide within one working day.
   *[other] Aims to decide within { $count } working days.
}
chambers-elsewhere = Does not work with Passerelle yet.
chambers-unknown-territory = The region has no territory “{ $code }”.
