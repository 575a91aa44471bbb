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
