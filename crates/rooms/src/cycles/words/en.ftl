# cycles
cycle-no-shape = There is no such kind of cycle here. Please choose one from the list.
cycle-is-closed = This cycle has ended. What was written stays as it is; a new cycle can grow out of it.
cycle-rests = This cycle rests. Take it up again first; then you can write.
cycle-cant-move = From where this cycle stands, that is not a way on. Perhaps somebody moved it a moment ago: look again.
cycle-needs-results = To keep or change a strategy, first write what happened. Letting it go is possible at any time.
cycle-not-there-yet = The cycle is not at this step yet. Go on to it first.
cycle-prediction-first = First write what you expect to see. Only then can the result surprise you, and a surprise is what teaches most.
cycle-prediction-late = Results were already seen, so the prediction stays as it was written. What you think now belongs to the result.
cycle-entry-empty = There is nothing in it yet. One sentence, one number or one photo is enough.

cycle-look-done = done
cycle-look-now = where we are
cycle-look-ahead = ahead
cycle-look-skipped = passed over
cycle-look-paused = resting here
cycle-number = { $n ->
    [1] first cycle
    [2] second cycle
    [3] third cycle
    [4] fourth cycle
    [5] fifth cycle
   *[other] cycle number { $n }
} here, since { $when }
cycle-where = Where we are
cycle-where-closed = How it went
cycle-moves = What it moves
cycle-goals = Goals
cycle-for-students = For students
cycle-for-us = For us
cycle-goal-link = See the goal
cycle-live = A colleague added something.
cycle-skipped = We went past this step.
cycle-due = We want to know by { $when }.
cycle-expected = We expect: { $what }
cycle-not-predicted = Nobody wrote what we expected before we saw results. So the result can tell us less; next time, one line before is enough.
cycle-entries = { $count ->
    [one] One entry
   *[other] { $count } entries
}
cycle-entry-changed = changed since
cycle-entry-peers = Only for the members who evaluate nobody here
cycle-entry-edit = Change it
cycle-entry-remove = Take it out
cycle-entry-past = What it said before
cycle-entry-not-yours = What a colleague wrote is theirs to change. You can write beside it.
cycle-edit-title = Change what you wrote at “{ $step }”
cycle-evidence-unnamed = See it
cycle-evidence-photo = Photo:
cycle-evidence-file = File:
cycle-evidence-on-chart = on the run chart
cycle-way = The way it went
cycle-moved-begin = began it
cycle-moved-on = went on to { $step }
cycle-moved-back = went back to { $step }
cycle-moved-pause = let it rest
cycle-moved-resume = took it up again
cycle-moved-close = ended it
cycle-go-on = Go on to { $step }
cycle-skip-to = Skip to { $step }
cycle-go-back = Back to { $step }
cycle-pause = Let it rest
cycle-take-up = Take it up again
cycle-close-link = End this cycle
cycle-rename = Change title or day
cycle-other-ways = Other ways from here
cycle-paused-notice = { $who } let this cycle rest, { $when }. It is all still here; take it up again when the time is right.
cycle-next-is = Next: { $what }
cycle-begin-next = Begin the next cycle from here
cycle-own-words = In our own words
cycle-people-here = Here: { $names }
cycle-seen-peers = Only for peers
cycle-seen-peers-why = The members who evaluate nobody here. A leader who belongs to the community does not see it.
cycle-add-more = Write something more here
cycle-add-entry = Add it
cycle-leaders-see = Leaders see that a try was made, not what it says.
cycle-goal-seen = A goal written here is also seen by everyone at { $place }, so that it can be aligned.
cycle-need-seen = A need written here stands among the community’s needs.
cycle-beside = Add a number, a link or a photo
cycle-number-label = Number
cycle-number-what = Of what?
cycle-chart = Put it on the run chart?
cycle-chart-no = No, keep it here
cycle-chart-on = Measured on
cycle-chart-n = On how many students
cycle-link = Web address
cycle-link-what = What is there?
cycle-link-wrong = Please write an address that begins with https://
cycle-file = Photo or file
cycle-file-hint = Up to 25 MB. No faces or names of students without their families’ consent.
cycle-members-only = Only members of this community write here. If you want to join, ask who facilitates it.
cycle-predict-title = Before you look: what do you expect?
cycle-predict-go = Write it down and look
cycle-predict-without = We saw results already; go on without
cycle-title = Title
cycle-title-hint = A few words, such as “Fluency in the third grade”
cycle-no-goal-yet = When the goal for students is chosen, its run chart stands here, marked where the first try was made.
cycle-no-values-yet = Nothing has been measured for the goal yet. Add a number to an entry and put it on the chart, or note values at the goal.
cycle-chart-rests = { $few ->
    [0] {""}
   *[other] Each value rests on { $few } to { $many } students.
}
cycle-chart-withheld = { $count ->
    [one] One value rests on few students and is shown to the goal’s own people only.
   *[other] { $count } values rest on few students and are shown to the goal’s own people only.
}
cycle-chart-label = { $what }: { $count } values, from { $first } to { $last }
cycle-chart-middle = middle: { $value }
cycle-chart-middle-before = middle before: { $value }
cycle-chart-target = goal: { $value }
cycle-chart-first-try = first try
cycle-read-shift = { $count } values in a row lie on one side of the old middle. Chance alone does that rarely.
cycle-read-shift-all = { $count } values in a row lie on one side of the middle. Chance alone does that rarely.
cycle-read-good-side = It is the side we hope for.
cycle-read-other-side = Look at which side it is.
cycle-read-crossings = The values cross the middle seldom: they hang together more than chance explains, so something is changing.
cycle-read-none = So far these are ups and downs such as chance makes. That is no proof that nothing changes.
cycle-read-few = { $count ->
    [0] There are too few values to tell yet. From ten on, a run chart can say something.
    [one] One value is too few to tell. From ten on, a run chart can say something.
   *[other] { $count } values are too few to tell. From ten on, a run chart can say something.
}
cycle-read-on-line = Only { $count } values lie off the middle. From ten on, a run chart can say something.
cycle-read-source = Shift and crossings rules, Anhøj and Olesen 2014.

cycles-title = { $count ->
    [0] No cycle is under way with you
    [one] One cycle is under way with you
   *[other] { $count } cycles are under way with you
}
cycles-lead = A cycle takes a team from what students need to what it passes on. Each step takes about two minutes to write.
cycles-none = A cycle begins with one look
cycles-none-why = Look together at what your students show, name one thing they need and one thing you want to learn for it. The cycle leads you from there, step by step.
cycles-no-community = Cycles are turned by communities
cycles-no-community-why = Find colleagues who work on the same, or begin a community of your own. Two people are enough.
cycles-to-communities = See the communities
cycles-begin = Begin another
cycles-begin-in = Begin a cycle in { $name }
cycles-begin-one = Begin a cycle
cycles-ended = Ended
cycles-of-community = Cycles
cycles-status-why = You see that work is done here, and how far it is. What is written stays with the members.
cycle-stands = { $tries ->
    [0] Now: { $step }, since { $when }.
    [one] Now: { $step }, since { $when }, after one try.
   *[other] Now: { $step }, since { $when }, after { $tries } tries.
}
cycle-stands-paused = Rests at { $step }.
cycle-stands-closed = { $tries ->
    [0] Ended. Decision: { $outcome }.
    [one] Ended after one try. Decision: { $outcome }.
   *[other] Ended after { $tries } tries. Decision: { $outcome }.
}
cycle-status = { $shape }: { $tries ->
    [0] no try yet
    [one] one try
   *[other] { $tries } tries
}, { $entries ->
    [0] nothing written yet
    [one] one entry
   *[other] { $entries } entries
}
cycle-new-title = What do you want to find out together?
cycle-new-lead = Give it a title and choose how you want to work. Nothing is final: steps can be skipped, and you can go back.
cycle-kind = How do you want to work?
cycle-known-already = What is known already
cycle-later = Decide later
cycle-strategy = Strategy
cycle-due-label = By when do you want to know?
cycle-due-hint = You can change it at any time
cycle-begin = Begin
cycle-grows-from = This cycle grows out of “{ $title }”. What you said you wanted to do next is filled in.
