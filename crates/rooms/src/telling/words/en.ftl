# telling
telling-calendar = Your meetings in your own calendar
telling-calendar-what = An address that your calendar program fetches by itself. It says when and where your meetings are and what they are called, and nothing of what is said there.
telling-calendar-fresh = This is your address. It is shown only now: copy it.
telling-calendar-how = In your calendar program, choose “subscribe to a calendar” or “from a web address”, and paste it there. Most programs look every few hours; what changes at the last minute reaches you sooner by mail.
telling-calendar-since = You have an address, made { $when }. It can’t be shown again. If it is lost, or somebody else has it, make a new one: the old one ends at once.
telling-calendar-audience = Whoever has this address sees your meetings. Nobody else does, and it can be ended at any time.
telling-calendar-make = Make my calendar address
telling-calendar-again = Make a new address
telling-calendar-end = End this address
telling-no-address = Nothing can reach you: your account has no mail address.
telling-nothing-comes = No mail comes to you.
telling-only-meetings = Only mail about your meetings comes to you.
telling-next = Your next letter comes on { $day }, at { $time }.
telling-next-if = If nothing has happened by then, none comes.
telling-preview = See what it would say now
telling-lead = You choose what reaches you and when. What happens in your communities always stands on home.
telling-mail = Mail
telling-digest = What happened in your communities
telling-weekly = One letter a week
telling-weekly-what = On Mondays, about everything since the last one
telling-daily = One letter a day
telling-daily-what = About everything since the last one
telling-none = No letter
telling-hour = It comes at
telling-at-once = What comes at once, as a letter of its own
telling-at-once-what = Each with an entry that your calendar program can take over.
telling-planned = A meeting was planned
telling-changed = A meeting’s day, time or place was changed
telling-cancelled = A meeting was called off
telling-quiet-from = Quiet from
telling-quiet-to = until
telling-weekends = Mail may also come on Saturdays and Sundays
telling-quiet-what = What happens in quiet time is told when it is over. Only a change to a meeting that begins before then comes at once. The same hour twice means: never quiet.
telling-preview-title = This is what your next letter would say now.
telling-preview-empty = There is nothing to tell yet, so no letter would come.
telling-preview-what = It is put together when it is sent, from what you may see then.
telling-subject-week = Your communities this week
telling-subject-day = Your communities today
telling-hello = Hello { $name },
telling-since = this is what others did in your communities since { $day }.
telling-more = { $count ->
    [one] and one more thing
   *[other] and { $count } more things
}
telling-ahead = Your meetings in the next seven days
telling-foot-digest = You get this letter because you work in these communities. It comes once a day or once a week, as you choose, and only when there is something to tell.
telling-foot-change = Choose what you are told
telling-foot-stop = Stop these letters
telling-stop-digest = Should no more of these letters come to you?
telling-stop-meetings = Should no more letters about meetings come to you?
telling-stop-what = Nothing has changed yet. Press the button, and they end at once. You don’t have to sign in for it.
telling-stop-go = Stop these letters
telling-stopped-digest = No more of these letters come to you.
telling-stopped-meetings = No more letters about meetings come to you.
telling-stopped-back = If you want them back, sign in and choose them again under “Mail and calendar” in your account.
telling-subject-planned = { $count ->
    [one] A meeting was planned for { $day }
   *[other] { $count } meetings were planned, from { $day } on
}
telling-subject-changed = { $count ->
    [one] A meeting on { $day } was changed
   *[other] { $count } meetings from { $day } on were changed
}
telling-subject-cancelled = { $count ->
    [one] The meeting on { $day } is called off
   *[other] { $count } meetings from { $day } on are called off
}
telling-moved = { $to } (was: { $from })
telling-more-meetings = { $count ->
    [one] and one more
   *[other] and { $count } more
}
telling-open-meeting = Open the meeting
telling-foot-meetings = You get this letter because you chose to be told at once about meetings of your communities.
telling-mine = What you took on
telling-survey-subject = You can still answer until { $day }
telling-survey-who = A survey waits for you. Whoever hasn't taken a ballot yet gets this letter. Nobody is told who that is, and nobody can find out what you say.
telling-foot-survey = You get this letter because you are asked in a survey. It comes at most twice, outside your quiet hours, and not to who wants no letters.
