sign-in-title = Qué gusto verle
sign-in-lead = Entre con su correo de la escuela.
sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-password-hint = ¿No tiene contraseña? Pida un enlace por correo.
sign-in-go = Entrar
sign-in-ask-link = Envíenme un enlace
sign-in-wrong = El correo y la contraseña no coinciden. Inténtelo de nuevo o pida un enlace por correo.
link-sent-title = Mire su correo
link-sent-lead = Si conocemos esta dirección, ya va en camino una carta con un enlace. El enlace sirve una vez, durante { $minutes } minutos.
link-sent-back = Volver a la entrada
link-mail-subject = Su enlace para entrar
link-mail-body = Hola, { $name }:

    Con este enlace puede entrar. Sirve una vez, durante { $minutes } minutos, cuando pulse el botón de su página.

    { $address }

    ¿No lo pidió? Entonces no haga nada: no pasa nada.
pass-title = Entrar como { $name }
pass-lead = Pulse el botón y estará dentro. El enlace no se puede usar otra vez.
pass-go = Entrar
pass-stale-title = Este enlace ya no sirve
pass-stale-lead = Ya se usó o se acabó su tiempo. Pida uno nuevo; tarda un minuto.
pass-stale-go = Pedir un enlace nuevo
invite-title = Le damos la bienvenida, { $name }
invite-lead = Elija una contraseña si quiere. Siempre puede entrar con un enlace por correo.
invite-password = Su contraseña
invite-go = Pasar
password-rule = Al menos 12 caracteres. Una frase va bien.

account-hats = Lo que hace aquí
account-look = Cómo se ve
account-password = Contraseña
account-password-is = Tiene contraseña. Al guardar una nueva, se cierra la sesión en los demás dispositivos.
account-password-none = No tiene contraseña y entra con enlaces por correo. Puede tener ambas cosas.
account-password-new = Contraseña nueva
account-devices = Dónde tiene sesión abierta
account-device-unknown = Un dispositivo
account-device-this = este
account-end-others = Cerrar la sesión en todos los demás

role-teacher = Docente
role-coach = Asesor o asesora
role-aide = Auxiliar
role-counselor = Orientación
role-principal = Dirección de la escuela
role-site-administrator = Equipo directivo
role-district-administrator = Dirección del distrito
role-system-administrator = Administración de este sistema
role-network-facilitator = Facilitación de la red
role-guest = Persona invitada
role-other = Personal

# La nómina
roster-kicker = Nómina
roster-title = La última nómina llegó { $when }
roster-title-none = Todavía no ha llegado ninguna nómina
roster-lead = Quién está dónde, según su sistema de información escolar. Envíe un conjunto OneRoster; verá qué cambiaría antes de que se escriba nada.
roster-send = Enviar un conjunto
roster-file = El conjunto, en un solo .zip
roster-file-hint = OneRoster 1.0, 1.1 o 1.2, completo o solo cambios.
roster-file-needed = Primero elija el .zip.
roster-look = Ver qué cambiaría
roster-audience = Lo ven quienes administran este sistema.
roster-not-a-zip = No es un archivo zip, o está dañado. Exporte el conjunto otra vez y envíelo tal como sale, sin descomprimirlo.
roster-no-roster = En este zip no hay ninguna tabla OneRoster: ninguna se llama orgs.csv, users.csv o parecido. Exporte el conjunto otra vez de su sistema de información escolar.
roster-none-why = Exporte un conjunto OneRoster de su sistema de información escolar y envíelo arriba. Los distritos pequeños también pueden añadir personas a mano.
roster-runs = Lo que llegó
roster-state-reading = Leyéndose
roster-state-ready = Revisado, aún sin aplicar
roster-state-applied = Aplicado
roster-state-dropped = Descartado
roster-state-refused = Detenido por el freno
roster-state-failed = No se pudo aplicar
roster-sums = { $new } nuevos, { $changed } cambiados, { $removed } salieron, { $refused } rechazados
roster-reading = El conjunto se está leyendo
roster-applying = La nómina se está incorporando
roster-reading-lead = Esta página se actualiza sola. Puede salir de ella; el trabajo continúa.
roster-progress = { $what }: { $rows } filas leídas
roster-look-again = Volver a mirar
roster-orgs = Organizaciones
roster-users = Personal y estudiantes
roster-staff = personal
roster-students = estudiantes
roster-roles = Funciones
roster-classes = Clases
roster-enrollments = Personas en clases
roster-access = Quién ve qué
roster-ready-title = Esto es lo que cambiaría el conjunto
roster-ready-lead = Todavía no se ha escrito nada.
roster-brake-title = Saldrían { $leaving } de { $of } ({ $kind }). ¿Es así?
roster-applied-title = La nómina está incorporada
roster-applied-lead = Quien falta en el conjunto ya no puede entrar; lo que escribió se queda, y todo vuelve a ser como antes si regresa.
roster-dropped-title = Este conjunto se descartó
roster-dropped-lead = No se cambió nada y el archivo se borró.
roster-failed-title = Este conjunto no se pudo aplicar
roster-failed-lead = No se cambió nada. Corrija el conjunto y envíelo de nuevo.
roster-broke-off = El servidor se detuvo mientras trabajaba en este conjunto. No se cambió nada; envíelo de nuevo.
roster-refused-run-lead = No se cambió nada. Si salen de verdad, repítalo con --confirm, o envíe el conjunto aquí y confírmelo.
roster-mail-subject = La nómina se detuvo: saldrían demasiadas personas
roster-mail-body = Llegó una nómina y habrían salido { $leaving } de { $of } ({ $kind }). Es más de lo habitual, así que no se cambió nada.

    Revise el conjunto. Si salen de verdad, incorpórelo de nuevo y confírmelo, en Administración, Nómina.
roster-take = ¿Lo incorpora?
roster-confirm = Sí, { $leaving } salen de verdad ({ $kind }).
roster-take-audience = Desde entonces cada persona ve lo que sus funciones le permiten ver.
roster-take-go = Incorporar
roster-drop = Descartar
roster-counts = Qué pasa con las filas
roster-new = Nuevos
roster-changed = Cambiados
roster-unchanged = Como antes
roster-removed = Salieron
roster-refused = Rechazados
roster-refused-title = { $count ->
    [one] Se rechazó una fila
   *[other] Se rechazaron { $count } filas
}
roster-refused-lead = Una fila rechazada no cambia nada: la persona o cosa de que trata queda como estaba.
roster-notes = { $count ->
    [one] Una cosa que conviene saber
   *[other] { $count } cosas que conviene saber
}

# El directorio
people-title = Quiénes trabajan en { $district }
people-lead = Encuentre a alguien que enseña lo mismo que usted, o que ya resolvió lo que intenta.
people-guest-title = Solo quien trabaja aquí ve el directorio
people-guest-lead = Usted ve las comunidades que le invitaron y a las personas que están en ellas.
people-find = Nombre
people-where = Escuela u oficina
people-role = Función
people-grade = Grado
people-subject = Materia
people-any = Cualquiera
people-go = Buscar
people-none = Nadie coincide
people-none-why = Quite una de las cosas que busca.
people-coverage = Quién no tiene comunidad todavía
people-add = Añadir a alguien
person-role-at = { $role }, { $org }
person-teaches = Enseña
person-left = Esta persona se fue. Lo que escribió se queda; no puede entrar.
person-new = ¿Quién llega?
person-new-lead = Recibe una carta con un enlace que sirve una vez y solo para ella. La función es suya desde ahora.
person-given = Nombre
person-family = Apellido
person-new-go = Añadir e invitar
person-email-taken = Alguien ya tiene esta dirección. Nunca se unen personas por su dirección; búsquela en el directorio.
person-care = Para esta persona
person-care-who = Quien dirige el lugar y quienes administran dicen quién es qué allí.
person-waits = Todavía no ha entrado.
person-invite-again = Enviar una invitación
person-role-roster = de la nómina; allí se termina
person-role-end = Terminar esta función
person-role-give = Dar esta función
person-not-yourself = Eso lo tiene que hacer otra persona por usted.
person-end = Terminar el acceso
person-end-why = La sesión de { $name } se cierra en todas partes al instante, y terminan todas sus funciones y comunidades. Lo que escribió se queda.
person-end-go = Terminar el acceso ahora
invite-mail-subject = { $district } le invita a Perennial
invite-mail-body = Hola, { $name }:

    { $by } le añadió a { $district } en Perennial, donde las personas aprenden juntas a partir de cómo les va a sus estudiantes.

    Este enlace le abre la puerta. Sirve una vez, dentro de { $days } días, y solo para usted:

    { $address }

# Llaves para programas
tokens-title = { $count ->
    [0] Ningún programa actúa por usted
    [one] Un programa puede actuar por usted
   *[other] { $count } programas pueden actuar por usted
}
tokens-lead = Una llave permite a un programa leer y hacer lo que usted puede. Dé a cada programa la suya y termínela cuando ya no haga falta.
tokens-fresh = Cópiela ahora. Solo se muestra esta vez.
tokens-until = creada { $made }, sirve hasta el { $date }
tokens-end = Terminarla
tokens-make = Una llave nueva
tokens-name = ¿Para qué es?
tokens-name-hint = La exportación nocturna, un programa suyo.
tokens-lasts = Cuánto dura
tokens-days = { $days } días
tokens-go = Crearla

# El buzón de la demostración
mailbox-title = { $count ->
    [0] Todavía no hay cartas
    [one] Una carta
   *[other] { $count } cartas
}
mailbox-lead = En el distrito de muestra ningún correo sale de esta máquina. Llega aquí.
mailbox-to = para { $address }
mailbox-audience = Lo ve cualquiera que pueda abrir el distrito de muestra.
account-told = Correo y calendario
account-told-what = Una carta por semana sobre sus comunidades, lo que llega enseguida y sus reuniones en su propio calendario.
account-told-go = Elegir de qué se le avisa
