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
