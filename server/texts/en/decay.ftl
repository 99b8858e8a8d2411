# What grows old: the letters to owners, the one-click link, a chamber's list.

decay-letter-subject = { $name }: is this still right?
decay-letter-lead = Some of what the directory knows about { $name } holds only until { $date }. If nothing has changed, one click is enough, without signing in.
decay-over-subject = { $name }: your entry has gone stale
decay-over-lead = After { $date } some of what the directory knows about { $name } counts as stale. Once everything is, the organisation leaves the usual search. If nothing has changed, one click is enough, without signing in.
decay-letter-how = The link first shows what you would confirm. It is yours alone, works once and is good until { $date }. If something has changed, it leads you to the form.
decay-letter-button = Look and confirm

link-title = Is this still right?
link-lead = Read through it, then confirm with one click. This link is good until { $date }.
link-asked = What you confirm
link-change = Something has changed
link-registers = What official registers say
link-registers-text = Nothing to do here: these values are renewed when the register is next read.
link-why = Why do we ask?
link-why-text = Every value carries its date. Unconfirmed, it is greyed; once everything is stale, the organisation appears only on request. Your confirmation counts as a statement of the organisation, dated today.
link-used-title = Confirmed
link-used = Confirmed by this link on { $date }. Thank you. These values hold until { $until }.
link-over-title = This link no longer works
link-expired = This link was good until { $date }. Sign in to confirm or correct what is known.
link-superseded = Since this link was sent, values have been changed or confirmed already. Sign in to see how they stand.
link-gone = You no longer speak for this organisation, or it is out of sight. There is nothing to confirm.
link-foreign = We do not know this link. It may have been cut off in the message: copy all of it. Or sign in to confirm what is known.
link-to-own = See what is known

own-facts = What is known, until when
own-facts-open = Look and confirm
own-facts-stale = Stale: { $facts }.
own-facts-first = Everything is up to date. First to run out: { $fact }, on { $date }.
own-facts-none = Nothing is known of this organisation yet.
facts-lead = Every value holds for a time, counted from the date of its source. After that the directory shows it in grey.
facts-core = The four core facts
facts-none = None is known.
facts-until = of { $since }, holds until { $until }
facts-over = of { $since }, stale since { $until }
facts-next = Owners get a letter before { $date }.
facts-own = What the organisation says of itself
facts-own-text = If all of it still holds, confirm it: everything is dated today, earlier statements are kept.
facts-attested = What the chamber attested
facts-attested-text = Attest again what you have checked: in the name of your chamber, dated today.
facts-confirm = All of this still holds
facts-attest = Attest again
facts-done = Saved. In the search the organisation is up to date.
facts-changed = These values have changed meanwhile. This is how they stand now; read them before you confirm.
facts-nothing = There is nothing to confirm.

ageing-title = Stale organisations
ageing-lead = { $stale ->
    [0] No organisation of your chamber is stale
    [one] { $stale } organisation of your chamber is stale
   *[other] { $stale } organisations of your chamber are stale
}; { $soon ->
    [0] none will be
    [one] { $soon } will be
   *[other] { $soon } will be
} within { $days } days.
ageing-what = Stale means that name, seat, activity and contact are all past their shelf life. The organisation has left the usual search. Owners of a member get letters; what is only listed, you attest.
ageing-none = Nothing to do: everything is up to date.
ageing-age = Holds
ageing-since = stale since { $date }
ageing-until = until { $date }
ageing-first = The first { $count } are shown.
