standards = Standards
standards-title = { $count ->
    [one] One standard says how we learn, since { $day }.
   *[other] { $count } standards say together how we learn, since { $day }.
}
standards-title-none = Nothing says yet which standards we learn by.
standards-lead = They are read whole and talked over. Nobody ticks them off.
standards-empty = Which standards do you learn by?
standards-empty-why = Look at the sets that are published. Who leads the district adopts one, from a day on.
standards-empty-leader = Look at the sets that are published, talk them over with your people, and adopt one from a day on; or bring along your state’s own.
standards-sets-go = Look at the sets
standards-set-go = Look at this set
standards-history-go = What held when
standards-audience = Everyone in { $place } sees this.
standards-coming = From { $day } on, { $title } holds.
standards-as-list = As a plain list, with the elements
standards-adopted = Adopted by { $by }; holds since { $day }.
standards-published = Published { $day }.
standards-published-by = Published by { $by }, { $day }.
standards-published-unknown = When it was published is not known.
standards-published-unknown-by = By { $by }; when it was published is not known.
standards-translated = These words are a translation; the published words are English.
standards-since = since { $day }
standards-from = from { $day }
standards-from-until = { $from } to { $until }
standards-look = Look at the sets
standards-sets = Sets of standards
standards-sets-title = { $count ->
    [one] One set of standards can be looked at.
   *[other] { $count } sets of standards can be looked at.
}
standards-sets-lead = Standards change with the years, so each set carries its date and says what is quoted from where.
standards-count = { $standards ->
    [one] One standard
   *[other] { $standards } standards
}{ $frames ->
    [0] {""}
    [one] {" "}in one frame
   *[other] {" "}in { $frames } frames
}
standards-own = { $place }’s own
standards-load = Bring along a set
standards-load-title = Bring along a set of standards
standards-load-lead = Your state’s standards, or your own: from a file, or as lines. Nothing holds until it is adopted.
standards-load-file = A file
standards-load-file-hint = A set as this program gives it out (JSON), or a text file of lines as described below.
standards-language = The language of the words
standards-set-name = Its name
standards-published-when = When it was published
standards-published-hint = A year, a month or a day: 2022, 2022-04 or 2022-04-05.
standards-publisher = Who published it
standards-source = What is quoted from where
standards-source-hint = Say where each text was read, and what you could not find.
standards-stem = The stem
standards-stem-hint = The words that introduce every standard. Each statement goes on from here.
standards-lines = The standards
standards-lines-hint = One thing a line. “# ” begins a frame, “## ” a standard; its statement stands below, “- ” is an element, “? ” says what was not found. A key in braces at the end of a line says who a thing is: leave it, and what was said of it stays with it.
standards-line = Line { $line }: { $what }
standards-line-before = words stand before the first standard.
standards-line-no-words = words are missing after the sign.
standards-line-key = a key in braces takes small letters, digits and hyphens.
standards-line-twice = this key stands above already.
standards-not-read = This can’t be read as a set of standards. What is wrong stands above the lines.
standards-fault-key = a key takes small letters, digits and hyphens, at most 80.
standards-fault-twice = the same key stands twice.
standards-fault-languages = name at least one language, each once, such as en or es.
standards-fault-no-words = words are missing in “{ $language }”.
standards-fault-other = “{ $language }” is not among the languages.
standards-fault-words = at most 2,000 characters, and none that control a screen.
standards-fault-published = write a year, a month or a day, such as 2022-04.
standards-fault-frame = there is no frame “{ $key }”.
standards-fault-empty = no standard belongs to this frame.
standards-fault-count = from 1 to { $most }.
standards-fault-no-text = write the statement, or say what was not found.
standards-fault-taken = there is a set with this key already. Reword that one, or choose another key.
standards-fault-long = This is longer than a set of standards can be: 200,000 bytes.
standards-fault-read = Not a set as JSON: line { $line }, column { $column }
standards-holds = Holds here since { $day }.
standards-holds-older = An earlier wording holds here since { $day }. This one is not adopted yet.
standards-not-adopted = Not adopted here.
standards-from-where = Where the words come from
standards-copied-from = Copied from
standards-file = Take it along as a file
standards-versions = { $count ->
    [one] One wording
   *[other] { $count } wordings
}
standards-version = Wording { $n }, by { $who }
standards-version-only = wording { $n }
standards-lead-on = For who leads the district
standards-adopt = Adopt this set
standards-adopt-title = Adopt { $title }?
standards-adopt-lead = It holds for the whole district from the day you choose. What held before ends with the day before, and stays to be read.
standards-ends = { $title } holds from { $day } on; it ends when this one begins.
standards-first = No set has been adopted before.
standards-holds-from = From which day
standards-why = Why this set
standards-why-hint = Who talked it over, and what spoke for it.
standards-reword = Reword it
standards-reword-title = Reword this set
standards-reword-lead = What you save is a new wording; every earlier one stays. What holds changes only when the new one is adopted.
standards-one-language = This set has several languages. Rewording it keeps the one you read.
standards-change-why = What changes, and why
standards-copy = Make the copy
standards-copy-go = Make a copy to reword
standards-copy-hint = The copy is your district’s own, in the language you read.
standards-copy-name = { $title } ({ $place })
standards-copy-unnamed = Give the copy a name.
standards-copy-first = What comes with the product stays as it was published. Make a copy, and reword that.
standards-who-adopts = Who leads the district decides which standards hold.
standards-who-writes = Who works in the district can write here.
standards-changed-since = Something changed since you opened this page. Look again, then decide.
standards-before-last = Choose a day on or after the one from which the last set holds.
standards-too-far = Choose a day within the next two years.
standards-holds-already = This very wording was adopted last.
standards-history-title = { $count ->
    [0] No set has been adopted yet.
    [one] One set has been adopted.
   *[other] Sets have been adopted { $count } times.
}
standards-adopted-by = By { $by }, { $day }
standards-taken-back = taken back before its day
standards-take-back = Take it back
standards-held-stays = What has held stays in the history. Adopt another set instead.
standards-others = The other standards
standard-title = { $name }: what is it about, and what does it look like here?
standard-title-holds = { $name } is one of the standards we learn by since { $day }.
standard-elements = { $count ->
    [0] Its elements
    [one] One element
   *[other] { $count } elements
}
standard-materials = To understand it
standard-materials-none = Nothing is here yet. A link, a file or a short video helps those who study it.
standard-material-add = Add something
standard-material-title = What it is called
standard-material-kind = What it is
standard-kind-link = A link
standard-kind-file = A file
standard-kind-video = A video
standard-kind-video-what = A link or a file that can also be read: with captions, or with what is said beside it.
standard-material-link = Its address
standard-material-link-hint = It begins with https://
standard-material-file = The file
standard-material-read = Can a video be read?
standard-captions-in = It has captions
standard-transcript = What is said in it
standard-transcript-hint = For a video without captions.
standard-transcript-read = Read what is said
standard-material-note = Why it is worth looking at
standard-has-captions = With captions.
standard-has-transcript = What is said stands below.
standard-material-by = From { $who }
standard-remove = Remove
standard-who-removes = Who put it there can remove it, and who leads the district.
standard-link-wrong = Write an address that begins with https://
standard-nothing-sent = Choose a file, or give a link.
standard-video-unread = Say that it has captions, or write what is said in it, so that everybody can follow.
standards-who-cites = Whose work it is says which standards are seen in it.
standards-cite-title = Which standards do you see in it?
standards-cite-lead = Choose what one would notice who came by. It is a pointer for talk: nothing is done or not done by it.
standards-cite-which = Choose
standards-cite-whole = The standard as a whole
standards-cite = Say where you see a standard
standards-cite-go = Do you see a standard in it?
standards-cite-meeting = Say in which point or decision a standard is seen
standards-cite-cycle = Say in what of this cycle a standard is seen
standards-seen-here = Standards seen here
standards-near = Seen in:
standards-near-more = and more
standards-spoken = { $count ->
    [one] One remark
   *[other] { $count } remarks
}
standard-title-seen = { $name } is seen in { $count ->
    [one] one piece
   *[other] { $count } pieces
} of our own work.
standard-not-seen = Nothing you can see points here yet. Goals, agendas, decisions, lessons and cycles can.
standard-seen-whole = Seen in the standard as a whole
standard-talk = { $count ->
    [0] What do you think of it?
    [one] One remark
   *[other] { $count } remarks
}
standard-talk-none = Nobody has said anything yet. What does it look like where you work? What is hard about it?
standard-to-district = Everyone in { $place }
standard-to-school = Those who work at { $place }
standard-about = What it is about
standard-seen-by = Who sees it
standard-answer = Answer
standard-answer-seen = Seen by those who see what you answer.
standard-your-answer = Your answer
standard-what-you-see = What you see, think or ask
standard-say = Say it
standard-change = Change
standard-change-title = Change what you said
standard-changed = changed
standard-take-back = Take back
standard-taken-back = Taken back by who wrote it.
standard-own-words = Only who wrote it can change it.
look-fors = What one would see
look-none = Nothing says yet what one would see here.
look-title = { $count ->
    [one] One list says what one would see here.
   *[other] { $count } lists say what one would see here.
}
look-lead = What does a learning school look like? What do educators do there, and what do students do that they don’t do elsewhere? In your own words.
look-empty = What would a visitor notice?
look-empty-why = Write down a few things one would see students do where adults learn well together. Begin from an example of ours, or from your own walk through the school.
look-audience = You see what everyone in { $place } sees, and what is your communities’.
look-school = The school
look-educator = Educators
look-student = Students
look-expect = What we expect
look-expect-what = What the district expects of everyone in a role.
look-expects = { $whose } says what it expects.
look-sees = { $count ->
    [one] One thing to see.
   *[other] { $count } things to see.
}
look-here = Where it is so
look-instead = Where it is not so yet
look-standard-none = Nobody has written yet what one would see.
look-all = All lists
look-whole = Learning as a whole
look-begin = Write a list
look-begin-title = What would one see?
look-begin-lead = A few lines are enough. They are for looking and talking, and never for judging one person.
look-new-audience = What is the district’s is seen by everyone in it; what is a community’s, by its members.
look-examples = Begin from an example:
look-whose = Whose list it is
look-about = Whom one looks at
look-role = Of whom it is expected
look-role-hint = For expectations: principals, coaches, everyone …
look-standard = The standard it belongs to
look-lines = What one would see
look-lines-hint = One thing a line. After a bar you can say what one sees where it is not so yet: “Students ask each other | Students wait for the teacher”.
look-lines-wrong = At most sixty lines, each with words before the bar.
look-who-writes = The district’s lists are written by who leads it, a community’s by its members.
look-no-set = Adopt a set of standards first.
look-expect-district = Expectations are the district’s own.
look-reword = Reword it
look-reword-title = Reword this list
look-reword-lead = Every earlier wording stays.
look-example-school = The week’s plan has an hour in which teams learn, and nobody books over it | Teams meet when a meeting falls out
    On the walls hang questions that adults are working on | Only students’ results hang there
    A team that gave something up says so openly | Only what went well is told
look-example-educator = They bring their students’ work and ask what it shows | They bring results and explain them
    They open the door to a colleague and say what to look at | Doors open only for whoever evaluates
    Before they try something they write down what they expect | Afterwards everything was as expected
look-example-student = They can say what they are learning and how they will know | They can say which page they are on
    They explain their way to each other, also when it was wrong | They wait until the teacher says what is right
    They notice that their teachers learn too, and say so | They think that teachers are done with learning
look-example-expect = Makes room for one hour of learning in teams a week
    Tries one thing in each cycle and says what came of it
    Asks for help before it is urgent
continua = Continua of practice
continua-none = Nobody has described yet how a practice grows.
continua-title = { $count ->
    [one] One continuum describes how a practice grows.
   *[other] { $count } continua describe how practices grow.
}
continua-lead = For each component of a practice: how it looks, from what you most want to what you least want. Communities say where they see themselves, and talk about it.
continua-empty = How would you know it if you saw it?
continua-empty-why = Choose one practice that matters to you, name its components, and describe how each looks at its best, and on the way there. Begin from an example of ours.
continua-example-go = Begin from an example
continua-begin = Describe a practice
continua-begin-title = Describe a practice
continua-begin-lead = In your own words. Rows may have different lengths.
continua-marked = { $count ->
    [one] marked once
   *[other] marked { $count } times
}
continuum-title = { $count ->
    [one] One community says where it sees itself: { $title }
   *[other] { $count } communities say where they see themselves: { $title }
}
continuum-lead = The most wanted stands on the left. A community marks where it sees itself, to talk about the next step.
continuum-caption = Components of the practice in rows, how each looks from the most to the least wanted
continuum-component = Component
continuum-most = Most wanted
continuum-least = Least wanted
continuum-more = More
continuum-copy = Make a copy of your own
continuum-whose = Whose it is
continuum-practice = The practice
continuum-about = What it is for
continuum-about-hint = When one takes it up, and where its ideas come from.
continuum-rows = Its components
continuum-rows-hint = The name of a component; below it how it looks, one line each, the most wanted first; then an empty line.
continuum-not-read = These lines can’t be read as components. What is wrong stands above them.
continuum-wrong-empty = name at least one component.
continuum-wrong-components = twenty components are the most.
continuum-wrong-variations = a component has two to seven lines below its name.
continuum-wrong-long = longer than 400 characters.
continuum-wrong-twice = this stands above already.
continuum-reword-title = Reword this continuum
continuum-reword-lead = Every earlier wording stays. What was marked stays where a component reads as before.
continuum-mark-as = Say where { $community } sees itself
continuum-where = Where does { $community } see itself?
continuum-mark-lead = Of each component you want to speak of, choose what is nearest to your days, and say in a sentence what that rests on. Leave out what you have not talked about.
continuum-not-now = We did not talk about this
continuum-evidence = What it rests on
continuum-on = On which day
continuum-seen-us = Our members
continuum-seen-district = Everyone in the district
continuum-mark-save = Say so
continuum-no-evidence = Say in a sentence what it rests on.
continuum-nothing-marked = Choose for at least one component, and say what it rests on.
continuum-changed-since = The continuum was reworded since you opened this page. Open it again, then say where you see yourselves.
continuum-who-marks = Members of a community say where it sees itself.
continuum-said = { $count ->
    [one] Said once
   *[other] Said { $count } times
}
continuum-example-title = Visiting each other’s classrooms
continuum-example-about = For teams that begin to open their doors. The words are ours; the form is after innovation configurations (Hall and Loucks, 1981).
continuum-example-rows = Asking for a visit
    The host names a question of their own before the visit
    The host says what lesson it will be
    The visitor chooses what to look at

    Looking
    The visitor writes down what students say and do
    The visitor writes down what the teacher does
    The visitor notes what they liked

    Talking afterwards
    Both look at the notes and the host says what they see
    The visitor says what they saw and the host answers
    The visitor gives advice
    Nobody talks about it

    What follows
    The host tries something else and asks for another visit
    The host tries something else
    Nothing follows
lenses = Three lenses on how we learn together
lenses-why = The three elements of the first standard of 2011 (Learning Forward), and what our own work of the last year shows of each. It is for talk; nothing is marked.
lens-improvement = Continuous improvement
lens-responsibility = Collective responsibility
lens-alignment = Goal alignment
lens-no-cycle = No cycle yet. The first one begins with a need.
lens-cycles = { $running ->
    [0] No cycle is under way
    [one] One cycle is under way
   *[other] { $running } cycles are under way
}{ $ended ->
    [0] .
    [one] , one has ended.
   *[other] , { $ended } have ended.
}
lens-tries = { $count ->
    [0] You can see no try in class.
    [one] You can see one try in class.
   *[other] You can see { $count } tries in class.
}
lens-no-commitment = Nobody has taken anything on yet. At a meeting one can.
lens-kept = { $count ->
    [0] Nothing that was taken on is done yet.
    [one] One commitment was kept.
   *[other] { $count } commitments were kept, by { $people ->
        [one] one person.
       *[other] { $people } people.
    }
}
lens-open = { $count ->
    [0] None is open.
    [one] One is open.
   *[other] { $count } are open.
}
lens-no-goal = No goal yet. A goal can be offered to the school’s.
lens-goals = { $count ->
    [one] One goal.
   *[other] { $count } goals.
}
lens-aligned = { $count ->
    [0] None leads up to a goal above yet.
    [one] One leads up to a goal above, agreed on both sides.
   *[other] { $count } lead up to a goal above, agreed on both sides.
}
study = What we study when
study-title = { $name } is studied next, on { $day }.
study-none = No standard is planned to be studied.
study-lead = One standard at a time, on a day. A community puts it on its agenda with one tap, and the plan shows when it was talked about.
study-empty = With which standard do you begin?
study-empty-why = Choose one that speaks to what you work on anyway, and a day. Twenty minutes at a meeting are enough for a first talk.
study-past = Before
study-plan = Plan to study a standard
study-plan-go = Plan it
study-whose = Who studies it
study-which = Which standard
study-on = On which day, about
study-note = With which question
study-note-hint = “What would our students notice?”
study-talked = Talked about on { $day }
study-on-agenda = On the agenda of { $day }
study-waits = Waits among the points for the next meetings
study-put = Put it on our agenda
study-item = Study together: { $name }
study-when = Choose a day from today on, within the next two years.
study-who-puts = Members of the community put it on its agenda.
