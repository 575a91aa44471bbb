# cycles
cycle-no-shape = Aquí no hay un ciclo de ese tipo. Elija uno de la lista.
cycle-is-closed = Este ciclo terminó. Lo escrito queda como está; de él puede nacer un ciclo nuevo.
cycle-rests = Este ciclo está en pausa. Retómelo primero; después podrá escribir.
cycle-cant-move = Desde donde está este ciclo no se puede ir por ahí. Quizá alguien lo movió hace un momento: mire otra vez.
cycle-needs-results = Para conservar o cambiar una estrategia, escriba primero qué pasó. Dejarla es posible en cualquier momento.
cycle-not-there-yet = El ciclo todavía no está en este paso. Primero avance hasta él.
cycle-prediction-first = Primero escriba qué espera ver. Solo así el resultado puede sorprender, y la sorpresa es lo que más enseña.
cycle-prediction-late = Ya se vieron resultados, así que la predicción queda como se escribió. Lo que piensa ahora va con el resultado.
cycle-entry-empty = Todavía no hay nada escrito. Basta una frase, un número o una foto.

cycle-look-done = hecho
cycle-look-now = aquí estamos
cycle-look-ahead = por venir
cycle-look-skipped = pasado por alto
cycle-look-paused = en pausa aquí
cycle-number = { $n ->
    [1] primer ciclo
    [2] segundo ciclo
    [3] tercer ciclo
    [4] cuarto ciclo
    [5] quinto ciclo
   *[other] ciclo número { $n }
} aquí, desde el { $when }
cycle-where = Dónde estamos
cycle-where-closed = Cómo fue
cycle-moves = Lo que mueve
cycle-goals = Metas
cycle-for-students = Para el alumnado
cycle-for-us = Para nosotros
cycle-goal-link = Ver la meta
cycle-live = Un colega agregó algo.
cycle-skipped = Pasamos este paso por alto.
cycle-expected = Esperamos: { $what }
cycle-not-predicted = Nadie escribió qué esperábamos antes de ver resultados. Por eso el resultado nos dice menos; la próxima vez basta una línea antes.
cycle-entries = { $count ->
    [one] Una anotación
   *[other] { $count } anotaciones
}
cycle-entry-changed = cambiado después
cycle-entry-peers = Solo para los miembros que aquí no evalúan a nadie
cycle-entry-edit = Cambiarlo
cycle-entry-remove = Quitarlo
cycle-entry-past = Lo que decía antes
cycle-entry-not-yours = Lo que escribió un colega lo cambia él o ella. Usted puede escribir al lado.
cycle-edit-title = Cambiar lo que escribió en «{ $step }»
cycle-evidence-unnamed = Verlo
cycle-evidence-photo = Foto:
cycle-evidence-file = Archivo:
cycle-evidence-on-chart = en la gráfica
cycle-way = El camino hasta aquí
cycle-moved-begin = lo empezó
cycle-moved-on = avanzó a { $step }
cycle-moved-back = volvió a { $step }
cycle-moved-pause = lo dejó en pausa
cycle-moved-resume = lo retomó
cycle-moved-close = lo terminó
cycle-go-on = Avanzar a { $step }
cycle-skip-to = Saltar a { $step }
cycle-go-back = Volver a { $step }
cycle-pause = Dejarlo en pausa
cycle-take-up = Retomarlo
cycle-close-link = Terminar este ciclo
cycle-rename = Cambiar título o fecha
cycle-other-ways = Otros caminos desde aquí
cycle-paused-notice = { $who } dejó este ciclo en pausa, { $when }. Todo sigue aquí; retómenlo cuando sea el momento.
cycle-next-is = Después: { $what }
cycle-begin-next = Empezar desde aquí el próximo ciclo
cycle-own-words = Con nuestras palabras
cycle-people-here = Aquí: { $names }
cycle-seen-peers = Solo para pares
cycle-seen-peers-why = Los miembros que aquí no evalúan a nadie. Una directora o un director que pertenezca a la comunidad no lo ve.
cycle-add-more = Escribir algo más aquí
cycle-add-entry = Agregarlo
cycle-leaders-see = La dirección ve que se hizo un intento, no lo que dice.
cycle-goal-seen = Una meta escrita aquí la ven también todos en { $place }, para poder alinearla.
cycle-need-seen = Una necesidad escrita aquí queda entre las necesidades de la comunidad.
cycle-beside = Agregar un número, un enlace o una foto
cycle-number-label = Número
cycle-number-what = ¿De qué?
cycle-chart = ¿Ponerlo en la gráfica?
cycle-chart-no = No, dejarlo aquí
cycle-chart-on = Medido el
cycle-chart-n = Con cuántos estudiantes
cycle-link = Dirección web
cycle-link-what = ¿Qué hay ahí?
cycle-link-wrong = Escriba una dirección que empiece con https://
cycle-file = Foto o archivo
cycle-file-hint = Hasta 25 MB. Sin caras ni nombres de estudiantes si sus familias no han dado permiso.
cycle-members-only = Aquí solo escriben los miembros de esta comunidad. Si quiere entrar, pregunte a quien la facilita.
cycle-predict-title = Antes de mirar: ¿qué esperan?
cycle-predict-go = Anotarlo y mirar
cycle-predict-without = Ya vimos resultados; seguir sin predicción
cycle-title = Título
cycle-title-hint = Pocas palabras, como «Fluidez en tercer grado»
cycle-due = Queremos saberlo para el { $when }.
cycle-no-goal-yet = Cuando se elija la meta para el alumnado, aquí estará su gráfica, con la marca del primer intento.
cycle-no-values-yet = Todavía no se ha medido nada para la meta. Agregue un número a una anotación y póngalo en la gráfica, o anote valores en la meta.
cycle-chart-rests = { $few ->
    [0] {""}
   *[other] Cada valor se apoya en { $few } a { $many } estudiantes.
}
cycle-chart-withheld = { $count ->
    [one] Un valor se apoya en pocos estudiantes y solo lo ve la gente de la meta.
   *[other] { $count } valores se apoyan en pocos estudiantes y solo los ve la gente de la meta.
}
cycle-chart-label = { $what }: { $count } valores, de { $first } a { $last }
cycle-chart-middle = centro: { $value }
cycle-chart-middle-before = centro de antes: { $value }
cycle-chart-target = meta: { $value }
cycle-chart-first-try = primer intento
cycle-read-shift = { $count } valores seguidos quedan del mismo lado del centro de antes. El azar solo rara vez hace eso.
cycle-read-shift-all = { $count } valores seguidos quedan del mismo lado del centro. El azar solo rara vez hace eso.
cycle-read-good-side = Es el lado que esperamos.
cycle-read-other-side = Miren de qué lado es.
cycle-read-crossings = Los valores cruzan el centro pocas veces: van juntos más de lo que el azar explica, así que algo está cambiando.
cycle-read-none = Hasta ahora son subidas y bajadas como las que hace el azar. Eso no prueba que nada cambie.
cycle-read-few = { $count ->
    [0] Todavía hay muy pocos valores para decir algo. A partir de diez, la gráfica puede decirlo.
    [one] Un valor es muy poco para decir algo. A partir de diez, la gráfica puede decirlo.
   *[other] { $count } valores son muy pocos para decir algo. A partir de diez, la gráfica puede decirlo.
}
cycle-read-on-line = Solo { $count } valores quedan fuera del centro. A partir de diez, la gráfica puede decir algo.
cycle-read-source = Reglas de cambio y de cruces, Anhøj y Olesen 2014.

cycles-title = { $count ->
    [0] No tiene ningún ciclo en marcha
    [one] Tiene un ciclo en marcha
   *[other] Tiene { $count } ciclos en marcha
}
cycles-lead = Un ciclo lleva al equipo de lo que el alumnado necesita a lo que comparte. Cada paso se escribe en unos dos minutos.
cycles-none = Un ciclo empieza con una mirada
cycles-none-why = Miren juntos lo que muestran sus estudiantes, nombren una cosa que necesitan y una que quieren aprender para ayudar. Desde ahí el ciclo les guía paso a paso.
cycles-no-community = Los ciclos los hacen las comunidades
cycles-no-community-why = Busque colegas que trabajen en lo mismo, o empiece una comunidad propia. Bastan dos personas.
cycles-to-communities = Ver las comunidades
cycles-begin = Empezar otro
cycles-begin-in = Empezar un ciclo en { $name }
cycles-begin-one = Empezar un ciclo
cycles-ended = Terminados
cycles-of-community = Ciclos
cycles-status-why = Usted ve que aquí se trabaja y hasta dónde se ha llegado. Lo escrito queda entre los miembros.
cycle-stands = { $tries ->
    [0] Ahora: { $step }, desde el { $when }.
    [one] Ahora: { $step }, desde el { $when }, después de un intento.
   *[other] Ahora: { $step }, desde el { $when }, después de { $tries } intentos.
}
cycle-stands-paused = En pausa en { $step }.
cycle-stands-closed = { $tries ->
    [0] Terminado. Decisión: { $outcome }.
    [one] Terminado después de un intento. Decisión: { $outcome }.
   *[other] Terminado después de { $tries } intentos. Decisión: { $outcome }.
}
cycle-status = { $shape }: { $tries ->
    [0] todavía sin intentos
    [one] un intento
   *[other] { $tries } intentos
}, { $entries ->
    [0] nada escrito todavía
    [one] una anotación
   *[other] { $entries } anotaciones
}
cycle-new-title = ¿Qué quieren averiguar juntos?
cycle-new-lead = Póngale un título y elija cómo quieren trabajar. Nada es definitivo: se pueden saltar pasos y se puede volver.
cycle-kind = ¿Cómo quieren trabajar?
cycle-known-already = Lo que ya se sabe
cycle-later = Decidir después
cycle-strategy = Estrategia
cycle-due-label = ¿Para cuándo quieren saberlo?
cycle-due-hint = Se puede cambiar en cualquier momento
cycle-begin = Empezar
cycle-grows-from = Este ciclo nace de «{ $title }». Está puesto lo que dijeron que querían hacer después.
