workshops = Workshops
workshops-title-none = No workshop has been held yet.
workshops-title = { $count ->
    [one] One workshop has been held.
   *[other] { $count } workshops have been held.
}
workshops-title-running = { $count ->
    [one] One workshop is under way.
   *[other] { $count } workshops are under way.
}
workshops-lead = A group on one screen and everyone’s phones: write in silence, look together, sort, give dots, word a draft.
workshops-empty = What do we want to see in five years?
workshops-empty-why = Begin with “Blue sky”: an hour with your group, and a first draft of a vision at its end. Everybody writes, also those who don’t speak up.
workshops-empty-wait = Who facilitates a community or leads a school or the district begins one. Then you find it here, and at home.
workshops-audience = You see the workshops of your communities and places, and those you came into by a code.
workshop-begin = Begin a workshop
workshop-of-community = Look for a vision together: begin a workshop
workshop-have-code = I have a code
workshop-state-now = now
workshop-state-rests = rests
workshop-who-begins = Who facilitates a community, or leads a school or the district, begins a workshop.
workshop-who-leads = Who began it leads it, with those who facilitate the community or lead the place.
workshop-who-takes-part = Those who work here take part. You can read what came of it when it is over.
workshop-new-title = What is it for?
workshop-new-lead = Each comes with its stages, texts and times. You go from one to the next by a tap, and take more time where it is needed.
workshop-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
workshop-way = { $stages } stages, { $minutes } minutes
workshop-with = With whom
workshop-title = What you call it
workshop-own-text = Read a text of your own
workshop-text = The text, pasted in; ours is left out then
workshop-link = Or where it stands
workshop-link-wrong = Begin the address with https://
workshop-report = The report you read
workshop-report-hint = Of a survey that has ended at this place or above it, so that all may read it.
workshop-no-report = None yet: we look at it on paper
workshop-report-elsewhere = Not all who are asked could read that report. Choose one of this place or above it.
workshop-open-report = Open the report: { $name }
workshop-options = What you compare, one a line
workshop-options-hint = Begin with what you do today. Two to five; change ours as you like.
workshop-options-count = Write two to five, one a line.
workshop-new-audience = Seen by those who are asked: the community, or who works at the place; and by who comes in with its code.
workshop-begin-go = Begin now
workshop-join-title = Come in with the code
workshop-join-lead = It stands on the screen in the room.
workshop-code = The six signs
workshop-code-wrong = No workshop under way has this code. Look at the screen again.
workshop-join = Come in
workshop-join-audience = Your name stands among those who take part; what you write stands without it.
workshop-by-code = And by { $count ->
    [one] one person
   *[other] { $count } people
} who came in by the code.
workshop-stage = { $name } ({ $place } of { $stages })
workshop-moved = The group has moved on.
workshop-rests = This workshop rests.
workshop-rests-why = Everything is kept. It goes on here when the one who leads it takes it up again.
workshop-look-again = Look again
workshop-leading = Leading
workshop-resume = Go on
workshop-next = On to: { $name }
workshop-more-time = Two minutes more
workshop-screen = The screen
workshop-code-is = Others come in with the code { $code }.
workshop-all-stages = All stages, a rest, the end
workshop-go = go there
workshop-go-to = Go to: { $name }
workshop-now = now
workshop-pause = Rest
workshop-end = End the workshop
workshop-end-title = End this workshop?
workshop-end-what = Then nothing is written any more. What lies on the table stays; who wrote which slip and whose dots lie where is deleted for good.
workshop-end-go = End it
workshop-stages-left = { $count ->
    [one] One stage was not held.
   *[other] { $count } stages were not held.
}
workshop-ended = This workshop is over.
workshop-take-part = { $count ->
    [0] Nobody takes part yet.
    [one] One takes part.
   *[other] { $count } take part.
}
workshop-names = Their names
workshop-here = I am here
workshop-nameless = Slips stand without a name, and dots are counted only. While the workshop runs the server knows who wrote a slip, so that you can take yours back; at its end that is deleted. Your name stands among those who took part.
workshop-slips = { $count ->
    [0] No slip yet.
    [one] 1 slip
   *[other] { $count } slips
}
workshop-slips-from = { $count ->
    [0] No slip yet.
    [one] One slip so far, from one.
   *[other] { $count } slips so far, from { $from }.
}
workshop-voted = { $count ->
    [0] Nobody has given dots yet.
    [one] One has given dots.
   *[other] { $count } have given dots.
}
workshop-send = Lay it on the table
workshop-send-late = Lay it beside the others
workshop-unseen = Nobody sees it until all look together. Then, without your name:
workshop-seen-at-once = All see it at once, without your name:
workshop-behind = The group has moved on. Send what you have; you are asked how to go on with it.
workshop-writing-over = This is written and is voted on now; nothing is added any more.
workshop-late = The silence is over: what you wrote is still here. Lay it beside the others if all may see it at once.
workshop-many-slips = That is more than thirty slips. Take some back, or keep to what matters most.
workshop-too-late = What you wrote is still here
workshop-too-late-why = The group has moved on, and this could not be kept. Copy it if you need it, or say it aloud.
workshop-see = To the workshop
workshop-my-slips = { $count ->
    [one] Your slip
   *[other] Your { $count } slips
}
workshop-take-back = take back
workshop-take-back-this = Take back: { $text }
workshop-one-more = One more slip
workshop-no-slips = Nothing was written.
workshop-side-by-side = Side by side
workshop-new-heading = a new heading
workshop-no-heading = no heading
workshop-alone = { $count ->
    [one] One slip stands alone
   *[other] { $count } slips stand alone
}
workshop-put-ticked = Put the ticked slips together
workshop-under = Under
workshop-heading-name = Name of the heading
workshop-heading-hint = In words from the slips. For a heading that is there, a name here names it anew.
workshop-put = Put together
workshop-tick-first = Tick the slips first.
workshop-name-it = Name the heading, or choose one.
workshop-sorting-over = Slips aren’t sorted now.
workshop-dots-have = { $count ->
    [one] You have one dot.
   *[other] You have { $count } dots. Tick up to { $count }.
}
workshop-dots-many = Those are more dots than you have. Take some away.
workshop-dots-given = Your dots lie. You can move them until the group goes on.
workshop-give-dots = Give my dots
workshop-dots-nameless = Only their number is shown, when the vote is over:
workshop-vote-over = This vote is over.
workshop-no-dots = No dot was given.
workshop-how-voted = What got most dots
workshop-draft-text = The words
workshop-draft-hint = A line for each passage.
workshop-draft-empty = Nothing is worded yet.
workshop-draft-over = The group isn’t at this draft any more.
workshop-worded-by = { $who } worded it last.
workshop-from-dots = These lines got most dots. Make sentences of them.
workshop-word-it = Change the words
workshop-holds-now = What holds now
workshop-make = Put it beside the drafts of the { $kind }
workshop-make-what = At { $place } everybody can then say where they stand, and who leads adopts it.
workshop-why = From the workshop “{ $title }”, { $on }.
workshop-came = What came of it
workshop-keep-lines = Keep barriers, openings and questions
workshop-keep-what = Say what each line is to you. What you leave stays in the record of the workshop.
workshop-not-kept = leave it
workshop-keep = Keep these
workshop-barrier = barrier
workshop-opportunity = opening
workshop-question = question
workshop-was = { $count ->
    [one] One person
   *[other] { $count } people
} held “{ $title }”.
workshop-led = Led by { $who }; ended { $on }.
workshop-took-part = { $count ->
    [one] One took part
   *[other] { $count } took part
}
workshop-forgotten = Who wrote which slip and whose dots lay where was deleted when it ended.
workshop-was-read = What was read
workshop-said = { $count ->
    [one] One slip
   *[other] { $count } slips
}
workshop-join-at = Come in: { $address }, code { $code }
sign-workshop-begun = { $who } began a workshop:
sign-workshop-ended = { $who } ended a workshop:
workshop-on-home = Held just now
