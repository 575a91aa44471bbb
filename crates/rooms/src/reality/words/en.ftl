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
question-kicker = What stands in the way, and what can help
question-mine = Mine
question-whose = Whose questions
question-lead = Answer in your own words. A year later the old answer stands beside an empty box, and you see what has changed.
question-title-none = { $count ->
    [one] One question to think about.
   *[other] { $count } questions to think about.
}
question-title = { $answered } of { $count } questions are answered.
question-title-due = { $due ->
    [one] One question is due for another look.
   *[other] { $due } questions are due for another look.
}
question-due = due for another look
question-answered = answered { $day }
question-open = not answered yet
question-own = Ask one more
question-own-text = Your question
question-own-hint = One that can’t be answered with yes or no.
question-own-go = Keep the question
question-seen-me = Only you see this. An answer can be shared with a community of yours.
question-of = Questions: { $whose }
question-by = Asked by { $name }.
question-all = All questions to think about
question-here = Questions to think about
answer-text = Your answer
answer-text-again = What do you say today?
answer-now = Today
answer-then = Before
answer-others = What others let you read
answer-share = Who may read it
answer-share-hint = They read the question with it. Members who evaluate others there never see it.
answer-private = Only me
answer-share-with = Me and the members of { $name } who evaluate nobody in it
answer-shared = Shared with { $community }
answer-again = Look at it again on
answer-again-hint = It waits at home on that day. Leave it empty if you don’t want to be reminded.
answer-again-past = Choose a day to come.
answer-again-on = To be looked at again on { $day }
answer-keep = Keep the answer
answer-edit = Word the answer anew
answer-who = Whoever wrote it words it anew; what a place or a community answered, whoever works there.
answer-on = { $name }, { $day }
answer-wordings = How it was worded before
answer-until = until { $day }
priority-who = Who leads the place names its priorities; in a community every member does.
priority-of = { $place }: priority
priority-head = { $count ->
    [0] Put first
    [one] One thing is put first
   *[other] { $count } things are put first
}
priority-none = Two or three powerful moves carry further than twenty. Which one takes on what stands in the way?
priority-new = Put something first
priority-new-lead = Two or three powerful moves, no more: what is put first says what has to wait.
priority-edit = Word the priority anew
priority-full = Three things are put first already.
priority-full-why = A fourth would take the strength from all four. Lay one aside first; what it has brought stays here to be read.
priority-fourth = Three are carried already. Lay one of them aside, then send this again; what you wrote is still here.
priority-fourth-ask = Put something else first
priority-carried = Carried now
priority-text = What do you put first?
priority-text-hint = One move that changes how the work is done: “Every team has a protected hour each week.”
priority-know = How we would know
priority-know-hint = What somebody would see, hear or count if it worked.
priority-takes = What it takes on
priority-about = The passage it serves
priority-lead = Who leads it
priority-led-by = Led by { $name }
priority-from = From
priority-until = until { $day }
priority-until-label = Until
priority-until-before = Choose a day after the first one.
priority-span = From { $from } until { $until }.
priority-name = Put it first
priority-looks = Looking back
priority-looks-none = Nobody has looked back yet. After six weeks there is something to see.
priority-look = What do you see now?
priority-look-hint = What has moved, what hasn’t, and what you change because of it.
priority-look-go = Keep it
priority-lay = Lay it aside
priority-lay-head = Lay it aside
priority-lay-why = Why?
priority-lay-hint = Done, outgrown, or less important than something else. It stays here to be read.
priority-laid = Laid aside
priority-laid-count = { $count ->
    [one] One was laid aside
   *[other] { $count } were laid aside
}
priority-is-laid = It was laid aside. What is put first now stands on the page of the place.
priority-changed-since = It changed while you read it. Open it again and look at what stands there now.
reality-taken-on = Taken on by
process-title = { $all ->
    [0] What carries learning at { $place }, and what do you expect of it?
   *[other] { $change ->
        [0] Of what carries learning at { $place }, nothing is to be changed.
        [one] Of what carries learning at { $place }, one thing is to be changed or stopped.
       *[other] Of what carries learning at { $place }, { $change } things are to be changed or stopped.
    }
}
process-lead = Two plain lists, looked at once or twice a year: what supports the learning of everybody and of each, and what you expect of it.
process-head = What supports learning
process-head-expected = What we expect of professional learning
process-none = Nothing is listed yet. How does a new teacher here get help in October? Begin with that.
process-none-expected = Nothing is listed yet. What does everybody know is expected of them, and what only some?
process-new = List a process
process-new-expected = List an expectation
process-look = Look at it again
process-name = What is it called?
process-name-hint = As people here call it: “mentors for the first two years”, “the request for a substitute”.
process-name-expected = What do we expect?
process-name-expected-hint = In a sentence: “Each team meets every week and keeps what it decided.”
process-whom = Whom does it serve?
process-of-whom = Of whom?
process-serves = For { $whom }
process-expected-of = Of { $whom }
process-well = How well does it do?
process-met = Is it met?
process-verdict = What becomes of it
process-undecided = not decided
process-keep = Keep
process-change = Change
process-stop = Stop
process-on = Looked at on
process-before = What was seen before
process-all = What carries learning here, and what is expected of it
progress = How far it has come
progress-title = { $open ->
    [0] Nothing noted stands in the way at { $place }
    [one] One barrier stands in the way at { $place }
   *[other] { $open } barriers stand in the way at { $place }
}{ $gone ->
    [0] .
    [one] ; one is gone.
   *[other] ; { $gone } are gone.
}
progress-lead = Passage by passage: where it is lived, what was put first for it, what holds it back. You see what you may see; nothing here is a score.
progress-nothing = Nothing you can see carries this passage or holds it back yet. Who could begin, with what?
progress-first = Put first
progress-answers = Last answered
progress-place = What stands in the way, and what can help
progress-audience = Seen by those who work in the district and may read the statement; each of them sees here only what they may see.
