# meetings
meetings = Reuniones
meetings-all = Todas las reuniones y actas
meetings-ahead = Próximas
meetings-past = Realizadas
meetings-none = No hay ninguna reunión planeada.
meetings-none-why = Planeen una, o toda una serie. La agenda, los apuntes, lo decidido y quién hace qué quedan en un solo lugar.
meetings-plan = Planear una reunión
meetings-plan-lead = El día, la hora y cómo empieza la agenda. Todo se puede cambiar hasta que comience.
meetings-held = Se realizaron { $held } de { $due } reuniones planeadas.
meeting-members-only = Solo los miembros de esta comunidad pueden hacerlo. Quienes la facilitan pueden dejarle entrar.
meeting-is-closed = Esta reunión ha terminado. Su acta queda como está; lo pendiente puede ir a la próxima agenda.
meeting-is-cancelled = Esta reunión se canceló. Lo que estaba en su agenda espera entre las cosas para después.
meeting-was-cancelled = Esta reunión se canceló. Lo que estaba en su agenda espera entre las cosas para después.
meeting-not-begun = La reunión todavía no ha comenzado. Primero hay que comenzarla.
meeting-has-begun = La reunión ya comenzó. Su hora y lugar quedan como están.
meeting-minutes-wrong = Minutos enteros, por favor: al menos uno, y no más de los que caben en un día.
meeting-at-wrong = Una hora como 15:15, por favor.
meeting-until-wrong = ¿Hasta qué día? Tiene que ser después de la primera reunión.
meeting-title = ¿Cómo se llama?
meeting-title-usual = Reunión del equipo
meeting-on = Día
meeting-at = Empieza a las
meeting-length = Minutos
meeting-place = ¿Dónde?
meeting-place-hint = Un salón, o la dirección de una llamada
meeting-every = ¿Cada cuánto?
meeting-once = Una vez
meeting-weekly = Cada semana
meeting-fortnightly = Cada dos semanas
meeting-monthly = Cada cuatro semanas
meeting-until = Hasta
meeting-agenda = Agenda
agenda-last = Como la última vez
agenda-last-what = Los puntos de la última reunión, con sus minutos
agenda-usual = Una reunión para aprender
agenda-usual-what = Llegar, mirar evidencia, acordar el próximo paso, mirar atrás
agenda-empty = Vacía
usual-check-in = Llegada
usual-check-in-why = Una frase cada quien: ¿qué salió bien desde la última vez?
usual-evidence = Lo que dice nuestra evidencia
usual-evidence-why = Primero mirar juntos, después explicar. ¿Qué nos sorprende?
usual-step = Nuestro próximo paso
usual-step-why = ¿Qué prueba cada quien hasta la próxima reunión?
usual-plus-delta = Más y delta
usual-plus-delta-why = ¿Qué nos ayudó hoy a aprender, y qué cambiamos?
usual-house = Avisos
usual-house-why = Solo lo que no se puede leer en papel
meeting-when = { $day }, { $time }, { $n ->
    [1] un minuto
   *[other] { $n } minutos
}
meeting-items = { $n ->
    [1] un punto
   *[other] { $n } puntos
}
meeting-minutes = { $n ->
    [1] un minuto
   *[other] { $n } minutos
}
meeting-goal = Para nuestra meta:
meeting-agenda-empty = Todavía no hay nada en la agenda. Basta con una buena pregunta.
meeting-housekeeping = Avisos, { $n ->
    [1] un minuto
   *[other] { $n } minutos
} como máximo
meeting-planned = Hay { $planned } de { $all } minutos planeados.
meeting-too-much = Son { $n } de más.
meeting-much-housekeeping = Más de una cuarta parte son avisos.
meeting-late = A este paso terminamos a las { $time }.
meeting-backlog = Para después
meeting-backlog-why = Lo que no se debe olvidar y aún no tiene día. Pónganlo en una agenda cuando llegue su momento.
meeting-bring-in = A esta agenda
meeting-ready = Antes de comenzar
meeting-begin = Comenzar la reunión
meeting-begin-how = Cualquiera del equipo puede comenzarla. Entonces empieza el primer punto y corre su tiempo.
meeting-prepare = Preparar
meeting-join = Entrar
meeting-is-running = ahora
meeting-facilitates = Facilita
meeting-writes = Escribe
meeting-keeps-time = Cuida el tiempo
meeting-nobody = Nadie todavía
meeting-you-are-away = Usted dijo que no puede venir.
meeting-is-away = { $name } no puede venir.
meeting-say-away = No puedo ir
meeting-coming = Sí puedo ir
meeting-edit = Cambiar hora, lugar o turnos
meeting-cancel = Cancelar la reunión
meeting-cancel-why = Queda a la vista como cancelada, y los puntos de su agenda esperan otro día.
meeting-left = Pendiente de antes
meeting-captured = Lo que queda
meeting-time-used = Tiempo usado
meeting-live = La reunión avanzó.
meeting-nothing-on = Ahora no hay ningún punto en curso
meeting-nothing-on-why = Sigan con el próximo punto, apunten algo o terminen la reunión.
meeting-next = Sigue: { $title }
meeting-item-done = Listo
meeting-carry = Pasar a la próxima vez
meeting-notes = Apuntes
meeting-who = Quiénes están
meeting-who-was = Quiénes estuvieron
meeting-say-here = Aquí estoy
meeting-say-online = Estoy en línea
meeting-mark-others = Alguien más está aquí
meeting-nobody-yet = Nadie lo ha dicho todavía.
meeting-here = Presentes: { $names }
meeting-online = En línea: { $names }
meeting-away = No pudieron venir: { $names }
meeting-decided = Decidido
meeting-decided-none = Nada todavía.
meeting-committed = Por hacer
meeting-committed-none = Nada todavía.
meeting-end-head = Cuando terminemos
meeting-end-why = Lo que no alcanzamos pasa a la próxima agenda. El acta ya está escrita.
meeting-end = Terminar la reunión
meeting-minutes-head = Acta
meeting-between = Entre puntos
meeting-share = { $n ->
    [1] Un minuto
   *[other] { $n } minutos
} de agenda, el { $share } por ciento para aprender.
meeting-stays = Esta acta queda como está.

item-title = ¿De qué se trata?
item-purpose = ¿Para qué, y qué debe salir de ahí?
item-purpose-hint = Por ejemplo: acordar un texto que todos enseñan la próxima semana
item-minutes = Minutos
item-lane = Tipo
item-add = Poner en la agenda
item-add-now = Surgió algo más
item-park-new = Guardar para después
item-edit = Un punto de la agenda
item-place = Su lugar
item-up = Antes
item-down = Después
item-park = Esta vez no
item-out = Quitar
item-from-before = de la última vez
item-carried = Pasó a la próxima reunión
item-took = { $took } de { $planned } minutos
item-is-over = Este punto ya pasó o se movió hace un momento. Miren la agenda otra vez.
lane-learning = Aprendizaje
lane-learning-what = Lo que el equipo aprende, mira, prueba o decide por su alumnado
lane-housekeeping = Avisos
lane-housekeeping-what = Lo que hay que decir y no es aprendizaje. Tiene pocos minutos propios.

note-text = Una línea para los apuntes
note-add = Agregar
note-how = Todos pueden escribir a la vez: las líneas solo se agregan, nadie escribe encima de nadie.
note-by-me = usted
notes-none = Todavía no hay apuntes aquí.

decisions-title = Lo que decidimos
decisions-title-of = Lo que decidió { $community }
decisions-lead = Cada decisión de sus comunidades, con su porqué y para qué. Busquen antes de decidirlo otra vez.
decisions-none = Todavía no hay ninguna decisión anotada.
decisions-none-why = Durante una reunión, “Anotar una decisión” la guarda aquí, con su razón y su meta.
decisions-find = Una palabra de ella
decisions-find-go = Buscar
decisions-found-none = En sus comunidades no se decidió nada sobre “{ $words }”.
decisions-audience = Lo ven los miembros de cada comunidad, solo sus propias decisiones.
decision-add = Anotar una decisión
decision-text = ¿Qué decidimos?
decision-why = ¿Por qué?
decision-why-hint = Para que en primavera nadie tenga que preguntar
decision-goal = ¿Para qué meta?
decision-no-goal = Ninguna en particular
decision-keep = Guardar la decisión
decision-because = Porque { $why }
decision-for = Para
decision-present = { $n ->
    [1] estuvo una persona
   *[other] estuvieron { $n } personas
}

commitments-title = { $n ->
    [0] Nada espera por usted
    [1] Usted se comprometió a una cosa
   *[other] Usted se comprometió a { $n } cosas
}
commitments-lead = Lo que dijo que haría, en todas sus comunidades. Queda aquí hasta que esté hecho o lo deje.
commitments-none = Todavía no se ha comprometido a nada.
commitments-none-why = Cuando una reunión acuerda que usted hace algo, queda aquí, con su fecha.
commitments-done = Hecho hace poco
commitments-audience = Solo usted ve esta página; cada cosa la ve también la comunidad a la que la prometió.
commitment-add = Anotar quién hace qué
commitment-text = ¿Qué hay que hacer?
commitment-who = ¿Quién se compromete?
commitment-by = ¿Para cuándo?
commitment-keep = Guardar
commitment-due = { $when }
commitment-done = Hecho
commitment-is-done = hecho
commitment-let-go = Dejarlo
commitment-was-let-go = dejado
commitment-again = Retomarlo
commitment-not-yours = Solo quien se comprometió puede decir que está hecho.

# protocols
protocols = Protocolos
protocols-title = { $ours ->
    [1] Un protocolo
   *[other] { $ours } protocolos
} para conversaciones que llevan a algo{ $own ->
    [0] {""}
    [1] {" "}y uno propio
   *[other] {" "}y { $own } propios
}
protocols-lead = Un protocolo dice quién habla cuándo, cuánto tiempo y sobre qué, para que se escuche a todas las personas y al final quede tiempo. Úsenlo para un punto de la agenda; cópienlo y háganlo suyo.
protocols-own = De su distrito
protocols-ours = Vienen con Perennial
protocols-audience = Lo que viene con Perennial lo ve todo el mundo. Cada copia aparece solo para quien puede verla.
protocol = Protocolo
protocol-comes-with = Este protocolo viene con Perennial. Todo el mundo puede leerlo.
protocol-of = Pertenece a { $name }
protocol-steps = { $steps ->
    [1] Un paso
   *[other] { $steps } pasos
}, al menos { $minutes ->
    [1] un minuto
   *[other] { $minutes } minutos
}
protocol-people = Funciona bien con entre { $least } y { $most } personas.
protocol-presents = Alguien presenta.
protocol-made-from = Hecho a partir de
protocol-use = Usarlo en una reunión
protocol-which-meeting = ¿En qué reunión?
protocol-use-go = Ponerlo en la agenda
protocol-copy = Hacerlo suyo
protocol-copy-why = La copia se puede acortar, redactar de otro modo y compartir. Este queda como está, igual que cada reunión que ya lo usó.
protocol-copy-go = Hacer una copia
protocol-copy-name = { $name }, a nuestra manera
protocol-copy-audience = La copia de una comunidad la ven sus miembros, hasta que la compartan con el distrito.
protocol-whose = ¿De quién es la copia?
protocol-for-district = Todas las personas de { $district }
protocol-staff-only = Quien trabaja en el distrito puede copiar protocolos. Usted puede leerlos todos.
protocol-not-ours = Este viene con Perennial y queda como está. Haga una copia y cámbiela.
protocol-not-yours = Pueden cambiarlo los miembros de la comunidad a la que pertenece. Usted puede hacer una copia propia.
protocol-edit = Cambiar este protocolo
protocol-edit-lead = Las reuniones que ya lo tomaron conservan los pasos que tienen.
protocol-name = Nombre
protocol-about = ¿Cuándo lo usamos?
protocol-the-steps = Pasos
protocol-around = Para quién y de dónde
protocol-least = ¿Desde cuántas personas?
protocol-most = ¿Hasta cuántas?
protocol-too-few = Donde alguien presenta hacen falta al menos dos personas.
protocol-most-wrong = No puede ser menos que el número anterior.
protocol-source = Fuente
protocol-source-hint = De dónde vienen los pasos y sus tiempos
protocol-seen = ¿Quién puede verlo y usarlo?
protocol-seen-community = Solo sus miembros
protocol-seen-district = Cada comunidad puede usarlo en sus reuniones
protocol-no-steps = Un protocolo necesita al menos un paso.
protocol-step-new = Un paso más
protocol-step-name = ¿Cómo se llama el paso?
protocol-step-prompt = ¿Qué hacemos?
protocol-step-prompt-hint = Dos frases, dichas al grupo; también quién guarda silencio
protocol-step-who = ¿Quién habla?
protocol-step-capture = ¿Qué anotamos?
protocol-step-capture-hint = Una cosa por línea; a menudo nada
protocol-step-out = Quitar este paso
speaks-everyone = Hablan todos.
speaks-nobody = Nadie habla.
speaks-name = Habla { $name }.
speaks-others = Hablan todos menos { $name }.
speaks-presenter = Habla quien presenta.
speaks-participants = Hablan todos menos quien presenta.
speaks-facilitator = Habla quien facilita.
step-how = ¿Cómo lo tratamos?
step-how-why = Un protocolo da a cada voz su tiempo. Sus pasos y su reloj aparecen entonces en la página de la reunión.
step-none = Conversar sin más
step-presenter = ¿Quién presenta?
step-presenter-hint = De quién es el trabajo o la pregunta, cuando el protocolo lo pide
step-time = ¿Cuánto tiempo?
step-time-fit = El tiempo que pide el protocolo
step-time-keep = { $n ->
    [1] Un minuto
   *[other] { $n } minutos
}, como estaba previsto; cada paso recibe su parte
step-too-short = Cada paso necesita al menos un minuto. Dé más tiempo a este punto o tome el que pide el protocolo.
step-changed = Alguien cambió este punto hace un momento. Así está ahora; elija de nuevo.
step-choose = Tratarlo así
step-read = Leer los protocolos
step-fits = { $name } tiene su tiempo: { $minutes } minutos.
step-short = { $name } pide { $asked } minutos y aquí tiene { $minutes }, así que cada paso es más corto de lo publicado. Aun así funciona en un grupo pequeño que cuida el reloj; si no, dele más tiempo.
step-short-some = { $name } pide { $asked } minutos y aquí tiene { $minutes }. Más cortos de lo publicado: { $steps }.
step-presents = presenta { $name }
step-at = { $name }, paso { $n } de { $of }:
step-write-down = Para anotar:
step-until = Todo el punto tiene hasta las { $time }.
step-next = Siguiente paso: { $name }
step-back = Un paso atrás
note-add-as = Añadir: { $what }
meeting-which = ¿Cuáles?
meeting-which-one = Solo esta
meeting-which-following = Esta y todas las que siguen en la serie
meeting-which-what = Cada una se mueve los mismos días, a esta hora y lugar. Lo que ya se celebró queda como está.
meeting-cancel-following = Suspender esta y todas las que siguen

# deciding together
vote-title = ¿Estamos de acuerdo?
vote-dots-title = ¿Qué importa más?
vote-live = La votación avanzó.
vote-round = Ronda { $n }
vote-by = Propuesta de { $name }.
vote-before = Antes decía: «{ $text }»
vote-talk = Primero lo que no está claro, después lo que opinan. Luego cada quien muestra de cero a cinco dedos, y nadie ve ninguna mano antes de que estén todas.
vote-dots-talk = Primero conversen. Luego cada quien da sus puntos, y nadie los ve antes de que estén todos.
vote-open = Votar ahora
vote-ballot = Su voto
vote-say-here = Diga que está aquí y podrá votar.
vote-yours = Su voto está dado; todavía puede cambiarlo.
vote-voted = { $voted } de { $all } ya votaron.
vote-waiting = Esperamos a { $names }.
vote-hidden-why = Hasta entonces todos los votos quedan ocultos. Solo se guarda cuántas personas mostraron qué, y a quién hay que escuchar.
vote-show = Mostrar los votos ahora
vote-facilitator-shows = Antes de tiempo los muestra quien facilita. Se muestran solos cuando todos han votado.
vote-nobody-yet = Todavía no ha votado nadie.
vote-not-present = Diga primero que está aquí; después podrá votar.
vote-is-shown = Esta ronda ya se mostró, así que sus votos quedan como están. Mire cómo salió.
vote-is-hidden = Los votos siguen ocultos. Esperen a que voten todos, o muéstrenlos.
vote-not-heard = Todavía falta escuchar a alguien. Anoten primero qué le preocupa.
vote-agreed = Ya están de acuerdo. Guarden la decisión.
vote-not-agreed = Alguien todavía no está de acuerdo. Escúchenle y voten otra vez.
vote-is-over = Esto se decidió o se dejó hace un momento.
vote-one-at-a-time = Hace un momento se propuso otra cosa al grupo. Una después de otra; sus palabras siguen aquí.
vote-people = { $n ->
    [1] una persona
   *[other] { $n } personas
}
vote-agreed-now = Estamos de acuerdo: nadie está por debajo de { $line }.
vote-hear = Antes que nada, escuchamos a { $names }.
vote-all-heard = Se escuchó a todos. ¿Nos une otra redacción?
vote-too-few = Votaron { $voted } y hacen falta { $needed }, así que esto no decide nada. Voten otra vez.
vote-concern-of = ¿Qué le preocupa a { $name }?
vote-your-concern = ¿Qué le preocupa?
vote-heard = Anotarlo
vote-wording = ¿Cómo lo decimos ahora?
vote-wording-hint = Cámbienlo para que responda a la preocupación. Se guardan las dos redacciones.
vote-again = Votar otra vez
vote-somebody = Alguien
vote-let-go = Dejarlo por hoy
vote-line = ¿Qué no está claro, o qué opina?
vote-ask = Preguntar
vote-react = Decir
vote-line-asks = { $name } pregunta
vote-line-says = { $name }
vote-line-concern = lo que le preocupa a { $name }
vote-line-written = anotado por { $name }
vote-propose = Proponer algo y ver si estamos de acuerdo
vote-proposal = ¿Qué propone?
vote-propose-go = Llevarlo al grupo
vote-choose = Elegir entre varias cosas con puntos
vote-question = ¿Qué elegimos?
vote-options = ¿Entre qué?
vote-options-hint = Una por línea, de dos a doce
vote-options-wrong = De dos a doce cosas distintas, una por línea.
vote-dots = Puntos por persona
vote-dots-have = { $n ->
    [1] Tiene un punto para dar.
   *[other] Tiene { $n } puntos para dar, todos a una cosa o repartidos.
}
vote-dots-give = Dar mis puntos
vote-too-many-dots = Son más puntos de los que tiene. Retire algunos.
vote-dots-count = { $n ->
    [0] ningún punto
    [1] un punto
   *[other] { $n } puntos
}
vote-level = empate
vote-tie = { $names } están empatados. Los puntos no rompen un empate; conversen y anoten qué deciden.
vote-no-dots = Nadie dio un punto.
vote-outcome = ¿Qué decidimos entonces?
vote-outcome-hint = Una frase para el registro
vote-how = Cómo decidimos
vote-left = Sin decidir
vote-never-shown = Nunca se mostró; los votos siguen ocultos.
vote-was-heard = Se escuchó a { $names }
decision-hands = Ronda { $n }: { $counts }.
vote-showed = { $n ->
    [1] una persona mostró { $fingers }
   *[other] { $n } mostraron { $fingers }
}
# Invitados
guests-ask = Invitar a quienes están como invitados
guests-asked = Quienes están como invitados pueden venir a esta reunión
guests-who = Invitados de esta comunidad: { $who }.
guests-word = Unas palabras para ellos
guests-word-hint = De qué se trata, por dónde entrar; después, qué salió. Sin nombres de alumnos.
guests-see = Ven cuándo y dónde es, los títulos de la agenda y estas palabras. No ven las notas, ni lo decidido, ni quién se encarga de qué.
guests-ask-go = Invitarlos
guests-not = Ya no
guests-meetings = Reuniones a las que se le invita
guests-meetings-none = No hay ninguna reunión próxima a la que se le invite.

# Presencia con código
code-show = Mostrar un código en la pantalla
code-screen = La pantalla con el código
code-type = Escribir el código de la pantalla
code-title = El código de este minuto
code-where = Abra la reunión en su teléfono y escríbalo, o vaya a { $address }
code-left = En { $seconds } segundos llega otro. El anterior vale un minuto más.
code-here = { $count ->
    [0] Todavía no hay nadie
    [one] Hay una persona
   *[other] Hay { $count } personas
}
code-stop = No mostrar más códigos
code-who = Muestra el código quien facilita la comunidad o esta reunión.
code-field = Las seis cifras de la pantalla
code-field-hint = Cambian cada minuto.
code-go = Aquí estoy
code-wrong = No son las cifras que muestra ahora la pantalla. Mire otra vez y escríbalas de nuevo.
code-marks = Mientras la pantalla muestra un código, cada quien lo escribe. Quien facilita puede anotar a alguien como presente.
present-title = Diga que está aquí
present-yes = Usted está aquí
present-stays = Queda anotado. Su teléfono puede dormir; no se pierde nada.
present-on = A la reunión

# Tiempo para aprender juntos
time-open = Tiempo para aprender juntos
time-lead = Cómo se usaron los minutos de sus reuniones en los últimos doce meses. Para hablarlo entre ustedes; las direcciones solo ven sus lugares en conjunto.
time-lead-leaders = Los últimos doce meses, todas las comunidades juntas: cuentas, sin contenido y sin nombres.
time-communities = { $count ->
    [one] Una comunidad
   *[other] { $count } comunidades
} en { $places ->
    [one] un lugar.
   *[other] { $places } lugares.
}
time-title = El { $percent } % del tiempo de las reuniones fue para aprender
time-title-none = Todavía no hubo ninguna reunión
time-held = Celebradas
time-planned = Previstas
time-of = de { $count } previstas
time-off = Suspendidas
time-hours = Horas de aprendizaje
time-inside = En el tiempo reservado
time-outside = { $count ->
    [one] Una reunión cayó fuera del tiempo reservado. ¿Es el tiempo adecuado, o lo ocupa otra cosa?
   *[other] { $count } reuniones cayeron fuera del tiempo reservado. ¿Es el tiempo adecuado, o lo ocupa otra cosa?
}
time-nothing-kept = Todavía no se reserva para esto ningún tiempo de la jornada. La dirección de la escuela puede decir cuál.
time-chart = Horas en reuniones, mes a mes
time-table = Como tabla, en minutos
time-learning = Aprender
time-housekeeping = Organización
time-share = Aprender, del total
time-how = Son los minutos en que un punto de la agenda estuvo en curso. Los puntos de organización cuentan como organización, los demás como aprendizaje; el tiempo entre puntos no cuenta.
time-place = Un lugar
time-look = Ver
time-all = Todos los lugares juntos
time-keep = Reservar tiempo
time-keep-lead = Horas de la jornada en las que no se planea otra cosa, para que las comunidades se reúnan. Una reunión cuenta como dentro cuando lo está entera. Lo que terminó sigue contando para los días en que valía.
time-keep-go = Reservarlo
time-keep-end = Ya no, desde hoy
time-kept = { $day }, de { $from } a { $until }
time-kept-since = desde { $since }
time-kept-until = de { $since } a { $end }
time-kept-at = Tiempo reservado en { $place }
time-weekday = Día
time-from = De
time-until = A
time-until-wrong = Tiene que terminar después de empezar.
time-since = ¿Desde qué día?
weekday-monday = lunes
weekday-tuesday = martes
weekday-wednesday = miércoles
weekday-thursday = jueves
weekday-friday = viernes
weekday-saturday = sábado
weekday-sunday = domingo
# on a cycle's page
cycle-met = De nuestras reuniones
cycle-met-decided = Se acordó: { $text }
cycle-met-taken-on = { $who }: { $text }
