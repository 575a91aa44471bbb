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
