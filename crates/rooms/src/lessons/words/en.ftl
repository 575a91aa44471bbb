# lessons
lesson-not-yet = A lesson is written when a cycle has ended.
lesson-is-there = This cycle has its lesson already.
lesson-expected = We expected: { $what }
lesson-not-expected = Nobody wrote beforehand what we expected.
lesson-happened = What happened: { $what }
lesson-figure = { $name }: from { $from } to { $to }, { $count } values.
lesson-close-title = How does this cycle end?
lesson-close-lead = Keeping, changing and letting go are three good ends. A lesson is drafted from what is already written; you decide who reads it.
lesson-outcome = How it ended
lesson-why = Why?
lesson-why-hint = Two sentences a colleague elsewhere would understand
lesson-next = What do you want to do next?
lesson-next-hint = The next cycle begins with it
lesson-close = End the cycle and draft the lesson
lesson-of-cycle = The lesson of this cycle
lesson-draft = Draft
lesson-shared = Shared
lesson-adopted = Kept
lesson-adapted = Changed and kept
lesson-abandoned = Let go
lesson-tried = What we tried
lesson-found = What we found
lesson-advice = What we would tell a colleague
lesson-draft-notice = This draft was put together from the cycle. Read it once more, then decide who may read it.
lesson-share-title = Who may read it
lesson-share-check = Please look for names of students and colleagues, and for figures of fewer than ten students, and take them out.
lesson-share-district = Share it with the district
lesson-share-everyone = Share it with anyone
lesson-take-back = Keep it to the team again
lesson-public-at = Anyone can read it at
lesson-changed-since = A colleague changed this lesson a moment ago. Read it once more before you share it.
lesson-not-yours = The team that wrote this lesson changes it. You can begin a cycle of your own and find out.
lesson-edit = Change the words
lesson-edit-title = In words a colleague elsewhere understands
lesson-and-next = And next?
lessons-title = { $count ->
    [0] No lesson has been shared yet
   *[other] What teams have learned
}
lessons-found = { $count ->
    [0] No lesson matches
    [one] One lesson matches
   *[other] { $count } lessons match
}
lessons-found-many = More than a page of lessons match
lessons-lead = What teams tried and found, also what they let go: knowing that saves others the same road.
lessons-drafts = Drafts of your teams
lessons-none = Lessons grow out of cycles
lessons-none-why = When a cycle ends, a lesson is drafted from what is already written. The team reads it once more and decides who may read it.
lessons-to-cycles = See your cycles
lessons-any = Any
lessons-all = All lessons
lessons-of-strategy = What teams found
