# Goals: what may not be done, and why
goals-only-owner = Only those whose goal it is can do this: you for your own, the members for a team's, the leaders for a school's or the district's.
goals-link-itself = A goal can't lead to itself.
goals-link-downwards = A goal leads to one of its own level or above, never to one below it.
goals-link-already = These two are linked already, or an offer is waiting.
goals-link-loop = This would lead round in a circle: the other goal already leads to this one.
goals-link-own = You made this offer. Somebody else on the other side answers it.
goals-link-answered = This was answered already. Open the goal again to see how.
goals-link-unknown = One of these goals can't be linked.

# Levels and kinds
goals-level-individual = One's own
goals-level-team = Community
goals-level-school = School
goals-level-district = District
goals-level-state = State
goals-level-national = Nation
goals-kind-student = for students
goals-kind-educator = for our own learning
goals-mine = Mine
goals-noted-by = noted by { $name }

# All of them
goals-lead = A goal is strong when one can see what it leads to, and who works on it.
goals-title-none = What do you aim at?
goals-title-all = { $count ->
    [one] Your goal leads on to another
   *[other] All { $count } of your goals lead on to another
}
goals-title-some = { $leading ->
    [0] { $count ->
        [one] Your goal doesn't lead on yet
       *[other] None of your { $count } goals leads on yet
    }
    [one] One of your { $count } goals leads on
   *[other] { $leading } of your { $count } goals lead on
}
goals-list-title = { $count ->
    [0] No goal has been set yet
    [one] One goal is set
   *[other] { $count } goals are set, { $schools ->
        [0] none of them by a school
        [one] one of them by a school
       *[other] { $schools } of them by schools
    }
}
goals-list-lead = Each stands under what it leads to. You see here what you may see.
goals-list-audience = Everyone sees here only the goals that are shown to them.
goals-views = Ways to look at goals
goals-picture = Where your goals lead
goals-picture-key = Drawn through: both sides agreed. Dashed: offered, not answered yet. Dotted: what we learn, and the student goal it is for. A full dot is yours to change.
goals-beneath = { $count ->
    [one] one serves it
   *[other] { $count } serve it
}
goals-more-in-list = { $count } more, as a list
goals-more = And { $count } more. Look for words, a school or a community to find them.
goals-show-all = Show all { $count }
goals-again = what serves it stands further up
goals-offered = offered, not answered yet
goals-offered-when = offered { $when }, not answered yet
goals-empty = No goal here yet
goals-empty-why = Begin with one need of your students, and say in one sentence what they will be able to do by when. Everything else grows from there.
goals-school = School
goals-any = Any
goals-show = Show
goals-air-mine = { $count ->
    [one] One goal of yours hangs in the air
   *[other] { $count } goals of yours hang in the air
}
goals-air-up = { $count ->
    [one] One goal leads to no other
   *[other] { $count } goals lead to no other
}
goals-air-why = Nobody has said yet which larger goal they serve. Offer a link; the other side answers.
goals-air-below = { $count ->
    [one] Nothing serves one goal yet
   *[other] Nothing serves { $count } goals yet
}
goals-air-below-why = Nobody works on these by an agreed link, as far as you can see. Ask the teams, or propose a link to one of theirs.

# One of them
goals-where = Where it leads
goals-watched = What we watch
goals-history = What happened
goals-nothing-watched = Nothing is watched for it yet.
goals-no-way-ours = It doesn't lead on yet. Which larger goal does it serve?
goals-no-way = It doesn't lead on yet.
goals-top = Nothing stands above it.
goals-served-by = { $count ->
    [0] Nothing serves it yet
    [one] One goal serves it
   *[other] { $count } goals serve it
}
goals-nothing-serves = As far as you can see. Goals of a team or a person that are linked here appear once both sides agreed.
goals-learning-for = what we learn for it
goals-set-educator = Say what we need to learn for it
goals-edit = Change or end this goal
goals-ended = { $ending }, { $when }.
goals-ended-reached = Reached
goals-ended-partly = Reached in part
goals-ended-let-go = Let go
goals-live-aligned = Something changed in where this goal leads.
goals-values-stay = What is measured here stays with { $name }.

# Links
goals-align = Say what it leads to
goals-align-lead = Nothing is linked until the other side agrees. Many goals may serve many.
goals-align-up = It could serve
goals-align-up-who = Whoever answers will see this goal: the members for a team's goal, the leaders for a school's or the district's.
goals-align-up-none = There is no goal you can see that this one could serve. Try other words.
goals-align-down = These could serve it
goals-align-down-who = You propose; those whose goal it is decide.
goals-align-down-none = There is no goal you can see that could serve this one and doesn't yet. Try other words.
goals-find = Words in the goal, a school, a team
goals-find-go = Look
goals-offer = Offer
goals-propose = Propose
goals-accept = Yes, link them
goals-decline = No, thank you
goals-withdraw = Take back
goals-unlink = Undo the link
goals-accepted-when = Both sides agreed; offered { $when }
goals-you-offered = You offered this { $when }; it waits for the other side
goals-somebody-offered = { $name } offered this { $when }
goals-somebody-else = Somebody else on the other side answers.
goals-waiting = { $count ->
    [one] One offer waits for your answer
   *[other] { $count } offers wait for your answer
}
goals-offer-up = { $owner } would like to serve your goal
goals-offer-down = { $owner } proposes that your goal serve theirs

# Setting one
goals-set = Set a goal
goals-set-title = What will be different, and by when?
goals-set-lead = One sentence is enough. You can change it at any time.
goals-from-need = The need it grows from
goals-whose = Whose goal is it?
goals-for-me = Mine
goals-kind = What is it about?
goals-for-students = What students will know or do
goals-for-students-what = Begin here.
goals-for-educators = What we will learn and do for it
goals-for-educators-what = Every goal for our own learning names the student goal it is for.
goals-text = The goal
goals-text-hint = Who will be able to do what, by when, and how you will see it.
goals-good = What makes a goal good?
goals-good-what = It is specific: one can tell whether it is reached. It is achievable: a stretch from where these students are now, in the time there is.
goals-good-example = For example: “By May, every third grader reads 100 words a minute with sense, as the weekly one-minute reading shows.”
goals-serves = Which student goal is it for?
goals-serves-hint = Only for a goal about our own learning.
goals-serves-none = None
goals-serves-needed = A goal for our own learning needs the student goal it is for. Choose it here, or set that one first.
goals-serves-student = Please choose a student goal of your district that you can see.
goals-sight = Who can see it
goals-sight-keep = As it is now
goals-sight-usual = As usual
goals-sight-inside = Only the members of the community
goals-sight-with = Me and { $name }
goals-sight-usual-what = As usual: your own, only you. A community's: its members, everyone at its school and the leaders. A school's and above: everyone in the district.
goals-sight-inside-who = “Only the members” is for a community's goal.
goals-sight-with-who = Sharing with a community is for a goal of your own.
goals-edit-title = Change this goal
goals-end = End it
goals-end-why = It stays where it is, with how it ended. Nothing is deleted, and you can take it up again.
goals-resume = Take it up again
goals-has-ended = This goal has ended. Take it up again first.

# What is watched
goals-watch-empty = How will you see that it moves?
goals-watch-empty-why = Choose one number you can get every week or two without extra work. Ten values are enough to tell a change from chance.
goals-watch-add = Choose what to watch
goals-watch-more = Watch something else too
goals-measure-edit = Change what is watched
goals-measure-lead = One number that comes by itself every week or two is worth more than five that nobody collects.
goals-measure-name = What is counted or measured?
goals-measure-name-hint = For example: words read correctly in a minute, the class's median.
goals-unit = In what unit?
goals-unit-hint = For example: words a minute, %, students.
goals-better = Which way is good?
goals-higher = Higher is better
goals-higher-what = Words read, students who are on track
goals-lower = Lower is better
goals-lower-what = Days missed, students who are behind
goals-baseline = Where it starts
goals-baseline-on = On
goals-target = Where it should get
goals-target-on = By
goals-target-wrong-way = The target lies on the wrong side of the start, the way you chose as good.
goals-target-before = The target's day comes after the start's.
goals-change = Mark the day something was changed
goals-change-why = The chart shows a line there. With six values or more before it, later ones are judged against the middle of those.
goals-change-what = What was changed?
goals-change-what-hint = A few words, for example: partner reading.
goals-change-on = Since when?
goals-change-when = Please say since when.
goals-note-value = Note a value
goals-note-it = Note it
goals-value = Value
goals-values = The values
goals-n = From how many?
goals-note = A word about it
goals-few-stay = Seen by whoever sees the goal. A value from fewer than ten stays with those whose goal it is, and so does what educators measure of their own learning. A second value of the same day corrects the first; the history keeps both.
goals-future = This day is still to come.
goals-paste = Paste several at once
goals-paste-lines = One a line: day and value
goals-paste-hint = As year-month-day, then the value, then from how many if you like: 2026-09-14 81 112. Straight from a spreadsheet is fine.
goals-paste-it = Note them all
goals-paste-bad = Some lines can't be read. Nothing was noted yet.
goals-paste-many = At most 400 lines at once, please.
goals-paste-line = Line { $number } needs another look: “{ $line }”
goals-withheld = { $count ->
    [one] One value from fewer than ten is not shown here.
   *[other] { $count } values from fewer than ten are not shown here.
}
goals-gist-nothing = { $name }: no value noted yet.
goals-gist-start = { $name } starts at { $value }; no value noted yet.
goals-gist-now = { $name }: { $now } on { $when }.
goals-gist-from = { $name } went from { $from } to { $now } by { $when }.
goals-gist-target = The aim is { $value } by { $day }.
goals-gist-target-open = The aim is { $value }.
goals-chart-label = { $name }: { $count ->
    [one] one value, { $from } on { $day }
   *[other] { $count } values, from { $from } on { $day } to { $to } on { $then }
}
goals-chart-middle = middle: { $value }
goals-chart-middle-before = middle before: { $value }
goals-chart-target = aim: { $value }
goals-chart-change = change
goals-chart-rests-on = Each from { $count ->
    [one] one student or educator.
   *[other] { $count } students or educators.
}
goals-chart-rests-between = Each from { $least } to { $most } students or educators.
goals-chart-rests-unknown = From how many each comes was not noted.
goals-signal-above = Since { $since }, { $count } values in a row lie above the middle. Chance alone seldom makes more than { $limit }.
goals-signal-below = Since { $since }, { $count } values in a row lie below the middle. Chance alone seldom makes more than { $limit }.
goals-signal-wanted = That is the way you want.
goals-signal-against = That is not the way you want: look at what happened then.
goals-signal-crossings = The values cross the middle only { $count ->
    [one] once
   *[other] { $count } times
}, and chance alone would make at least { $limit }. Something moves them, but we can't say since when.
goals-signal-none = Ups and downs as chance makes them. That isn't nothing: it says what is usual now. Keep watching.
goals-signal-few = { $count ->
    [0] No value lies off the middle yet
    [one] One value lies off the middle so far
   *[other] { $count } values lie off the middle so far
}: too few to tell a change from chance. From ten on, the chart can say something.
goals-signal-method = By the shift and crossings rules for run charts (Anhøj and Olesen 2014): about one chart in twenty shows a signal where nothing changed.

# What happened
goals-event-set = The goal was set
goals-event-changed = The goal was changed
goals-event-opened = The goal was shown to more people, so that they could answer
goals-event-reached = The goal was reached
goals-event-partly = The goal was reached in part
goals-event-let-go = The goal was let go
goals-event-resumed = The goal was taken up again
goals-event-measure = Something to watch was chosen
goals-event-measure-changed = What is watched was changed
goals-event-noted = A value was noted
goals-event-corrected = A value was corrected
goals-event-offered = A link was offered
goals-event-accepted = A link was agreed
goals-event-declined = A link was declined
goals-event-withdrawn = An offer was taken back
goals-event-unlinked = A link was undone
goals-event-other = Something changed

# On a community's page
goals-of-community = What we aim at
goals-of-community-none = No goal yet. Begin with one need of your students.

goals-title-top = { $count ->
    [one] One goal that others can lead to is yours
   *[other] { $count } goals that others can lead to are yours
}
goals-ask-below = Propose a link
goals-agreed = { $count ->
    [one] One link that both sides agreed to
   *[other] { $count } links that both sides agreed to
}
goals-waiting-above = { $count ->
    [one] One more waits for the leaders of a school. You may answer it too.
   *[other] { $count } more wait for the leaders of schools. You may answer them too.
}
