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
roster-not-a-zip = This isn't a zip file, or it is damaged. Export the set again and send it as it comes, without unpacking it.
roster-no-roster = There is no OneRoster table in this zip: none is called orgs.csv, users.csv or the like. Export the set again from your student information system.
roster-none-why = Export a OneRoster set from your student information system and send it above. Small districts can add people by hand instead.
roster-runs = What came in
roster-state-reading = Being read
roster-state-ready = Looked at, not taken yet
roster-state-applied = Taken
roster-state-dropped = Dropped
roster-state-refused = Stopped by the brake
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
roster-refused-run-lead = Nothing was changed. If they really leave, run it again with --confirm, or send the set here and confirm it.
roster-mail-subject = The roster was stopped: too many would leave
roster-mail-body = A roster came in, and { $leaving } of { $of } would have left ({ $kind }). That is more than usual, so nothing was changed.

    Look at the set. If they really leave, bring it in again and confirm it, under Administration, Roster.
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

# The directory
people-title = Who works in { $district }
people-lead = Find somebody who teaches what you teach, or who has solved what you are trying.
people-guest-title = Only who works here sees the directory
people-guest-lead = You see the communities that asked you in, and the people in them.
people-find = Name
people-where = School or office
people-role = Role
people-grade = Grade
people-subject = Subject
people-any = Any
people-go = Find
people-none = Nobody fits
people-none-why = Take one thing away from what you look for.
people-coverage = Who has no community yet
people-add = Add somebody
person-role-at = { $role }, { $org }
person-teaches = Teaches
person-left = This person has left. What they wrote stays; they can't sign in.
person-new = Who comes to you?
person-new-lead = They get a letter with a link that works once, for them alone. The role is theirs from now on.
person-given = First name
person-family = Family name
person-new-go = Add and invite
person-email-taken = Somebody has this address already. People are never merged by address; look for them in the directory.
person-care = For this person
person-care-who = Who leads the place, and the administrators, say who is what there.
person-waits = Has not signed in yet.
person-invite-again = Send an invitation
person-role-roster = from the roster; it is ended there
person-role-end = End this role
person-role-give = Give this role
person-not-yourself = Somebody else must do that for you.
person-end = End access
person-end-why = { $name } is signed out everywhere at once, and every role and membership ends. What they wrote stays.
person-end-go = End access now
invite-mail-subject = { $district } invites you to Perennial
invite-mail-body = Hello { $name },

    { $by } has added you to { $district } on Perennial, where people learn together from how their students do.

    This link brings you in. It works once, within { $days } days, for you alone:

    { $address }

# Tokens
tokens-title = { $count ->
    [0] No program acts for you
    [one] One program can act for you
   *[other] { $count } programs can act for you
}
tokens-lead = A token lets a program read and do what you can. Give each program its own, and end it when it is done.
tokens-fresh = Copy it now. It is shown only this once.
tokens-until = made { $made }, works until { $date }
tokens-end = End it
tokens-make = A new token
tokens-name = What is it for?
tokens-name-hint = The nightly export, a script of yours.
tokens-lasts = How long
tokens-days = { $days } days
tokens-go = Make it

# The mailbox of the demo
mailbox-title = { $count ->
    [0] No letters yet
    [one] One letter
   *[other] { $count } letters
}
mailbox-lead = In the sample district no mail leaves this machine. It arrives here.
mailbox-to = to { $address }
mailbox-audience = Seen by anyone who can open the sample district.
account-told = Mail and calendar
account-told-what = A letter a week about your communities, what comes at once, and your meetings in your own calendar.
account-told-go = Choose what you are told
