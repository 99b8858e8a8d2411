# Signing in, one's own account, and the letters about it.

accounts-sign-in = Sign in
accounts-sign-in-lead = Give your address and sign in with your password, or let us send you a link. If you have no account yet, the link makes one.
accounts-mail = E-mail address
accounts-stay = Stay signed in on this device (not on a shared one)
accounts-send-link = Send me a link
accounts-why = What is an account for?
accounts-why-text = To present your organisation, follow your case and answer your chamber. Reading the directory needs none.
accounts-cookie = Signing in sets one necessary cookie, which goes when you sign out.
accounts-no-mail = This e-mail address is incomplete. An example: name@example.org
accounts-wait = Too many tries in a short time.
accounts-rests = Wrong passwords are being tried here from many sides, so signing in with a password rests for a moment. A passkey or a link by mail lets you in at once.

accounts-sent = Look into your mail
accounts-sent-lead = If this address can be written to, the message arrives within a minute. Open its link in this browser; it is good for ten minutes, once.
accounts-code = Code shown elsewhere
accounts-code-hint = Opened the link on another device? Type the eight digits it shows here.
accounts-code-wrong = This code does not fit, or its link is no longer good.
accounts-continue = Continue
accounts-no-letter = Nothing arrived?
accounts-no-letter-text = Look among your spam and check the address. After some requests you have to wait an hour.
accounts-ask-again = Ask for another link
accounts-name = Your name
accounts-name-hint = First and last name, as others will see them. 120 characters at most.
accounts-name-missing = Give your name, in 120 characters at most.

accounts-landing = This link signs you in as { $mail }.
accounts-landing-new = This link makes an account for { $mail }.
accounts-enter = Sign in
accounts-make = Make my account
accounts-elsewhere = Go on in the other browser
accounts-elsewhere-lead = This link was asked for elsewhere. Type this code into the page that is open there:
accounts-elsewhere-warning = Give this code to nobody. If you asked for nothing, close this page.
accounts-otherwise = Sign in with your second factor
accounts-otherwise-lead = Your role asks for two factors. Sign in with your passkey, or with password and code.
accounts-gone = This link is no longer good
accounts-gone-lead = It was used, has run out, or is incomplete. Nothing was changed.

accounts-account = Your account

accounts-demo = Account of the demonstration
accounts-demo-lead = You are about to sign in as { $name }, a person who does not exist.

mail-accounts-foot = Automatic message of Passerelle, run by { $operator }.
mail-not-you = If you did not ask for this, ignore this message: without the link nothing happens.
mail-link-life = The link is good for ten minutes, once. Open it in the browser you asked with; elsewhere it shows a code to type.
mail-sign-in-subject = Your link to sign in to Passerelle
mail-sign-in-lead = You asked to sign in to Passerelle.
mail-sign-in-button = Sign in
mail-join-subject = Make your Passerelle account
mail-join-lead = An account of Passerelle was asked for with this address. The link below makes it.
mail-join-button = Make my account
mail-strong-subject = Signing in to Passerelle
mail-strong-lead = You asked for a link to sign in. Your role asks for two factors: sign in with your passkey, or with your password and the code of your app. A link is not enough.
mail-strong-button = Open the sign-in page
mail-invitation-life = The link is good for fourteen days, once. It makes your account if you have none.
mail-invitation-button = Accept the invitation

accounts-again = Confirm who you are
accounts-strong = This step asks for two factors: your passkey, or your password and the code of your app.
accounts-password = Password
accounts-password-optional = (if you have one)
accounts-with-password = Sign in with the password
accounts-password-wrong = The address or the password does not fit.
accounts-password-short = Take at least { $limit } characters. A sentence is easy to remember.
accounts-password-long = Take at most { $limit } characters.
accounts-password-weak = This password is too easy to guess. Take several words that have nothing to do with each other.
accounts-second = Second factor
accounts-second-code = Code of your app
accounts-second-hint = Six digits, or one of your recovery codes.
accounts-second-wrong = This code does not fit, or was used already.

mail-changed-subject = How you sign in was changed
mail-changed-password = The password of your Passerelle account was changed. Other sessions and all tokens have ended.
mail-changed-second = The second factor of your Passerelle account was changed. Other sessions and all tokens have ended.
mail-changed-recovery = A recovery code was used to sign in to Passerelle.
mail-changed-not-you = If this was not you, tell your chamber or the operator at once.
mail-changed-button = See your account

accounts-password-common = This password is on the lists that are tried first. Take several words that have nothing to do with each other.
accounts-password-pattern = Repetitions, sequences and rows of keys are guessed at once. Take several words that have nothing to do with each other.
accounts-password-names = Names, dates and years are easy to guess. Take several words that have nothing to do with each other.
accounts-password-new = New password
accounts-password-hint = { $limit } characters or more; several words you can remember are best. You may paste it.
accounts-password-set = Set the password
accounts-password-there = You have a password. Changing it ends your other sessions and all tokens.
accounts-password-none = You have no password: you sign in by a link sent to you.
accounts-forgotten = Forgotten your password, or none yet?
accounts-reset = Set a new password
accounts-reset-lead = Give the address of your account: we send you a link to set a new password.
accounts-reset-sent = If this address can be written to, the message arrives within a minute. Its link is good for thirty minutes, once.
accounts-reset-ends = All sessions and tokens of your account end. Your second factor stays.
accounts-reset-done = Your password is set
accounts-reset-done-lead = All sessions have ended. Sign in with the new password, and with your second factor if you have one.

accounts-profile = About you
accounts-language = Language of our messages
accounts-digest = Notices by e-mail
digest-at-once = Each as it happens
digest-daily = Once a day, together
accounts-professional = I declare that I am a professional investor
accounts-keys = Keyboard shortcuts on the desk
accounts-save = Save
accounts-saved = Your change is saved.
accounts-confirm-first = Confirm who you are to change this
accounts-onward = Go on to where you were

accounts-second-lead = A second factor protects your account even if somebody knows your password. Chambers ask it of everybody who works for them.
accounts-second-needed = The page you wanted asks for two factors, and you have only one. Add an app or a passkey here; then you can go on.
accounts-second-needs-password = The code of an app is typed after your password. Set a password first.
accounts-app-there = { $count ->
    [one] An app is set up. One recovery code is left.
   *[other] An app is set up. { $count } recovery codes are left.
}
accounts-app-add = Set up an app
accounts-app-anew = Begin again with another secret
accounts-app-scan = Read this drawing with an app for codes on your phone.
accounts-app-drawing = QR code with the secret for your app
accounts-app-type = Or type this secret into the app:
accounts-app-confirm = Confirm with this code
accounts-app-remove = Remove the app
accounts-codes = Your recovery codes
accounts-codes-once = Each replaces a lost app once. Keep them in a safe place: they are not shown again.
accounts-codes-renew = New recovery codes

accounts-passkeys = Passkeys
accounts-passkeys-lead = A passkey signs you in with finger, face or PIN of your device, and counts as two factors. Keep two on different devices.
accounts-passkey-name = Name of the passkey
accounts-passkey-hint = For example: office laptop
accounts-passkey-nameless = Give the passkey a name, in 120 characters at most.
accounts-passkey-add = Add a passkey
accounts-passkey-script = Passkeys need JavaScript.
accounts-passkey-failed = The device gave no passkey. Try again, or take another way.
accounts-passkey-wrong = This passkey does not fit. Try again, or take another way.
accounts-with-passkey = Use a passkey
accounts-keys-many = There are twenty already. End one first.
accounts-since = since { $date }
accounts-until = until { $date }
accounts-last-used = last used { $date }
accounts-remove = Remove
accounts-remove-named = Remove { $name }
accounts-end = End
accounts-end-named = End { $name }

accounts-sessions = Where you are signed in
accounts-session-unknown = Unknown browser
accounts-session-here = (this browser)
accounts-session-strong = two factors

accounts-tokens = Tokens for programs
accounts-tokens-lead = A token lets a program use the API in your name. Treat it as a password.
accounts-token-name = Name of the token
accounts-token-hint = For example: our website
accounts-token-nameless = Give the token a name, in 120 characters at most.
accounts-token-scopes = What it may do
accounts-token-for-nothing = Choose at least one.
accounts-token-days = Days it is good for
accounts-token-life = Give between 1 and { $limit } days.
accounts-token-make = Make a token
accounts-token-made = Your new token
accounts-token-once = Copy it now: it is not shown again.
scope-read = read what I may read
scope-join = join and answer for organisations
scope-cases = work on cases

mail-reset-subject = A new password for Passerelle
mail-reset-lead = You asked to set a new password for Passerelle. Your second factor stays as it is.
mail-reset-life = The link is good for thirty minutes, once. All sessions end when the password is set.
mail-reset-button = Set a new password
mail-reset-unknown = A new password was asked for with this address, but it has no account of Passerelle. If you asked, try another address, or make an account on the sign-in page.
accounts-demo-offered = In this demonstration, sign in as
accounts-demo-what-founder = founds a company
accounts-demo-what-owner = owns one that is listed
accounts-demo-what-investor = professional investor
accounts-demo-what-adviser = adviser of a chamber
accounts-demo-what-moderator = moderator of a chamber
accounts-demo-what-head = heads a chamber
accounts-demo-what-admin = runs the service
