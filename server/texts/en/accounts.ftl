# Signing in, one's own account, and the letters about it.

accounts-sign-in = Sign in
accounts-sign-in-lead = Give your address and we send you a link. If you have no account yet, the link makes one.
accounts-mail = E-mail address
accounts-stay = Stay signed in on this device (not on a shared one)
accounts-send-link = Send me a link
accounts-why = What is an account for?
accounts-why-text = To present your organisation, follow your case and answer your chamber. Reading the directory needs none.
accounts-cookie = Signing in sets one necessary cookie, which goes when you sign out.
accounts-no-mail = This e-mail address is incomplete. An example: name@example.org
accounts-wait = Too many tries in a short time.

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
