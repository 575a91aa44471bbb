# surveys
surveys-title = { $mine ->
    [0] Lo que la gente ve, y lo que se oyó
    [one] Una encuesta espera por usted
   *[other] { $mine } encuestas esperan por usted
}
surveys-lead = Cada una toma pocos minutos. Con lo que se guarda nadie puede saber quién respondió qué.
surveys-none = Todavía no se ha preguntado a nadie
surveys-empty = ¿Dónde estamos ahora?
surveys-empty-why = Cuando su escuela o distrito pregunte, usted responde aquí, y aquí ve lo que dijo el conjunto.
surveys-empty-leader = Pregunte a quienes trabajan con usted. Responden sin nombre; todo el grupo ve el mismo informe.
surveys-audience = Usted ve las encuestas de los lugares donde trabaja.
survey-ask = Preguntar
survey-until = hasta el { $day }
survey-ended-on = terminada, { $day }
survey-new = ¿Qué quiere oír?
survey-new-lead = Las palabras quedan fijas cuando se empieza a preguntar, para poder comparar con las respuestas del próximo año.
survey-what = Encuesta
survey-where = A quién se pregunta
survey-where-hint = A cada persona que trabaja allí y en los lugares que dependen de él.
survey-until-when = El último día para responder
survey-until-hint = El informe aparece cuando termina. Usted puede terminarla antes.
survey-until-wrong = Elija un día desde hoy y como máximo dentro de 90 días.
survey-too-few = Allí trabaja muy poca gente: se podría adivinar cada respuesta. Elija un lugar más grande.
survey-new-audience = El informe llega a todas las personas consultadas y a quienes dirigen estos lugares.
survey-leaders-only = Para quienes dirigen el lugar.
survey-lead = Responda hasta el { $day }.
survey-ended = Esta encuesta terminó.
survey-not-asked = Usted no está entre las personas consultadas aquí.
survey-no-ballot = Eso no es una papeleta.
survey-taken = Usted tomó su papeleta en otro dispositivo o en otro navegador. Responda allí, por favor.
survey-know-head = ¿Quién puede saber lo que usted dijo?
survey-know = Con lo que se guarda, nadie. Los resultados se muestran solo de grupos de al menos { $least } respuestas.
survey-know-more = ¿Cómo es posible?
survey-know-how = Su navegador inventa un número secreto y pide un sello sobre él a través de un sobre cerrado. El servidor ve que usted tomó una papeleta, pero no cuál. Entonces la papeleta vuelve con su sello y sin usted. Todas las respuestas están juntas, sin orden y sin hora, hasta que la encuesta termina. Entonces se olvida quién tomó una papeleta.
survey-know-not = Quien mire dentro del servidor en marcha o en la red mientras se responde puede ver cuándo llega una respuesta, y podría adivinar. Y la gente puede conocer su manera de escribir: no cuente lo que solo usted puede saber.
survey-far = Cómo va
survey-end = Terminarla ahora
survey-end-why = Se cuentan las respuestas, todas las personas consultadas ven el informe y ya nadie puede responder.
survey-needs-script = Para responder, active los scripts en su navegador o abra esta página en otro: su papeleta se sella en su propio dispositivo.
survey-sending = Sellando y enviando …
survey-kept = Su respuesta está con las demás. Gracias. El informe aparece aquí cuando la encuesta termine.
survey-wait = Un momento: se están preparando las papeletas.
survey-spent = Con esta papeleta ya se respondió otra cosa. Cada papeleta cuenta una vez.
survey-unfit = Responda al menos una pregunta, por favor.
survey-later = No se pudo enviar. Lo que escribió queda en este dispositivo; inténtelo otra vez, por favor.
survey-insecure = Su navegador solo sella papeletas por una conexión segura. Abra la dirección que empieza con https, por favor.
survey-answer-audience = Nadie ve quién respondió. Todas las personas consultadas ven el informe.
survey-send = Enviar mis respuestas
survey-counting = Se están contando las respuestas.
survey-counting-why = El informe aparece aquí en un momento.
survey-all = Todas las personas
survey-part-staff = { $place }, personal
survey-part-leaders = { $place }, dirección
survey-part-rest = Lugares pequeños juntos
survey-what-was-said = Lo que se dijo
survey-as-table = En cifras
survey-not-shown = no se muestra
survey-too-few-why = Lo que se respondió no se muestra a nadie.
survey-upper = { $share } por ciento en la parte alta
survey-taken-of = { $taken } de { $asked } han tomado una papeleta. Quiénes son se olvida al final.
survey-taken-few = Menos de { $least } han tomado una papeleta.
survey-answered = Respondieron { $answered } de { $asked }.
survey-too-few-answers = Respondieron menos de { $least }.
survey-hidden = No se muestran grupos de menos de { $least } respuestas, ni lo que los delataría.
survey-words-hidden = Menos de { $least } escribieron algo aquí; no se muestra.
# surveys: instruments
instruments-title = Aquí se pueden hacer { $count } encuestas
instruments-lead = Tome una como está o hágala suya: cambie palabras, escalas y preguntas antes de preguntar a alguien.
instruments-short = Lo que se puede preguntar
instruments-own = Las de su distrito
instruments-ours = Listas para preguntar
instrument-items = { $count ->
    [0] Todavía sin preguntas
    [one] 1 pregunta
   *[other] { $count } preguntas
}
instrument-see = Ver las preguntas
instrument-new = Una propia
instrument-new-why = Empiece con una que ya existe y cámbiela. La original queda como está.
instrument-from = Empezar con
instrument-empty = Nada
instrument-make = Escribirla
instrument-copy-name = { $name } (copia)
instrument-unnamed = Todavía sin título
instrument-draft = En preparación
instrument-ready = Lista para preguntar
instrument-away = Guardada
instrument-audience = Quienes dirigen en su distrito las ven y las usan. Todavía no se pregunta a nadie.
instrument-bring = Una con licencia
instrument-bring-why = Tráigala como archivo. Su licencia queda con ella, y ella queda en su distrito.
instrument-bring-go = Traerla
instrument-lacks = { $count ->
    [one] Falta una cosa antes de poder preguntar.
   *[other] Faltan { $count } cosas antes de poder preguntar.
}
instrument-as-asked = Como se preguntará
instrument-to-ready = Está lista para preguntar
instrument-to-away = Guardarla
instrument-to-draft = Retomarla
instrument-edit = Cambiar las preguntas
instrument-edit-lead = Quienes ya fueron consultados conservan las palabras con que se les preguntó. La próxima encuesta toma lo que usted guarde aquí.
instrument-versions = { $count ->
    [one] Se conserva 1 versión
   *[other] Se conservan { $count } versiones
}
instrument-version = Versión { $number }
instrument-not-yours = Para quien la hizo y para quienes dirigen el distrito.
instrument-not-ready = Falta algo antes de poder preguntar. Ábrala para ver qué.
instrument-changed-since = Alguien la cambió desde que usted la vio. Mírela otra vez primero.
instrument-title = Título
instrument-lead-label = Para qué es, dicho a quien responde
instrument-asked = A quién se pregunta
instrument-side = Nombre de este lado
instrument-languages = Idiomas
instrument-languages-hint = Por ejemplo: en, es. Todo debe estar escrito en cada uno. El primero aparece primero.
instrument-items-label = Preguntas
instrument-items-hint = Abra una para cambiarla. Los lugares son números: para mover una pregunta, dele otro.
instrument-item-new = Una pregunta más
instrument-item-text = Pregunta
instrument-item-more = Más sobre esta pregunta
instrument-item-out = Quitar esta pregunta
instrument-answer = Se responde
instrument-open = con palabras propias
instrument-dimension = Mide
instrument-no-dimension = nada junto con otras
instrument-place = Lugar
instrument-reverse = Estar de acuerdo habla en contra de lo que mide
instrument-scales = Escalas
instrument-scales-hint = Las respuestas en su orden. Para quitar una respuesta, borre sus palabras.
instrument-scale-name = De { $first } a { $last }
instrument-scale-out = Quitar esta escala
instrument-more-scale = Otra escala
instrument-no-more-scale = Ninguna
instrument-point = Respuesta
instrument-outside = Respuesta fuera de la escala
instrument-value = Cuenta
instrument-dimensions = Lo que mide
instrument-dimensions-hint = Preguntas que van juntas. Se responden en la misma escala.
instrument-dimension-new = Una más
instrument-dimension-name = Nombre
instrument-dimension-out = Quitar esto
instrument-least-label = Respuestas necesarias
instrument-least-hint = Tantas de sus preguntas debe responder una persona para contar.
instrument-around = Alrededor
instrument-threshold = Mínimo de respuestas que se muestran
instrument-threshold-hint = Los resultados de menos personas nunca se muestran. Al menos 3; con 5 la gente está más segura.
instrument-source = De dónde viene
instrument-save-more = Guardar y seguir
asked-staff = Todas las personas que trabajan aquí
asked-teachers = Docentes
asked-leaders = Quienes dirigen
asked-central-office = Oficina central
asked-school-leaders = Quienes dirigen escuelas
asked-families = Familias
instrument-bad-key = Una clave lleva letras minúsculas, cifras y guiones.
instrument-key-twice = Esta clave aparece dos veces. Dé otra a una de ellas.
instrument-bad-languages = Nombre al menos un idioma y como máximo ocho, cada uno una vez, por ejemplo en o es.
instrument-no-words = Aquí faltan palabras.
instrument-other-language = Estas palabras están en un idioma que la encuesta no dice tener.
instrument-nobody = Diga a quién se pregunta.
instrument-sides = Tiene dos lados o ninguno.
instrument-side-not-asked = Un lado no está entre las personas consultadas.
instrument-unknown-side = No existe ese lado.
instrument-text-twice = Dé palabras para todos o para cada lado, no ambas cosas.
instrument-bad-threshold = Al menos 3 respuestas antes de mostrar un resultado.
instrument-too-few-points = Una escala necesita al menos dos respuestas.
instrument-code = Este código ya está en uso.
instrument-values = Lo que cuentan las respuestas debe subir o bajar en toda la escala.
instrument-no-items = Escriba al menos una pregunta.
instrument-unknown-scale = No existe esa escala. Elija otra.
instrument-unknown-dimension = Lo que mide ya no está. Elija otra cosa.
instrument-reversed = Solo una pregunta con escala se puede invertir.
instrument-mixed-scales = Todas las preguntas de lo mismo llevan la misma escala.
instrument-least = Entre 1 y el número de sus preguntas con escala.
instrument-other-key = Necesita una clave propia.
instrument-import-title = Traiga la encuesta de la que tiene licencia
instrument-import-lead = Todavía no se pregunta nada: primero usted la ve y dice cuándo está lista.
instrument-import-file = Archivo
instrument-import-file-hint = JSON en nuestra forma, o una tabla de preguntas (CSV UTF-8). Como máximo 512 KB.
instrument-import-text = O péguela aquí
instrument-import-licence = De quién es, y qué le permite usarla
instrument-import-licence-hint = Aparece junto a las preguntas donde las vean quienes dirigen. Traiga solo lo que puede usar.
instrument-import-for-table = Para una tabla
instrument-import-go = Leerla
instrument-import-how = Cómo es una tabla
instrument-import-how-table = Una fila por pregunta. La clave no cambia de un año a otro: de ella depende la tendencia.
instrument-import-how-scales = Lo que puede estar en “scale”, además de open:
instrument-import-how-json = Otras escalas y los dos lados se traen como JSON. El manual dice cómo es.
instrument-import-faults = { $count ->
    [one] No se pudo tomar. Hay que corregir una cosa; no se guardó nada.
   *[other] No se pudo tomar. Hay que corregir { $count } cosas; no se guardó nada.
}
instrument-import-large = El archivo pesa más de 512 KB. Traiga solo las preguntas, sin respuestas ni imágenes.
instrument-import-unread = No se pudo leer el archivo. Envíelo otra vez, por favor.
instrument-import-nothing = Elija un archivo o pegue las preguntas.
instrument-import-workbook = Eso es un libro de cálculo. En su programa elija “Guardar como” y “CSV UTF-8”, y traiga ese archivo.
instrument-import-utf8 = Sus letras no se pueden leer con seguridad. En su programa elija “Guardar como” y “CSV UTF-8”, y traiga ese archivo.
instrument-import-control = Contiene signos que nadie puede ver. Escriba esas palabras de nuevo.
instrument-import-markup = Contiene código de una página web (<…>). Traiga solo las palabras.
instrument-import-formula = Empieza como una fórmula (=, +, @). Traiga solo las palabras.
instrument-import-long = Es más largo de lo que la gente lee. Acórtelo.
instrument-import-too-many = Hay más preguntas o idiomas de los que admite una encuesta: 80 preguntas, 8 idiomas.
instrument-import-reversed = En “reversed” va yes o no.
instrument-import-scale = No existe esa escala. Vea abajo cuáles hay, o escriba open.
instrument-import-row = Fila { $row }: { $what }
instrument-import-at = { $at }: { $what }
instrument-import-head-twice = Dos columnas se llaman { $head }. Cambie el nombre de una.
instrument-import-head-missing = No hay columna { $head }. Su nombre va en la primera fila.
instrument-import-head-unknown = Nadie conoce la columna { $head }. Quítela.
instrument-import-json-unread = Esto no es una encuesta en nuestra forma: { $why }
instrument-import-table-unread = La tabla no se puede leer: { $why }
instrument-import-key-ours = La clave { $key } es de una encuesta que viene con Perennial. Dele otra clave en el archivo.
instrument-import-key-taken = Su distrito ya tiene una con la clave { $key }. Cambie aquella, o dé a esta otra clave en el archivo.
survey-asked-now = Esto se está preguntando allí ahora, o se preguntó hace menos de tres semanas. Dos tan seguidas se podrían restar la una de la otra.
survey-only = Solo algunos de estos lugares
survey-only-which = A quiénes se pregunta
survey-only-hint = Deje todas las casillas vacías para preguntar a todas las personas.
survey-only-itself = { $place }: la oficina central
survey-only-wrong = Elija lugares que pertenezcan al que pregunta.
survey-wide = Cuando se pregunta a la oficina central y a las escuelas
survey-wide-hint = Las demás encuestas no lo usan.
survey-wide-leaders = Por las escuelas, quienes las dirigen
survey-wide-all = Por las escuelas, todas las personas que trabajan allí
survey-reworded = El texto cambió desde la última vez que se preguntó aquí. Lo que se pregunta con otras palabras empieza de nuevo: no se puede comparar con lo anterior.
survey-reworded-yes = Preguntar con las palabras nuevas
survey-face-higher = { $side }: lo ven más alto, por { $gap } pasos de la escala ({ $low } a { $high }).
survey-face-same = No hay entre los dos lados una diferencia mayor de la que hace el azar.
survey-faces = { $apart ->
    [0] En ninguna de { $compared } afirmaciones difieren los dos lados más de lo que hace el azar.
    [one] Los dos lados ven de otra manera una de { $compared } afirmaciones.
   *[other] Los dos lados ven de otra manera { $apart } de { $compared } afirmaciones.
}
survey-method = Se nombra una diferencia cuando es mayor de la que hace el azar, teniendo en cuenta cuántas afirmaciones se comparan (prueba de Welch con la corrección de Holm, 95 por ciento). Los pasos de la escala cuentan como igual de distantes; «sin opinión» no cuenta en ningún promedio.
survey-since-higher = Más alto que el { $day }.
survey-since-lower = Más bajo que el { $day }.
survey-since-unsure = Desde el { $day } no hay un cambio mayor del que hace el azar.
survey-since-reworded = El { $day } se preguntó con otras palabras: no se compara.
survey-waves = De una vez a otra
survey-waves-what = La parte del lado alto de la escala. Cada vez pueden haber respondido personas distintas.
survey-together = En conjunto
survey-together-what = El promedio de las afirmaciones que van juntas, entre qué valores está lo más probable (95 de 100 veces) y cuánto difieren las personas (±).
survey-alpha = Qué tan bien van juntas (alfa de Cronbach)
survey-mean = Promedio
survey-csv = Guardar como tabla (CSV)
survey-csv-statement = Afirmación
survey-csv-group = Grupo
survey-csv-answered = Respondieron
survey-csv-low = Promedio como mínimo
survey-csv-high = Promedio como máximo
survey-csv-spread = Dispersión
survey-take-up = Retomarlo
survey-take-up-as = ¿Qué es para ustedes?
survey-take-up-text = Con sus palabras
survey-take-up-text-hint = Al lado se guarda lo que dice el informe.
survey-take-up-audience = Lo ven quienes integran la comunidad.
survey-take-up-save = Retomarlo
survey-take-up-no-team = Puede retomarlo cuando trabaje en una comunidad.
survey-as-need = Una necesidad nuestra
survey-as-need-what = Algo que queremos aprender y trabajar en un ciclo.
survey-finding = { $who }: { $share } por ciento de { $n } en el lado alto de «{ $statement }»
survey-came = Qué resultó de ello
survey-came-nothing = Todavía no se ha contado nada. Pregunte a quienes dirigen su lugar qué oyeron.
survey-came-empty = La gente vuelve a responder cuando sabe que se la oyó. Cuente qué oyó, luego qué decide y, un día, qué cambió.
survey-heard = Lo que oímos
survey-heard-what = Con sus palabras: lo que le dijeron, también lo que no quisiera oír.
survey-decided = Lo que decidimos
survey-decided-what = Qué se hará, quién y hasta cuándo; o por qué no.
survey-changed = Lo que cambió
survey-changed-what = Qué es distinto ahora.
survey-tell = Contar qué resultó
survey-tell-why = Lo leen aquí todas las personas a quienes se preguntó, y lo encuentran en su inicio.
survey-tell-kind = ¿Qué cuenta?
survey-tell-text = Con sus palabras
survey-tell-item = Sobre
survey-tell-whole = Toda la encuesta
survey-tell-about = Sobre:
survey-tell-send = Contarlo a todas las personas
survey-tell-away = Retirar
survey-words-all = Leer, buscar y ordenar las { $n }
survey-words-seek = Buscar en lo que se dijo
survey-words-seek-go = Buscar
survey-words-found = { $n ->
    [0] No se encontró nada
    [one] Se encontró una
   *[other] Se encontraron { $n }
}
survey-words-rest = Todavía sin título
survey-words-heading = Poner las elegidas bajo este título
survey-words-heading-hint = Vacío las saca de su título.
survey-words-sort = Ponerlas allí
# surveys: codes on paper, families
codes-title = Códigos en papel
codes-made = { $made ->
    [0] Todavía no se imprimieron códigos. Con uno puede responder quien no tiene dispositivo.
    [one] Se imprimió 1 código. Cada uno responde una vez, y no se guarda quién tiene cuál.
   *[other] Se imprimieron { $made } códigos. Cada uno responde una vez, y no se guarda quién tiene cuál.
}
codes-go = Imprimir códigos
codes-lead = Para quien no tiene dispositivo, script o cuenta. Un código responde una vez, en cualquier teléfono o computadora.
codes-group = { $made } de { $people } impresos
codes-how-many = Cuántos
codes-make = Imprimir
codes-count-wrong = Como máximo tantos códigos como personas tiene el grupo, y no más de 2.000 a la vez.
codes-how = Cómo repartirlos
codes-how-cut = Imprima la hoja, córtela, mezcle los papeles y deje que cada persona saque uno.
codes-how-hand = No anote en ningún lugar quién recibió cuál. Quien saca un papel no tiene otra papeleta: pulsa «Respondo en papel» en la página de la encuesta, o simplemente no responde allí.
codes-how-rest = Destruya los papeles que sobren. Quien los guarde podría responder con ellos: todas las personas consultadas ven cuántos se imprimieron.
codes-audience = Quienes ven esta encuesta ven cuántos códigos se imprimieron.
codes-sheet = { $count } códigos: { $group }
codes-sheet-lead = Imprima esta página ahora. Los códigos no se guardan en ningún otro lugar.
codes-sheet-once = Esta página se puede ver durante un cuarto de hora, solo en este navegador. Después nadie puede verla otra vez.
codes-gone = Esta hoja ya no se puede ver
codes-gone-why = Los códigos se muestran una vez, para imprimirlos. Si se pierde la hoja, termine la encuesta y empiécela de nuevo.
codes-slip = ¿Qué ve usted? Hasta el { $day } vaya a { $address } y escriba este código. Nadie puede saber de quién es cada respuesta.
codes-overfull = Llegaron más respuestas que personas consultadas: { $answered } de { $asked }. Alguien respondió con un código y en un navegador, o hubo códigos en otras manos. Lea las cifras con cuidado.
codes-paper = Respondo en papel
codes-paper-why = O responda con un código en papel, en cualquier dispositivo: pídalo a quien dirige su lugar.
codes-paper-taken = Usted responde en papel, o tomó su papeleta en otro lugar. Con un código:
answer-title = Responder con un código
answer-lead = Su código está en el papel que le dieron. No necesita cuenta.
answer-code = Código
answer-code-hint = Trece letras y cifras. También sirven las minúsculas.
answer-go = Seguir
answer-nobody = Nadie puede saber quién escribió qué código.
answer-audience = Solo usted ve esta página.
answer-slip = Hay un error en él. Compare cada signo con su papel, por favor; la O es la cifra 0, la I y la L son la cifra 1.
answer-closed = Con este código no se puede responder ahora
answer-closed-why = Ya se usó, su encuesta terminó, o un signo es distinto en su papel. Si ya respondió, su respuesta cuenta y no tiene que hacer nada. Si no, mire cada signo otra vez o pregunte a quien le dio el papel.
answer-retype = Escribirlo otra vez
answer-who-sees = Nadie ve quién respondió. La escuela ve lo que dijo el conjunto.
answer-know = No se guarda nada de usted: ni nombre, ni dirección, ni hora. Lo que todos dicen se muestra solo cuando respondió gente suficiente. La gente puede conocer su manera de escribir: no cuente lo que solo usted puede saber.
answer-thanks = Su respuesta está con las demás. Gracias.
answer-thanks-why = Su código ya cumplió; puede tirar el papel.
families-title = Preguntar a las familias
families-lead = Responden en su teléfono con un código en papel, en su idioma, sin cuenta. Nadie puede saber qué familia dijo qué.
families-no-school = Usted no dirige ninguna escuela
families-no-school-why = Quien dirige una escuela pregunta aquí a sus familias.
families-how-many = ¿Cuántas familias tiene cada escuela?
families-how-many-hint = Tantos códigos se pueden imprimir. Sus listas dicen cuántos estudiantes hay; los hermanos son una familia, así que ponga menos. Deje vacía una escuela para no incluirla.
families-until-hint = El papel va a casa y vuelve despacio: tres semanas están bien.
families-audience = El informe llega a quienes trabajan en estas escuelas y a quienes las dirigen.
families-go = Preguntarles
families-none = Diga cuántas familias tiene al menos una escuela.
families-too-few = Muy pocas familias: se podría adivinar cada respuesta. Pregunte a más familias juntas.
survey-as-barrier = Algo que nos frena
survey-as-barrier-what = Lo que impide vivir la visión, para trabajarlo o nombrarlo ante quien puede cambiarlo.
survey-as-question = Una pregunta para pensar
survey-as-question-what = Para responderla en común y volver a mirarla un año después.
families-of = Familias de { $school }
# surveys: communities
pulse-head = Cómo trabajamos en conjunto
pulse-open = Responda sin su nombre; todo el grupo lee lo que se dijo.
pulse-over = Lo que dijo el grupo y lo que resultó de ello.
pulse-ask-short = Preguntar cómo trabajamos en conjunto
pulse-again = Preguntar de nuevo
pulse-not-yours = Pregunta quien facilita esta comunidad o dirige su escuela.
pulse-title = { $people } personas pueden decir cómo trabajan en conjunto en { $name }
pulse-lead = Responden sin su nombre, y solo ellas leen lo que se dijo. Elija unas pocas preguntas; las mismas, otra vez en primavera, muestran qué cambió.
pulse-small = { $people ->
    [0] Nadie trabaja todavía en { $name }
    [one] Una persona trabaja en { $name }: es muy poco para preguntar sin nombres
   *[other] { $people } personas trabajan en { $name }: son muy pocas para preguntar sin nombres
}
pulse-small-why = Con menos de { $least } respuestas se podría adivinar cada una; por eso no se mostraría nada, a nadie. Es mejor saberlo antes de preguntar.
pulse-lately = A la gente de { $name } ya se le está preguntando, o se le preguntó hace menos de tres semanas
pulse-lately-why = Dos informes tan cercanos sobre las mismas personas se podrían restar uno del otro, y se conocerían respuestas sueltas. Espere a que pasen tres semanas.
pulse-instead = Lo que puede hacer en su lugar
pulse-talk = Conversarlo con una pregunta para pensar
pulse-talk-how = Lleve una a su próxima reunión: una ronda en la que cada persona dice una frase. Quien prefiera no hablar, pasa.
pulse-together = Preguntar a varias comunidades de la escuela en conjunto
pulse-together-here = Elíjalas abajo. Responden como un solo grupo, y todas leen el mismo informe.
pulse-together-leader = Quien dirige { $school } puede preguntar a varias de sus comunidades como un solo grupo.
pulse-shown-from = Se muestra cuando han respondido { $least } de { $people }.
pulse-not-now = Ahora no: son muy pocas personas, o se les preguntó hace menos de tres semanas.
pulse-with = Preguntar también a otras comunidades
pulse-with-which = ¿A cuáles?
pulse-with-hint = Responden como un solo grupo: nadie ve lo que dijo una de estas comunidades.
pulse-audience = Solo las personas consultadas leen el informe. Nadie ve quién dijo qué.
pulse-page-audience = Para quienes facilitan la comunidad o dirigen su escuela.
pulse-ask = Preguntar
pulse-too-few = Son muy pocas personas para estas preguntas: se podría adivinar cada respuesta.
pulse-asked-lately = A estas personas, o a la mayoría, se les está preguntando lo mismo ahora o se les preguntó hace menos de tres semanas, aquí o en su escuela. Pregunte más tarde, o pregunte otra cosa.
survey-asked-in-part = A la mayoría de estas personas se les está preguntando lo mismo ahora o se les preguntó hace menos de tres semanas, en sus comunidades o en otro lugar. No se podría mostrar nada; pregunte más tarde.
