communities-title = { $count ->
    [0] Todavía no está en ninguna comunidad.
    [one] Usted aprende en una comunidad.
   *[other] Usted aprende en { $count } comunidades.
}
communities-lead = Una comunidad son unas pocas personas que comparten alumnos, una responsabilidad, un papel, un interés o una meta, y aprenden juntas.
communities-invited = { $count ->
    [one] Una comunidad le ha invitado.
   *[other] { $count } comunidades le han invitado.
}
communities-none = ¿Con quién comparte alumnos?
communities-none-why = Empiece con las personas cuyos alumnos conoce. De tres a ocho es un buen tamaño. Tarda un minuto: un nombre y a quién invitar.
communities-mine = Las suyas
communities-all = Todas en { $place }
communities-found = Empezar una comunidad
communities-found-lead = Para empezar basta un nombre. Todo se puede cambiar después, en grupo.
communities-found-who = Empiezan comunidades quienes trabajan en una escuela o en la oficina del distrito. Pida a alguien que le invite.
communities-find = Nombre o escuela
communities-find-go = Buscar
communities-find-none = Ninguna comunidad lleva eso en el nombre. Pruebe con una palabra más corta.
community-members = { $count ->
    [one] un miembro
   *[other] { $count } miembros
}
community-archived = Esta comunidad descansa. Todo se puede leer; no se escribe nada nuevo.
community-invitation = { $name } le ha invitado. Sus miembros ven que se le invitó; nadie más.
community-join = Unirme
community-decline = No, gracias
community-invite = Invitar a alguien
community-edit = Cambiar para qué es
community-edit-who = Pueden hacerlo quienes la facilitan y la dirección de su escuela. Pídaselo.
community-answer-who = Una invitación la contesta quien la recibió.
community-leave = Dejar esta comunidad
community-last-facilitator = Una comunidad necesita a alguien que la facilite. Nombre antes a otra persona.
community-who = Quiénes están
community-who-lead = Quien recibe la invitación no ve nada del trabajo de la comunidad hasta que dice que sí.
community-find-person = Un nombre
community-find-nobody = No hay a quién invitar con ese nombre. Pruebe con una parte del nombre.
community-ask = Invitar
community-name = Nombre
community-name-hint = Como la llamaría en el pasillo: «Lectura de tercero».
community-purpose = ¿Para qué es?
community-purpose-hint = Una frase: qué alumnos y qué debe mejorar.
community-basis = ¿Qué comparten?
basis-students = Alumnos
basis-students-what = Enseñan a los mismos niños.
basis-responsibility = Una responsabilidad
basis-responsibility-what = Responden de lo mismo: la lectura, la asistencia, el horario.
basis-role = Un papel
basis-role-what = Asesores, direcciones, docentes nuevos.
basis-interest = Un interés
basis-interest-what = Quieren averiguar lo mismo.
basis-goal = Una meta
basis-goal-what = Trabajan por la misma meta desde distintos lugares.
community-composition = ¿Quiénes se reúnen?
composition-horizontal = El mismo grado o curso
composition-horizontal-what = Todos enseñan a los mismos niños o lo mismo.
composition-vertical = De varios grados
composition-vertical-what = La misma materia, de un grado al siguiente.
composition-mixed = Papeles distintos
composition-mixed-what = Docentes, personal, dirección, quizá familias.
community-mode = ¿Cómo se reúnen?
mode-face = En una sala
mode-virtual = En línea
mode-blended = Unos en la sala, otros en línea
community-grades = Grados
community-grades-hint = Por ejemplo: 2, 3
community-subjects = Materias
community-org = ¿Dónde?
community-who-knows = Todo el distrito puede ver que esta comunidad existe, para qué es y quién está. Su trabajo solo lo ven sus miembros.
community-archive = Dejarla descansar
community-take-up = Retomarla
community-archive-why = Una comunidad que descansa se puede leer y retomar. No se pierde nada.
part-member = miembro
part-facilitator = facilita
part-guest = persona invitada
part-invited = con invitación
part-make-facilitator = Que facilite
part-make-member = Que sea miembro
part-end = Quitar

# Quién no tiene comunidad todavía
coverage-title = { $without } de { $all } docentes no tienen comunidad todavía
coverage-all = Cada docente está en una comunidad
coverage-nobody = Aquí no se conoce todavía a ningún docente
coverage-lead = Aprender a solas es lo más difícil. Pregúnteles dónde les gustaría aprender.
coverage-who = Sin comunidad
coverage-schools = Por escuela
coverage-grades = Por grado
coverage-subjects = Por materia
coverage-teachers = Docentes
coverage-in = En una comunidad
coverage-without = Sin ella
coverage-audience = Lo ven quienes dirigen estas escuelas y quienes administran este sistema.

# Normas
norms = Cómo trabajamos juntos
norms-lead = Unas pocas frases cortas que todos puedan cumplir. Se ven en cada reunión.
norms-none = Todavía no hay normas. Unas frases, acordadas al principio, ayudan a decir lo que cuesta decir.
norms-begin = Escriban cómo quieren trabajar juntos
norms-open = Ver y cambiar
norms-due = Llegó el día que eligieron para revisarlas.
norms-waiting = { $yes } de { $all } están de acuerdo con lo propuesto.
norms-agree = Estoy de acuerdo
norms-title-none = Todavía no se han acordado normas
norms-title-proposed = Hasta ahora, { $yes } de { $all } están de acuerdo
norms-title-due = Es hora de revisar sus normas
norms-title-hold = { $count ->
    [one] Una frase que aquí cumplen todos
   *[other] { $count } frases que aquí cumplen todos
}
norms-proposed = Propuesta
norms-hold = Lo que vale
norms-by = { $who } lo propuso el { $day }.
norms-since = Valen desde el { $day }.
norms-next-look = Se revisan el { $day }.
norms-yes = De acuerdo, { $when }: { $who }.
norms-not-yet = Faltan: { $who }.
norms-same = Las mismas frases que antes.
norms-new = Nueva:
norms-gone = Se quita:
norms-settle = Estas valen ya
norms-settle-why = Al menos la mitad está de acuerdo. Los demás todavía pueden decirlo después.
norms-settle-who = Quien facilita la comunidad dice cuándo valen las normas antes de que todos estén de acuerdo.
norms-too-few = Todavía está de acuerdo menos de la mitad. Pregunte primero a los demás.
norms-lines = Una frase por línea
norms-lines-hint = De tres a seis se recuerdan bien. Por ejemplo: Empezamos a la hora. Hablamos del trabajo, no de las personas. Lo que se dice aquí, aquí se queda.
norms-changed = ¿Qué cambió y por qué?
norms-again-on = Revisarlas el
norms-again-on-hint = Desde ese día la agenda lo ofrece.
norms-propose = Proponerlo a los demás
norms-again = Revisarlas
norms-again-how = Léanlas en voz alta. ¿Cuál cumplen con facilidad y cuál no? Proponga las mismas frases con otra fecha, o cámbielas. Lo que vale ahora sigue hasta que todos estén de acuerdo.
norms-change = Proponer otras, o las mismas
norms-history = Lo que valía antes
norms-said-yes = De acuerdo: { $who }
norms-members-only = Las normas de una comunidad las leen sus miembros e invitados, y las hacen sus miembros.
norms-too-many = Doce como mucho. Menos se cumplen mejor.
norms-too-long = Una de ellas pasa de 160 caracteres. Haga dos, o dígalo más corto.
norms-again-past = Elija un día futuro.
norms-item = Revisar nuestras normas
norms-item-why = ¿Cuál cumplimos con facilidad y cuál no?
norms-item-offer = Toca revisar sus normas.
norms-item-add = Ponerlo en la agenda

# Entrar, salir, descansar
community-joining = ¿Cómo se entra?
joining-open = Por cuenta propia
joining-open-what = Quien trabaja en el distrito entra con un toque y ve su trabajo, también las direcciones.
joining-ask = Preguntando
joining-ask-what = Ustedes contestan con un toque.
joining-closed = Por invitación
joining-closed-what = Solo entra a quien ustedes inviten.
join-open = Quien trabaja aquí es bienvenido. En cuanto entre, verá su trabajo.
join-closed = Esta comunidad invita a las personas. Hable con alguien que esté en ella.
join-ask-how = Pregunte si puede entrar. Contesta quien facilita la comunidad.
join-text = Una palabra sobre el porqué
join-text-long = La palabra sobre el porqué tiene 300 caracteres como mucho.
join-who-sees = Lo ven quien facilita la comunidad y la dirección de su escuela.
join-ask = Preguntar si puedo entrar
join-asked = Usted preguntó { $when }. Contesta quien facilita la comunidad.
join-withdraw = Retirarlo
join-not-now = Le contestaron: por ahora no. Puede volver a preguntar o hablar con ellos.
join-waiting = { $count ->
    [one] Una persona quiere entrar
   *[other] { $count } personas quieren entrar
}
join-yes = Sí, adelante
join-no = Ahora no
join-yes-means = Quien entra ve desde ahora el trabajo de la comunidad, también el de antes.
community-rests-until = Hasta el { $day } la retoman quienes la facilitan o dirigen su escuela; después, quien administra este sistema.
community-rests-long = Descansa desde hace más de treinta días: puede retomarla quien administra este sistema.
resting = Comunidades que descansan
resting-title = { $count ->
    [0] No descansa ninguna comunidad en la que usted estuviera
    [one] Descansa una comunidad
   *[other] Descansan { $count } comunidades
}
resting-lead = Todo lo que hay en ellas lo lee quien podía antes. Durante { $days } días las retoma con un toque quien las llevaba; después, quien administra este sistema.
resting-since = descansa desde { $when }
resting-until = se puede retomar hasta el { $day }
resting-audience = Lo ve usted: las comunidades en las que está o que dirige; quien administra, todas las del distrito.
leave-title = ¿Dejar { $name }?
leave-lead = Lo que usted escribió se queda con los demás, con su nombre. Ya no verá el trabajo de la comunidad. Puede preguntar si puede volver.
leave-alone = Usted es la única persona aquí. Deje descansar la comunidad, para que lo aprendido se pueda leer, o invite antes a alguien.
leave-heir = ¿Quién facilita desde ahora?
leave-heir-why = Una comunidad necesita a alguien que la facilite, y hasta ahora solo es usted.
leave-heir-missing = Elija quién toma el relevo.
leave-who-sees = Los miembros y la dirección de la escuela ven que usted se fue.
leave-stay = Quedarme

# Invitados
community-ask-guest = Invitar sin ser miembro
community-guests-see = Quien está como invitado, por ejemplo una madre o un concejal, ve para qué es la comunidad, sus normas, las reuniones a las que se le invita y quién está en ella. Nada de su trabajo.
community-guest-stays = Quien no trabaja en el distrito está aquí como invitado.
coverage-grades-none = Nadie que enseña estos grados está todavía en una comunidad: { $names }.
coverage-subjects-none = Nadie que enseña estas materias está todavía en una comunidad: { $names }.
community-schools = Trabajan en { $count } escuelas.
