# telling
telling-calendar = Sus reuniones en su propio calendario
telling-calendar-what = Una dirección que su programa de calendario consulta por sí solo. Dice cuándo y dónde son sus reuniones y cómo se llaman, y nada de lo que se dice en ellas.
telling-calendar-fresh = Esta es su dirección. Solo se muestra ahora: cópiela.
telling-calendar-how = En su programa de calendario, elija «suscribirse a un calendario» o «desde una dirección web» y péguela allí. La mayoría de los programas la consultan cada pocas horas; lo que cambia a última hora le llega antes por correo.
telling-calendar-since = Tiene una dirección, creada { $when }. No se puede volver a mostrar. Si la perdió, o si otra persona la tiene, cree una nueva: la anterior termina enseguida.
telling-calendar-audience = Quien tenga esta dirección ve sus reuniones. Nadie más las ve, y se puede terminar en cualquier momento.
telling-calendar-make = Crear mi dirección de calendario
telling-calendar-again = Crear una dirección nueva
telling-calendar-end = Terminar esta dirección
telling-no-address = Nada puede llegarle: su cuenta no tiene dirección de correo.
telling-nothing-comes = No le llega ningún correo.
telling-only-meetings = Solo le llega correo sobre sus reuniones.
telling-next = Su próxima carta llega el { $day }, a las { $time }.
telling-next-if = Si hasta entonces no ha pasado nada, no llega ninguna.
telling-preview = Ver qué diría ahora
telling-lead = Usted elige qué le llega y cuándo. Lo que pasa en sus comunidades siempre está en el inicio.
telling-mail = Correo
telling-digest = Lo que pasó en sus comunidades
telling-weekly = Una carta por semana
telling-weekly-what = Los lunes, sobre todo lo ocurrido desde la anterior
telling-daily = Una carta por día
telling-daily-what = Sobre todo lo ocurrido desde la anterior
telling-none = Ninguna carta
telling-hour = Llega a las
telling-at-once = Lo que llega enseguida, en una carta propia
telling-at-once-what = Cada una con una cita que su programa de calendario puede recibir.
telling-planned = Se planeó una reunión
telling-changed = Cambió el día, la hora o el lugar de una reunión
telling-cancelled = Se suspendió una reunión
telling-quiet-from = Silencio desde las
telling-quiet-to = hasta las
telling-weekends = El correo también puede llegar los sábados y domingos
telling-quiet-what = Lo que pasa en horas de silencio se cuenta cuando terminan. Solo el cambio de una reunión que empieza antes llega enseguida. La misma hora dos veces significa: nunca en silencio.
telling-preview-title = Esto diría ahora su próxima carta.
telling-preview-empty = Todavía no hay nada que contar; no llegaría ninguna carta.
telling-preview-what = Se compone en el momento de enviarla, con lo que usted puede ver entonces.
telling-subject-week = Sus comunidades esta semana
telling-subject-day = Sus comunidades hoy
telling-hello = Hola, { $name }:
telling-since = esto hicieron otras personas en sus comunidades desde el { $day }.
telling-more = { $count ->
    [one] y una cosa más
   *[other] y { $count } cosas más
}
telling-ahead = Sus reuniones en los próximos siete días
telling-foot-digest = Recibe esta carta porque trabaja en estas comunidades. Llega una vez por día o por semana, como usted elija, y solo cuando hay algo que contar.
telling-foot-change = Elegir de qué se le avisa
telling-foot-stop = No recibir más estas cartas
telling-stop-digest = ¿No quiere recibir más estas cartas?
telling-stop-meetings = ¿No quiere recibir más cartas sobre reuniones?
telling-stop-what = Todavía no ha cambiado nada. Oprima el botón y terminan enseguida. No hace falta iniciar sesión.
telling-stop-go = No recibir más estas cartas
telling-stopped-digest = Ya no le llegan estas cartas.
telling-stopped-meetings = Ya no le llegan cartas sobre reuniones.
telling-stopped-back = Si las quiere de nuevo, inicie sesión y elíjalas en «Correo y calendario», en su cuenta.
telling-subject-planned = { $count ->
    [one] Se planeó una reunión para el { $day }
   *[other] Se planearon { $count } reuniones, desde el { $day }
}
telling-subject-changed = { $count ->
    [one] Cambió una reunión del { $day }
   *[other] Cambiaron { $count } reuniones desde el { $day }
}
telling-subject-cancelled = { $count ->
    [one] Se suspende la reunión del { $day }
   *[other] Se suspenden { $count } reuniones desde el { $day }
}
telling-moved = { $to } (antes: { $from })
telling-more-meetings = { $count ->
    [one] y una más
   *[other] y { $count } más
}
telling-open-meeting = Abrir la reunión
telling-foot-meetings = Recibe esta carta porque eligió que se le avise enseguida de las reuniones de sus comunidades.
telling-mine = A lo que usted se comprometió
telling-survey-subject = Todavía puede responder hasta el { $day }
telling-survey-who = Una encuesta espera por usted. Recibe esta carta quien todavía no ha tomado su papeleta. A nadie se le dice quién es, y nadie puede saber lo que usted dice.
telling-foot-survey = Recibe esta carta porque se le pregunta en una encuesta. Llega como máximo dos veces, fuera de sus horas de silencio, y no a quien no quiere cartas.
