workshops = Talleres
workshops-title-none = Todavía no se ha hecho ningún taller.
workshops-title = { $count ->
    [one] Se ha hecho un taller.
   *[other] Se han hecho { $count } talleres.
}
workshops-title-running = { $count ->
    [one] Hay un taller en marcha.
   *[other] Hay { $count } talleres en marcha.
}
workshops-lead = Un grupo con una pantalla y el teléfono de cada quien: escribir en silencio, mirar juntos, ordenar, dar puntos, redactar.
workshops-empty = ¿Qué queremos ver dentro de cinco años?
workshops-empty-why = Empiece con “Cielo abierto”: una hora con su grupo y, al final, un primer borrador de una visión. Todos escriben, también quienes no toman la palabra.
workshops-empty-wait = Lo empieza quien facilita una comunidad o dirige una escuela o el distrito. Entonces lo encuentra aquí y en el inicio.
workshops-audience = Usted ve los talleres de sus comunidades y lugares, y aquellos a los que entró con un código.
workshop-begin = Empezar un taller
workshop-of-community = Busquen una visión juntos: empezar un taller
workshop-have-code = Tengo un código
workshop-state-now = ahora
workshop-state-rests = en pausa
workshop-who-begins = Empieza un taller quien facilita una comunidad o dirige una escuela o el distrito.
workshop-who-leads = Lo conduce quien lo empezó, con quienes facilitan la comunidad o dirigen el lugar.
workshop-who-takes-part = Participan quienes trabajan aquí. Usted podrá leer lo que resultó cuando termine.
workshop-new-title = ¿Para qué es?
workshop-new-lead = Cada uno trae sus etapas, textos y tiempos. Usted pasa de una a otra con un toque y da más tiempo donde haga falta.
workshop-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
workshop-way = { $stages } etapas, { $minutes } minutos
workshop-with = Con quién
workshop-title = Cómo lo llama
workshop-own-text = Leer un texto propio
workshop-text = El texto, pegado aquí; entonces se omite el nuestro
workshop-link = O dónde está
workshop-link-wrong = Empiece la dirección con https://
workshop-report = El informe que leen
workshop-report-hint = De una encuesta que terminó en este lugar o por encima de él, para que todos puedan leerlo.
workshop-no-report = Todavía ninguno: lo miramos en papel
workshop-report-elsewhere = No todos los invitados podrían leer ese informe. Elija uno de este lugar o de más arriba.
workshop-open-report = Abrir el informe: { $name }
workshop-options = Lo que comparan, uno por línea
workshop-options-hint = Empiece con lo que hacen hoy. De dos a cinco; cambie los nuestros como quiera.
workshop-options-count = Escriba de dos a cinco, uno por línea.
workshop-new-audience = Lo ven los invitados: la comunidad, o quienes trabajan en el lugar; y quien entra con su código.
workshop-begin-go = Empezar ahora
workshop-join-title = Entrar con el código
workshop-join-lead = Está en la pantalla de la sala.
workshop-code = Los seis signos
workshop-code-wrong = Ningún taller en marcha tiene este código. Mire otra vez la pantalla.
workshop-join = Entrar
workshop-join-audience = Su nombre aparece entre quienes participan; lo que escribe aparece sin él.
workshop-by-code = Y { $count ->
    [one] una persona
   *[other] { $count } personas
} que entraron con el código.
workshop-stage = { $name } ({ $place } de { $stages })
workshop-moved = El grupo pasó a otra etapa.
workshop-rests = Este taller está en pausa.
workshop-rests-why = Todo queda guardado. Sigue aquí cuando quien lo conduce lo retome.
workshop-look-again = Mirar otra vez
workshop-leading = Conducir
workshop-resume = Seguir
workshop-next = Pasar a: { $name }
workshop-more-time = Dos minutos más
workshop-screen = La pantalla
workshop-code-is = Otros entran con el código { $code }.
workshop-all-stages = Todas las etapas, una pausa, el final
workshop-go = ir ahí
workshop-go-to = Ir a: { $name }
workshop-now = ahora
workshop-pause = Pausa
workshop-end = Terminar el taller
workshop-end-title = ¿Terminar este taller?
workshop-end-what = Entonces ya no se escribe nada. Lo que está sobre la mesa se queda; quién escribió cada nota y de quién es cada punto se borra para siempre.
workshop-end-go = Terminarlo
workshop-stages-left = { $count ->
    [one] Una etapa no se hizo.
   *[other] { $count } etapas no se hicieron.
}
workshop-ended = Este taller terminó.
workshop-take-part = { $count ->
    [0] Todavía no participa nadie.
    [one] Participa una persona.
   *[other] Participan { $count }.
}
workshop-names = Sus nombres
workshop-here = Estoy aquí
workshop-nameless = Las notas aparecen sin nombre y los puntos solo se cuentan. Mientras dura el taller, el servidor sabe quién escribió una nota, para que usted pueda retirar la suya; al final eso se borra. Su nombre aparece entre quienes participaron.
workshop-slips = { $count ->
    [0] Todavía no hay notas.
    [one] 1 nota
   *[other] { $count } notas
}
workshop-slips-from = { $count ->
    [0] Todavía no hay notas.
    [one] Una nota hasta ahora, de una persona.
   *[other] { $count } notas hasta ahora, de { $from }.
}
workshop-voted = { $count ->
    [0] Nadie ha dado puntos todavía.
    [one] Una persona dio sus puntos.
   *[other] { $count } dieron sus puntos.
}
workshop-send = Ponerla sobre la mesa
workshop-send-late = Ponerla junto a las otras
workshop-unseen = Nadie la ve hasta que todos miren juntos. Después, sin su nombre:
workshop-seen-at-once = Todos la ven enseguida, sin su nombre:
workshop-behind = El grupo pasó a otra etapa. Envíe lo que tiene; se le preguntará qué hacer con ello.
workshop-writing-over = Esto ya está escrito y ahora se vota; no se añade nada más.
workshop-late = El silencio terminó: lo que escribió sigue aquí. Póngalo junto a las otras si todos pueden verlo enseguida.
workshop-many-slips = Son más de treinta notas. Retire algunas o quédese con lo que más importa.
workshop-too-late = Lo que escribió sigue aquí
workshop-too-late-why = El grupo pasó a otra etapa y esto no se pudo guardar. Cópielo si lo necesita, o dígalo en voz alta.
workshop-see = Al taller
workshop-my-slips = { $count ->
    [one] Su nota
   *[other] Sus { $count } notas
}
workshop-take-back = retirar
workshop-take-back-this = Retirar: { $text }
workshop-one-more = Una nota más
workshop-no-slips = No se escribió nada.
workshop-side-by-side = Lado a lado
workshop-new-heading = un título nuevo
workshop-no-heading = sin título
workshop-alone = { $count ->
    [one] Una nota está sola
   *[other] { $count } notas están solas
}
workshop-put-ticked = Juntar las notas marcadas
workshop-under = Bajo
workshop-heading-name = Nombre del título
workshop-heading-hint = Con palabras de las notas. Para un título que ya está, un nombre aquí lo cambia.
workshop-put = Juntar
workshop-tick-first = Primero marque las notas.
workshop-name-it = Nombre el título o elija uno.
workshop-sorting-over = Ahora no se ordenan las notas.
workshop-dots-have = { $count ->
    [one] Usted tiene un punto.
   *[other] Usted tiene { $count } puntos. Marque hasta { $count }.
}
workshop-dots-many = Son más puntos de los que tiene. Quite algunos.
workshop-dots-given = Sus puntos están puestos. Puede moverlos hasta que el grupo siga.
workshop-give-dots = Dar mis puntos
workshop-dots-nameless = Solo se muestra cuántos son, al terminar la votación:
workshop-vote-over = Esta votación terminó.
workshop-no-dots = No se dio ningún punto.
workshop-how-voted = Lo que tuvo más puntos
workshop-draft-text = Las palabras
workshop-draft-hint = Una línea por pasaje.
workshop-draft-empty = Todavía no hay nada redactado.
workshop-draft-over = El grupo ya no está en este borrador.
workshop-worded-by = { $who } lo redactó por última vez.
workshop-from-dots = Estas líneas tuvieron más puntos. Hagan oraciones con ellas.
workshop-word-it = Cambiar las palabras
workshop-holds-now = Lo que vale hoy
workshop-make = Ponerlo junto a los borradores de la { $kind }
workshop-make-what = En { $place } todos pueden decir entonces cuál es su posición, y quien dirige la adopta.
workshop-why = Del taller “{ $title }”, { $on }.
workshop-came = Lo que resultó
workshop-keep-lines = Guardar barreras, aperturas y preguntas
workshop-keep-what = Diga qué es cada línea para ustedes. Lo que deje queda en el registro del taller.
workshop-not-kept = dejarla
workshop-keep = Guardar estas
workshop-barrier = barrera
workshop-opportunity = apertura
workshop-question = pregunta
workshop-was = { $count ->
    [one] Una persona hizo
   *[other] { $count } personas hicieron
} “{ $title }”.
workshop-led = Lo condujo { $who }; terminó el { $on }.
workshop-took-part = { $count ->
    [one] Participó una persona
   *[other] Participaron { $count }
}
workshop-forgotten = Quién escribió cada nota y de quién era cada punto se borró cuando terminó.
workshop-was-read = Lo que se leyó
workshop-said = { $count ->
    [one] Una nota
   *[other] { $count } notas
}
workshop-join-at = Para entrar: { $address }, código { $code }
sign-workshop-begun = { $who } empezó un taller:
sign-workshop-ended = { $who } terminó un taller:
workshop-on-home = En este momento
