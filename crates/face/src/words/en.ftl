# The frame around every page, and the components.
brand = Perennial
skip = Skip to the page
rooms = Rooms
more = More
room-home = Home
room-communities = Communities
room-cycles = Cycles
room-goals = Goals
room-data = Data
room-surveys = Surveys
room-library = Strategies
room-lessons = Lessons
room-people = People
room-admin = Administration
account = You
sign-out = Sign out
language = Language
theme = Light or dark
theme-device = As the device
theme-light = Light
theme-dark = Dark
live-lost = Not connected. What you see may be out of date; it comes back by itself.
optional = (if you like)
save = Save
cancel = Cancel
edit = Change
as-table = As a table
as-list = As a list
as-picture = As a picture
grade = grade { $n }
grade-kg = kindergarten
grade-pk = prekindergarten
subject-reading = reading
subject-writing = writing
subject-mathematics = mathematics
subject-science = science
subject-language = English language arts
subject-social = social studies
see-more = Show more
more-of = { $count ->
    [one] One more
   *[other] { $count } more
}
problems-title = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}
problems-kept = What you wrote is still here.
error-needed = Please fill this in.
error-long = This is longer than { $most } characters. Please shorten it.
error-number = Please write a number, for example 12.5.
error-whole = Please write a whole number.
error-date = Please write a date as year-month-day, for example 2026-11-12.
error-choice = Please choose one of these.
error-control = This has characters that can't be shown. Please remove them, or type it again.
error-email = Please write an email address, for example ana@example.org.
error-between = Please write a number from { $least } to { $most }.
conflict-title = Somebody changed this while you were writing.
conflict-lead = Both texts are here. Nothing is lost. Put together what should stay, and save.
conflict-yours = What you wrote
conflict-theirs = What is saved now, by { $who }
conflict-keep = Save this
audience-you = Only you can see this.
audience-everyone = Anyone can see this, without signing in.
audience-nobody = Nobody can see this yet.
audience-seen = Seen by { $who }.
audience-pair = Only { $a } and { $b } can see this.
audience-community = the { $count ->
    [one] one member
   *[other] { $count } members
} of { $name }
audience-peers = the members of { $name } who evaluate nobody in it
audience-facilitators = who facilitates { $name }
audience-staff = everyone at { $name }
audience-leaders = the leaders of { $name }
audience-staff-of = everyone who works at { $places } places
audience-leaders-of = the leaders of { $places } places
audience-district = everyone in { $name }
audience-person = { $name }
audience-guests = the guests of { $name }
and = and
date-today = today
date-yesterday = yesterday
date-tomorrow = tomorrow
date-in-days = in { $count ->
    [one] one day
   *[other] { $count } days
}
date-days-ago = { $count ->
    [one] one day ago
   *[other] { $count } days ago
}
minutes-ago = { $count ->
    [0] just now
    [one] a minute ago
   *[other] { $count } minutes ago
}
hours-ago = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
}
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-long = { $weekday }, { $month } { $day }
date-short = { $month } { $day }
date-short-year = { $month } { $day }, { $year }
date-month-year = { $month } { $year }
chart-when = When
chart-note = What happened
chart-group = Group
chart-from-to = From { $low } up to { $high }
chart-count = How many
chart-students = Students
chart-mean = Average
chart-interval = The true average lies, 95 times of 100, between
chart-span = { $low } and { $high }
chart-withheld = not shown: too few, or it would give a small group away
chart-withheld-short = not shown
live-gone = This is no longer yours to see. What you wrote is still here: copy it before you leave the page.
say-failed = That didn't work. What you wrote is still here; try again in a minute.
say-offline = No connection. What you wrote is still here; it can be sent when the connection is back.
door-said = People learn together here, and it shows: in what students can do, and in what the next school need not find out again.
