# library
library-title = { $count ->
    [0] No strategies are here yet
    [one] One strategy to choose from
   *[other] { $count } strategies to choose from
}
library-lead = Each says what research stands behind it, and what teams here found when they tried it.
library-found = { $count ->
    [0] Nothing matches “{ $what }”
    [one] One strategy matches “{ $what }”
   *[other] { $count } strategies match “{ $what }”
}
library-search = Look for
library-search-go = Look
library-search-all = All strategies
library-add = Add a strategy
library-empty-title = Begin with one you trust
library-empty-text = Think of something that helped your students. Write what one does, and where the evidence can be read; colleagues can then choose it for a cycle.
library-level = Evidence
library-level-any = Any
library-levels = What the four levels mean
library-strong = Strong evidence
library-strong-why = At least one well-made experiment found that it helped.
library-moderate = Moderate evidence
library-moderate-why = At least one well-made study compared similar groups, without drawing lots, and found that it helped.
library-promising = Promising evidence
library-promising-why = At least one careful study found that where it is used, students do better, allowing for who they are.
library-rationale = Demonstrates a rationale
library-rationale-why = Research gives a good reason to expect it to help, and its effects are still being looked at.
library-levels-source = The four levels are those of the Every Student Succeeds Act, section 8101(21)(A).
library-trail = { $tried ->
    [0] Not tried here yet
    [one] Tried by one team
   *[other] Tried by { $tried } teams
}{ $kept ->
    [0] {""}
    [one] , kept by one
   *[other] , kept by { $kept }
}{ $dropped ->
    [0] {""}
    [one] , let go by one
   *[other] , let go by { $dropped }
}
library-trail-title = What happened here
library-trail-how = A team counts as having tried it once it wrote down a try or closed a cycle with it; it kept it when it adopted or adapted it.
library-source = Where the evidence can be read
library-source-hint = A web address, or author, year and title
library-source-none = Nobody has said yet where the evidence can be read.
library-what = What one does
library-what-hint = So that a colleague who doesn’t know it could begin on Monday
library-name = Name of the strategy
library-new-title = Which practice do you want others to find?
library-edit-title = Change “{ $name }”
library-staff-only = The library is written by those who work in the district. You can read all of it.
library-save = Save the strategy
library-edit = Change it
library-by = Written by { $who }, { $when }
library-pick = Begin a cycle with it
library-pick-why = Your team writes down what it expects, tries it and finds out.
