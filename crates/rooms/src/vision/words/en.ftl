vision = What we are here for
vision-title-none = Nothing says yet what we are here for.
vision-title = { $count ->
    [one] One statement says what we are here for.
   *[other] { $count } statements say what we are here for.
}
vision-title-due = { $count ->
    [one] One statement says what we are here for, and is due for another look.
   *[other] { $count } statements say what we are here for; { $due ->
        [one] one is
       *[other] { $due } are
    } due for another look.
}
vision-lead = Drafted together, adopted with a day on which to look again, and lived in goals, meetings and decisions.
vision-empty = Why are you here together?
vision-empty-why = Begin with one sentence about what your students will be able to do. Others put theirs beside it, say what they think of each passage and where they stand; then it is adopted.
vision-begin = Write a statement
vision-begin-title = Begin a statement
vision-begin-lead = A few sentences are enough. If there is one of this kind already, yours stands beside it as another draft.
vision-list-audience = You see what holds at your places and in your communities, and the drafts you take part in.
vision-rest = What else holds
vision-drafts = Drafts under way
vision-drafts-none = No draft is under way.
vision-drafts-count = { $count ->
    [one] One draft
   *[other] { $count } drafts
}
vision-stands-count = { $yes ->
    [0] Nobody stands behind it yet
    [one] One person stands behind it or can live with it
   *[other] { $yes } people stand behind it or can live with it
}{ $notyet ->
    [0] .
    [one] ; one says not yet.
   *[other] ; { $notyet } say not yet.
}
vision-since = since { $day }
vision-due = Due for another look
vision-in-force = In force at { $place }
vision-in-force-why = A policy on professional learning rests on a vision, a definition and standards. Here is what holds at this place or above it.
vision-part-missing = Nothing adopted yet
vision-standards = Standards
vision-of = { $kind } of { $place }
vision-kind-vision = vision
vision-kind-mission = mission
vision-kind-definition = definition of professional learning
vision-kind-policy = policy
vision-kind-description = description of a learning community
vision-head-vision = Vision
vision-head-mission = Mission
vision-head-definition = Definition of professional learning
vision-head-policy = Policy
vision-head-description = Description of a learning community
vision-what-vision = What you want to see one day, for every student.
vision-what-mission = What you do every day to get there.
vision-what-definition = What counts as professional learning here, and what does not.
vision-what-policy = What the place has decided and keeps to. There can be several.
vision-what-description = What people see when they visit a learning community here.
vision-place = Whose is it?
vision-kind = What is it?
vision-name = Its name
vision-name-hint = For a policy, so that it can be told from others: “Time for learning”.
vision-text = The text
vision-text-hint = Each line is a passage of its own: people can say something of it, and goals and decisions can cite it.
vision-too-many = Sixty passages are the most. A long policy is easier to live in parts.
vision-draft-audience = A draft is seen by those who write it together: everyone at the school, or in the district, or in the community it is for.
vision-put = Put it there
vision-no-place = You don’t work at a place that could have a statement. Ask your school’s leader.
vision-not-for-communities = Definitions and policies belong to a school or the district.
vision-who-writes = Who works at the place, or is a member of the community, writes its statements. You can read what holds.
vision-who-adopts = The leaders of the place adopt: principals and district leaders, or who facilitates the community.
vision-reword = Word it anew
vision-reword-lead = What others have remarked on or stood behind stays to be read; your wording takes its place and they are asked again.
vision-beside = Put another draft beside it
vision-beside-empty = Put another draft beside them
vision-beside-lead = It stands beside the other drafts. Passages that stay alike keep what was said of them.
vision-grow = Begin a new draft from it
vision-side = See the drafts side by side
vision-side-few = { $count ->
    [0] No draft is under way.
   *[other] One draft is under way; put another beside it.
}
vision-side-title = { $same ->
    [0] { $count } drafts differ in every passage.
    [one] { $count } drafts agree in one passage.
   *[other] { $count } drafts agree in { $same } passages.
}
vision-side-lead = Words that a draft has and the ones before it don’t are marked.
vision-why = What is different, and why?
vision-why-hint = One sentence helps those who have read it before.
vision-draft-closed = This draft is closed: it was worded anew, laid aside or adopted.
vision-draft-by = { $name } wrote it, { $when }.
vision-draft-n = draft { $n }
vision-draft-named = Draft { $n }, by { $name }
vision-of-draft = of draft { $n }
vision-draft-new = Draft { $n } waits for what you think.
vision-draft-passed = Draft { $n } has been put by.
vision-draft-stands = { $yes ->
    [0] Nobody stands behind draft { $n } yet
    [one] One person stands behind draft { $n } or can live with it
   *[other] { $yes } people stand behind draft { $n } or can live with it
}{ $notyet ->
    [0] .
    [one] ; one says not yet.
   *[other] ; { $notyet } say not yet.
}
vision-wording-n = Wording { $n } was adopted.
vision-wording-held = One of the wordings that were adopted.
vision-this-holds = This wording holds.
vision-see-it = See the statement
vision-worded-anew = This has been worded anew:
vision-laid-aside = This was put by when another wording was adopted.
vision-different = What is different from draft { $n }
vision-say = Say something about this passage
vision-say-what = What do you think of it?
vision-say-it = Say it
vision-stands = Where people stand
vision-stands-none = Nobody has said yet.
vision-where = Where do you stand?
vision-behind = I stand behind this
vision-live = I can live with it
vision-not-yet = Not yet, because …
vision-because = Because
vision-because-hint = Needed when you say not yet: it is read by all, and answered when the draft is adopted.
vision-because-needed = Say why not yet: only then can you be heard.
vision-stand = Say where I stand
vision-stand-change = You have said where you stand. Change it
vision-they-behind = Stand behind it
vision-they-live = Can live with it
vision-they-not-yet = Not yet
vision-asked-again = The wording changed since they said where they stand: { $names }
vision-changed-since = It changed while you read it. Open it again and look at what stands there now.
vision-adopt = Adopt it
vision-adopt-what = From then on it holds, with the day on which you look at it again. Other drafts are put by and stay to be read.
vision-adopt-this = Adopt this wording
vision-adopt-go = Adopt
vision-on = Holds since
vision-on-later = Choose today or a day before.
vision-review = We look at it again on
vision-review-hint = A year is usual.
vision-review-before = Choose a day after it was adopted.
vision-open = Anyone may read it
vision-open-what = It gets a page without an account, with the words and the dates and no names.
vision-heard = { $count ->
    [one] One person says not yet. What did you do about it?
   *[other] { $count } people say not yet. What did you do about it?
}
vision-heard-hint = It stands beside their reasons.
vision-heard-then = What was done about it:
vision-said-not-yet = { $name } said not yet
vision-adopted = Adopted on { $day }.
vision-adopted-by = Adopted by { $name } on { $day }.
vision-review-on = Looked at again on { $day }.
vision-due-lead = The day to look at it again has come. It holds until another is adopted.
vision-not-adopted = Nothing is adopted yet. It holds from the day on which who leads the place adopts a draft.
vision-holds = The { $kind } of { $place } holds since { $since }.
vision-is-due = The { $kind } of { $place } is due for another look.
vision-drafted = { $count ->
    [0] The { $kind } of { $place } has no draft.
    [one] The { $kind } of { $place } is a draft.
   *[other] The { $kind } of { $place } has { $count } drafts.
}
vision-changed = What has changed
vision-versions = All wordings
vision-versions-title = { $count ->
    [0] No wording has been adopted yet.
    [one] One wording has been adopted.
   *[other] { $count } wordings have been adopted.
}
vision-all-drafts = The drafts
vision-took-part = { $count ->
    [one] One person took part
   *[other] { $count } people took part
}
vision-public = For everybody
vision-public-at = Anyone can read it here:
vision-public-not = Families and neighbours can’t read it yet.
vision-open-go = Open it to everybody
vision-close = Close it again
vision-a-draft = draft
vision-of-community-begin = Say together what this community is here for
vision-who-cites = Whose goal it is says which passages it lives.
vision-cite-title = { $count ->
    [0] Which passage does it live?
    [one] It lives one passage.
   *[other] It lives { $count } passages.
}
vision-cite-lead = Tick what it really serves; one or two are enough. The statement then shows it, to those who may see it.
vision-cite-none = No statement holds yet.
vision-cite-none-why = When a vision, a mission or a definition has been adopted where you work, its passages can be cited here.
vision-passages = { $count ->
    [one] One passage
   *[other] { $count } passages
}
vision-lives = What we are here for, lived here
vision-adopted-seen = Once adopted, it is read by everyone in { $place }; what people said of the drafts stays with those who wrote them together.
vision-adopted-seen-community = Once adopted, it is read by the members and guests of { $place }, by everyone at its school and its leaders; what members said of the drafts stays with them.
vision-cite = Say what it lives
vision-cite-goal = Which passage of what we say does this goal live?
vision-cite-meeting = Cite a passage for a point or a decision
vision-a-goal = a goal
vision-an-item = on an agenda
vision-a-decision = a decision
vision-a-lesson = a lesson
vision-a-cycle = a cycle
vision-a-try = a try
vision-an-entry = written in a cycle
vision-cite-lesson = Which passage of what we say does this lesson live?
vision-cite-cycle = Cite a passage for this cycle or for something written in it
vision-not-lived = Nothing you can see cites this yet. A goal, a decision, a lesson or a try could.
vision-lived = { $count ->
    [one] Lived once:
   *[other] Lived { $count } times:
}
vision-lived-count = { $count ->
    [one] lived once
   *[other] lived { $count } times
}
vision-lived-sum = { $some } of { $all } passages of the { $kind } of { $place } are lived in what you can see.
vision-short-definition = Definition
vision-open-audience = Anyone can read the words, without signing in. Names and what was said are seen by those who work in the district.
vision-together = Look for it together, in a workshop
