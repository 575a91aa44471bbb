reality-who = Quien trabaja en el lugar, o es miembro de la comunidad, anota lo que frena.
reality-title-none = ¿Qué hay entre { $place } y su visión?
reality-title = { $barriers ->
    [0] No hay nada anotado que frene a { $place }
    [one] Una cosa frena a { $place }
   *[other] { $barriers } cosas frenan a { $place }
}{ $chances ->
    [0] .
    [one] , y una puede ayudar.
   *[other] , y { $chances } pueden ayudar.
}
reality-head = Lo que frena a { $place } y lo que puede ayudar
reality-lead = Una mirada sin contemplaciones: qué impide vivir la visión, qué puede ayudar y quién puede cambiarlo.
reality-empty = ¿Qué habría que decir con sinceridad?
reality-empty-why = Nombre una cosa que impide vivir la visión: un horario, una norma, una costumbre. Diga quién puede cambiarla. Después nombre una cosa que podría ayudar.
reality-barriers = Lo que frena
reality-barriers-none = No hay nada anotado que frene. ¿Es así?
reality-chances = Lo que puede ayudar
reality-chances-none = Todavía no hay nada anotado que pueda ayudar. ¿Qué va bien ya en algún lugar?
reality-settled = Ya resuelto
reality-note = Anotar lo que frena
reality-note-chance = Anotar lo que puede ayudar
reality-note-go = Anotar
reality-new = Anotar lo que frena o lo que puede ayudar
reality-new-lead = Basta una frase. Lo demás puede añadirse cuando se sepa.
reality-kind = ¿Qué es?
reality-barrier = barrera
reality-opportunity = oportunidad
reality-head-barrier = Una barrera
reality-head-opportunity = Una oportunidad
reality-what-barrier = Impide vivir la visión.
reality-what-opportunity = Ya está ahí y podría llevarnos más lejos.
reality-text = ¿De qué se trata?
reality-text-hint = Nombre la cosa, no a una persona: «Los equipos no tienen una hora en común los miércoles».
reality-more = Decir más: a qué se refiere, quién puede cambiarlo
reality-about = El pasaje al que se refiere
reality-about-hint = De lo que decimos que es nuestra razón de estar aquí.
reality-about-none = Ningún pasaje en particular
reality-structure = De qué está hecho
reality-structure-hint = Las estructuras mantienen las cosas como están, trabaje quien trabaje allí. Alguien puede cambiarlas.
reality-structure-none = No es cosa de estructura
reality-schedule = Un horario
reality-policy = Una política o norma
reality-contract = Un contrato
reality-money = Dinero
reality-space = Espacios y distancia
reality-habit = Una costumbre
reality-changer = Quién puede cambiarlo
reality-changer-hint = Un cargo, una persona o un órgano: «la dirección», «la junta, con el sindicato».
reality-changed-by = Puede cambiarlo: { $who }
reality-tried = Qué se ha intentado
reality-owner = Se ocupa
reality-owner-hint = Quien se ocupa no lo pierde de vista; nadie lo asigna desde arriba.
reality-nobody = Nadie todavía
reality-open = Abierta
reality-worked = Se está trabajando en ella
reality-gone = Ya no existe
reality-lived = Vivimos con ella
reality-chance-open = Sin aprovechar todavía
reality-chance-worked = Se está aprovechando
reality-chance-gone = Ya pasó
reality-chance-lived = Ya es parte de cómo trabajamos
reality-structures = Quién puede cambiar las estructuras
reality-structures-why = Las estructuras tienen fuerza: hacen retroceder lo que la gente intenta. Aquí se ve con quién hablar.
reality-elsewhere = En otros lugares:
reality-of = { $place }: { $kind }
reality-noted = Lo anotó { $name }, { $when }.
reality-from = Viene de
reality-edit = Redactarlo de nuevo
reality-stands = Cómo va
reality-since = desde { $day }
reality-step = ¿Cómo va ahora?
reality-step-now = Está así
reality-step-go = Decir cómo va
reality-why = Por qué
reality-why-hint = Qué se hizo, o por qué viven con ello. Hace falta cuando queda resuelto.
reality-why-needed = Diga por qué: quien llegue después debe entenderlo.
reality-since-label = Desde
reality-since-later = Elija hoy o un día anterior.
reality-changed-since = Alguien dijo cómo va mientras usted escribía. Mire lo que hay ahora y envíe lo suyo de nuevo si sigue siendo así.
reality-before = Cómo estaba antes
reality-too-long = Es demasiado largo para anotarlo; mil caracteres son el máximo.
reality-seen-community = Lo ven los miembros de { $place }.
reality-seen-place = Lo ven todas las personas que trabajan en { $place } y quienes lo dirigen.
reality-seen-district = Lo ven todas las personas que trabajan en { $place }.
question-kicker = Lo que frena y lo que puede ayudar
question-mine = Mías
question-whose = De quién son las preguntas
question-lead = Responda con sus propias palabras. Un año después la respuesta anterior aparece junto a un espacio vacío, y se ve qué ha cambiado.
question-title-none = { $count ->
    [one] Una pregunta para pensar.
   *[other] { $count } preguntas para pensar.
}
question-title = { $answered } de { $count } preguntas tienen respuesta.
question-title-due = { $due ->
    [one] A una pregunta le toca otra mirada.
   *[other] A { $due } preguntas les toca otra mirada.
}
question-due = le toca otra mirada
question-answered = respuesta: { $day }
question-open = sin respuesta todavía
question-own = Hacer una más
question-own-text = Su pregunta
question-own-hint = Una que no se responda con sí o no.
question-own-go = Guardar la pregunta
question-seen-me = Solo usted lo ve. Una respuesta puede compartirse con una de sus comunidades.
question-of = Preguntas: { $whose }
question-by = La hizo { $name }.
question-all = Todas las preguntas para pensar
question-here = Preguntas para pensar
answer-text = Su respuesta
answer-text-again = ¿Qué dice hoy?
answer-now = Hoy
answer-then = Antes
answer-others = Lo que otros le dejan leer
answer-share = Quién puede leerla
answer-share-hint = La leen junto con la pregunta. Los miembros que evalúan allí a otros nunca la ven.
answer-private = Solo yo
answer-share-with = Yo y los miembros de { $name } que no evalúan a nadie en ella
answer-shared = Compartida con { $community }
answer-again = Volver a mirarla el
answer-again-hint = Ese día aparece en su inicio. Déjelo vacío si no quiere que se le recuerde.
answer-again-past = Elija un día futuro.
answer-again-on = Se vuelve a mirar el { $day }
answer-keep = Guardar la respuesta
answer-edit = Redactar la respuesta de nuevo
answer-who = La redacta de nuevo quien la escribió; la de un lugar o una comunidad, quien trabaja allí.
answer-on = { $name }, { $day }
answer-wordings = Cómo estaba redactada antes
answer-until = hasta el { $day }
priority-who = Quien dirige el lugar nombra sus prioridades; en una comunidad, cualquier miembro.
priority-of = { $place }: prioridad
priority-head = { $count ->
    [0] Lo primero
    [one] Una cosa va primero
   *[other] { $count } cosas van primero
}
priority-none = Dos o tres pasos con fuerza llegan más lejos que veinte. ¿Cuál se enfrenta a lo que frena?
priority-new = Poner algo en primer lugar
priority-new-lead = Dos o tres pasos con fuerza, no más: lo que va primero dice qué tiene que esperar.
priority-edit = Redactar la prioridad de nuevo
priority-full = Ya hay tres cosas en primer lugar.
priority-full-why = Una cuarta les quitaría fuerza a las cuatro. Deje antes una a un lado; lo que haya traído sigue aquí para leerlo.
priority-fourth = Ya se llevan tres. Deje una a un lado y envíe esto de nuevo; lo que escribió sigue aquí.
priority-fourth-ask = Poner otra cosa en primer lugar
priority-carried = Las que se llevan ahora
priority-text = ¿Qué pone en primer lugar?
priority-text-hint = Un paso que cambia cómo se trabaja: «Cada equipo tiene una hora protegida a la semana».
priority-know = Cómo lo sabríamos
priority-know-hint = Qué se vería, se oiría o se contaría si funcionara.
priority-takes = A qué se enfrenta o qué aprovecha
priority-about = El pasaje al que sirve
priority-lead = Quién la lleva
priority-led-by = La lleva { $name }
priority-from = Desde
priority-until = hasta el { $day }
priority-until-label = Hasta
priority-until-before = Elija un día posterior al primero.
priority-span = Del { $from } al { $until }.
priority-name = Ponerla primero
priority-looks = Mirar atrás
priority-looks-none = Nadie ha mirado atrás todavía. Después de seis semanas hay algo que ver.
priority-look = ¿Qué ve ahora?
priority-look-hint = Qué se ha movido, qué no, y qué cambia usted por ello.
priority-look-go = Guardar
priority-lay = Dejarla a un lado
priority-lay-head = Dejarla a un lado
priority-lay-why = ¿Por qué?
priority-lay-hint = Cumplida, superada o menos importante que otra. Sigue aquí para leerla.
priority-laid = Dejada a un lado
priority-laid-count = { $count ->
    [one] Una se dejó a un lado
   *[other] { $count } se dejaron a un lado
}
priority-is-laid = Se dejó a un lado. Lo que va primero ahora está en la página del lugar.
priority-changed-since = Cambió mientras usted la leía. Ábrala de nuevo y mire lo que hay ahora.
reality-taken-on = Se enfrenta a ello
process-title = { $all ->
    [0] ¿Qué sostiene el aprendizaje en { $place }, y qué se espera de él?
   *[other] { $change ->
        [0] De lo que sostiene el aprendizaje en { $place }, nada debe cambiarse.
        [one] De lo que sostiene el aprendizaje en { $place }, una cosa debe cambiarse o dejarse.
       *[other] De lo que sostiene el aprendizaje en { $place }, { $change } cosas deben cambiarse o dejarse.
    }
}
process-lead = Dos listas sencillas que se miran una o dos veces al año: qué apoya el aprendizaje de todos y de cada uno, y qué se espera de él.
process-head = Lo que apoya el aprendizaje
process-head-expected = Lo que esperamos del aprendizaje profesional
process-none = Todavía no hay nada en la lista. ¿Cómo recibe ayuda en octubre un docente nuevo? Empiece por ahí.
process-none-expected = Todavía no hay nada en la lista. ¿Qué sabe todo el mundo que se espera de él, y qué solo algunos?
process-new = Añadir un proceso
process-new-expected = Añadir una expectativa
process-look = Mirarlo de nuevo
process-name = ¿Cómo se llama?
process-name-hint = Como lo llaman aquí: «mentores durante los dos primeros años», «la petición de un suplente».
process-name-expected = ¿Qué esperamos?
process-name-expected-hint = En una frase: «Cada equipo se reúne todas las semanas y guarda lo que decidió».
process-whom = ¿A quién sirve?
process-of-whom = ¿De quién?
process-serves = Para { $whom }
process-expected-of = De { $whom }
process-well = ¿Qué tal funciona?
process-met = ¿Se cumple?
process-verdict = Qué se hace con ello
process-undecided = sin decidir
process-keep = Mantener
process-change = Cambiar
process-stop = Dejar
process-on = Se miró el
process-before = Lo que se vio antes
process-all = Lo que sostiene el aprendizaje aquí, y lo que se espera de él
progress = Hasta dónde se ha llegado
progress-title = { $open ->
    [0] No hay nada anotado que frene en { $place }
    [one] Una barrera frena en { $place }
   *[other] { $open } barreras frenan en { $place }
}{ $gone ->
    [0] .
    [one] ; una ya no existe.
   *[other] ; { $gone } ya no existen.
}
progress-lead = Pasaje por pasaje: dónde se vive, qué se puso primero por él, qué lo frena. Usted ve lo que puede ver; nada de esto es una nota.
progress-nothing = Todavía no hay nada a su vista que sostenga este pasaje ni que lo frene. ¿Quién podría empezar, y con qué?
progress-first = En primer lugar
progress-answers = Lo último que se respondió
progress-place = Lo que frena y lo que puede ayudar
progress-audience = Lo ven quienes trabajan en el distrito y pueden leer la declaración; cada cual ve aquí solo lo que puede ver.
