# record
record = Mi registro
record-see = Ver lo que se cuenta
record-title-none = Todavía no hay nada contado en este año.
record-title = Usted ha aprendido { $hours } horas en este año escolar.
record-title-then = Usted aprendió { $hours } horas en { $year }.
record-lead = Se llena solo con las reuniones y con el trabajo en los ciclos. No tiene que anotar nada dos veces.
record-years = Años escolares
record-empty = El aprendizaje se cuenta solo
record-empty-why = Cuando termina una reunión de su comunidad, aquí queda lo que fue aprendizaje. También lo que usted anota en los pasos de un ciclo.
record-empty-go = Ver sus comunidades
record-verified = horas registradas
record-verified-why = de reuniones y ciclos, o confirmadas
record-own = horas que usted declaró
record-own-why = todavía sin confirmar
record-came = Qué resultó de ello
record-knowledge = Aprendido
record-knowledge-why = horas de reunión, lectura y reflexión
record-application = Usado
record-application-why = horas de predecir y probar
record-impact = Visto en los estudiantes
record-impact-why = horas de evidencia y resultados
record-whom = Con quién
record-alone = Por su cuenta
record-hours = { $hours } h
record-happened = Qué pasó
record-at-meeting = reunión
record-at-cycle = trabajo en un ciclo
record-at-own = declarado por usted
record-corrected = Corregido
record-corrected-at-once = Alguien corrigió esto en el mismo momento. Mírelo otra vez y corríjalo después.
record-how = ¿Cómo se cuenta?
record-how-meeting = Una reunión cuenta por lo que duraron sus puntos de aprendizaje, para quienes estuvieron. Los asuntos internos y las pausas no cuentan. Una reunión nunca cuenta más de { $over } minutos por encima de lo planeado.
record-how-cycle = Lo que usted anota en un paso de un ciclo cuenta: una nota { $note } minutos, una predicción { $prediction }, una prueba { $tried }, evidencia { $evidence }, un resultado { $result }. Es el tiempo alrededor, no la clase. De un día cuentan como máximo { $most } minutos.
record-how-corrected = Lo contado nunca se cambia. Una corrección queda al lado, con su motivo.
record-title-period = Usted ha aprendido { $hours } horas en este período de licencia.
record-audience = Solo usted ve esta página. Quien recibe de usted un certificado puede comprobarlo.
record-staff-only = Quien trabaja aquí tiene aquí su registro.
record-paper = Llevarlo como PDF
record-own-new = Declarar algo aprendido en otra parte
record-confirmed = confirmado
record-not-confirmed = sin confirmar
record-day = Día
record-what = Qué
record-kind = Cómo se sabe
record-minutes = Minutos
record-of-time = Registro de aprendizaje, { $span }
record-made = Hecho el { $day } con lo que consta ese día en el registro.
record-of-community = Horas y certificados
record-of-community-why = Las reuniones se cuentan solas. Aquí ve usted lo que contaron y entrega certificados.
record-community-hours = Lo que contaron las reuniones
hours-community-title = Juntos aprendieron { $hours } horas en reuniones.
hours-community-lead = Las horas de todas las personas que estuvieron, sumadas, en { $year }.
hours-people = { $n ->
    [1] una persona
   *[other] { $n } personas
}
hours-meeting-title = Lo que contó «{ $title }»
hours-meeting-lead = Tiempo de aprendizaje de esta reunión, para quienes estuvieron.
hours-meeting-none = No contó para nadie: no ha terminado, o nada en su agenda era aprendizaje.
hours-correct = Corregir los minutos
hours-who = ¿De quién?
hours-minutes = ¿Cuántos minutos fueron?
hours-why-hint = Esa persona lo lee. Lo contado antes sigue visible para ella.
hours-who-may = Las personas que facilitan esta comunidad corrigen lo que contó una reunión.
hours-not-oneself = Nadie corrige sus propias horas. Pídalo a otra persona que facilite.
own-title = ¿Qué aprendió usted en otra parte?
own-lead = Un curso, un libro, una visita. Queda aparte de lo que se cuenta solo hasta que alguien lo confirma.
own-what = ¿Qué fue?
own-what-hint = Unas palabras, como deben constar en su registro
own-reflection = ¿Qué cambió para usted?
own-reflection-hint = Para usted. Nadie más lo ve nunca.
own-link = Un enlace
own-link-wrong = Una dirección que empiece con https://, por favor.
own-file = Una prueba: certificado, foto, programa
own-ask = ¿Quién puede confirmarlo?
own-ask-hint = Ve el día, qué fue, los minutos y la prueba. No ve lo que usted escribió para sí.
own-ask-nobody = Nadie por ahora
own-audience = Usted lo ve todo. La persona a quien pregunta lo ve sin lo que usted escribió para sí.
own-save = Ponerlo en mi registro
own-ahead = Tiene que haber pasado ya.
own-of = Declarado por { $name }
own-waits = Espera la confirmación de { $name }
own-nobody-asked = Sin confirmar. No se preguntó a nadie.
own-was-so = Confirmado por { $name }
own-was-not = { $name } no lo confirmó: { $why }
own-answer = ¿Fue así?
own-why = Unas palabras
own-why-hint = Necesarias si no lo confirma
own-so = Sí, fue así
own-not = No puedo confirmarlo
own-answered = Esto ya se respondió o se retiró.
own-not-oneself = Nadie confirma sus propias horas.
own-withdraw = Retirarlo
own-withdrawn = Retirado
own-asked = Otras personas le piden confirmar
certificate = Certificado
awards = Certificados
awards-title = { $n ->
    [0] Todavía no se han entregado certificados.
    [1] Se entregaron certificados una vez.
   *[other] Se entregaron certificados { $n } veces.
}
awards-lead = Un certificado dice que alguien estuvo y aprendió. Cualquiera que lo recibe puede comprobarlo.
awards-none = Un certificado por un año de aprender juntos
awards-none-why = Elija el tiempo y cuántas veces hay que haber estado. Usted ve quién lo recibiría antes de entregar nada.
award-new = Entregar certificados
award-new-title = ¿Quién se ganó un certificado?
award-new-lead = Diga por qué. Usted ve quién lo recibiría. No se entrega nada antes del último botón.
award-audience = Lo ven quienes facilitan { $name } y quienes dirigen el distrito. Cada certificado lo ve su titular.
award-audience-district = Lo ven quienes dirigen el distrito. Cada certificado lo ve su titular.
award-who-may = Entregan certificados quienes facilitan esta comunidad y quienes dirigen el distrito.
award-title = ¿Por qué?
award-title-hint = Como debe constar en el certificado: «Un año de leer juntos»
award-from = Desde
award-until = Hasta
award-until-wrong = El último día tiene que ser posterior al primero.
award-until-ahead = El tiempo tiene que haber pasado: nadie ha estado todavía.
award-cycle = O por un ciclo
award-cycle-hint = Entonces el tiempo es el del ciclo: de su comienzo a su final, o hasta hoy.
award-no-cycle = No, por el tiempo de arriba
award-at-least = Estuvo en esta parte de las reuniones
award-hours = Horas como mínimo
award-expires = Vence el
award-expires-wrong = Ese día ya pasó. Déjelo vacío para un certificado sin vencimiento.
award-letter = Escribir a quienes lo reciben
award-look = Ver quién lo recibiría
award-would = { $n ->
    [0] Nadie recibiría un certificado.
    [1] Una persona recibiría un certificado.
   *[other] { $n } personas recibirían un certificado.
}
award-held = { $n ->
    [0] No hubo reuniones en este tiempo.
    [1] Hubo una reunión en este tiempo.
   *[other] Hubo { $n } reuniones en este tiempo.
}
award-not-yet = { $n ->
    [1] Una persona que estuvo no lo recibiría
   *[other] { $n } personas que estuvieron no lo recibirían
}
award-was-there = en { $times } de { $held } reuniones, { $hours } horas
award-not-yourself = Usted no se lo entrega a sí. Puede hacerlo otra persona que facilite o que dirija el distrito.
award-will-write = Cada persona recibe una carta por correo.
award-wont-write = No se escribe a nadie.
award-give = { $n ->
    [1] Entregar un certificado
   *[other] Entregar { $n } certificados
}
award-coming = entregándose
award-coming-title = «{ $title }» se está entregando.
award-coming-why = Tarda un momento. Abra esta página otra vez para ver quién lo recibió.
award-given-title = { $n ->
    [0] Nadie recibió «{ $title }».
    [1] Una persona recibió «{ $title }».
   *[other] { $n } personas recibieron «{ $title }».
}
award-terms = Para quién
award-terms-share = quien estuvo en el { $share } % de las reuniones
award-terms-hours = quien aprendió { $hours } horas
award-renew = Entregarlo otra vez por el tiempo siguiente
certificate-audience = Solo usted ve esta página. Quien recibe el código ve su nombre como usted lo elige, por qué es y si vale.
certificate-for = Por
certificate-with = Con
certificate-time = Tiempo
certificate-span = { $from } a { $until }
certificate-hours = Horas de aprendizaje
certificate-issued = Entregado el
certificate-expires = Vence el
certificate-never = sin vencimiento
certificate-by = Entregado por
certificate-state = Estado
certificate-valid = Válido
certificate-expired = Vencido
certificate-revoked = Revocado
certificate-was-revoked = Este certificado fue revocado: { $why }
certificate-revoke = Revocarlo
certificate-revoked-already = Este certificado ya fue revocado.
certificate-why = ¿Por qué?
certificate-why-hint = Su titular lo lee. Otras personas solo ven que fue revocado.
certificate-paper = Llevarlo como PDF
certificate-check = Cómo lo comprueban otras personas
certificate-check-why = Deles esta dirección o el código del papel. No necesitan cuenta.
certificate-name = Su nombre en él
certificate-says = Se hace constar que
certificate-says-what = participó en el aprendizaje con colegas.
certificate-says-check = Si este certificado vale se puede ver en { $address }
certificate-letter-subject = Su certificado: { $title }
certificate-letter = Hola, { $name }:

    { $by } le entregó un certificado por «{ $title }». Lo encuentra aquí:
    { $link }
certificate-ends-subject = «{ $title }» vence el { $day }
certificate-ends = Hola, { $name }:

    su certificado «{ $title }» vence el { $day }. Si lo quiere otra vez, pídalo a quien se lo entregó.
    { $link }
check-title = ¿Vale este certificado?
check-lead = Escriba el código que consta en él.
check-code = Código
check-code-hint = Veinte letras y cifras. Las minúsculas y los guiones no importan.
check-go = Comprobarlo
check-unknown = No hay ningún certificado con este código.
check-unknown-why = Mire si cada letra es correcta. Un código tiene veinte letras y cifras.
check-audience = Quien tiene el código ve el nombre, por qué es, las fechas y el estado.
check-valid = Este certificado de { $name } es válido.
check-expired = Este certificado de { $name } está vencido.
check-revoked = Este certificado de { $name } fue revocado.
check-another = Comprobar otro
credit = Para su licencia
credit-period = Período de licencia
credit-progress = Usted tiene { $credits } de { $asked } { $unit }. El período termina el { $until }.
credit-see-period = Ver todo el período
credit-asks = Pide { $credits } { $unit } en { $years } años. { $minutes } minutos hacen una.
credit-at-least = Al menos { $n } tienen que tratar de { $what }.
credit-at-most = No más de { $n } tienen que tratar de { $what }.
credit-not-sorted = Su registro no sabe de qué trató cada hora. Súmelo usted, por favor.
credit-read = Leído el { $day } en
credit-no-advice = Las reglas cambian y no son iguales para todas las personas. Esto no es asesoría legal. Aquí solo cuentan horas confirmadas, y si su estado las acepta lo dice su estado.
credit-begins = Mi período empezó el
credit-begins-hint = El día que consta en su licencia. Los períodos pasados quedan atrás por sí solos.
reach = A quién llega el aprendizaje
reach-title = El aprendizaje ha llegado a { $reached } de { $all } personas del personal en este año escolar.
reach-title-few = No se puede mostrar a cuántas personas ha llegado el aprendizaje.
reach-lead = Quién tiene algo registrado de una reunión o de un ciclo. Son números de personas: no se nombra ni se clasifica a nadie.
reach-nobody = Aquí no se conoce personal
reach-nobody-why = Las personas de los lugares que usted dirige llegan con la lista del personal.
reach-levels = En todos los niveles
reach-schools = Por lugar
reach-staff = en el personal
reach-recent = en 30 días
reach-year = este año
reach-share = alcanzado
reach-teachers = Docentes y personal de apoyo
reach-coaches = Asesores
reach-leaders = Quienes dirigen escuelas y el distrito
reach-withheld = no se muestra
reach-hidden = No se muestran grupos de menos de { $n } personas, ni lo que los delataría. Quien trabaja en dos lugares cuenta en ambos.
reach-audience = Quienes dirigen ven esto para los lugares que dirigen.
rules = Reglas de crédito y cómo cuenta el trabajo
rules-title = ¿Cómo cuenta el aprendizaje aquí?
rules-lead = Lo que cada persona ve en su propio registro. Un cambio vale desde ahora, nunca para lo ya contado.
rules-who-may = Lo deciden quienes dirigen el distrito y quienes administran.
rules-rule = Regla de crédito
rules-none = Ninguna
rules-none-why = Se muestran las horas y no se suma nada para una licencia.
rules-figures = Minutos por el trabajo en un ciclo
rules-figures-why = El tiempo alrededor, no la clase. Antes de menos que de más.
rules-note = Nota
rules-prediction = Predicción
rules-try = Prueba
rules-evidence = Evidencia
rules-result = Resultado
rules-most = Como máximo en un día
rules-over = Una reunión cuenta como máximo estos minutos por encima de lo planeado
rules-audience = Ven esta página quienes dirigen el distrito y quienes administran. Cada persona ve la regla en su propio registro.
rules-texts = Lo que dicen las reglas
