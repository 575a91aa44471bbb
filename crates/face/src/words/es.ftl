brand = Perennial
skip = Ir a la página
rooms = Salas
more = Más
room-home = Inicio
room-communities = Comunidades
room-cycles = Ciclos
room-goals = Metas
room-data = Datos
room-surveys = Encuestas
room-library = Estrategias
room-lessons = Lecciones
room-people = Personas
room-admin = Administración
account = Usted
sign-out = Salir
language = Idioma
theme = Claro u oscuro
theme-device = Como el dispositivo
theme-light = Claro
theme-dark = Oscuro
live-lost = Sin conexión. Lo que ve puede no estar al día; volverá por sí sola.
optional = (si quiere)
save = Guardar
cancel = Cancelar
edit = Cambiar
as-table = Como tabla
as-list = Como lista
as-picture = Como dibujo
grade = grado { $n }
grade-kg = kínder
grade-pk = prekínder
subject-reading = lectura
subject-writing = escritura
subject-mathematics = matemáticas
subject-science = ciencias
subject-language = lengua inglesa
subject-social = estudios sociales
see-more = Ver más
more-of = { $count ->
    [one] Una más
   *[other] { $count } más
}
problems-title = { $count ->
    [one] Hay que revisar una cosa
   *[other] Hay que revisar { $count } cosas
}
problems-kept = Lo que escribió sigue aquí.
error-needed = Por favor, complete esto.
error-long = Esto tiene más de { $most } caracteres. Por favor, acórtelo.
error-number = Por favor, escriba un número, por ejemplo 12.5.
error-whole = Por favor, escriba un número entero.
error-date = Por favor, escriba una fecha como año-mes-día, por ejemplo 2026-11-12.
error-choice = Por favor, elija una de estas.
error-control = Esto tiene caracteres que no se pueden mostrar. Quítelos o escríbalo de nuevo.
error-email = Por favor, escriba un correo electrónico, por ejemplo ana@example.org.
error-between = Por favor, escriba un número de { $least } a { $most }.
conflict-title = Alguien cambió esto mientras usted escribía.
conflict-lead = Aquí están los dos textos. Nada se ha perdido. Junte lo que debe quedar y guarde.
conflict-yours = Lo que usted escribió
conflict-theirs = Lo que está guardado ahora, de { $who }
conflict-keep = Guardar esto
audience-you = Solo usted puede ver esto.
audience-everyone = Cualquiera puede ver esto, sin entrar.
audience-nobody = Nadie puede ver esto todavía.
audience-seen = Lo ven: { $who }.
audience-pair = Solo { $a } y { $b } pueden ver esto.
audience-community = { $count ->
    [one] el único miembro
   *[other] los { $count } miembros
} de { $name }
audience-peers = los miembros de { $name } que no evalúan a nadie en ella
audience-facilitators = quien facilita { $name }
audience-staff = todo el personal de { $name }
audience-leaders = la dirección de { $name }
audience-staff-of = todo el personal de { $places } lugares
audience-leaders-of = la dirección de { $places } lugares
audience-district = todas las personas de { $name }
audience-person = { $name }
audience-guests = quienes están como invitados en { $name }
and = y
date-today = hoy
date-yesterday = ayer
date-tomorrow = mañana
date-in-days = en { $count ->
    [one] un día
   *[other] { $count } días
}
date-days-ago = hace { $count ->
    [one] un día
   *[other] { $count } días
}
minutes-ago = { $count ->
    [0] ahora mismo
    [one] hace un minuto
   *[other] hace { $count } minutos
}
hours-ago = { $count ->
    [one] hace una hora
   *[other] hace { $count } horas
}
weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-long = { $weekday }, { $day } de { $month }
date-short = { $day } de { $month }
date-short-year = { $day } de { $month } de { $year }
date-month-year = { $month } de { $year }
chart-when = Cuándo
chart-note = Qué pasó
chart-group = Grupo
chart-from-to = De { $low } a menos de { $high }
chart-count = Cuántos
chart-students = Estudiantes
chart-mean = Promedio
chart-interval = El promedio verdadero está, 95 de cada 100 veces, entre
chart-span = { $low } y { $high }
chart-withheld = no se muestra: son pocos, o delataría a un grupo pequeño
chart-withheld-short = no se muestra
live-gone = Esto ya no le corresponde verlo. Lo que escribió sigue aquí: cópielo antes de dejar la página.
say-failed = No funcionó. Lo que escribió sigue aquí; inténtelo en un minuto.
say-offline = Sin conexión. Lo que escribió sigue aquí; podrá enviarlo cuando vuelva.
door-said = Aquí se aprende en compañía, y se nota: en lo que los alumnos saben hacer y en lo que la próxima escuela ya no tendrá que descubrir.
