home-morning = Good morning, { $name }.
home-afternoon = Good afternoon, { $name }.
home-evening = Good evening, { $name }.
home-lead = { $todo ->
    [0] Nothing waits for you.
    [one] One small thing is yours to do.
   *[other] { $todo } small things are yours to do.
} { $signs ->
    [0] Nothing new has grown since you last looked.
    [one] One thing has grown since you last looked.
   *[other] { $signs } things have grown since you last looked.
}
home-audience = This page is put together for you: each thing on it can be seen by those who see it in its own room.
home-empty = Something can begin here.
home-empty-why = A community is where it begins: a few people who share students. Find the one you belong to, or begin one.
home-empty-go = Find your community
home-empty-admin-why = This server is yours to look after: bring in the people, and their communities begin here.
home-empty-admin-go = See what you look after
home-belongs = Where you belong
home-belongs-lessons = Read what teams found
home-stand = Where your cycles stand
home-stand-none = None of your communities has begun a cycle. It begins with a look at the results.
home-todo = Yours to do
home-todo-none = Nothing today. Good.
home-todo-invited = Answer { $name }
home-todo-offer = Say whether this goal serves yours
home-todo-offers = Answer { $count } who would like to serve this goal
home-todo-predict = Write down what you expect
home-todo-step = Write a line: { $step }
home-one-minute = 1 min
home-two-minutes = 2 min
home-closed = closed
home-paused = paused
home-growing = What is growing
home-growing-how = Every leaf is something somebody did. What is new since you last looked is gold.
home-arrived = Something has grown.
home-fresh = { $count ->
    [one] one new leaf
   *[other] { $count } new leaves
}
home-signs = { $count ->
    [one] What is new, as a list
   *[other] The { $count } new things, as a list
}
home-seen = I have seen these
home-leads = Where it leads
home-leads-nowhere = This goal doesn't lead to another one yet.
home-leads-offer = Offer it to a goal of the school
home-leads-waits = One link was offered { $when } and waits for an answer.
home-led = { $active ->
    [0] None of the { $count } communities has done anything in two weeks.
    [one] One of { $count } communities was at work in the last two weeks.
   *[other] { $active } of { $count } communities were at work in the last two weeks.
}
home-led-communities = communities
home-led-open = cycles under way
home-led-tries = tries in class in 30 days
home-led-closed = cycles closed this school year
home-led-lessons = lessons shared this school year
home-led-still = These have been quiet for three weeks. Ask what would help.
home-led-never = never begun
home-led-audience = You see that work is done, never what it says: that belongs to each community.
sign-try = { $who } tried something in class:
sign-entry = { $who } wrote about
sign-entry-changed = { $who } wrote more about
sign-cycle-began = { $who } began a cycle:
sign-cycle-closed = { $who } closed a cycle:
sign-cycle-moved = { $who } moved a cycle on:
sign-cycle-paused = { $who } paused a cycle:
sign-goal-set = { $who } set a goal:
sign-goal-changed = { $who } reworded a goal:
sign-goal-reached = { $who } looked back on a goal:
sign-offered = { $who } offered a link:
sign-accepted = { $who } said yes: it serves
sign-observed = { $who } noted a value:
sign-need = { $who } named a need:
sign-meeting-planned = { $who } planned a meeting:
sign-meeting-changed = { $who } changed a meeting:
sign-meeting-cancelled = { $who } called a meeting off:
sign-commitment-let-go = { $who } let something go:
sign-meeting = { $who } ended a meeting:
sign-proposal = { $who } proposed:
sign-protocol-copied = { $who } made a protocol their own:
sign-protocol-changed = { $who } changed a protocol:
sign-decision = { $who } noted a decision:
sign-commitment = { $who } took something on:
sign-commitment-done = { $who } has done what was promised:
sign-lesson = { $who } shared a lesson:
sign-lesson-drafted = { $who } drafted a lesson:
sign-joined = { $who } joined
sign-founded = { $who } began a community:
sign-other = { $who } worked on
sign-cycle-back = { $who } went back a step:
sign-cycle-changed = { $who } put a cycle in other words:
sign-cycle-taken-up = { $who } took a cycle up again:
sign-entry-taken-out = { $who } took back a note on
sign-goal-resumed = { $who } took a goal up again:
sign-goal-opened = { $who } showed a goal to more people:
sign-measure = { $who } chose what to watch:
sign-measure-changed = { $who } changed what is watched:
sign-declined = { $who } said no to a link:
sign-withdrawn = { $who } took back an offer:
sign-unlinked = { $who } undid a link:
sign-need-changed = { $who } reworded a need:
sign-lesson-changed = { $who } reworded a lesson:
sign-lesson-taken-back = { $who } took a lesson back to the team:
sign-invited = { $who } was invited to
sign-left = { $who } left
sign-community-changed = { $who } changed what is said about
sign-archived = { $who } put a community to rest:
sign-reopened = { $who } opened a community again:
sign-norms-proposed = { $who } proposed norms for
sign-norms-agreed = { $who } agreed to the norms of
sign-norms-settled = { $who } gave the last yes to the norms of
sign-question-asked = { $who } asked a question at
sign-reflection-written = { $who } answered a question for
sign-reflection-reworded = { $who } worded an answer anew for
home-todo-again = Look again: { $question }
sign-priority-named = { $who } put something first for
sign-priority-reworded = { $who } worded a priority anew for
sign-priority-looked = { $who } looked back at a priority of
sign-priority-laid = { $who } laid a priority aside at
sign-process-noted = { $who } noted what carries learning at
sign-process-looked = { $who } looked again at what carries learning at
sign-reality-noted = { $who } noted what hinders or helps at
sign-reality-reworded = { $who } worded anew what hinders or helps at
sign-reality-moved = { $who } said how it stands with what hinders or helps at
sign-statement-begun = { $who } began a statement for
sign-statement-drafted = { $who } put a draft beside the others for
sign-statement-reworded = { $who } worded a draft anew for
sign-statement-remarked = { $who } said something about a draft for
sign-statement-stood = { $who } said where they stand on a draft for
sign-statement-adopted = { $who } adopted a statement for
sign-statement-opened = { $who } opened to everybody the statement of
sign-statement-closed = { $who } closed to the public the statement of
sign-statement-cited = { $who } said what is lived of the statement of
sign-statement-uncited = { $who } took back what cited the statement of
sign-asked-in = { $who } would like to join
home-todo-at-the-door = { $count ->
    [one] Somebody would like to join { $name }
   *[other] { $count } people would like to join { $name }
}
sign-meeting-row-changed = { $who } changed a row of meetings:
sign-meeting-row-cancelled = { $who } called off a row of meetings:
sign-certificates = { $who } gave certificates:
sign-certificate = { $who } gave you a certificate:
sign-certificate-revoked = { $who } revoked a certificate of yours:
sign-hours = { $who } reported hours learned elsewhere:
sign-hours-confirmed = { $who } confirmed your hours:
sign-hours-sent-back = { $who } did not confirm your hours:
home-todo-survey = Answer: { $name }
home-todo-survey-nobody = Nobody can find out what you say
sign-survey = { $who } asked people in a survey
sign-survey-codes = { $who } printed codes on paper for a survey
sign-survey-families = { $who } asked families in a survey
sign-instrument-made = { $who } began a survey of your own
sign-instrument-changed = { $who } changed the questions of a survey
sign-instrument-ready = { $who } made a survey ready to ask
sign-instrument-away = { $who } put a survey away
sign-standards-remarked = { $who } said something of a standard:
sign-standards-remark-changed = { $who } changed what they said of a standard
sign-standards-remark-back = { $who } took back what they said of a standard
sign-standards-seen = { $who } saw a standard in your work
sign-standards-unseen = { $who } took back where a standard is seen
sign-look-begun = { $who } wrote down what one would see
sign-look-reworded = { $who } reworded what one would see
sign-continuum-begun = { $who } described how a practice grows:
sign-continuum-reworded = { $who } reworded how a practice grows:
sign-continuum-marked = { $who } said where the community sees itself:
sign-standards-planned = { $who } plans to study a standard:
sign-standards-unplanned = { $who } took a standard off the plan
sign-standards-adopted = { $who } adopted these standards:
sign-standards-taken-back = { $who } took back the adoption of:
sign-standards-loaded = { $who } brought along a set of standards:
sign-standards-reworded = { $who } reworded a set of standards:
sign-standards-material = { $who } added something to understand a standard:
sign-standards-material-removed = { $who } removed a material of a standard:
sign-told = { $who } told what came of a survey
sign-words-answered = { $who } wrote answers to comments in a survey
sign-told-families = { $who } told families what came of a survey
sign-kept-from-families = { $who } took back from families what came of a survey
home-todo-report = Read: { $name }
home-todo-report-why = The report is there for all who were asked
home-todo-told = What came of it: { $name }
home-todo-told-why = Something was told to all who were asked
home-todo-answered = Answers to comments were written: { $name }
home-todo-answered-why = Who asked for one reads it with the key they keep
