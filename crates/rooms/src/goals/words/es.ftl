goals-only-owner = Esto solo lo puede hacer la parte dueña de la meta: usted con las suyas, los miembros con las del equipo, la dirección con las de la escuela o del distrito.
goals-link-itself = Una meta no puede llevar a sí misma.
goals-link-downwards = Una meta lleva a otra de su mismo nivel o más alta, nunca a una más baja.
goals-link-already = Estas dos ya están unidas, o hay un ofrecimiento en espera.
goals-link-loop = Esto daría vueltas en círculo: la otra meta ya lleva a esta.
goals-link-own = Usted hizo este ofrecimiento. Lo contesta otra persona de la otra parte.
goals-link-answered = Esto ya se contestó. Abra otra vez la meta para ver cómo.
goals-link-unknown = Una de estas metas no se puede unir.

goals-level-individual = Propia
goals-level-team = Comunidad
goals-level-school = Escuela
goals-level-district = Distrito
goals-level-state = Estado
goals-level-national = País
goals-kind-student = para los estudiantes
goals-kind-educator = para nuestro propio aprendizaje
goals-mine = Mía
goals-noted-by = anotada por { $name }

goals-lead = Una meta es fuerte cuando se ve a qué lleva y quién trabaja en ella.
goals-title-none = ¿Qué quiere lograr?
goals-title-all = { $count ->
    [one] Su meta lleva a otra
   *[other] Sus { $count } metas llevan a otra
}
goals-title-some = { $leading ->
    [0] { $count ->
        [one] Su meta todavía no lleva a ninguna
       *[other] Ninguna de sus { $count } metas lleva todavía a otra
    }
    [one] Una de sus { $count } metas lleva a otra
   *[other] { $leading } de sus { $count } metas llevan a otra
}
goals-list-title = { $count ->
    [0] Todavía no hay ninguna meta
    [one] Hay una meta
   *[other] Hay { $count } metas, { $schools ->
        [0] ninguna de una escuela
        [one] una de ellas de una escuela
       *[other] { $schools } de ellas de escuelas
    }
}
goals-list-lead = Cada una está debajo de aquella a la que lleva. Aquí ve lo que usted puede ver.
goals-list-audience = Cada quien ve aquí solo las metas que se le muestran.
goals-views = Maneras de ver las metas
goals-picture = A dónde llevan sus metas
goals-picture-key = Línea continua: ambas partes están de acuerdo. De rayas: ofrecida, sin respuesta todavía. De puntos: lo que aprendemos y la meta de estudiantes para la que es. Un punto lleno marca las que usted puede cambiar.
goals-beneath = { $count ->
    [one] una la apoya
   *[other] { $count } la apoyan
}
goals-more-in-list = { $count } más, en la lista
goals-more = Y { $count } más. Busque palabras, una escuela o una comunidad para encontrarlas.
goals-show-all = Mostrar las { $count }
goals-again = lo que la apoya está más arriba
goals-offered = ofrecida, sin respuesta todavía
goals-offered-when = ofrecida { $when }, sin respuesta todavía
goals-empty = Todavía no hay metas aquí
goals-empty-why = Empiece con una necesidad de sus estudiantes y diga en una frase qué podrán hacer y para cuándo. Lo demás crece de ahí.
goals-school = Escuela
goals-any = Cualquiera
goals-show = Mostrar
goals-air-mine = { $count ->
    [one] Una de sus metas está en el aire
   *[other] { $count } de sus metas están en el aire
}
goals-air-up = { $count ->
    [one] Una meta no lleva a ninguna otra
   *[other] { $count } metas no llevan a ninguna otra
}
goals-air-why = Nadie ha dicho todavía a qué meta más grande sirven. Ofrezca una unión; la otra parte contesta.
goals-air-below = { $count ->
    [one] Nada apoya todavía una meta
   *[other] Nada apoya todavía { $count } metas
}
goals-air-below-why = Nadie trabaja en ellas por una unión acordada, hasta donde usted puede ver. Pregunte a los equipos o proponga la unión con una de las suyas.

goals-where = A dónde lleva
goals-watched = Lo que observamos
goals-history = Lo que pasó
goals-nothing-watched = Todavía no se observa nada para ella.
goals-no-way-ours = Todavía no lleva a otra. ¿A qué meta más grande sirve?
goals-no-way = Todavía no lleva a otra.
goals-top = No hay nada por encima de ella.
goals-served-by = { $count ->
    [0] Nada la apoya todavía
    [one] Una meta la apoya
   *[other] { $count } metas la apoyan
}
goals-nothing-serves = Hasta donde usted puede ver. Las metas de un equipo o de una persona que se unen aquí aparecen cuando ambas partes están de acuerdo.
goals-learning-for = lo que aprendemos para ella
goals-set-educator = Decir qué necesitamos aprender para ella
goals-edit = Cambiar o terminar esta meta
goals-ended = { $ending }, { $when }.
goals-ended-reached = Alcanzada
goals-ended-partly = Alcanzada en parte
goals-ended-let-go = Dejada
goals-live-aligned = Cambió algo en a dónde lleva esta meta.
goals-values-stay = Lo que se mide aquí se queda con { $name }.

goals-align = Decir a qué lleva
goals-align-lead = Nada se une hasta que la otra parte esté de acuerdo. Muchas metas pueden servir a muchas.
goals-align-up = Podría servir a
goals-align-up-who = Quien conteste verá esta meta: los miembros si la otra es de un equipo, la dirección si es de la escuela o del distrito.
goals-align-up-none = No hay ninguna meta que usted pueda ver a la que esta pueda servir. Pruebe otras palabras.
goals-align-down = Estas podrían apoyarla
goals-align-down-who = Usted propone; decide la parte dueña de la meta.
goals-align-down-none = No hay ninguna meta que usted pueda ver que pueda apoyar esta y todavía no lo haga. Pruebe otras palabras.
goals-find = Palabras de la meta, una escuela, un equipo
goals-find-go = Buscar
goals-offer = Ofrecer
goals-propose = Proponer
goals-accept = Sí, unirlas
goals-decline = No, gracias
goals-withdraw = Retirar
goals-unlink = Deshacer la unión
goals-accepted-when = Ambas partes están de acuerdo; se ofreció { $when }
goals-you-offered = Usted la ofreció { $when }; espera a la otra parte
goals-somebody-offered = { $name } la ofreció { $when }
goals-somebody-else = Contesta otra persona de la otra parte.
goals-waiting = { $count ->
    [one] Un ofrecimiento espera su respuesta
   *[other] { $count } ofrecimientos esperan su respuesta
}
goals-offer-up = { $owner } quisiera servir a su meta
goals-offer-down = { $owner } propone que su meta sirva a la suya

goals-set = Poner una meta
goals-set-title = ¿Qué será distinto, y para cuándo?
goals-set-lead = Basta una frase. Puede cambiarla cuando quiera.
goals-from-need = La necesidad de la que nace
goals-whose = ¿De quién es la meta?
goals-for-me = Mía
goals-kind = ¿De qué trata?
goals-for-students = Lo que los estudiantes sabrán o harán
goals-for-students-what = Empiece aquí.
goals-for-educators = Lo que aprenderemos y haremos para ello
goals-for-educators-what = Toda meta de nuestro propio aprendizaje nombra la meta de estudiantes para la que es.
goals-text = La meta
goals-text-hint = Quién podrá hacer qué, para cuándo, y cómo lo verá usted.
goals-good = ¿Qué hace buena a una meta?
goals-good-what = Es específica: se puede saber si se alcanzó. Es alcanzable: un esfuerzo desde donde están hoy estos estudiantes, en el tiempo que hay.
goals-good-example = Por ejemplo: «Para mayo, todo estudiante de tercero lee 100 palabras por minuto con sentido, según la lectura semanal de un minuto».
goals-serves = ¿Para qué meta de estudiantes es?
goals-serves-hint = Solo para una meta de nuestro propio aprendizaje.
goals-serves-none = Ninguna
goals-serves-needed = Una meta de nuestro propio aprendizaje necesita la meta de estudiantes para la que es. Elíjala aquí, o ponga primero aquella.
goals-serves-student = Elija una meta de estudiantes de su distrito que usted pueda ver.
goals-sight = Quién puede verla
goals-sight-keep = Como está ahora
goals-sight-usual = Como de costumbre
goals-sight-inside = Solo los miembros de la comunidad
goals-sight-with = Yo y { $name }
goals-sight-usual-what = Como de costumbre: la propia, solo usted. La de una comunidad: sus miembros, todo el personal de su escuela y la dirección. La de una escuela o más arriba: todo el distrito.
goals-sight-inside-who = «Solo los miembros» es para la meta de una comunidad.
goals-sight-with-who = Compartir con una comunidad es para una meta propia.
goals-edit-title = Cambiar esta meta
goals-end = Terminarla
goals-end-why = Se queda donde está, con cómo terminó. No se borra nada, y puede retomarla.
goals-resume = Retomarla
goals-has-ended = Esta meta ya terminó. Retómela primero.

goals-watch-empty = ¿Cómo verá que avanza?
goals-watch-empty-why = Elija un número que pueda obtener cada semana o cada dos sin trabajo adicional. Con diez valores se distingue un cambio del azar.
goals-watch-add = Elegir qué observar
goals-watch-more = Observar algo más
goals-measure-edit = Cambiar lo que se observa
goals-measure-lead = Un número que llega solo cada semana o cada dos vale más que cinco que nadie recoge.
goals-measure-name = ¿Qué se cuenta o se mide?
goals-measure-name-hint = Por ejemplo: palabras leídas bien en un minuto, la mediana de la clase.
goals-unit = ¿En qué unidad?
goals-unit-hint = Por ejemplo: palabras por minuto, %, estudiantes.
goals-better = ¿Hacia dónde es bueno?
goals-higher = Más alto es mejor
goals-higher-what = Palabras leídas, estudiantes que van al día
goals-lower = Más bajo es mejor
goals-lower-what = Días perdidos, estudiantes atrasados
goals-baseline = De dónde parte
goals-baseline-on = El día
goals-target = A dónde debe llegar
goals-target-on = Para el día
goals-target-wrong-way = El objetivo está del lado equivocado del punto de partida, según lo que usted eligió como bueno.
goals-target-before = El día del objetivo viene después del de partida.
goals-change = Marcar el día en que se cambió algo
goals-change-why = La gráfica muestra ahí una línea. Con seis valores o más antes de ella, los siguientes se comparan con el centro de aquellos.
goals-change-what = ¿Qué se cambió?
goals-change-what-hint = Pocas palabras, por ejemplo: lectura en parejas.
goals-change-on = ¿Desde cuándo?
goals-change-when = Diga desde cuándo.
goals-note-value = Anotar un valor
goals-note-it = Anotarlo
goals-value = Valor
goals-values = Los valores
goals-n = ¿De cuántos?
goals-note = Una palabra al respecto
goals-few-stay = Lo ve quien ve la meta. Un valor de menos de diez se queda con la parte dueña de la meta, y también lo que los educadores miden de su propio aprendizaje. Un segundo valor del mismo día corrige el primero; la historia guarda los dos.
goals-future = Ese día todavía no llega.
goals-paste = Pegar varios a la vez
goals-paste-lines = Uno por línea: día y valor
goals-paste-hint = Año-mes-día, después el valor y, si quiere, de cuántos: 2026-09-14 81 112. Puede venir directo de una hoja de cálculo.
goals-paste-it = Anotarlos todos
goals-paste-bad = Algunas líneas no se pueden leer. Todavía no se anotó nada.
goals-paste-many = Como máximo 400 líneas a la vez, por favor.
goals-paste-line = Revise la línea { $number }: «{ $line }»
goals-withheld = { $count ->
    [one] Aquí no se muestra un valor de menos de diez.
   *[other] Aquí no se muestran { $count } valores de menos de diez.
}
goals-gist-nothing = { $name }: ningún valor anotado todavía.
goals-gist-start = { $name } parte de { $value }; ningún valor anotado todavía.
goals-gist-now = { $name }: { $now } el { $when }.
goals-gist-from = { $name } pasó de { $from } a { $now }, al { $when }.
goals-gist-target = El objetivo es { $value } para el { $day }.
goals-gist-target-open = El objetivo es { $value }.
goals-chart-label = { $name }: { $count ->
    [one] un valor, { $from } el { $day }
   *[other] { $count } valores, de { $from } el { $day } a { $to } el { $then }
}
goals-chart-middle = centro: { $value }
goals-chart-middle-before = centro de antes: { $value }
goals-chart-target = objetivo: { $value }
goals-chart-change = cambio
goals-chart-rests-on = Cada uno de { $count ->
    [one] un estudiante o educador.
   *[other] { $count } estudiantes o educadores.
}
goals-chart-rests-between = Cada uno de { $least } a { $most } estudiantes o educadores.
goals-chart-rests-unknown = No se anotó de cuántos viene cada uno.
goals-signal-above = Desde el { $since }, { $count } valores seguidos están por encima del centro. El azar solo rara vez da más de { $limit }.
goals-signal-below = Desde el { $since }, { $count } valores seguidos están por debajo del centro. El azar solo rara vez da más de { $limit }.
goals-signal-wanted = Es hacia donde usted quiere.
goals-signal-against = No es hacia donde usted quiere: mire qué pasó entonces.
goals-signal-crossings = Los valores cruzan el centro solo { $count ->
    [one] una vez
   *[other] { $count } veces
}, y el azar solo lo haría al menos { $limit }. Algo los mueve, pero no podemos decir desde cuándo.
goals-signal-none = Subidas y bajadas como las que da el azar. Eso también dice algo: qué es lo habitual ahora. Siga observando.
goals-signal-few = { $count ->
    [0] Ningún valor se aparta todavía del centro
    [one] Un valor se aparta del centro hasta ahora
   *[other] { $count } valores se apartan del centro hasta ahora
}: muy pocos para distinguir un cambio del azar. A partir de diez, la gráfica puede decir algo.
goals-signal-method = Según las reglas de racha y de cruces para gráficas de seguimiento (Anhøj y Olesen 2014): más o menos una de cada veinte muestra una señal donde nada cambió.

goals-event-set = Se puso la meta
goals-event-changed = Se cambió la meta
goals-event-opened = La meta se mostró a más personas, para que pudieran contestar
goals-event-reached = Se alcanzó la meta
goals-event-partly = Se alcanzó la meta en parte
goals-event-let-go = Se dejó la meta
goals-event-resumed = Se retomó la meta
goals-event-measure = Se eligió qué observar
goals-event-measure-changed = Se cambió lo que se observa
goals-event-noted = Se anotó un valor
goals-event-corrected = Se corrigió un valor
goals-event-offered = Se ofreció una unión
goals-event-accepted = Se acordó una unión
goals-event-declined = Se rechazó una unión
goals-event-withdrawn = Se retiró un ofrecimiento
goals-event-unlinked = Se deshizo una unión
goals-event-other = Cambió algo

goals-of-community = Lo que queremos lograr
goals-of-community-none = Todavía no hay metas. Empiece con una necesidad de sus estudiantes.

goals-title-top = { $count ->
    [one] Una meta a la que otras pueden llevar es suya
   *[other] { $count } metas a las que otras pueden llevar son suyas
}
goals-ask-below = Proponer una unión
goals-agreed = { $count ->
    [one] Una unión acordada por ambas partes
   *[other] { $count } uniones acordadas por ambas partes
}
goals-waiting-above = { $count ->
    [one] Otro ofrecimiento espera a la dirección de una escuela. Usted también puede contestar.
   *[other] Otros { $count } ofrecimientos esperan a la dirección de escuelas. Usted también puede contestar.
}
