home-morning = Buenos días, { $name }.
home-afternoon = Buenas tardes, { $name }.
home-evening = Buenas noches, { $name }.
home-lead = { $todo ->
    [0] Nada le espera.
    [one] Una cosa pequeña le toca a usted.
   *[other] { $todo } cosas pequeñas le tocan a usted.
} { $signs ->
    [0] No ha crecido nada nuevo desde su última visita.
    [one] Una cosa ha crecido desde su última visita.
   *[other] { $signs } cosas han crecido desde su última visita.
}
home-audience = Esta página se compone para usted: cada cosa la ven quienes la ven en su propia sala.
home-empty = Aquí puede empezar algo.
home-empty-why = Todo empieza en una comunidad: unas pocas personas que comparten alumnos. Busque la suya o empiece una.
home-empty-go = Buscar su comunidad
home-empty-admin-why = Usted cuida este servidor: traiga a las personas, y sus comunidades empiezan aquí.
home-empty-admin-go = Ver lo que usted cuida
home-belongs = Donde usted participa
home-belongs-lessons = Leer lo que hallaron los equipos
home-stand = Cómo van sus ciclos
home-stand-none = Ninguna de sus comunidades ha empezado un ciclo. Se empieza mirando los resultados.
home-todo = Lo que le toca
home-todo-none = Hoy, nada. Bien.
home-todo-invited = Conteste a { $name }
home-todo-offer = Diga si esta meta sirve a la suya
home-todo-offers = Conteste a { $count } que quieren servir a esta meta
home-todo-predict = Escriba qué espera
home-todo-step = Escriba una línea: { $step }
home-one-minute = 1 min
home-two-minutes = 2 min
home-closed = cerrado
home-paused = en pausa
home-growing = Lo que está creciendo
home-growing-how = Cada hoja es algo que alguien hizo. Lo nuevo desde su última visita es dorado.
home-arrived = Algo ha crecido.
home-fresh = { $count ->
    [one] una hoja nueva
   *[other] { $count } hojas nuevas
}
home-signs = { $count ->
    [one] Lo nuevo, como lista
   *[other] Las { $count } cosas nuevas, como lista
}
home-seen = Ya las vi
home-leads = Adónde lleva
home-leads-nowhere = Esta meta aún no lleva a otra.
home-leads-offer = Ofrecerla a una meta de la escuela
home-leads-waits = Un enlace se ofreció { $when } y espera respuesta.
home-led = { $active ->
    [0] Ninguna de las { $count } comunidades ha hecho algo en dos semanas.
    [one] Una de { $count } comunidades trabajó en las últimas dos semanas.
   *[other] { $active } de { $count } comunidades trabajaron en las últimas dos semanas.
}
home-led-communities = comunidades
home-led-open = ciclos en marcha
home-led-tries = intentos en clase en 30 días
home-led-closed = ciclos cerrados este año escolar
home-led-lessons = lecciones compartidas este año escolar
home-led-still = Llevan tres semanas en calma. Pregunte qué les ayudaría.
home-led-never = sin empezar
home-led-audience = Usted ve que se trabaja, nunca lo que se dice: eso es de cada comunidad.
sign-try = { $who } probó algo en clase:
sign-entry = { $who } escribió sobre
sign-entry-changed = { $who } escribió más sobre
sign-cycle-began = { $who } empezó un ciclo:
sign-cycle-closed = { $who } cerró un ciclo:
sign-cycle-moved = { $who } avanzó un ciclo:
sign-cycle-paused = { $who } puso en pausa un ciclo:
sign-goal-set = { $who } fijó una meta:
sign-goal-changed = { $who } reformuló una meta:
sign-goal-reached = { $who } repasó una meta:
sign-offered = { $who } ofreció un enlace:
sign-accepted = { $who } dijo que sí: sirve a
sign-observed = { $who } anotó un valor:
sign-need = { $who } nombró una necesidad:
sign-meeting-planned = { $who } planeó una reunión:
sign-meeting-changed = { $who } cambió una reunión:
sign-meeting-cancelled = { $who } canceló una reunión:
sign-commitment-let-go = { $who } dejó un compromiso:
sign-meeting = { $who } terminó una reunión:
sign-proposal = { $who } propuso:
sign-protocol-copied = { $who } hizo suyo un protocolo:
sign-protocol-changed = { $who } cambió un protocolo:
sign-decision = { $who } anotó una decisión:
sign-commitment = { $who } se comprometió a algo:
sign-commitment-done = { $who } cumplió lo prometido:
sign-lesson = { $who } compartió una lección:
sign-lesson-drafted = { $who } escribió el borrador de una lección:
sign-joined = { $who } se unió a
sign-founded = { $who } empezó una comunidad:
sign-other = { $who } trabajó en
sign-cycle-back = { $who } volvió un paso atrás:
sign-cycle-changed = { $who } puso otras palabras a un ciclo:
sign-cycle-taken-up = { $who } retomó un ciclo:
sign-entry-taken-out = { $who } retiró una nota sobre
sign-goal-resumed = { $who } retomó una meta:
sign-goal-opened = { $who } mostró una meta a más personas:
sign-measure = { $who } eligió qué observar:
sign-measure-changed = { $who } cambió lo que se observa:
sign-declined = { $who } dijo que no a un enlace:
sign-withdrawn = { $who } retiró un ofrecimiento:
sign-unlinked = { $who } deshizo un enlace:
sign-need-changed = { $who } reformuló una necesidad:
sign-lesson-changed = { $who } reformuló una lección:
sign-lesson-taken-back = { $who } devolvió una lección al equipo:
sign-invited = Se invitó a { $who } a
sign-left = { $who } dejó
sign-community-changed = { $who } cambió lo que se dice de
sign-archived = { $who } dejó descansar una comunidad:
sign-reopened = { $who } volvió a abrir una comunidad:
sign-norms-proposed = { $who } propuso normas para
sign-norms-agreed = { $who } está de acuerdo con las normas de
sign-norms-settled = { $who } dio el último sí a las normas de
sign-question-asked = { $who } hizo una pregunta en
sign-reflection-written = { $who } respondió a una pregunta para
sign-reflection-reworded = { $who } volvió a redactar una respuesta para
home-todo-again = Volver a mirar: { $question }
sign-priority-named = { $who } puso algo en primer lugar para
sign-priority-reworded = { $who } volvió a redactar una prioridad de
sign-priority-looked = { $who } miró atrás en una prioridad de
sign-priority-laid = { $who } dejó a un lado una prioridad en
sign-process-noted = { $who } anotó lo que sostiene el aprendizaje en
sign-process-looked = { $who } volvió a mirar lo que sostiene el aprendizaje en
sign-reality-noted = { $who } anotó lo que frena o ayuda en
sign-reality-reworded = { $who } volvió a redactar lo que frena o ayuda en
sign-reality-moved = { $who } dijo cómo va lo que frena o ayuda en
sign-statement-begun = { $who } empezó una declaración para
sign-statement-drafted = { $who } puso un borrador al lado de los demás para
sign-statement-reworded = { $who } redactó de nuevo un borrador para
sign-statement-remarked = { $who } dijo algo sobre un borrador para
sign-statement-stood = { $who } dijo su posición sobre un borrador para
sign-statement-adopted = { $who } adoptó una declaración para
sign-statement-opened = { $who } abrió a todo el mundo la declaración de
sign-statement-closed = { $who } cerró al público la declaración de
sign-statement-cited = { $who } dijo qué se vive de la declaración de
sign-statement-uncited = { $who } retiró lo que citaba la declaración de
sign-asked-in = { $who } quiere entrar en
home-todo-at-the-door = { $count ->
    [one] Alguien quiere entrar en { $name }
   *[other] { $count } personas quieren entrar en { $name }
}
sign-meeting-row-changed = { $who } cambió una serie de reuniones:
sign-meeting-row-cancelled = { $who } suspendió una serie de reuniones:
sign-certificates = { $who } entregó certificados:
sign-certificate = { $who } le entregó un certificado:
sign-certificate-revoked = { $who } revocó un certificado suyo:
sign-hours = { $who } declaró horas aprendidas en otra parte:
sign-hours-confirmed = { $who } confirmó sus horas:
sign-hours-sent-back = { $who } no confirmó sus horas:
home-todo-survey = Responda: { $name }
home-todo-survey-nobody = Nadie puede saber lo que usted dice
sign-survey = { $who } preguntó a la gente en una encuesta
sign-survey-codes = { $who } imprimió códigos en papel para una encuesta
sign-survey-families = { $who } preguntó a las familias en una encuesta
sign-instrument-made = { $who } empezó una encuesta propia
sign-instrument-changed = { $who } cambió las preguntas de una encuesta
sign-instrument-ready = { $who } dejó lista una encuesta
sign-instrument-away = { $who } guardó una encuesta
sign-standards-remarked = { $who } dijo algo de un estándar:
sign-standards-remark-changed = { $who } cambió lo que dijo de un estándar
sign-standards-remark-back = { $who } retiró lo que dijo de un estándar
sign-standards-seen = { $who } vio un estándar en el trabajo de ustedes
sign-standards-unseen = { $who } retiró dónde se ve un estándar
sign-look-begun = { $who } escribió qué se vería
sign-look-reworded = { $who } cambió el texto de qué se vería
sign-continuum-begun = { $who } describió cómo crece una práctica:
sign-continuum-reworded = { $who } cambió el texto de cómo crece una práctica:
sign-continuum-marked = { $who } dijo dónde se ve la comunidad:
sign-standards-planned = { $who } prevé estudiar un estándar:
sign-standards-unplanned = { $who } quitó un estándar del plan
sign-standards-adopted = { $who } adoptó estos estándares:
sign-standards-taken-back = { $who } retiró la adopción de:
sign-standards-loaded = { $who } trajo un conjunto de estándares:
sign-standards-reworded = { $who } cambió el texto de un conjunto de estándares:
sign-standards-material = { $who } agregó algo para entender un estándar:
sign-standards-material-removed = { $who } quitó un material de un estándar:
sign-told = { $who } contó qué resultó de una encuesta
sign-words-answered = { $who } escribió respuestas a comentarios de una encuesta
sign-told-families = { $who } contó a las familias qué resultó de una encuesta
sign-kept-from-families = { $who } retiró para las familias lo que resultó de una encuesta
home-todo-report = Leer: { $name }
home-todo-report-why = El informe está para todas las personas a quienes se preguntó
home-todo-told = Qué resultó: { $name }
home-todo-told-why = Se contó algo a todas las personas a quienes se preguntó
home-todo-answered = Se escribieron respuestas a comentarios: { $name }
home-todo-answered-why = Quien pidió una la lee con la clave que guarda
