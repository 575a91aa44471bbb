vision = Para qué estamos aquí
vision-title-none = Todavía nada dice para qué estamos aquí.
vision-title = { $count ->
    [one] Una declaración dice para qué estamos aquí.
   *[other] { $count } declaraciones dicen para qué estamos aquí.
}
vision-title-due = { $count ->
    [one] Una declaración dice para qué estamos aquí, y toca revisarla.
   *[other] { $count } declaraciones dicen para qué estamos aquí; toca revisar { $due ->
        [one] una
       *[other] { $due }
    }.
}
vision-lead = Se redactan juntos, se adoptan con un día para volver a mirarlas y se viven en metas, reuniones y decisiones.
vision-empty = ¿Para qué están aquí juntos?
vision-empty-why = Empiece con una frase sobre lo que sus estudiantes podrán hacer. Otros ponen la suya al lado, dicen qué piensan de cada pasaje y cuál es su posición; después se adopta.
vision-begin = Escribir una declaración
vision-begin-title = Empezar una declaración
vision-begin-lead = Bastan unas pocas frases. Si ya hay una de este tipo, la suya queda al lado como otro borrador.
vision-list-audience = Usted ve lo que está en vigor en sus lugares y comunidades, y los borradores en los que participa.
vision-rest = Qué más está en vigor
vision-drafts = Borradores en marcha
vision-drafts-none = No hay ningún borrador en marcha.
vision-drafts-count = { $count ->
    [one] Un borrador
   *[other] { $count } borradores
}
vision-stands-count = { $yes ->
    [0] Nadie lo respalda todavía
    [one] Una persona lo respalda o puede vivir con él
   *[other] { $yes } personas lo respaldan o pueden vivir con él
}{ $notyet ->
    [0] .
    [one] ; una dice que todavía no.
   *[other] ; { $notyet } dicen que todavía no.
}
vision-since = desde el { $day }
vision-due = Toca revisarla
vision-in-force = En vigor en { $place }
vision-in-force-why = Una política de aprendizaje profesional se apoya en una visión, una definición y unos estándares. Esto es lo que está en vigor en este lugar o por encima de él.
vision-part-missing = Todavía nada adoptado
vision-standards = Estándares
vision-of = { $kind } de { $place }
vision-kind-vision = visión
vision-kind-mission = misión
vision-kind-definition = definición de aprendizaje profesional
vision-kind-policy = política
vision-kind-description = descripción de una comunidad de aprendizaje
vision-head-vision = Visión
vision-head-mission = Misión
vision-head-definition = Definición de aprendizaje profesional
vision-head-policy = Política
vision-head-description = Descripción de una comunidad de aprendizaje
vision-what-vision = Lo que quieren ver un día, para cada estudiante.
vision-what-mission = Lo que hacen cada día para llegar allí.
vision-what-definition = Qué cuenta aquí como aprendizaje profesional, y qué no.
vision-what-policy = Lo que el lugar ha decidido y cumple. Puede haber varias.
vision-what-description = Lo que se ve al visitar aquí una comunidad de aprendizaje.
vision-place = ¿De quién es?
vision-kind = ¿Qué es?
vision-name = Su nombre
vision-name-hint = Para una política, para distinguirla de otras: «Tiempo para aprender».
vision-text = El texto
vision-text-hint = Cada línea es un pasaje propio: se puede comentar, y las metas y decisiones pueden citarlo.
vision-too-many = Sesenta pasajes es lo máximo. Una política larga se vive mejor por partes.
vision-draft-audience = Un borrador lo ven quienes lo escriben juntos: todo el personal de la escuela, o del distrito, o la comunidad a la que pertenece.
vision-put = Ponerlo ahí
vision-no-place = Usted no trabaja en un lugar que pueda tener una declaración. Pregunte a quien dirige su escuela.
vision-not-for-communities = Las definiciones y las políticas son de una escuela o del distrito.
vision-who-writes = Escriben las declaraciones quienes trabajan en el lugar o son miembros de la comunidad. Usted puede leer lo que está en vigor.
vision-who-adopts = Adoptan quienes dirigen el lugar: directores y líderes del distrito, o quien facilita la comunidad.
vision-reword = Redactarlo de nuevo
vision-reword-lead = Lo que otros comentaron o respaldaron se sigue pudiendo leer; su redacción ocupa su lugar y se les vuelve a preguntar.
vision-beside = Poner otro borrador al lado
vision-beside-empty = Poner otro borrador al lado
vision-beside-lead = Queda al lado de los demás borradores. Los pasajes que siguen parecidos conservan lo que se dijo de ellos.
vision-grow = Empezar un borrador nuevo a partir de ella
vision-side = Ver los borradores lado a lado
vision-side-few = { $count ->
    [0] No hay ningún borrador en marcha.
   *[other] Hay un borrador en marcha; ponga otro al lado.
}
vision-side-title = { $same ->
    [0] { $count } borradores difieren en cada pasaje.
    [one] { $count } borradores coinciden en un pasaje.
   *[other] { $count } borradores coinciden en { $same } pasajes.
}
vision-side-lead = Están marcadas las palabras que un borrador tiene y los anteriores no.
vision-why = ¿Qué es distinto, y por qué?
vision-why-hint = Una frase ayuda a quienes ya lo leyeron.
vision-draft-closed = Este borrador está cerrado: se redactó de nuevo, se dejó a un lado o se adoptó.
vision-draft-by = Lo escribió { $name }, { $when }.
vision-draft-n = borrador { $n }
vision-draft-named = Borrador { $n }, de { $name }
vision-of-draft = del borrador { $n }
vision-draft-new = El borrador { $n } espera su opinión.
vision-draft-passed = El borrador { $n } quedó a un lado.
vision-draft-stands = { $yes ->
    [0] Nadie respalda todavía el borrador { $n }
    [one] Una persona respalda el borrador { $n } o puede vivir con él
   *[other] { $yes } personas respaldan el borrador { $n } o pueden vivir con él
}{ $notyet ->
    [0] .
    [one] ; una dice que todavía no.
   *[other] ; { $notyet } dicen que todavía no.
}
vision-wording-n = Se adoptó la redacción { $n }.
vision-wording-held = Una de las redacciones que se adoptaron.
vision-this-holds = Esta redacción está en vigor.
vision-see-it = Ver la declaración
vision-worded-anew = Esto se redactó de nuevo:
vision-laid-aside = Esto quedó a un lado cuando se adoptó otra redacción.
vision-different = Qué es distinto del borrador { $n }
vision-say = Decir algo sobre este pasaje
vision-say-what = ¿Qué piensa de él?
vision-say-it = Decirlo
vision-stands = Las posiciones
vision-stands-none = Nadie lo ha dicho todavía.
vision-where = ¿Cuál es su posición?
vision-behind = Lo respaldo
vision-live = Puedo vivir con ello
vision-not-yet = Todavía no, porque …
vision-because = Porque
vision-because-hint = Hace falta si dice que todavía no: lo leen todos y se responde al adoptar el borrador.
vision-because-needed = Diga por qué todavía no: solo así se le puede escuchar.
vision-stand = Decir mi posición
vision-stand-change = Ya dijo su posición. Cambiarla
vision-they-behind = Lo respaldan
vision-they-live = Pueden vivir con ello
vision-they-not-yet = Todavía no
vision-asked-again = La redacción cambió desde que dijeron su posición: { $names }
vision-changed-since = Cambió mientras usted lo leía. Ábralo de nuevo y mire lo que dice ahora.
vision-adopt = Adoptarlo
vision-adopt-what = Desde entonces está en vigor, con el día en que se vuelve a mirar. Los demás borradores quedan a un lado y se pueden seguir leyendo.
vision-adopt-this = Adoptar esta redacción
vision-adopt-go = Adoptar
vision-on = En vigor desde
vision-on-later = Elija hoy o un día anterior.
vision-review = Se vuelve a mirar el
vision-review-hint = Lo habitual es un año.
vision-review-before = Elija un día posterior a la adopción.
vision-open = Cualquiera puede leerla
vision-open-what = Tiene una página sin cuenta, con las palabras y las fechas y sin nombres.
vision-heard = { $count ->
    [one] Una persona dice que todavía no. ¿Qué se hizo al respecto?
   *[other] { $count } personas dicen que todavía no. ¿Qué se hizo al respecto?
}
vision-heard-hint = Queda junto a sus razones.
vision-heard-then = Qué se hizo al respecto:
vision-said-not-yet = { $name } dijo que todavía no
vision-adopted = Adoptada el { $day }.
vision-adopted-by = La adoptó { $name } el { $day }.
vision-review-on = Se vuelve a mirar el { $day }.
vision-due-lead = Ha llegado el día de volver a mirarla. Está en vigor hasta que se adopte otra.
vision-not-adopted = Todavía no se ha adoptado nada. Está en vigor desde el día en que quien dirige el lugar adopta un borrador.
vision-holds = La { $kind } de { $place } está en vigor desde el { $since }.
vision-is-due = Toca revisar la { $kind } de { $place }.
vision-drafted = { $count ->
    [0] La { $kind } de { $place } no tiene borrador.
    [one] La { $kind } de { $place } es un borrador.
   *[other] La { $kind } de { $place } tiene { $count } borradores.
}
vision-changed = Qué ha cambiado
vision-versions = Todas las redacciones
vision-versions-title = { $count ->
    [0] Todavía no se ha adoptado ninguna redacción.
    [one] Se ha adoptado una redacción.
   *[other] Se han adoptado { $count } redacciones.
}
vision-all-drafts = Los borradores
vision-took-part = { $count ->
    [one] Participó una persona
   *[other] Participaron { $count } personas
}
vision-public = Para todo el mundo
vision-public-at = Cualquiera puede leerla aquí:
vision-public-not = Las familias y los vecinos todavía no pueden leerla.
vision-open-go = Abrirla a todo el mundo
vision-close = Cerrarla de nuevo
vision-a-draft = borrador
vision-of-community-begin = Digan juntos para qué está aquí esta comunidad
vision-who-cites = De quién es la meta decide qué pasajes vive.
vision-cite-title = { $count ->
    [0] ¿Qué pasaje vive?
    [one] Vive un pasaje.
   *[other] Vive { $count } pasajes.
}
vision-cite-lead = Marque lo que de verdad sirve; uno o dos bastan. La declaración lo muestra entonces a quienes pueden verlo.
vision-cite-none = Todavía no hay ninguna declaración en vigor.
vision-cite-none-why = Cuando se adopte una visión, una misión o una definición donde usted trabaja, aquí se podrán citar sus pasajes.
vision-passages = { $count ->
    [one] Un pasaje
   *[other] { $count } pasajes
}
vision-lives = Para qué estamos aquí, vivido aquí
vision-adopted-seen = Una vez adoptada, la lee todo el mundo en { $place }; lo que se dijo de los borradores queda entre quienes los escribieron juntos.
vision-adopted-seen-community = Una vez adoptada, la leen los miembros y los invitados de { $place }, todo el personal de su escuela y su dirección; lo que los miembros dijeron de los borradores queda entre ellos.
vision-cite = Decir qué vive
vision-cite-goal = ¿Qué pasaje de lo que decimos vive esta meta?
vision-cite-meeting = Citar un pasaje para un punto o una decisión
vision-a-goal = una meta
vision-an-item = en un orden del día
vision-a-decision = una decisión
vision-a-lesson = una lección
vision-a-cycle = un ciclo
vision-a-try = una prueba
vision-an-entry = escrito en un ciclo
vision-cite-lesson = ¿Qué pasaje de lo que decimos vive esta lección?
vision-cite-cycle = Citar un pasaje para este ciclo o para algo escrito en él
vision-not-lived = Todavía no lo cita nada que usted pueda ver. Podría una meta, una decisión, una lección o una prueba.
vision-lived = { $count ->
    [one] Se vive una vez:
   *[other] Se vive { $count } veces:
}
vision-lived-count = { $count ->
    [one] se vive una vez
   *[other] se vive { $count } veces
}
vision-lived-sum = { $some } de { $all } pasajes de la { $kind } de { $place } se viven en lo que usted puede ver.
vision-short-definition = Definición
vision-open-audience = Cualquiera puede leer el texto, sin entrar. Los nombres y lo que se dijo los ven quienes trabajan en el distrito.
vision-together = Buscarla juntos, en un taller
