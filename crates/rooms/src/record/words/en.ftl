# record
record = My record
record-see = See what is counted
record-title-none = Nothing is counted for this year yet.
record-title = You have learned for { $hours } hours this school year.
record-title-then = You learned for { $hours } hours in { $year }.
record-lead = It fills itself from meetings and from work on cycles. You have nothing to write down twice.
record-years = School years
record-empty = Learning counts itself
record-empty-why = When a meeting of your community ends, what was learning in it stands here. So does what you record at the steps of a cycle.
record-empty-go = See your communities
record-verified = hours on record
record-verified-why = from meetings and cycles, or confirmed
record-own = hours you reported
record-own-why = not confirmed yet
record-came = What came of it
record-knowledge = Learned
record-knowledge-why = hours of meeting, reading, thinking
record-application = Used
record-application-why = hours of predicting and trying
record-impact = Seen in students
record-impact-why = hours of evidence and results
record-whom = With whom
record-alone = On your own
record-hours = { $hours } h
record-happened = What happened
record-at-meeting = meeting
record-at-cycle = work on a cycle
record-at-own = your own report
record-corrected = Corrected
record-corrected-at-once = Somebody corrected this at the same moment. Look again and then correct it.
record-how = How is this counted?
record-how-meeting = A meeting counts for what its learning items took, for everybody who was there. Housekeeping and breaks do not count. A meeting never counts for more than { $over } minutes over its plan.
record-how-cycle = What you record at a step of a cycle counts: a note { $note } minutes, a prediction { $prediction }, a try { $tried }, evidence { $evidence }, a result { $result }. That is the time around it, not the lesson. Of one day, at most { $most } minutes count.
record-how-corrected = What was counted is never changed. A correction stands beside it, with its reason.
record-title-period = You have learned for { $hours } hours in this licence period.
record-audience = Only you see this page. A certificate you show to somebody can be checked by them.
record-staff-only = Who works here has a record here.
record-paper = Take it along as a PDF
record-own-new = Report something learned elsewhere
record-confirmed = confirmed
record-not-confirmed = not confirmed
record-day = Day
record-what = What
record-kind = How it is known
record-minutes = Minutes
record-of-time = Learning record, { $span }
record-made = Made on { $day } from what stands in the record on that day.
record-of-community = Hours and certificates
record-of-community-why = Meetings count by themselves. Here you see what they counted and give certificates.
record-community-hours = What meetings counted
hours-community-title = Together you learned for { $hours } hours in meetings.
hours-community-lead = The hours of everybody who was there, added up, in { $year }.
hours-people = { $n ->
    [1] one person
   *[other] { $n } people
}
hours-meeting-title = What “{ $title }” counted
hours-meeting-lead = Learning time of this meeting, for those who were there.
hours-meeting-none = It counted for nobody: it has not ended, or nothing on its agenda was learning.
hours-correct = Correct the minutes
hours-who = Whose?
hours-minutes = How many minutes was it?
hours-why-hint = They read it. What was counted before stays visible to them.
hours-who-may = Facilitators of this community correct what a meeting counted.
hours-not-oneself = Nobody corrects their own hours. Ask another facilitator.
own-title = What did you learn elsewhere?
own-lead = A course, a book, a visit. It stands apart from what counts by itself until somebody confirms it.
own-what = What was it?
own-what-hint = A few words, as they shall stand in your record
own-reflection = What did it change for you?
own-reflection-hint = For yourself. Nobody else ever sees this.
own-link = A link
own-link-wrong = An address that begins with https://, please.
own-file = A proof: certificate, photo, program
own-ask = Who can confirm it?
own-ask-hint = They see the day, what it was, the minutes and the proof. They do not see what you wrote for yourself.
own-ask-nobody = Nobody for now
own-audience = You see all of it. Whom you ask sees it without what you wrote for yourself.
own-save = Put it in my record
own-ahead = It has to have happened.
own-of = Reported by { $name }
own-waits = Waits for { $name } to confirm it
own-nobody-asked = Not confirmed. Nobody was asked.
own-was-so = Confirmed by { $name }
own-was-not = { $name } did not confirm it: { $why }
own-answer = Was it so?
own-why = A word about it
own-why-hint = Needed if you do not confirm it
own-so = Yes, it was so
own-not = I cannot confirm it
own-answered = This was answered or withdrawn already.
own-not-oneself = Nobody confirms their own hours.
own-withdraw = Withdraw it
own-withdrawn = Withdrawn
own-asked = Others ask you to confirm
certificate = Certificate
awards = Certificates
awards-title = { $n ->
    [0] No certificates have been given yet.
    [1] Certificates were given once.
   *[other] Certificates were given { $n } times.
}
awards-lead = A certificate says that somebody was there and learned. Anyone they show it to can check it.
awards-none = A certificate for a year of learning together
awards-none-why = Choose the time and how often somebody has to have been there. You see who would get one before anything is given.
award-new = Give certificates
award-new-title = Who has earned a certificate?
award-new-lead = Say for what. You see who would get one. Nothing is given before you press the last button.
award-audience = Seen by the facilitators of { $name } and by district leaders. Each certificate is seen by its holder.
award-audience-district = Seen by district leaders. Each certificate is seen by its holder.
award-who-may = Facilitators of this community and district leaders give certificates.
award-title = For what?
award-title-hint = As it shall stand on the certificate: “A year of reading together”
award-from = From
award-until = Until
award-until-wrong = The last day has to come after the first.
award-until-ahead = The time has to be over: nobody was there yet.
award-cycle = Or for a cycle
award-cycle-hint = Then the time is the cycle’s: from its beginning to its end, or to today.
award-no-cycle = No, for the time above
award-at-least = Was at so many of the meetings
award-hours = Hours at least
award-expires = Ends on
award-expires-wrong = That day has passed. Leave it empty for a certificate without an end.
award-letter = Write to everybody who gets one
award-look = See who would get one
award-would = { $n ->
    [0] Nobody would get a certificate.
    [1] One person would get a certificate.
   *[other] { $n } people would get a certificate.
}
award-held = { $n ->
    [0] No meetings were held in this time.
    [1] One meeting was held in this time.
   *[other] { $n } meetings were held in this time.
}
award-not-yet = { $n ->
    [1] One person who was there would not
   *[other] { $n } people who were there would not
}
award-was-there = at { $times } of { $held } meetings, { $hours } hours
award-not-yourself = You do not give one to yourself. Another facilitator or a district leader can.
award-will-write = Each of them gets a letter by mail.
award-wont-write = Nobody is written to.
award-give = { $n ->
    [1] Give one certificate
   *[other] Give { $n } certificates
}
award-coming = being given
award-coming-title = “{ $title }” is being given.
award-coming-why = It takes a moment. Open this page again to see who got one.
award-given-title = { $n ->
    [0] Nobody got “{ $title }”.
    [1] One person got “{ $title }”.
   *[other] { $n } people got “{ $title }”.
}
award-terms = For whom
award-terms-share = who was at { $share } % of the meetings
award-terms-hours = who learned for { $hours } hours
award-renew = Give it again for the time after
certificate-audience = Only you see this page. Whom you show the code sees your name as you choose it, what it is for and whether it holds.
certificate-for = For
certificate-with = With
certificate-time = Time
certificate-span = { $from } to { $until }
certificate-hours = Hours of learning
certificate-issued = Given on
certificate-expires = Ends on
certificate-never = no end
certificate-by = Given by
certificate-state = State
certificate-valid = Valid
certificate-expired = Expired
certificate-revoked = Revoked
certificate-was-revoked = This certificate was revoked: { $why }
certificate-revoke = Revoke it
certificate-revoked-already = This certificate was revoked already.
certificate-why = Why?
certificate-why-hint = Its holder reads this. Others see only that it was revoked.
certificate-paper = Take it along as a PDF
certificate-check = How others check it
certificate-check-why = Give them this address or the code on the paper. They need no account.
certificate-name = Your name on it
certificate-says = This says that
certificate-says-what = took part in learning with colleagues.
certificate-says-check = Whether this certificate holds can be seen at { $address }
certificate-letter-subject = Your certificate: { $title }
certificate-letter = Hello { $name },

    { $by } gave you a certificate for “{ $title }”. You find it here:
    { $link }
certificate-ends-subject = “{ $title }” ends on { $day }
certificate-ends = Hello { $name },

    your certificate “{ $title }” ends on { $day }. If you want it again, ask who gave it to you.
    { $link }
check-title = Does this certificate hold?
check-lead = Type the code that stands on it.
check-code = Code
check-code-hint = Twenty letters and digits. Small letters and strokes do not matter.
check-go = Check it
check-unknown = There is no certificate with this code.
check-unknown-why = Look whether every letter is right. A code has twenty letters and digits.
check-audience = Anyone who has the code sees the name, what it is for, the dates and the state.
check-valid = This certificate of { $name } is valid.
check-expired = This certificate of { $name } has expired.
check-revoked = This certificate of { $name } was revoked.
check-another = Check another one
credit = Toward your licence
credit-period = Licence period
credit-progress = You have { $credits } of { $asked } { $unit }. The period ends on { $until }.
credit-see-period = See all of the period
credit-asks = It asks for { $credits } { $unit } in { $years } years. { $minutes } minutes make one.
credit-at-least = At least { $n } of them have to be about { $what }.
credit-at-most = No more than { $n } of them have to be about { $what }.
credit-not-sorted = Your record does not know what an hour was about. Please add that up yourself.
credit-read = Read on { $day } at
credit-no-advice = Rules change and differ from person to person. This is no legal advice. Only confirmed hours are counted here, and whether your state accepts them is for your state to say.
credit-begins = My period began on
credit-begins-hint = The day on your licence. Periods that have passed are left behind by themselves.
reach = Whom learning reaches
reach-title = Learning has reached { $reached } of { $all } people on the staff this school year.
reach-title-few = How many people learning has reached cannot be shown.
reach-lead = Who has something on record from a meeting or a cycle. These are numbers of people: nobody is named and nobody is ranked.
reach-nobody = No staff is known here
reach-nobody-why = The people of the places you lead come with the roster.
reach-levels = At every level
reach-schools = By place
reach-staff = on the staff
reach-recent = in 30 days
reach-year = this year
reach-share = reached
reach-teachers = Teachers and support staff
reach-coaches = Coaches
reach-leaders = School and district leaders
reach-withheld = not shown
reach-hidden = Groups of fewer than { $n } people are not shown, nor what would give them away. Who works at two places counts at both.
reach-audience = Leaders see this for the places they lead.
rules = Credit rules and how work counts
rules-title = How does learning count here?
rules-lead = What people see in their own record. Changing it changes what is counted from now on, never what was counted.
rules-who-may = District leaders and administrators decide this.
rules-rule = Credit rule
rules-none = None
rules-none-why = Hours are shown, and nothing is added up toward a licence.
rules-figures = Minutes for work on a cycle
rules-figures-why = The time around it, not the lesson. Rather too low than too high.
rules-note = Note
rules-prediction = Prediction
rules-try = Try
rules-evidence = Evidence
rules-result = Result
rules-most = At most in a day
rules-over = A meeting counts at most so many minutes over its plan
rules-audience = District leaders and administrators see this page. Everybody sees the rule in their own record.
rules-texts = What the rules say
