# meetings
meetings = Meetings
meetings-all = All meetings and minutes
meetings-ahead = Coming up
meetings-past = Held
meetings-none = No meeting is planned.
meetings-none-why = Plan one, or a whole row of them. The agenda, the notes, what was decided and who does what then stand in one place.
meetings-plan = Plan a meeting
meetings-plan-lead = The day, the time and how the agenda begins. Everything can be changed until it starts.
meetings-held = { $held } of { $due } planned meetings were held.
meeting-members-only = Only the members of this community can do that. Its facilitators can let you in.
meeting-is-closed = This meeting has ended. Its minutes stay as they are; what is still open can go on the next agenda.
meeting-is-cancelled = This meeting was called off. What was on its agenda waits among the things for later.
meeting-was-cancelled = This meeting was called off. What was on its agenda waits among the things for later.
meeting-not-begun = The meeting has not begun yet. Begin it first.
meeting-has-begun = The meeting has begun. Its time and place stay as they are now.
meeting-minutes-wrong = Whole minutes, please: at least one, and not more than fit into a day.
meeting-at-wrong = A time of day like 15:15, please.
meeting-until-wrong = Until which day? It has to be after the first meeting.
meeting-title = What is it called?
meeting-title-usual = Team meeting
meeting-on = Day
meeting-at = Begins at
meeting-length = Minutes
meeting-place = Where?
meeting-place-hint = A room, or the address of a call
meeting-every = How often?
meeting-once = Once
meeting-weekly = Every week
meeting-fortnightly = Every two weeks
meeting-monthly = Every four weeks
meeting-until = Until
meeting-agenda = Agenda
agenda-last = As last time
agenda-last-what = The points of the last meeting, with their minutes
agenda-usual = A learning meeting
agenda-usual-what = Check in, look at evidence, agree on the next step, look back
agenda-empty = Empty
usual-check-in = Check in
usual-check-in-why = One sentence each: what went well since last time?
usual-evidence = What our evidence says
usual-evidence-why = Look together first, explain second. What surprises us?
usual-step = Our next step
usual-step-why = What does each of us try until we meet again?
usual-plus-delta = Plus and delta
usual-plus-delta-why = What helped us learn today, and what do we change?
usual-house = Housekeeping
usual-house-why = Only what cannot be read on paper
meeting-when = { $day }, { $time }, { $n ->
    [1] one minute
   *[other] { $n } minutes
}
meeting-items = { $n ->
    [1] one point
   *[other] { $n } points
}
meeting-minutes = { $n ->
    [1] one minute
   *[other] { $n } minutes
}
meeting-goal = For our goal:
meeting-agenda-empty = Nothing is on the agenda yet. One good question is enough.
meeting-housekeeping = Housekeeping, { $n ->
    [1] one minute
   *[other] { $n } minutes
} at most
meeting-planned = { $planned } of { $all } minutes are planned.
meeting-too-much = That is { $n } too many.
meeting-much-housekeeping = More than a quarter of it is housekeeping.
meeting-late = At this pace we end at { $time }.
meeting-backlog = For later
meeting-backlog-why = What should not be forgotten and has no day yet. Put it on an agenda when its time has come.
meeting-bring-in = On this agenda
meeting-ready = Before we begin
meeting-begin = Begin the meeting
meeting-begin-how = Anyone in the team can begin it. The first point is on then, and its time runs.
meeting-prepare = Prepare
meeting-join = Go in
meeting-is-running = now
meeting-facilitates = Facilitates
meeting-writes = Writes
meeting-keeps-time = Keeps the time
meeting-nobody = Nobody yet
meeting-you-are-away = You said you cannot come.
meeting-is-away = { $name } cannot come.
meeting-say-away = I cannot come
meeting-coming = I can come after all
meeting-edit = Change time, place or roles
meeting-cancel = Call the meeting off
meeting-cancel-why = It stays in sight as called off, and the points on its agenda wait for another day.
meeting-left = Left from before
meeting-captured = What we keep
meeting-time-used = Time used
meeting-live = The meeting went on.
meeting-nothing-on = Nothing is on now
meeting-nothing-on-why = Go on with the next point, note something, or end the meeting.
meeting-next = Next: { $title }
meeting-item-done = Done
meeting-carry = Carry it to next time
meeting-notes = Notes
meeting-who = Who is here
meeting-who-was = Who was there
meeting-say-here = I am here
meeting-say-online = I am here online
meeting-mark-others = Somebody else is here
meeting-nobody-yet = Nobody has said so yet.
meeting-here = Here: { $names }
meeting-online = Online: { $names }
meeting-away = Could not come: { $names }
meeting-decided = Decided
meeting-decided-none = Nothing yet.
meeting-committed = To do
meeting-committed-none = Nothing yet.
meeting-end-head = When we are done
meeting-end-why = What was not reached goes on the next agenda. The minutes are written already.
meeting-end = End the meeting
meeting-minutes-head = Minutes
meeting-between = In between
meeting-share = { $n ->
    [1] One minute
   *[other] { $n } minutes
} on the agenda, { $share } percent of them for learning.
meeting-stays = These minutes stay as they are.

item-title = What is it about?
item-purpose = What for, and what shall come out of it?
item-purpose-hint = For example: agree on one text everybody teaches next week
item-minutes = Minutes
item-lane = Kind
item-add = Put it on the agenda
item-add-now = Something else came up
item-park-new = Keep it for later
item-edit = A point of the agenda
item-place = Its place
item-up = Earlier
item-down = Later
item-park = Not this time
item-out = Take it out
item-from-before = from last time
item-carried = Carried to the next meeting
item-took = { $took } of { $planned } minutes
item-is-over = This point is over or was moved a moment ago. Look at the agenda again.
lane-learning = Learning
lane-learning-what = What the team learns, looks at, tries or decides for its students
lane-housekeeping = Housekeeping
lane-housekeeping-what = What has to be said and is not learning. It has few minutes of its own.

note-text = A line for the notes
note-add = Add
note-how = Everyone can write at the same time: lines are only added, nobody writes over anybody.
note-by-me = you
notes-none = Nothing noted here yet.

decisions-title = What we decided
decisions-title-of = What { $community } decided
decisions-lead = Every decision of your communities, with why and what it is for. Search before you decide it again.
decisions-none = No decision is noted yet.
decisions-none-why = While a meeting runs, “Note a decision” keeps it here, with its reason and its goal.
decisions-find = A word of it
decisions-find-go = Search
decisions-found-none = Nothing was decided about “{ $words }” in your communities.
decisions-audience = Seen by the members of each community, their own decisions only.
decision-add = Note a decision
decision-text = What do we decide?
decision-why = Why?
decision-why-hint = So that in spring nobody has to ask
decision-goal = For which goal?
decision-no-goal = None in particular
decision-keep = Keep the decision
decision-because = Because { $why }
decision-for = For
decision-present = { $n ->
    [1] one person was there
   *[other] { $n } people were there
}

commitments-title = { $n ->
    [0] Nothing waits for you
    [1] You took on one thing
   *[other] You took on { $n } things
}
commitments-lead = What you said you would do, in all your communities. It stays here until it is done or you let it go.
commitments-none = You have taken on nothing yet.
commitments-none-why = When a meeting agrees that you do something, it stands here, with its day.
commitments-done = Done lately
commitments-audience = Only you see this page; each thing is also seen by the community it was promised to.
commitment-add = Note who does what
commitment-text = What is to do?
commitment-who = Who takes it on?
commitment-by = By when?
commitment-keep = Keep it
commitment-due = { $when }
commitment-done = Done
commitment-is-done = done
commitment-let-go = Let it go
commitment-was-let-go = let go
commitment-again = Take it up again
commitment-not-yours = Only the person who took it on can say that it is done.

# protocols
protocols = Protocols
protocols-title = { $ours ->
    [1] One protocol
   *[other] { $ours } protocols
} for conversations that lead somewhere{ $own ->
    [0] {""}
    [1] {" "}and one of your own
   *[other] {" "}and { $own } of your own
}
protocols-lead = A protocol says who speaks when, for how long and about what, so that everyone is heard and time is left at the end. Take one for a point of your agenda; copy it and make it yours.
protocols-own = From your district
protocols-ours = Come with Perennial
protocols-audience = What comes with Perennial is seen by everyone. Each copy is listed only for those who may see it.
protocol = Protocol
protocol-comes-with = This protocol comes with Perennial. Everyone can read it.
protocol-of = Belongs to { $name }
protocol-steps = { $steps ->
    [1] One step
   *[other] { $steps } steps
}, at least { $minutes ->
    [1] one minute
   *[other] { $minutes } minutes
}
protocol-people = It works well with { $least } to { $most } people.
protocol-presents = Somebody presents.
protocol-made-from = Made from
protocol-use = Take it into a meeting
protocol-which-meeting = Which meeting?
protocol-use-go = Put it on the agenda
protocol-copy = Make it your own
protocol-copy-why = The copy is yours to shorten, reword and share. This one stays as it is, and so does every meeting that was held by it.
protocol-copy-go = Make a copy
protocol-copy-name = { $name }, our way
protocol-copy-audience = A community's copy is seen by its members until they share it with the district.
protocol-whose = Whose is the copy?
protocol-for-district = Everyone in { $district }
protocol-staff-only = Who works in the district can copy protocols. You can read them all.
protocol-not-ours = This one comes with Perennial and stays as it is. Make a copy and change that.
protocol-not-yours = The members of the community whose it is can change it. You can make a copy of your own.
protocol-edit = Change this protocol
protocol-edit-lead = Meetings that took it already keep the steps they have.
protocol-name = Name
protocol-about = When do we take it?
protocol-the-steps = Steps
protocol-around = For whom, and from where
protocol-least = From how many people on?
protocol-most = Up to how many?
protocol-too-few = Where somebody presents, at least two people are needed.
protocol-most-wrong = This must not be fewer than the number before it.
protocol-source = Source
protocol-source-hint = Where the steps and their times come from
protocol-seen = Who may see and take it?
protocol-seen-community = Its members only
protocol-seen-district = Every community can take it for its meetings
protocol-no-steps = A protocol needs at least one step.
protocol-step-new = One more step
protocol-step-name = What is the step called?
protocol-step-prompt = What do we do?
protocol-step-prompt-hint = Two sentences, said to the group; also who is silent
protocol-step-who = Who speaks?
protocol-step-capture = What do we write down?
protocol-step-capture-hint = One thing a line; often nothing
protocol-step-out = Take this step out
speaks-everyone = Everyone speaks.
speaks-nobody = Nobody speaks.
speaks-name = { $name } speaks.
speaks-others = Everyone but { $name } speaks.
speaks-presenter = Whoever presents speaks.
speaks-participants = Everyone but whoever presents speaks.
speaks-facilitator = Whoever facilitates speaks.
step-how = How do we hold it?
step-how-why = A protocol gives every voice its time. Its steps and their clock then stand on the meeting's page.
step-none = Just talk
step-presenter = Who presents?
step-presenter-hint = Whose work or question it is, where the protocol asks for one
step-time = How long?
step-time-fit = The time the protocol asks for
step-time-keep = { $n ->
    [1] One minute
   *[other] { $n } minutes
}, as planned; every step gets its share
step-too-short = Every step needs a minute at least. Give this point more time, or take the time the protocol asks for.
step-changed = Somebody changed this point a moment ago. This is how it stands now; choose again.
step-choose = Hold it like this
step-read = Read the protocols
step-fits = { $name } has its time: { $minutes } minutes.
step-short = { $name } asks for { $asked } minutes and has { $minutes } here, so every step is shorter than published. It still works in a small group that watches the clock; otherwise give it more time.
step-short-some = { $name } asks for { $asked } minutes and has { $minutes } here. Shorter than published: { $steps }.
step-presents = { $name } presents
step-at = { $name }, step { $n } of { $of }:
step-write-down = To write down:
step-until = The whole point has until { $time }.
step-next = Next step: { $name }
step-back = One step back
note-add-as = Add: { $what }
meeting-which = Which ones?
meeting-which-one = Only this one
meeting-which-following = This one and all after it in the row
meeting-which-what = Each moves by as many days, to this time and place. What was held stays as it is.
meeting-cancel-following = Call off this and all after it

# deciding together
vote-title = Do we agree?
vote-dots-title = What matters most?
vote-live = The vote went on.
vote-round = Round { $n }
vote-by = Proposed by { $name }.
vote-before = Before, it said: “{ $text }”
vote-talk = First what is unclear, then what you think of it. Then everyone shows zero to five fingers, and nobody sees a hand before all are in.
vote-dots-talk = Talk it over first. Then everyone gives their dots, and nobody sees them before all are in.
vote-open = Vote now
vote-ballot = Your vote
vote-say-here = Say that you are here, then you can vote.
vote-yours = Your vote is in; you can still change it.
vote-voted = { $voted } of { $all } have voted.
vote-waiting = We wait for { $names }.
vote-hidden-why = All votes stay hidden until then. Only how many showed what is kept, and who has to be heard.
vote-show = Show the votes now
vote-facilitator-shows = Whoever facilitates shows the votes early. They show by themselves when everyone has voted.
vote-nobody-yet = Nobody has voted yet.
vote-not-present = Say that you are here first; then you can vote.
vote-is-shown = This round has been shown already, so its votes stay as they are. Look how it came out.
vote-is-hidden = The votes are still hidden. Wait until everyone has voted, or show them.
vote-not-heard = Somebody has not been heard yet. Write down what worries them first.
vote-agreed = You agree already. Keep the decision.
vote-not-agreed = Somebody is not with you yet. Hear them, then vote again.
vote-is-over = This has been decided or let go a moment ago.
vote-one-at-a-time = Something else was put to the group a moment ago. One after the other; your words are still here.
vote-people = { $n ->
    [1] one person
   *[other] { $n } people
}
vote-agreed-now = We agree: nobody is below { $line }.
vote-hear = Before anything else, we hear { $names }.
vote-all-heard = Everyone was heard. Does another wording bring us together?
vote-too-few = { $voted } voted and { $needed } are needed, so this decides nothing. Vote again.
vote-concern-of = What worries { $name }?
vote-your-concern = What worries you?
vote-heard = Write it down
vote-wording = How do we word it now?
vote-wording-hint = Change it so that it meets the concern. Both wordings are kept.
vote-again = Vote again
vote-somebody = Somebody
vote-let-go = Let it go for today
vote-line = What is unclear, or what do you think of it?
vote-ask = Ask
vote-react = Say
vote-line-asks = { $name } asks
vote-line-says = { $name }
vote-line-concern = what worries { $name }
vote-line-written = written down by { $name }
vote-propose = Propose something and see if we agree
vote-proposal = What do you propose?
vote-propose-go = Put it to the group
vote-choose = Choose among several with dots
vote-question = What do we choose?
vote-options = Among what?
vote-options-hint = One a line, two to twelve
vote-options-wrong = Two to twelve different things, one a line.
vote-dots = Dots for each person
vote-dots-have = { $n ->
    [1] You have one dot to give.
   *[other] You have { $n } dots to give, all on one or spread.
}
vote-dots-give = Give my dots
vote-too-many-dots = That is more dots than you have. Take some back.
vote-dots-count = { $n ->
    [0] no dot
    [1] one dot
   *[other] { $n } dots
}
vote-level = level
vote-tie = { $names } are level. Dots don't break a tie; talk, and write down what you decide.
vote-no-dots = Nobody gave a dot.
vote-outcome = So what do we decide?
vote-outcome-hint = One sentence for the log
vote-how = How we decided
vote-left = Not decided
vote-never-shown = It was never shown; the votes stay hidden.
vote-was-heard = Heard: { $names }
decision-hands = Round { $n }: { $counts }.
vote-showed = { $n } showed { $fingers }
# Guests
guests-ask = Ask the guests to this meeting
guests-asked = The guests are asked to this meeting
guests-who = Guests of this community: { $who }.
guests-word = A word to them
guests-word-hint = What it is about, where to come in; afterwards, what came out. No names of students.
guests-see = The guests see when and where it is, the titles on the agenda and this word. Not the notes, not what was decided, not who took on what.
guests-ask-go = Ask them
guests-not = Not any more
guests-meetings = Meetings you are asked to
guests-meetings-none = There is no meeting ahead that you are asked to.

# Being there by code
code-show = Show a code on the screen
code-screen = The screen with the code
code-type = Type the code from the screen
code-title = The code of this minute
code-where = Open the meeting on your phone and type it, or go to { $address }
code-left = A new one comes in { $seconds } seconds. The one before still counts for a minute.
code-here = { $count ->
    [0] Nobody is here yet
    [one] One person is here
   *[other] { $count } people are here
}
code-stop = Show no more codes
code-who = Whoever facilitates the community or this meeting shows the code.
code-field = The six digits on the screen
code-field-hint = They change every minute.
code-go = I am here
code-wrong = These are not the digits on the screen now. Look again and type them once more.
code-marks = While the screen shows a code, everybody types it themselves. Whoever facilitates can mark somebody present.
present-title = Say that you are here
present-yes = You are here
present-stays = That is written down. Your phone may sleep now; nothing gets lost.
present-on = To the meeting

# Time to learn together
time-open = Time for learning together
time-lead = How the minutes of your meetings were used in the last twelve months. For you to talk about; leaders see only their places as a whole.
time-lead-leaders = The last twelve months, over all communities together: counts, no content and nobody's name.
time-communities = { $count ->
    [one] One community
   *[other] { $count } communities
} at { $places ->
    [one] one place.
   *[other] { $places } places.
}
time-title = { $percent } % of the time in the meetings went to learning
time-title-none = No meeting has been held yet
time-held = Held
time-planned = Planned
time-of = of { $count } planned
time-off = Called off
time-hours = Hours of learning
time-inside = In the time kept free
time-outside = { $count ->
    [one] One meeting lay outside the time that is kept free. Is that time right, or does something else take it?
   *[other] { $count } meetings lay outside the time that is kept free. Is that time right, or does something else take it?
}
time-nothing-kept = No time of the workday is kept free for this yet. Who leads the school can say which.
time-chart = Hours in meetings, month by month
time-table = As a table, in minutes
time-learning = Learning
time-housekeeping = Housekeeping
time-share = Learning, of all
time-how = The minutes are those during which a point of the agenda was on. Points in the housekeeping lane count as housekeeping, all others as learning; time between points counts as neither.
time-place = One place
time-look = Look
time-all = All places together
time-keep = Keep time free
time-keep-lead = Times of the workday in which nothing else is planned, so that communities can meet. A meeting counts as inside when all of it is. What has ended still counts for the days on which it held.
time-keep-go = Keep it free
time-keep-end = No longer, from today
time-kept = { $day }, { $from } to { $until }
time-kept-since = since { $since }
time-kept-until = from { $since } until { $end }
time-kept-at = Time kept free at { $place }
time-weekday = Day
time-from = From
time-until = Until
time-until-wrong = It must end after it begins.
time-since = From which day on?
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
# on a cycle's page
cycle-met = From our meetings
cycle-met-decided = Decided: { $text }
cycle-met-taken-on = { $who }: { $text }
