standards = Estándares
standards-title = { $count ->
    [one] Un estándar dice cómo aprendemos, desde el { $day }.
   *[other] { $count } estándares dicen juntos cómo aprendemos, desde el { $day }.
}
standards-title-none = Nada dice todavía con qué estándares aprendemos.
standards-lead = Se leen completos y se conversan. Nadie los va marcando como cumplidos.
standards-empty = ¿Con qué estándares aprenden?
standards-empty-why = Mire los conjuntos publicados. Quien dirige el distrito adopta uno, a partir de un día.
standards-empty-leader = Mire los conjuntos publicados, converse sobre ellos con su gente y adopte uno a partir de un día; o traiga el de su estado.
standards-sets-go = Ver los conjuntos
standards-set-go = Ver este conjunto
standards-history-go = Qué regía y cuándo
standards-audience = Lo ven todas las personas de { $place }.
standards-coming = A partir del { $day } rige { $title }.
standards-as-list = Como lista sencilla, con los elementos
standards-adopted = Adoptado por { $by }; rige desde el { $day }.
standards-published = Publicado: { $day }.
standards-published-by = Publicado por { $by }: { $day }.
standards-published-unknown = No se sabe cuándo se publicó.
standards-published-unknown-by = De { $by }; no se sabe cuándo se publicó.
standards-translated = Este texto es una traducción; el texto publicado está en inglés.
standards-since = desde el { $day }
standards-from = a partir del { $day }
standards-from-until = del { $from } al { $until }
standards-look = Ver los conjuntos
standards-sets = Conjuntos de estándares
standards-sets-title = { $count ->
    [one] Hay un conjunto de estándares para ver.
   *[other] Hay { $count } conjuntos de estándares para ver.
}
standards-sets-lead = Los estándares cambian con los años; por eso cada conjunto lleva su fecha y dice qué se cita y de dónde.
standards-count = { $standards ->
    [one] Un estándar
   *[other] { $standards } estándares
}{ $frames ->
    [0] {""}
    [one] {" "}en un marco
   *[other] {" "}en { $frames } marcos
}
standards-own = Propio de { $place }
standards-load = Traer un conjunto
standards-load-title = Traer un conjunto de estándares
standards-load-lead = Los estándares de su estado o los suyos: desde un archivo o como líneas. Nada rige hasta que se adopta.
standards-load-file = Un archivo
standards-load-file-hint = Un conjunto como los que entrega este programa (JSON), o un archivo de texto con líneas como se describe abajo.
standards-language = El idioma del texto
standards-set-name = Su nombre
standards-published-when = Cuándo se publicó
standards-published-hint = Un año, un mes o un día: 2022, 2022-04 o 2022-04-05.
standards-publisher = Quién lo publicó
standards-source = Qué se cita y de dónde
standards-source-hint = Diga dónde se leyó cada texto y qué no se pudo encontrar.
standards-stem = El encabezado
standards-stem-hint = Las palabras que introducen cada estándar. Cada enunciado sigue a partir de aquí.
standards-lines = Los estándares
standards-lines-hint = Una cosa por línea. «# » empieza un marco; «## », un estándar; debajo va su enunciado; «- » es un elemento; «? » dice qué no se encontró. La clave entre llaves al final de una línea dice quién es cada cosa: déjela, y lo que se dijo de ella se conserva.
standards-line = Línea { $line }: { $what }
standards-line-before = hay texto antes del primer estándar.
standards-line-no-words = falta texto después del signo.
standards-line-key = una clave entre llaves lleva minúsculas, cifras y guiones.
standards-line-twice = esta clave ya está más arriba.
standards-not-read = Esto no se puede leer como conjunto de estándares. Lo que falla está encima de las líneas.
standards-fault-key = una clave lleva minúsculas, cifras y guiones, 80 como máximo.
standards-fault-twice = la misma clave está dos veces.
standards-fault-languages = nombre al menos un idioma, cada uno una vez, como en o es.
standards-fault-no-words = falta el texto en «{ $language }».
standards-fault-other = «{ $language }» no está entre los idiomas.
standards-fault-words = 2,000 caracteres como máximo, y ninguno que controle una pantalla.
standards-fault-published = escriba un año, un mes o un día, como 2022-04.
standards-fault-frame = no existe el marco «{ $key }».
standards-fault-empty = ningún estándar pertenece a este marco.
standards-fault-count = de 1 a { $most }.
standards-fault-no-text = escriba el enunciado, o diga qué no se encontró.
standards-fault-taken = ya hay un conjunto con esta clave. Cambie el texto de aquel o elija otra clave.
standards-fault-long = Es más largo de lo que puede ser un conjunto de estándares: 200,000 bytes.
standards-fault-read = No es un conjunto en JSON: línea { $line }, columna { $column }
standards-holds = Rige aquí desde el { $day }.
standards-holds-older = Un texto anterior rige aquí desde el { $day }. Este todavía no se ha adoptado.
standards-not-adopted = No se ha adoptado aquí.
standards-from-where = De dónde viene el texto
standards-copied-from = Copiado de
standards-file = Llevárselo como archivo
standards-versions = { $count ->
    [one] Un texto
   *[other] { $count } textos
}
standards-version = Texto { $n }, de { $who }
standards-version-only = texto { $n }
standards-lead-on = Para quien dirige el distrito
standards-adopt = Adoptar este conjunto
standards-adopt-title = ¿Adoptar { $title }?
standards-adopt-lead = Rige para todo el distrito a partir del día que elija. Lo que regía termina el día anterior y se puede seguir leyendo.
standards-ends = { $title } rige a partir del { $day }; termina cuando empieza este.
standards-first = Antes no se adoptó ningún conjunto.
standards-holds-from = Desde qué día
standards-why = Por qué este conjunto
standards-why-hint = Quiénes conversaron sobre él y qué habló a su favor.
standards-reword = Cambiar el texto
standards-reword-title = Cambiar el texto de este conjunto
standards-reword-lead = Lo que guarde es un texto nuevo; los anteriores se conservan. Lo que rige cambia solo cuando se adopta el nuevo.
standards-one-language = Este conjunto tiene varios idiomas. Al cambiar el texto se conserva el que usted lee.
standards-change-why = Qué cambia y por qué
standards-copy = Hacer la copia
standards-copy-go = Hacer una copia para cambiarla
standards-copy-hint = La copia es de su distrito, en el idioma que usted lee.
standards-copy-name = { $title } ({ $place })
standards-copy-unnamed = Póngale nombre a la copia.
standards-copy-first = Lo que viene con el producto queda como se publicó. Haga una copia y cambie esa.
standards-who-adopts = Quien dirige el distrito decide qué estándares rigen.
standards-who-writes = Quien trabaja en el distrito puede escribir aquí.
standards-changed-since = Algo cambió desde que abrió esta página. Mire otra vez y luego decida.
standards-before-last = Elija un día igual o posterior al día desde el que rige el último conjunto.
standards-too-far = Elija un día dentro de los próximos dos años.
standards-holds-already = Este mismo texto fue el último que se adoptó.
standards-history-title = { $count ->
    [0] Todavía no se ha adoptado ningún conjunto.
    [one] Se ha adoptado un conjunto.
   *[other] Se han adoptado conjuntos { $count } veces.
}
standards-adopted-by = De { $by }, { $day }
standards-taken-back = retirado antes de su día
standards-take-back = Retirarlo
standards-held-stays = Lo que ha regido queda en la historia. Adopte otro conjunto.
standards-others = Los demás estándares
standard-title = { $name }: ¿de qué trata y cómo se ve aquí?
standard-title-holds = { $name } es uno de los estándares con que aprendemos desde el { $day }.
standard-elements = { $count ->
    [0] Sus elementos
    [one] Un elemento
   *[other] { $count } elementos
}
standard-materials = Para entenderlo
standard-materials-none = Todavía no hay nada. Un enlace, un archivo o un video corto ayuda a quienes lo estudian.
standard-material-add = Agregar algo
standard-material-title = Cómo se llama
standard-material-kind = Qué es
standard-kind-link = Un enlace
standard-kind-file = Un archivo
standard-kind-video = Un video
standard-kind-video-what = Un enlace o un archivo que también se puede leer: con subtítulos o con lo que se dice al lado.
standard-material-link = Su dirección
standard-material-link-hint = Empieza con https://
standard-material-file = El archivo
standard-material-read = ¿Se puede leer el video?
standard-captions-in = Tiene subtítulos
standard-transcript = Lo que se dice en él
standard-transcript-hint = Para un video sin subtítulos.
standard-transcript-read = Leer lo que se dice
standard-material-note = Por qué vale la pena
standard-has-captions = Con subtítulos.
standard-has-transcript = Lo que se dice está abajo.
standard-material-by = De { $who }
standard-remove = Quitar
standard-who-removes = Puede quitarlo quien lo puso y quien dirige el distrito.
standard-link-wrong = Escriba una dirección que empiece con https://
standard-nothing-sent = Elija un archivo o dé un enlace.
standard-video-unread = Diga que tiene subtítulos, o escriba lo que se dice en él, para que cada quien pueda seguirlo.
standards-who-cites = De quién es el trabajo dice qué estándares se ven en él.
standards-cite-title = ¿Qué estándares ve en esto?
standards-cite-lead = Elija lo que notaría quien pasara por ahí. Es una seña para conversar: nada queda hecho ni sin hacer por ello.
standards-cite-which = Elegir
standards-cite-whole = El estándar completo
standards-cite = Decir dónde se ve un estándar
standards-cite-go = ¿Ve un estándar en esto?
standards-cite-meeting = Decir en qué punto o decisión se ve un estándar
standards-cite-cycle = Decir en qué de este ciclo se ve un estándar
standards-seen-here = Estándares que se ven aquí
standards-near = Se ve en:
standards-near-more = y más
standards-spoken = { $count ->
    [one] Un comentario
   *[other] { $count } comentarios
}
standard-title-seen = { $name } se ve en { $count ->
    [one] una parte
   *[other] { $count } partes
} de nuestro propio trabajo.
standard-not-seen = Nada de lo que usted puede ver señala aquí todavía. Pueden hacerlo metas, agendas, decisiones, lecciones y ciclos.
standard-seen-whole = Se ve en el estándar completo
standard-talk = { $count ->
    [0] ¿Qué piensa usted?
    [one] Un comentario
   *[other] { $count } comentarios
}
standard-talk-none = Nadie ha dicho nada todavía. ¿Cómo se ve donde usted trabaja? ¿Qué cuesta de esto?
standard-to-district = Todas las personas de { $place }
standard-to-school = Quienes trabajan en { $place }
standard-about = De qué trata
standard-seen-by = Quién lo ve
standard-answer = Responder
standard-answer-seen = Lo ven quienes ven lo que usted responde.
standard-your-answer = Su respuesta
standard-what-you-see = Lo que ve, piensa o pregunta
standard-say = Decirlo
standard-change = Cambiar
standard-change-title = Cambiar lo que dijo
standard-changed = cambiado
standard-take-back = Retirar
standard-taken-back = Retirado por quien lo escribió.
standard-own-words = Solo quien lo escribió puede cambiarlo.
look-fors = Qué se vería
look-none = Nada dice todavía qué se vería aquí.
look-title = { $count ->
    [one] Una lista dice qué se vería aquí.
   *[other] { $count } listas dicen qué se vería aquí.
}
look-lead = ¿Cómo es una escuela que aprende? ¿Qué hacen ahí los educadores, y qué hacen los estudiantes que no hacen en otras partes? Con sus propias palabras.
look-empty = ¿Qué notaría una visita?
look-empty-why = Anote algunas cosas que se verían hacer a los estudiantes donde los adultos aprenden bien juntos. Empiece por un ejemplo nuestro o por un recorrido por la escuela.
look-audience = Usted ve lo que ven todas las personas de { $place }, y lo de sus comunidades.
look-school = La escuela
look-educator = Los educadores
look-student = Los estudiantes
look-expect = Qué esperamos
look-expect-what = Lo que el distrito espera de cada persona en una función.
look-expects = { $whose } dice qué espera.
look-sees = { $count ->
    [one] Una cosa para ver.
   *[other] { $count } cosas para ver.
}
look-here = Donde es así
look-instead = Donde todavía no es así
look-standard-none = Nadie ha escrito todavía qué se vería.
look-all = Todas las listas
look-whole = El aprendizaje en conjunto
look-begin = Escribir una lista
look-begin-title = ¿Qué se vería?
look-begin-lead = Bastan unas líneas. Son para mirar y conversar, nunca para juzgar a una persona.
look-new-audience = Lo del distrito lo ven todas sus personas; lo de una comunidad, sus integrantes.
look-examples = Empezar por un ejemplo:
look-whose = De quién es la lista
look-about = A quién se mira
look-role = De quién se espera
look-role-hint = Para expectativas: directores, asesores, todas las personas …
look-standard = El estándar al que pertenece
look-lines = Qué se vería
look-lines-hint = Una cosa por línea. Después de una barra puede decir qué se ve donde todavía no es así: «Los estudiantes se preguntan entre sí | Los estudiantes esperan al maestro».
look-lines-wrong = Sesenta líneas como máximo, cada una con palabras antes de la barra.
look-who-writes = Las listas del distrito las escribe quien lo dirige; las de una comunidad, sus integrantes.
look-no-set = Adopte primero un conjunto de estándares.
look-expect-district = Las expectativas son del distrito.
look-reword = Cambiar el texto
look-reword-title = Cambiar el texto de esta lista
look-reword-lead = Los textos anteriores se conservan.
look-example-school = El plan de la semana tiene una hora en que los equipos aprenden, y nadie la ocupa con otra cosa | Los equipos se reúnen cuando se cancela otra reunión
    En las paredes cuelgan preguntas en que trabajan los adultos | Solo cuelgan resultados de los estudiantes
    Un equipo que dejó algo lo dice abiertamente | Solo se cuenta lo que salió bien
look-example-educator = Traen trabajos de sus estudiantes y preguntan qué muestran | Traen resultados y los explican
    Abren la puerta a una persona colega y dicen qué mirar | Las puertas se abren solo a quien evalúa
    Antes de probar algo escriben qué esperan | Después todo fue como se esperaba
look-example-student = Pueden decir qué aprenden y cómo lo sabrán | Pueden decir en qué página van
    Se explican su camino entre sí, también cuando estaba mal | Esperan a que el maestro diga qué está bien
    Notan que sus maestros también aprenden, y lo dicen | Creen que los maestros ya terminaron de aprender
look-example-expect = Hace lugar para una hora semanal de aprendizaje en equipos
    Prueba una cosa en cada ciclo y dice qué resultó
    Pide ayuda antes de que sea urgente
continua = Continuos de práctica
continua-none = Nadie ha descrito todavía cómo crece una práctica.
continua-title = { $count ->
    [one] Un continuo describe cómo crece una práctica.
   *[other] { $count } continuos describen cómo crecen unas prácticas.
}
continua-lead = Para cada componente de una práctica: cómo se ve, de lo que más quieren a lo que menos quieren. Las comunidades dicen dónde se ven y conversan sobre ello.
continua-empty = ¿Cómo lo reconocerían si lo vieran?
continua-empty-why = Elijan una práctica que les importe, nombren sus componentes y describan cómo se ve cada uno en su mejor forma y en el camino. Empiecen por un ejemplo nuestro.
continua-example-go = Empezar por un ejemplo
continua-begin = Describir una práctica
continua-begin-title = Describir una práctica
continua-begin-lead = Con sus propias palabras. Las filas pueden tener distinto largo.
continua-marked = { $count ->
    [one] marcado una vez
   *[other] marcado { $count } veces
}
continuum-title = { $count ->
    [one] Una comunidad dice dónde se ve: { $title }
   *[other] { $count } comunidades dicen dónde se ven: { $title }
}
continuum-lead = Lo que más se quiere está a la izquierda. Una comunidad marca dónde se ve, para conversar sobre el siguiente paso.
continuum-caption = Componentes de la práctica en filas; cómo se ve cada uno, de lo que más a lo que menos se quiere
continuum-component = Componente
continuum-most = Lo que más queremos
continuum-least = Lo que menos queremos
continuum-more = Más
continuum-copy = Hacer una copia propia
continuum-whose = De quién es
continuum-practice = La práctica
continuum-about = Para qué sirve
continuum-about-hint = Cuándo se toma y de dónde vienen sus ideas.
continuum-rows = Sus componentes
continuum-rows-hint = El nombre de un componente; debajo, cómo se ve, una línea cada vez, primero lo que más se quiere; luego una línea vacía.
continuum-not-read = Estas líneas no se pueden leer como componentes. Lo que falla está encima.
continuum-wrong-empty = nombre al menos un componente.
continuum-wrong-components = veinte componentes son el máximo.
continuum-wrong-variations = un componente lleva de dos a siete líneas debajo de su nombre.
continuum-wrong-long = más de 400 caracteres.
continuum-wrong-twice = esto ya está más arriba.
continuum-reword-title = Cambiar el texto de este continuo
continuum-reword-lead = Los textos anteriores se conservan. Lo marcado queda donde un componente dice lo mismo que antes.
continuum-mark-as = Decir dónde se ve { $community }
continuum-where = ¿Dónde se ve { $community }?
continuum-mark-lead = De cada componente del que quieran hablar, elijan lo más parecido a sus días y digan en una frase en qué se apoya. Dejen fuera lo que no han conversado.
continuum-not-now = No hablamos de esto
continuum-evidence = En qué se apoya
continuum-on = Qué día
continuum-seen-us = Nuestros integrantes
continuum-seen-district = Todas las personas del distrito
continuum-mark-save = Decirlo
continuum-no-evidence = Diga en una frase en qué se apoya.
continuum-nothing-marked = Elija para al menos un componente y diga en qué se apoya.
continuum-changed-since = El texto del continuo cambió desde que abrió esta página. Ábrala otra vez y luego diga dónde se ven.
continuum-who-marks = Los integrantes de una comunidad dicen dónde se ve.
continuum-said = { $count ->
    [one] Dicho una vez
   *[other] Dicho { $count } veces
}
continuum-example-title = Visitarse en las aulas
continuum-example-about = Para equipos que empiezan a abrir sus puertas. El texto es nuestro; la forma sigue las configuraciones de innovación (Hall y Loucks, 1981).
continuum-example-rows = Pedir una visita
    Quien recibe nombra su propia pregunta antes de la visita
    Quien recibe dice qué clase será
    Quien visita elige qué mirar

    Mirar
    Quien visita anota lo que dicen y hacen los estudiantes
    Quien visita anota lo que hace el docente
    Quien visita anota lo que le gustó

    Conversar después
    Ambos miran las notas y quien recibe dice qué ve
    Quien visita dice qué vio y quien recibe responde
    Quien visita da consejos
    Nadie habla de ello

    Lo que sigue
    Quien recibe prueba otra cosa y pide otra visita
    Quien recibe prueba otra cosa
    No sigue nada
lenses = Tres lentes sobre cómo aprendemos juntos
lenses-why = Los tres elementos del primer estándar de 2011 (Learning Forward), y lo que muestra de cada uno nuestro propio trabajo del último año. Es para conversar; no se pone ninguna nota.
lens-improvement = Mejora continua
lens-responsibility = Responsabilidad colectiva
lens-alignment = Alineación de las metas
lens-no-cycle = Todavía no hay ningún ciclo. El primero empieza con una necesidad.
lens-cycles = { $running ->
    [0] No hay ningún ciclo en marcha
    [one] Un ciclo está en marcha
   *[other] { $running } ciclos están en marcha
}{ $ended ->
    [0] .
    [one] , uno ha terminado.
   *[other] , { $ended } han terminado.
}
lens-tries = { $count ->
    [0] Usted no puede ver ningún intento en clase.
    [one] Usted puede ver un intento en clase.
   *[other] Usted puede ver { $count } intentos en clase.
}
lens-no-commitment = Nadie se ha comprometido a nada todavía. En una reunión se puede.
lens-kept = { $count ->
    [0] Todavía no se ha cumplido ningún compromiso.
    [one] Se cumplió un compromiso.
   *[other] Se cumplieron { $count } compromisos, de { $people ->
        [one] una persona.
       *[other] { $people } personas.
    }
}
lens-open = { $count ->
    [0] Ninguno está pendiente.
    [one] Uno está pendiente.
   *[other] { $count } están pendientes.
}
lens-no-goal = Todavía no hay ninguna meta. Una meta se puede ofrecer a las de la escuela.
lens-goals = { $count ->
    [one] Una meta.
   *[other] { $count } metas.
}
lens-aligned = { $count ->
    [0] Ninguna lleva todavía a una meta superior.
    [one] Una lleva a una meta superior, acordada por ambas partes.
   *[other] { $count } llevan a una meta superior, acordadas por ambas partes.
}
study = Qué estudiamos y cuándo
study-title = Lo próximo que se estudia es { $name }, el { $day }.
study-none = No está previsto estudiar ningún estándar.
study-lead = Un estándar cada vez, un día. Una comunidad lo pone en su agenda con un toque, y el plan muestra cuándo se conversó.
study-empty = ¿Con qué estándar empiezan?
study-empty-why = Elijan uno que toque aquello en lo que ya trabajan, y un día. Veinte minutos en una reunión bastan para una primera conversación.
study-past = Antes
study-plan = Prever el estudio de un estándar
study-plan-go = Preverlo
study-whose = Quién lo estudia
study-which = Qué estándar
study-on = Qué día, más o menos
study-note = Con qué pregunta
study-note-hint = «¿Qué notarían nuestros estudiantes?»
study-talked = Se conversó el { $day }
study-on-agenda = En la agenda del { $day }
study-waits = Espera entre los puntos de las próximas reuniones
study-put = Ponerlo en nuestra agenda
study-item = Estudiar juntos: { $name }
study-when = Elija un día desde hoy y dentro de los próximos dos años.
study-who-puts = Los integrantes de la comunidad lo ponen en su agenda.
