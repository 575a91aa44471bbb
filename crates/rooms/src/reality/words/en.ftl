reality-who = Who works at the place, or is a member of the community, notes what stands in its way.
reality-title-none = What stands between { $place } and its vision?
reality-title = { $barriers ->
    [0] Nothing noted stands in the way of { $place }
    [one] One thing stands in the way of { $place }
   *[other] { $barriers } things stand in the way of { $place }
}{ $chances ->
    [0] .
    [one] , and one can help.
   *[other] , and { $chances } can help.
}
reality-head = What stands in the way of { $place }, and what can help
reality-lead = Looked at without sparing ourselves: what is in the way of the vision, what can help, and who can change it.
reality-empty = What would you have to say honestly?
reality-empty-why = Name one thing that keeps the vision from being lived: a bell schedule, a rule, a habit. Say who can change it. Then name one thing that could help.
reality-barriers = In the way
reality-barriers-none = Nothing is noted that stands in the way. Is that so?
reality-chances = Can help
reality-chances-none = Nothing is noted yet that can help. What goes well somewhere already?
reality-settled = Settled
reality-note = Note what stands in the way
reality-note-chance = Note what can help
reality-note-go = Note it
reality-new = Note what stands in the way, or what can help
reality-new-lead = One sentence is enough. What belongs together can be added when it is known.
reality-kind = Which is it?
reality-barrier = barrier
reality-opportunity = opportunity
reality-head-barrier = A barrier
reality-head-opportunity = An opportunity
reality-what-barrier = It keeps the vision from being lived.
reality-what-opportunity = It is there already and could carry us further.
reality-text = What is it?
reality-text-hint = Name the thing, not a person: “The teams have no common hour on Wednesdays.”
reality-more = Say more: what it is about, who can change it
reality-about = The passage it is about
reality-about-hint = Of what we say we are here for.
reality-about-none = No passage in particular
reality-structure = What it is made of
reality-structure-hint = Structures hold things as they are, whoever works there. They can be changed by somebody.
reality-structure-none = Not a matter of structure
reality-schedule = A schedule
reality-policy = A policy or rule
reality-contract = A contract
reality-money = Money
reality-space = Rooms and distance
reality-habit = A habit
reality-changer = Who can change it
reality-changer-hint = A role, a person or a body: “the principal”, “the board, with the union”.
reality-changed-by = Can be changed by: { $who }
reality-tried = What was tried
reality-owner = Takes care of it
reality-owner-hint = Whoever takes care keeps it in sight; nobody is assigned from above.
reality-nobody = Nobody yet
reality-open = Open
reality-worked = Being worked on
reality-gone = Gone
reality-lived = We live with it
reality-chance-open = Not taken up yet
reality-chance-worked = Being taken up
reality-chance-gone = It has passed
reality-chance-lived = Part of how we work
reality-structures = Who can change the structures
reality-structures-why = Structures are strong: they pull back what people try. Here is with whom to speak.
reality-elsewhere = Elsewhere:
reality-of = { $place }: { $kind }
reality-noted = Noted by { $name }, { $when }.
reality-from = It comes from
reality-edit = Word it anew
reality-stands = How it stands
reality-since = since { $day }
reality-step = How does it stand now?
reality-step-now = It is
reality-step-go = Say how it stands
reality-why = Why
reality-why-hint = What was done, or why you live with it. Needed when it is settled.
reality-why-needed = Say why: whoever comes later should understand.
reality-since-label = Since
reality-since-later = Choose today or a day before.
reality-changed-since = Somebody said how it stands while you wrote. Look at what stands there now, then send yours again if it still holds.
reality-before = How it stood before
reality-too-long = That is too long to be noted; a thousand characters are the most.
reality-seen-community = Seen by the members of { $place }.
reality-seen-place = Seen by everyone who works at { $place } and by its leaders.
reality-seen-district = Seen by everyone who works in { $place }.
