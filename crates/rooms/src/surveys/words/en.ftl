# surveys
surveys-title = { $mine ->
    [0] What people see, and what was heard
    [one] One survey waits for you
   *[other] { $mine } surveys wait for you
}
surveys-lead = Each one takes a few minutes. From what is kept nobody can find out who answered what.
surveys-none = Nobody has been asked yet
surveys-empty = Where are we now?
surveys-empty-why = When your school or district asks, you answer here, and here you see what all said.
surveys-empty-leader = Ask the people who work with you. They answer without a name; you all see the same report.
surveys-audience = You see the surveys of the places where you work.
survey-ask = Ask people
survey-until = until { $day }
survey-ended-on = ended { $day }
survey-new = What do you want to hear?
survey-new-lead = The words are locked once people are asked, so that next year's answers can be compared.
survey-what = Survey
survey-where = Who is asked
survey-where-hint = Everybody who works there, and at the places below it.
survey-until-when = The last day to answer
survey-until-hint = The report is there when it is over. You can end it earlier.
survey-until-wrong = Choose a day from today on, at most 90 days ahead.
survey-too-few = Too few people work there: each answer could be guessed. Choose a larger place.
survey-new-audience = The report goes to everybody who is asked, and to those who lead these places.
survey-leaders-only = For those who lead the place.
survey-lead = Answer until { $day }.
survey-ended = This survey has ended.
survey-not-asked = You are not among those who are asked here.
survey-no-ballot = That is no ballot.
survey-taken = You have taken your ballot on another device or in another browser. Please answer there.
survey-know-head = Who can find out what you said?
survey-know = From what is kept, nobody. Results are shown only for groups of at least { $least } answers.
survey-know-more = How can that be?
survey-know-how = Your browser makes a secret number and asks for a stamp on it through a closed envelope. The server sees that you took a ballot, but not which. Then the ballot comes back with its stamp and without you. All answers lie together, in no order and with no time, until the survey ends. Then it is forgotten who took a ballot.
survey-know-not = Who looks into the running server or at the network while people answer can see when an answer comes, and could guess. And people may know your way of writing: leave out what only you can know.
survey-far = How far it is
survey-end = End it now
survey-end-why = The answers are counted, everybody who was asked sees the report, and nobody can answer any more.
survey-needs-script = To answer, please turn on scripts in your browser, or open this page in another one: your ballot is sealed on your own device.
survey-sending = Sealing and sending …
survey-kept = Your answer lies with the others. Thank you. The report is here when the survey ends.
survey-wait = One moment: the ballots are being made.
survey-spent = With this ballot something else was answered before. Each ballot counts once.
survey-unfit = Please answer at least one question.
survey-later = It could not be sent. What you wrote is kept on this device; please try again.
survey-insecure = Your browser seals ballots only over a secure connection. Please open the address that begins with https.
survey-answer-audience = Nobody sees who answered. All who are asked see the report.
survey-send = Send my answers
survey-counting = The answers are being counted.
survey-counting-why = The report is here in a moment.
survey-all = Everybody
survey-part-staff = { $place }, staff
survey-part-leaders = { $place }, leaders
survey-part-rest = Smaller places together
survey-what-was-said = What was said
survey-as-table = As figures
survey-not-shown = not shown
survey-too-few-why = What was answered is not shown, to anybody.
survey-upper = { $share } percent on the upper side
survey-taken-of = { $taken } of { $asked } have taken a ballot. Who they are is forgotten at the end.
survey-taken-few = Fewer than { $least } have taken a ballot.
survey-answered = { $answered } of { $asked } answered.
survey-too-few-answers = Fewer than { $least } answered.
survey-hidden = Groups of fewer than { $least } answers are not shown, nor anything they could be worked out from.
survey-words-hidden = Fewer than { $least } wrote something here; it is not shown.
# surveys: instruments
instruments-title = { $count } surveys can be asked here
instruments-lead = Take one as it is, or make it your own: change words, scales and questions before anybody is asked.
instruments-short = What can be asked
instruments-own = Your district's own
instruments-ours = Ready to ask
instrument-items = { $count ->
    [0] No questions yet
    [one] 1 question
   *[other] { $count } questions
}
instrument-see = See the questions
instrument-new = One of your own
instrument-new-why = Begin with one that is there and change it. What you begin with stays as it is.
instrument-from = Begin with
instrument-empty = Nothing
instrument-make = Write it
instrument-copy-name = { $name } (copy)
instrument-unnamed = Without a title yet
instrument-draft = Being written
instrument-ready = Ready to ask
instrument-away = Put away
instrument-audience = Leaders in your district see and use these. Nobody is asked yet.
instrument-bring = One you have licensed
instrument-bring-why = Bring it along as a file. Its license stays with it, and it stays in your district.
instrument-bring-go = Bring it along
instrument-lacks = { $count ->
    [one] One thing is missing before it can be asked.
   *[other] { $count } things are missing before it can be asked.
}
instrument-as-asked = As it will be asked
instrument-to-ready = It is ready to ask
instrument-to-away = Put it away
instrument-to-draft = Take it up again
instrument-edit = Change the questions
instrument-edit-lead = People who are asked already keep the words they were asked. The next survey takes what you save here.
instrument-versions = { $count ->
    [one] 1 version is kept
   *[other] { $count } versions are kept
}
instrument-version = Version { $number }
instrument-not-yours = For who made it, and for who leads the district.
instrument-not-ready = Something is missing before it can be asked. Open it to see what.
instrument-changed-since = Somebody changed it since you looked. Look at it again first.
instrument-title = Title
instrument-lead-label = What it is for, said to the person who answers
instrument-asked = Who is asked
instrument-side = Name of this side
instrument-languages = Languages
instrument-languages-hint = Such as: en, es. Everything has to be worded in each of them. The first one comes first.
instrument-items-label = Questions
instrument-items-hint = Open one to change it. Places are numbers: to move a question, give it another one.
instrument-item-new = One more question
instrument-item-text = Question
instrument-item-more = More about this question
instrument-item-out = Take this question out
instrument-answer = Answered
instrument-open = in one's own words
instrument-dimension = Measures
instrument-no-dimension = nothing together with others
instrument-place = Place
instrument-reverse = Agreeing speaks against what it measures
instrument-scales = Scales
instrument-scales-hint = The answers in their order. To take an answer out, empty its words.
instrument-scale-name = { $first } to { $last }
instrument-scale-out = Take this scale out
instrument-more-scale = Another scale
instrument-no-more-scale = None
instrument-point = Answer
instrument-outside = Answer outside the scale
instrument-value = Counts
instrument-dimensions = What it measures
instrument-dimensions-hint = Questions that belong together. They are answered on the same scale.
instrument-dimension-new = One more
instrument-dimension-name = Name
instrument-dimension-out = Take this out
instrument-least-label = Answers needed
instrument-least-hint = So many of its questions a person has to answer to count.
instrument-around = Around it
instrument-threshold = Fewest answers that are shown
instrument-threshold-hint = Results of fewer people are never shown. At least 3; with 5, people are safer.
instrument-source = Where it comes from
instrument-save-more = Save and go on
asked-staff = Everyone who works here
asked-teachers = Teachers
asked-leaders = Leaders
asked-central-office = Central office
asked-school-leaders = Leaders of schools
asked-families = Families
instrument-bad-key = A key takes small letters, digits and hyphens.
instrument-key-twice = This key stands twice. Give one of them another.
instrument-bad-languages = Name at least one language and at most eight, each once, such as en or es.
instrument-no-words = Words are missing here.
instrument-other-language = These words are in a language it doesn't say it has.
instrument-nobody = Say who is asked.
instrument-sides = It has two sides or none.
instrument-side-not-asked = A side is not among those who are asked.
instrument-unknown-side = There is no such side.
instrument-text-twice = Give words for everybody or for each side, not both.
instrument-bad-threshold = At least 3 answers before a result is shown.
instrument-too-few-points = A scale needs at least two answers.
instrument-code = This code is taken.
instrument-values = What the answers count has to rise or fall all along.
instrument-no-items = Write at least one question.
instrument-unknown-scale = There is no such scale. Choose another.
instrument-unknown-dimension = What it measures is gone. Choose another.
instrument-reversed = Only a question with a scale can be turned around.
instrument-mixed-scales = All questions of one thing measured take the same scale.
instrument-least = Between 1 and the number of its questions on a scale.
instrument-other-key = It needs a key of its own.
instrument-import-title = Bring along what you have licensed
instrument-import-lead = Nothing is asked yet: you see it first, and say when it is ready.
instrument-import-file = File
instrument-import-file-hint = JSON in our form, or a table of questions (CSV UTF-8). At most 512 KB.
instrument-import-text = Or paste it here
instrument-import-licence = Whose it is, and what allows you to use it
instrument-import-licence-hint = Stands beside the questions wherever they are shown to leaders. Only bring what you may use.
instrument-import-for-table = For a table
instrument-import-go = Read it
instrument-import-how = How a table looks
instrument-import-how-table = One row for each question. The key stays the same from year to year: the trend hangs on it.
instrument-import-how-scales = What can stand under “scale”, besides open:
instrument-import-how-json = Other scales and two sides come along as JSON. The handbook says how it looks.
instrument-import-faults = { $count ->
    [one] It could not be taken. One thing has to be set right; nothing was kept.
   *[other] It could not be taken. { $count } things have to be set right; nothing was kept.
}
instrument-import-large = The file is larger than 512 KB. Bring the questions alone, without answers or pictures.
instrument-import-unread = The file could not be read. Please send it again.
instrument-import-nothing = Choose a file, or paste the questions.
instrument-import-workbook = That is a workbook. In your table program choose “Save as” and “CSV UTF-8”, and bring that file.
instrument-import-utf8 = Its letters can't be read for sure. In your table program choose “Save as” and “CSV UTF-8”, and bring that file.
instrument-import-control = Signs that nobody can see stand in it. Type these words anew.
instrument-import-markup = It holds code of a web page (<…>). Bring the words alone.
instrument-import-formula = It begins like a formula (=, +, @). Bring the words alone.
instrument-import-long = It is longer than people read. Make it shorter.
instrument-import-too-many = There are more questions or languages than a survey takes: 80 questions, 8 languages.
instrument-import-reversed = Under “reversed” stands yes or no.
instrument-import-scale = There is no such scale. See below which there are, or write open.
instrument-import-row = Row { $row }: { $what }
instrument-import-at = { $at }: { $what }
instrument-import-head-twice = Two columns are called { $head }. Rename one of them.
instrument-import-head-missing = There is no column { $head }. Its name stands in the first row.
instrument-import-head-unknown = Nobody knows the column { $head }. Take it out.
instrument-import-json-unread = This is not an instrument in our form: { $why }
instrument-import-table-unread = The table can't be read: { $why }
instrument-import-key-ours = The key { $key } belongs to a survey that comes with Perennial. Give it another key in the file.
instrument-import-key-taken = Your district has one with the key { $key } already. Change that one, or give this one another key in the file.
survey-asked-now = This is being asked there now, or was less than three weeks ago. Two that follow so closely could be subtracted from each other.
survey-only = Only some of these places
survey-only-which = Whose people are asked
survey-only-hint = Leave all boxes empty to ask everybody.
survey-only-itself = { $place } itself: the central office
survey-only-wrong = Choose places of the one that asks.
survey-wide = When central office and schools are asked
survey-wide-hint = Other surveys leave this aside.
survey-wide-leaders = On the schools’ side those who lead them
survey-wide-all = On the schools’ side everybody who works there
survey-reworded = The words changed since this was asked here last. Statements in other words begin a new line: they can’t be compared with what was said before.
survey-reworded-yes = Ask in the new words
survey-face-higher = { $side } see this higher, by { $gap } steps of the scale ({ $low } to { $high }).
survey-face-same = No difference of the two sides that stands out from chance.
survey-faces = { $apart ->
    [0] In none of { $compared } statements do the two sides differ more than chance makes.
    [one] The two sides see one of { $compared } statements differently.
   *[other] The two sides see { $apart } of { $compared } statements differently.
}
survey-method = A difference is named when it is more than chance makes, taking into account how many statements are compared (Welch’s test with Holm’s correction, 95 percent). The steps of the scale count as equally far apart; “no opinion” counts in no average.
survey-since-higher = Higher than on { $day }.
survey-since-lower = Lower than on { $day }.
survey-since-unsure = No change since { $day } that stands out from chance.
survey-since-reworded = Asked in other words than on { $day }: not compared.
survey-waves = From time to time
survey-waves-what = The share on the upper side of the scale. Others may have answered each time.
survey-together = Taken together
survey-together-what = The average of the statements that belong together, where it most likely lies (95 of 100 times), and how far people differ (±).
survey-alpha = How well they go together (Cronbach’s alpha)
survey-mean = Average
survey-csv = Keep as a table (CSV)
survey-csv-statement = Statement
survey-csv-group = Group
survey-csv-answered = Answered
survey-csv-low = Average at least
survey-csv-high = Average at most
survey-csv-spread = Spread
survey-take-up = Take it up
survey-take-up-as = What is it for you?
survey-take-up-text = In your own words
survey-take-up-text-hint = What the report says is kept beside it.
survey-take-up-audience = The members of the community see it.
survey-take-up-save = Take it up
survey-take-up-no-team = You can take it up when you work in a community.
survey-as-need = A need of ours
survey-as-need-what = Something we want to learn, to work on in a cycle.
survey-finding = { $who }: { $share } percent of { $n } on the upper side of “{ $statement }”
survey-came = What came of it
survey-came-nothing = Nothing has been told yet. Ask those who lead your place what they heard.
survey-came-empty = People answer again when they learn that they were heard. Tell what you heard, then what you decide, and one day what changed.
survey-heard = What we heard
survey-heard-what = In your words: what people told you, also what you would rather not hear.
survey-decided = What we decided
survey-decided-what = What will be done about it, by whom and until when; or why not.
survey-changed = What changed
survey-changed-what = What is different now.
survey-tell = Tell what came of it
survey-tell-why = Everybody who was asked reads it here, and finds it at home.
survey-tell-kind = What do you tell?
survey-tell-text = In your words
survey-tell-item = About
survey-tell-whole = The whole survey
survey-tell-about = About:
survey-tell-send = Tell everybody
survey-tell-away = Take back
survey-words-all = Read, search and sort all { $n }
survey-words-seek = Search what was said
survey-words-seek-go = Search
survey-words-found = { $n ->
    [0] Nothing found
    [one] One found
   *[other] { $n } found
}
survey-words-rest = Not under a heading yet
survey-words-heading = Put the chosen ones under this heading
survey-words-heading-hint = Empty takes them out of their heading.
survey-words-sort = Put them there
# surveys: codes on paper, families
codes-title = Codes on paper
codes-made = { $made ->
    [0] No codes were printed yet. Who has no device can answer with one.
    [one] 1 code was printed. Each answers once, and nothing is kept of who has which.
   *[other] { $made } codes were printed. Each answers once, and nothing is kept of who has which.
}
codes-go = Print codes
codes-lead = For who has no device, no script or no account. A code answers once, on any phone or computer.
codes-group = { $made } of { $people } printed
codes-how-many = How many
codes-make = Print
codes-count-wrong = At most as many codes as the group has people, and at most 2,000 at a time.
codes-how = How to hand them out
codes-how-cut = Print the sheet, cut it, mix the slips and let each person draw one.
codes-how-hand = Note nowhere who got which. Who draws a slip has no other ballot: they press “I answer on paper” on the survey's page, or simply don't answer there.
codes-how-rest = Destroy the slips that are left over. Who keeps them could answer with them: everybody who is asked sees how many were printed.
codes-audience = Everybody who sees this survey sees how many codes were printed.
codes-sheet = { $count } codes: { $group }
codes-sheet-lead = Print this page now. The codes are kept nowhere but here.
codes-sheet-once = This page can be shown for a quarter of an hour, in this browser alone. Then nobody can show it again.
codes-gone = This sheet can't be shown any more
codes-gone-why = Codes are shown once, to be printed. When the print is lost, end the survey and begin it anew.
codes-slip = What do you see? Until { $day } go to { $address } and type this code. Nobody can find out whose answer is whose.
codes-overfull = More answers came in than people were asked: { $answered } of { $asked }. Somebody answered with a code and in a browser, or codes went to other hands. Read the figures with care.
codes-paper = I answer on paper
codes-paper-why = Or answer with a code on paper, on any device: ask who leads your place for one.
codes-paper-taken = You answer on paper, or have taken your ballot elsewhere. With a code:
answer-title = Answer with a code
answer-lead = Your code stands on the slip of paper you were given. You need no account.
answer-code = Code
answer-code-hint = Thirteen letters and digits. Small letters are fine.
answer-go = Go on
answer-nobody = Nobody can find out who typed which code.
answer-audience = Only you see this page.
answer-slip = There is a slip in it. Please compare each sign with your paper; O is the digit 0, I and L are the digit 1.
answer-closed = With this code nothing can be answered now
answer-closed-why = It was used already, its survey has ended, or one sign is different on your paper. If you answered before, your answer counts and you need do nothing. If not, look at each sign once more, or ask who gave you the paper.
answer-retype = Type it again
answer-who-sees = Nobody sees who answered. The school sees what all said together.
answer-know = Nothing of you is kept: no name, no address, no time. What all say is shown only when enough people answered. People may know your way of writing: leave out what only you can know.
answer-thanks = Your answer lies with the others. Thank you.
answer-thanks-why = Your code has done its work; you can throw the paper away.
families-title = Ask families
families-lead = They answer on their phone with a code on paper, in their language, without an account. Nobody can find out which family said what.
families-no-school = You lead no school
families-no-school-why = Who leads a school asks its families here.
families-how-many = How many families has each school?
families-how-many-hint = So many codes can be printed. Your lists say how many students there are; siblings share a family, so make it fewer. Leave a school empty to leave it out.
families-until-hint = Paper goes home and comes back slowly: three weeks are good.
families-audience = The report goes to everyone who works at these schools and to those who lead them.
families-go = Ask them
families-none = Say how many families at least one school has.
families-too-few = Too few families: each answer could be guessed. Ask more of them together.
survey-as-barrier = Something in our way
survey-as-barrier-what = What keeps the vision from being lived, to be worked on or named to who can change it.
survey-as-question = A question to think about
survey-as-question-what = To be answered together, and looked at again a year later.
families-of = Families of { $school }
# surveys: communities
pulse-head = How we work together
pulse-open = Answer without your name; you all read what was said.
pulse-over = What you all said, and what came of it.
pulse-ask-short = Ask how we work together
pulse-again = Ask again
pulse-not-yours = Whoever facilitates this community, or leads its school, asks.
pulse-title = { $people } people can say how they work together in { $name }
pulse-lead = They answer without their names, and only they read what was said. Choose a few questions; the same ones again in spring show what changed.
pulse-small = { $people ->
    [0] Nobody works in { $name } yet
    [one] One person works in { $name }: too few to ask without names
   *[other] { $people } people work in { $name }: too few to ask without names
}
pulse-small-why = Below { $least } answers each one could be guessed, so nothing would be shown, to anybody. It is better to know that before you ask.
pulse-lately = The people of { $name } are being asked already, or were less than three weeks ago
pulse-lately-why = Two reports about the same people that lie so close could be subtracted from each other, and single answers would come out. Wait until three weeks have passed.
pulse-instead = What you can do instead
pulse-talk = Talk it over with a question to think about
pulse-talk-how = Take one to your next meeting: a round in which everyone says one sentence. Whoever would rather not, passes.
pulse-together = Ask several communities of the school together
pulse-together-here = Choose them below. They answer as one group, and all of them read the same report.
pulse-together-leader = Whoever leads { $school } can ask several of its communities as one group.
pulse-shown-from = Shown when { $least } of { $people } have answered.
pulse-not-now = Not now: too few, or asked less than three weeks ago.
pulse-with = Ask other communities together with this one
pulse-with-which = Which ones?
pulse-with-hint = They answer as one group: nobody sees what one of these communities said.
pulse-audience = Only the people who are asked read the report. Nobody sees who said what.
pulse-page-audience = For those who facilitate the community or lead its school.
pulse-ask = Ask them
pulse-too-few = These are too few people for these questions: each answer could be guessed.
pulse-asked-lately = These people, or most of them, are being asked the same now or were less than three weeks ago, here or at their school. Ask again later, or ask something else.
survey-asked-in-part = Most of these people are being asked the same now or were less than three weeks ago, in their communities or at another place. Nothing could be shown; ask again later.
