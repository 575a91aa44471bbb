communities-title = { $count ->
    [0] You are not in a community yet.
    [one] You learn in one community.
   *[other] You learn in { $count } communities.
}
communities-lead = A community is a few people who share students, a responsibility, a role, an interest or a goal, and learn together.
communities-invited = { $count ->
    [one] One community has asked you to join.
   *[other] { $count } communities have asked you to join.
}
communities-none = Who do you share students with?
communities-none-why = Begin with the people whose students you know. Three to eight is a good size. It takes a minute: a name, and whom to ask.
communities-mine = Yours
communities-all = All in { $place }
communities-found = Begin a community
communities-found-lead = A name is enough to begin. Everything can be changed later, together.
communities-found-who = People who work at a school or the district office begin communities. Ask one of them to invite you.
communities-find = Name or school
communities-find-go = Find
communities-find-none = No community has this in its name. Try a shorter word.
community-members = { $count ->
    [one] one member
   *[other] { $count } members
}
community-archived = This community is resting. Everything in it can be read; nothing new is written.
community-invitation = { $name } has asked you to join. Its members see that you were asked; nobody else does.
community-join = Join
community-decline = No, thank you
community-invite = Ask somebody to join
community-edit = Change what it is for
community-edit-who = Its facilitators and the leaders of its school can do this. Ask one of them.
community-answer-who = An invitation is answered by the person who got it.
community-leave = Leave this community
community-last-facilitator = A community needs somebody who facilitates it. Make somebody else a facilitator first.
community-who = Who is in
community-who-lead = People you ask get an invitation here and see nothing of the community's work until they say yes.
community-find-person = A name
community-find-nobody = Nobody of this name could be asked. Try a part of the name.
community-ask = Ask to join
community-name = Name
community-name-hint = What you would call it in the hallway: “Grade 3 Readers”.
community-purpose = What is it for?
community-purpose-hint = One sentence: which students, and what should get better.
community-basis = What do you share?
basis-students = Students
basis-students-what = You teach the same children.
basis-responsibility = A responsibility
basis-responsibility-what = You answer for the same thing: reading, attendance, the schedule.
basis-role = A role
basis-role-what = Coaches, principals, new teachers.
basis-interest = An interest
basis-interest-what = You want to find out the same thing.
basis-goal = A goal
basis-goal-what = You work toward the same goal from different places.
community-composition = Who comes together?
composition-horizontal = Same grade or course
composition-horizontal-what = Everyone teaches the same children or content.
composition-vertical = Across grades
composition-vertical-what = The same subject from one grade to the next.
composition-mixed = Mixed roles
composition-mixed-what = Teachers, staff, leaders, perhaps families.
community-mode = How do you meet?
mode-face = In one room
mode-virtual = Online
mode-blended = Some in the room, some online
community-grades = Grades
community-grades-hint = For example: 2, 3
community-subjects = Subjects
community-org = Where?
community-who-knows = Everyone in the district can see that this community is there, what it is for and who is in it. Its work is seen by its members only.
community-archive = Let it rest
community-take-up = Take it up again
community-archive-why = A resting community can be read and taken up again. Nothing is lost.
part-member = member
part-facilitator = facilitator
part-guest = guest
part-invited = asked to join
part-make-facilitator = Make facilitator
part-make-member = Make member
part-end = Take off

# Who has no community yet
coverage-title = { $without } of { $all } teachers have no community yet
coverage-all = Every teacher is in a community
coverage-nobody = No teachers are known here yet
coverage-lead = Learning alone is the hardest way. Ask them where they would like to learn.
coverage-who = Without a community
coverage-schools = By school
coverage-grades = By grade
coverage-subjects = By subject
coverage-teachers = Teachers
coverage-in = In a community
coverage-without = Without
coverage-audience = Seen by those who lead these schools and the administrators of this system.

# Norms
norms = How we work together
norms-lead = A few short sentences that everybody can keep. They are seen at every meeting.
norms-none = No norms yet. A few sentences, agreed on at the start, make it easier to say what is hard to say.
norms-begin = Write down how you want to work together
norms-open = See and change
norms-due = The day you chose for looking at them again has come.
norms-waiting = { $yes } of { $all } have agreed to what is proposed.
norms-agree = I agree
norms-title-none = No norms have been agreed on yet
norms-title-proposed = { $yes } of { $all } have agreed so far
norms-title-due = Time to look at your norms again
norms-title-hold = { $count ->
    [one] One sentence everybody here keeps to
   *[other] { $count } sentences everybody here keeps to
}
norms-proposed = Proposed
norms-hold = What holds
norms-by = { $who } proposed this on { $day }.
norms-since = They have held since { $day }.
norms-next-look = The next look at them is on { $day }.
norms-yes = Agreed { $when }: { $who }.
norms-not-yet = Not yet: { $who }.
norms-same = The same sentences as before.
norms-new = New:
norms-gone = Gone:
norms-settle = These hold now
norms-settle-why = At least half have agreed. The others can still agree later.
norms-settle-who = Whoever facilitates the community says when norms hold before everybody has agreed.
norms-too-few = Fewer than half have agreed yet. Ask the others first.
norms-lines = One sentence a line
norms-lines-hint = Three to six are kept in mind. For example: We begin on time. We talk about the work, not about people. What is said here stays here.
norms-changed = What changed, and why?
norms-again-on = Look at them again on
norms-again-on-hint = From that day the agenda offers it.
norms-propose = Propose it to the others
norms-again = Look at them again
norms-again-how = Read them aloud. Which one do you keep easily, which one not? Propose the same sentences with a new day, or change them. What holds now goes on until everybody has agreed.
norms-change = Propose new ones, or the same again
norms-history = What held before
norms-said-yes = Agreed: { $who }
norms-members-only = The norms of a community are read by its members and guests, and made by its members.
norms-too-many = Twelve are the most. Fewer are kept better.
norms-too-long = One of them is longer than 160 characters. Make two of it, or say it shorter.
norms-again-past = Choose a day to come.
norms-item = Look at our norms again
norms-item-why = Which one do we keep easily, and which one not?
norms-item-offer = Your norms are due for another look.
norms-item-add = Put it on the agenda

# Coming in, leaving, resting
community-joining = How do people come in?
joining-open = By themselves
joining-open-what = Whoever works in the district comes in with one tap and sees its work, leaders too.
joining-ask = They ask
joining-ask-what = You answer with one tap.
joining-closed = You ask them
joining-closed-what = Only whom you ask comes in.
join-open = Whoever works here is welcome. You see its work as soon as you are in.
join-closed = This community asks people in. Talk to somebody who is in it.
join-ask-how = Ask to come in. Whoever facilitates the community answers.
join-text = A word about why
join-text-long = A word about why has at most 300 characters.
join-who-sees = Seen by who facilitates the community and leads its school.
join-ask = Ask to join
join-asked = You asked to join, { $when }. Whoever facilitates the community answers.
join-withdraw = Take it back
join-not-now = Your question was answered: not at this time. You can ask again, or talk to them.
join-waiting = { $count ->
    [one] One person would like to join
   *[other] { $count } people would like to join
}
join-yes = Yes, come in
join-no = Not now
join-yes-means = Whoever comes in sees the community's work from now on, and all of it from before.
community-rests-until = Until { $day } whoever facilitates it or leads its school can take it up again; after that, the administrator of this system.
community-rests-long = It has rested for more than thirty days: the administrator of this system can take it up again.
resting = Communities that rest
resting-title = { $count ->
    [0] No community you were in is at rest
    [one] One community rests
   *[other] { $count } communities rest
}
resting-lead = Everything in them can be read by who could before. For { $days } days whoever led them takes them up again with one tap; after that, the administrator of this system does.
resting-since = at rest since { $when }
resting-until = to be taken up again until { $day }
resting-audience = Seen by you: the communities you are in or lead, and for administrators all of the district.
leave-title = Leave { $name }?
leave-lead = What you wrote stays with the others, under your name. You no longer see the community's work. You can ask to come back.
leave-alone = You are the only one here. Let the community rest, so that what was learned stays to be read; or ask somebody in first.
leave-heir = Who facilitates from now on?
leave-heir-why = A community needs somebody who facilitates it, and so far that is only you.
leave-heir-missing = Choose who takes over from you.
leave-who-sees = The members and the leaders of the school see that you left.
leave-stay = Stay

# Guests
community-ask-guest = Ask in as a guest
community-guests-see = Guests, a parent or an official for instance, see what the community is for, its norms, the meetings they are asked to, and who is in it. Nothing of its work.
community-guest-stays = Whoever works nowhere in the district is here as a guest.
coverage-grades-none = No one who teaches these grades is in a community yet: { $names }.
coverage-subjects-none = No one who teaches these subjects is in a community yet: { $names }.
community-schools = They work at { $count } schools.
