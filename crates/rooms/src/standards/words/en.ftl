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
