# lessons
lesson-not-yet = Una lección se escribe cuando un ciclo ha terminado.
lesson-is-there = Este ciclo ya tiene su lección.
lesson-expected = Esperábamos: { $what }
lesson-not-expected = Nadie escribió antes qué esperábamos.
lesson-happened = Qué pasó: { $what }
lesson-figure = { $name }: de { $from } a { $to }, { $count } valores.
lesson-close-title = ¿Cómo termina este ciclo?
lesson-close-lead = Conservar, cambiar y dejar son tres buenos finales. De lo ya escrito sale el borrador de una lección; ustedes deciden quién la lee.
lesson-outcome = Cómo terminó
lesson-why = ¿Por qué?
lesson-why-hint = Dos frases que un colega de otro lugar entendería
lesson-next = ¿Qué quieren hacer después?
lesson-next-hint = Con eso empieza el próximo ciclo
lesson-close = Terminar el ciclo y preparar la lección
lesson-of-cycle = La lección de este ciclo
lesson-draft = Borrador
lesson-shared = Compartida
lesson-adopted = Conservada
lesson-adapted = Cambiada y conservada
lesson-abandoned = Dejada
lesson-tried = Qué probamos
lesson-found = Qué encontramos
lesson-advice = Qué le diríamos a un colega
lesson-draft-notice = Este borrador salió de lo escrito en el ciclo. Léanlo una vez más y decidan quién puede leerlo.
lesson-share-title = Quién puede leerla
lesson-share-check = Busque nombres de estudiantes y colegas, y cifras de menos de diez estudiantes, y quítelos.
lesson-share-district = Compartirla con el distrito
lesson-share-everyone = Compartirla con cualquiera
lesson-take-back = Dejarla otra vez solo para el equipo
lesson-public-at = Cualquiera puede leerla en
lesson-changed-since = Un colega cambió esta lección hace un momento. Léala otra vez antes de compartirla.
lesson-not-yours = Esta lección la cambia el equipo que la escribió. Usted puede empezar un ciclo propio y averiguarlo.
lesson-edit = Cambiar el texto
lesson-edit-title = Con palabras que un colega de otro lugar entienda
lesson-and-next = ¿Y después?
lessons-title = { $count ->
    [0] Todavía no se ha compartido ninguna lección
   *[other] Lo que han aprendido los equipos
}
lessons-found = { $count ->
    [0] Ninguna lección coincide
    [one] Una lección coincide
   *[other] { $count } lecciones coinciden
}
lessons-found-many = Coincide más de una página de lecciones
lessons-lead = Lo que los equipos probaron y encontraron, también lo que dejaron: saberlo ahorra a otros el mismo camino.
lessons-drafts = Borradores de sus equipos
lessons-none = Las lecciones nacen de los ciclos
lessons-none-why = Cuando un ciclo termina, de lo ya escrito sale el borrador de una lección. El equipo la lee una vez más y decide quién puede leerla.
lessons-to-cycles = Ver sus ciclos
lessons-any = Cualquiera
lessons-all = Todas las lecciones
lessons-of-strategy = Lo que encontraron los equipos
