# What a person can meet when something doesn't go on
audience-message = Seen by you alone; nothing on this page is about anybody else.
stop-home = Go home
stop-nothing = There is nothing here
stop-nothing-why = Either it was never here, or it is not for you to see. If somebody sent you this address, ask them to share it with you.
stop-sign-in = Sign in first
stop-sign-in-why = This is for people who are signed in.
stop-not-yours = This is not yours to do
stop-again = One more look
stop-again-why = Something in what was sent needs another look.
stop-stale = Somebody saved first
stop-stale-why = What you sent was based on an older version. Both are kept: look at what is saved now and send yours again.
stop-too-many = That was often
stop-too-many-why = Please wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and try again. Nothing is lost.
stop-refused = This can't be taken
stop-foreign-why = Another site asked for this in your name, so nothing was done. If it was you, open the page here and do it again.
stop-method-why = This address can be opened, but nothing can be sent to it this way.
stop-large-why = It is larger than what this page takes, so nothing was saved. Go back: what you wrote is still in the form. Leave out the file, or take a smaller copy of it, and send it again.
stop-unreadable-why = What was sent could not be read. Nothing was saved. Go back and try again.
stop-away = We can't reach our records just now
stop-away-why = Nothing you did before is lost. What you just sent was not saved: go back, it is still in the form, and send it again in a minute.
stop-damaged = This server needs help
stop-damaged-why = Its records are damaged and nothing is saved any more, so that nothing gets worse. Please tell whoever looks after it: a backup can be restored.
stop-broken = Something went wrong on our side
stop-broken-why = Nothing was changed. Go back and try again; if it happens again, please tell whoever looks after this server.

# What the API says
api-cursor = The cursor is not one this list gave. Begin without one.
api-body = The body must be a JSON object.
api-fields = "fields" must be an object of texts, by the keys of the step's fields.
api-if-match = A change must say which revision it is based on, in the header If-Match.
api-members-only = Only members and facilitators of the community write here.
api-own-only = Only who it belongs to can change this.
