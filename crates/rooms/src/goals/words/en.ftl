# Goals: what may not be done, and why
goals-only-owner = Only those whose goal it is can do this: you for your own, the members for a team's, the leaders for a school's or the district's.
goals-link-itself = A goal can't lead to itself.
goals-link-downwards = A goal leads to one of its own level or above, never to one below it.
goals-link-already = These two are linked already, or an offer is waiting.
goals-link-loop = This would lead round in a circle: the other goal already leads to this one.
goals-link-own = You made this offer. Somebody else on the other side answers it.
goals-link-answered = This was answered already. Open the goal again to see how.
goals-link-unknown = One of these goals can't be linked.
