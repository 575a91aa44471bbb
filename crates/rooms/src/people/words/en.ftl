# Signing in
sign-in-title = Good to see you
sign-in-lead = Sign in with your school address.
sign-in-email = Email
sign-in-password = Password
sign-in-password-hint = No password? Ask for a link by mail instead.
sign-in-go = Sign in
sign-in-ask-link = Send me a link
sign-in-wrong = The address and the password don't go together. Try again, or ask for a link by mail.
link-sent-title = Look into your mail
link-sent-lead = If we know this address, a letter with a link is on its way. The link works once, for { $minutes } minutes.
link-sent-back = Back to signing in
link-mail-subject = Your link to sign in
link-mail-body = Hello { $name },

    this link signs you in. It works once, within { $minutes } minutes, after you press the button on its page.

    { $address }

    You didn't ask for it? Then do nothing: nothing happens.
pass-title = Sign in as { $name }
pass-lead = Press the button, and you are in. The link can't be used again.
pass-go = Sign me in
pass-stale-title = This link doesn't work any more
pass-stale-lead = It was used already, or its time has run out. Ask for a new one; that takes a minute.
pass-stale-go = Ask for a new link
invite-title = Welcome, { $name }
invite-lead = Choose a password if you want one. You can always sign in with a link by mail instead.
invite-password = Your password
invite-go = Come in
password-rule = At least 12 characters. A sentence is good.

# One's own account
account-hats = What you do here
account-look = How it looks
account-password = Password
account-password-is = You have a password. Saving a new one signs you out on all other devices.
account-password-none = You have no password and sign in with links by mail. You can have both.
account-password-new = New password
account-devices = Where you are signed in
account-device-unknown = A device
account-device-this = this one
account-end-others = Sign out everywhere else

role-teacher = Teacher
role-coach = Coach
role-aide = Aide
role-counselor = Counselor
role-principal = Principal
role-site-administrator = School leader
role-district-administrator = District leader
role-system-administrator = Administrator of this system
role-network-facilitator = Network facilitator
role-guest = Guest
role-other = Staff
