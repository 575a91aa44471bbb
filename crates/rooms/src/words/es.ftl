audience-message = Solo lo ve usted; nada de esta página trata de otra persona.
stop-home = Ir al inicio
stop-nothing = Aquí no hay nada
stop-nothing-why = O nunca estuvo aquí, o no le corresponde verlo. Si alguien le envió esta dirección, pídale que lo comparta con usted.
stop-sign-in = Primero hay que entrar
stop-sign-in-why = Esto es para personas que han entrado.
stop-not-yours = Esto no le corresponde
stop-again = Revíselo una vez más
stop-again-why = Hay algo que revisar en lo que envió.
stop-stale = Alguien guardó antes
stop-stale-why = Lo que envió partía de una versión anterior. Se conservan las dos: mire lo que está guardado ahora y envíe lo suyo otra vez.
stop-too-many = Fueron muchas veces
stop-too-many-why = Espere { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
} e inténtelo de nuevo. No se ha perdido nada.
stop-refused = Esto no se puede aceptar
stop-foreign-why = Otro sitio pidió esto en su nombre y no se hizo nada. Si fue usted, abra la página aquí y hágalo de nuevo.
stop-method-why = Esta dirección se puede abrir, pero no se le puede enviar nada de esta manera.
stop-large-why = Es más grande de lo que admite esta página, y por eso no se guardó nada. Vuelva atrás: lo que escribió sigue en el formulario. Quite el archivo o elija una copia más pequeña, y envíelo otra vez.
stop-unreadable-why = No se pudo leer lo que se envió. No se guardó nada. Vuelva atrás e inténtelo de nuevo.
stop-away = Ahora no podemos llegar a los datos
stop-away-why = No se perdió nada de lo anterior. Lo que acaba de enviar no se guardó: vuelva atrás, sigue en el formulario, y envíelo otra vez en un minuto.
stop-damaged = Este servidor necesita ayuda
stop-damaged-why = Sus datos están dañados y ya no se guarda nada, para que no empeore. Avise a quien lo cuida: se puede restaurar una copia.
stop-broken = Algo falló de nuestro lado
stop-broken-why = No se cambió nada. Vuelva atrás e inténtelo de nuevo; si vuelve a pasar, avise a quien cuida este servidor.

api-cursor = El cursor no es de esta lista. Empiece sin él.
api-body = El cuerpo debe ser un objeto JSON.
api-fields = "fields" debe ser un objeto de textos, con las claves de los campos del paso.
api-if-match = Un cambio debe decir en qué revisión se basa, en la cabecera If-Match.
api-members-only = Aquí solo escriben los miembros y quien facilita la comunidad.
api-own-only = Solo lo puede cambiar su dueño.
