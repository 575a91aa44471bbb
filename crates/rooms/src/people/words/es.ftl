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
roster-none = Aquí todavía no hay nada plantado
roster-none-why = Exporte un conjunto OneRoster de su sistema de información escolar y envíelo arriba. Los distritos pequeños también pueden añadir personas a mano.
roster-runs = Lo que llegó
roster-state-reading = Leyéndose
roster-state-ready = Revisado, aún sin aplicar
roster-state-applied = Aplicado
roster-state-dropped = Descartado
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
