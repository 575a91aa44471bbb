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

# The roster
roster-kicker = Roster
roster-title = The roster last came in { $when }
roster-title-none = No roster has come in yet
roster-lead = Who is where, from your student information system. Send a OneRoster set; you see what it would change before anything is written.
roster-send = Send a set
roster-file = The set, as one .zip
roster-file-hint = OneRoster 1.0, 1.1 or 1.2, complete or changes only.
roster-file-needed = Choose the .zip first.
roster-look = See what it would change
roster-audience = Seen by the administrators of this system.
roster-none = Nothing planted here yet
roster-none-why = Export a OneRoster set from your student information system and send it above. Small districts can add people by hand instead.
roster-runs = What came in
roster-state-reading = Being read
roster-state-ready = Looked at, not taken yet
roster-state-applied = Taken
roster-state-dropped = Dropped
roster-state-failed = Could not be taken
roster-sums = { $new } new, { $changed } changed, { $removed } left, { $refused } refused
roster-reading = The set is being read
roster-applying = The roster is being brought in
roster-reading-lead = This page looks again by itself. You can leave it; the work goes on.
roster-progress = { $what }: { $rows } rows read
roster-look-again = Look again
roster-orgs = Organizations
roster-users = Staff and students
roster-staff = staff
roster-students = students
roster-roles = Roles
roster-classes = Classes
roster-enrollments = People in classes
roster-access = Who sees what
roster-ready-title = This is what the set would change
roster-ready-lead = Nothing has been written yet.
roster-brake-title = { $leaving } of { $of } would leave ({ $kind }). Is that so?
roster-applied-title = The roster is in
roster-applied-lead = Whoever is missing from the set can't sign in any more; what they wrote stays, and they are as before when they come back.
roster-dropped-title = This set was dropped
roster-dropped-lead = Nothing was changed, and the file is deleted.
roster-failed-title = This set could not be taken
roster-failed-lead = Nothing was changed. Mend the set and send it again.
roster-broke-off = The server stopped while it worked on this set. Nothing was changed; send it again.
roster-take = Take it?
roster-confirm = Yes, { $leaving } really leave ({ $kind }).
roster-take-audience = From then on people see what their roles let them see.
roster-take-go = Bring it in
roster-drop = Drop it
roster-counts = What happens to the rows
roster-new = New
roster-changed = Changed
roster-unchanged = As before
roster-removed = Left
roster-refused = Refused
roster-refused-title = { $count ->
    [one] One row was refused
   *[other] { $count } rows were refused
}
roster-refused-lead = A refused row changes nothing: who or what it is about stays as it was.
roster-notes = { $count ->
    [one] One thing to know
   *[other] { $count } things to know
}
