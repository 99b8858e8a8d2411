# Taking one's data along, and going.

privacy-title = Your data
privacy-link = What we know of you, and how you take it along or have it erased.
privacy-export = Download my data
privacy-export-lead = An archive (ZIP) with all that is kept about you: your account, drafts and documents, cases with their letters, what the journal says of you, and who received what. data.json can be read by programs; schema.json describes it. The lists are there as tables (CSV) too. The archive is made now and kept nowhere.
privacy-export-button = Download my data
privacy-archive-readme-name = READ-ME.txt
privacy-archive-readme = This archive holds what this node of Passerelle keeps about you.

    data.json: all of it, by what it is; "recipients" says who received what.
    schema.json: what each part of data.json means (JSON Schema).
    csv/: the same lists as tables, a file for each list that has entries; their names follow below.
    files/: the documents you laid in.

    Hashes of passwords, codes and tokens are not in it: whoever had them could try them.
privacy-erase = Delete my account
privacy-erase-lead = For { $days } days you can change your mind; then it is carried out and cannot be undone.
privacy-goes = What goes
privacy-goes-account = Your account: name, address, password, second factors, sessions, tokens, roles in organisations and chambers.
privacy-goes-joining = Your drafts and the documents you laid in. Applications that are open are taken back.
privacy-goes-cases = In your cases: what you asked for and wrote, the questions to you and the chamber’s notes.
privacy-goes-letters = Letters and notices to you, and your name and address wherever others wrote them.
privacy-goes-journal = What the journal says of you.
privacy-stays = What stays, and why
privacy-stays-organisation = The organisation and its public record: it belongs to the organisation, and much of it comes from official registers. Your name and address go from what it says of itself.
privacy-stays-statements = That a case was decided, when, how and for which reasons: chambers must be able to account for it (DSA, article 17). Without your name.
privacy-stays-notes = If you worked for a chamber: questions and notes you wrote there, without your name.
privacy-stays-journal = The entries of the journal as numbers and hashes: they prove that nothing was changed, and no longer say what about whom.
privacy-stays-copies = Backups until they are thrown away. A ledger beside them sees to it that you are erased again before one is used.
privacy-last-owner = If you are the only owner of an organisation, it stays. Its chamber is told that nobody speaks for it any more and makes contact; if nobody else belongs to it, its e-mail address and telephone number go with you. Make somebody else its owner first if you do not want that.
privacy-sure = I want my account to be deleted.
privacy-unsure = Tick the box to confirm that you want your account to be deleted.
privacy-erase-button = Delete my account
privacy-cooling = Your account will be deleted on { $date }. Until then you can keep it.
privacy-executing = Your account is being deleted.
privacy-keep = Keep my account
privacy-already = The deletion of this account was asked for already.
privacy-nothing-to-keep = There is no deletion that could still be taken back.
privacy-receipt-link = Receipt
privacy-receipt-title = Deletion of an account
privacy-receipt-number = Number
privacy-receipt-asked = Asked for on
privacy-receipt-due = Carried out from
privacy-receipt-ended = Ended on
privacy-receipt-nobody = This receipt does not say whose account it was. Nobody can tell any more once it is deleted.
privacy-state-cooling = Asked for. It can still be taken back.
privacy-state-executing = It is being carried out.
privacy-state-done = Carried out.
privacy-state-cancelled = Taken back.

mail-erasure-subject = Your Passerelle account will be deleted
mail-erasure-lead = You asked for your Passerelle account to be deleted. It will be on { $date }.
mail-erasure-keep = Until then you can sign in and keep it. Afterwards we can no longer write to you.
mail-erasure-receipt = Your receipt, which will tell you that it is done: { $address }
mail-erasure-button = See my data
mail-erasure-kept-subject = Your Passerelle account stays
mail-erasure-kept = You took back the deletion of your Passerelle account. Everything stays as it is.

objection-title = Objections
objection-lead = A person or a firm can object to being shown here (GDPR, articles 17 and 21). What is known under the number is erased, and no import brings it back, from whichever register.
objection-number = Official number
objection-number-hint = SIREN, KBO/BCE, RCS, commercial register with its court, VAT, LEI … The number itself is not kept, only a seal by which it is known again.
objection-reason = Reason
objection-reason-hint = At most { $limit } characters. Please name nobody.
objection-reason-length = Give the reason in at most { $limit } characters.
objection-sure = I have checked who objects. The erasure cannot be undone.
objection-send = Erase and keep away
objection-list = Objections so far
objection-none = Nobody has objected yet.
objection-from-ledger = brought back from the ledger
objection-lift = Take back
objection-already = Somebody has objected by this number already.
objection-gone = This objection does not stand any more.
objection-state-received = being carried out
objection-state-done = carried out
objection-state-lifting = being taken back
objection-state-lifted = taken back
