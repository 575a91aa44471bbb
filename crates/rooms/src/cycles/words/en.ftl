# cycles
cycle-no-shape = There is no such kind of cycle here. Please choose one from the list.
cycle-is-closed = This cycle has ended. What was written stays as it is; a new cycle can grow out of it.
cycle-rests = This cycle rests. Take it up again first; then you can write.
cycle-cant-move = From where this cycle stands, that is not a way on. Perhaps somebody moved it a moment ago: look again.
cycle-needs-results = To keep or change a strategy, first write what happened. Letting it go is possible at any time.
cycle-not-there-yet = The cycle is not at this step yet. Go on to it first.
cycle-prediction-first = First write what you expect to see. Only then can the result surprise you, and a surprise is what teaches most.
cycle-prediction-late = Results were already seen, so the prediction stays as it was written. What you think now belongs to the result.
cycle-entry-empty = There is nothing in it yet. One sentence, one number or one photo is enough.
