standards = Estándares
standards-title = { $count ->
    [one] Un estándar dice cómo aprendemos, desde el { $day }.
   *[other] { $count } estándares dicen juntos cómo aprendemos, desde el { $day }.
}
standards-title-none = Nada dice todavía con qué estándares aprendemos.
standards-lead = Se leen completos y se conversan. Nadie los va marcando como cumplidos.
standards-empty = ¿Con qué estándares aprenden?
standards-empty-why = Mire los conjuntos publicados. Quien dirige el distrito adopta uno, a partir de un día.
standards-empty-leader = Mire los conjuntos publicados, converse sobre ellos con su gente y adopte uno a partir de un día; o traiga el de su estado.
standards-sets-go = Ver los conjuntos
standards-set-go = Ver este conjunto
standards-history-go = Qué regía y cuándo
standards-audience = Lo ven todas las personas de { $place }.
standards-coming = A partir del { $day } rige { $title }.
standards-as-list = Como lista sencilla, con los elementos
standards-adopted = Adoptado por { $by }; rige desde el { $day }.
standards-published = Publicado: { $day }.
standards-published-by = Publicado por { $by }: { $day }.
standards-published-unknown = No se sabe cuándo se publicó.
standards-published-unknown-by = De { $by }; no se sabe cuándo se publicó.
standards-translated = Este texto es una traducción; el texto publicado está en inglés.
standards-since = desde el { $day }
standards-from = a partir del { $day }
standards-from-until = del { $from } al { $until }
standards-look = Ver los conjuntos
standards-sets = Conjuntos de estándares
standards-sets-title = { $count ->
    [one] Hay un conjunto de estándares para ver.
   *[other] Hay { $count } conjuntos de estándares para ver.
}
standards-sets-lead = Los estándares cambian con los años; por eso cada conjunto lleva su fecha y dice qué se cita y de dónde.
standards-count = { $standards ->
    [one] Un estándar
   *[other] { $standards } estándares
}{ $frames ->
    [0] {""}
    [one] {" "}en un marco
   *[other] {" "}en { $frames } marcos
}
standards-own = Propio de { $place }
standards-load = Traer un conjunto
standards-load-title = Traer un conjunto de estándares
standards-load-lead = Los estándares de su estado o los suyos: desde un archivo o como líneas. Nada rige hasta que se adopta.
standards-load-file = Un archivo
standards-load-file-hint = Un conjunto como los que entrega este programa (JSON), o un archivo de texto con líneas como se describe abajo.
standards-language = El idioma del texto
standards-set-name = Su nombre
standards-published-when = Cuándo se publicó
standards-published-hint = Un año, un mes o un día: 2022, 2022-04 o 2022-04-05.
standards-publisher = Quién lo publicó
standards-source = Qué se cita y de dónde
standards-source-hint = Diga dónde se leyó cada texto y qué no se pudo encontrar.
standards-stem = El encabezado
standards-stem-hint = Las palabras que introducen cada estándar. Cada enunciado sigue a partir de aquí.
standards-lines = Los estándares
standards-lines-hint = Una cosa por línea. «# » empieza un marco; «## », un estándar; debajo va su enunciado; «- » es un elemento; «? » dice qué no se encontró. La clave entre llaves al final de una línea dice quién es cada cosa: déjela, y lo que se dijo de ella se conserva.
standards-line = Línea { $line }: { $what }
standards-line-before = hay texto antes del primer estándar.
standards-line-no-words = falta texto después del signo.
standards-line-key = una clave entre llaves lleva minúsculas, cifras y guiones.
standards-line-twice = esta clave ya está más arriba.
standards-not-read = Esto no se puede leer como conjunto de estándares. Lo que falla está encima de las líneas.
standards-fault-key = una clave lleva minúsculas, cifras y guiones, 80 como máximo.
standards-fault-twice = la misma clave está dos veces.
standards-fault-languages = nombre al menos un idioma, cada uno una vez, como en o es.
standards-fault-no-words = falta el texto en «{ $language }».
standards-fault-other = «{ $language }» no está entre los idiomas.
standards-fault-words = 2,000 caracteres como máximo, y ninguno que controle una pantalla.
standards-fault-published = escriba un año, un mes o un día, como 2022-04.
standards-fault-frame = no existe el marco «{ $key }».
standards-fault-empty = ningún estándar pertenece a este marco.
standards-fault-count = de 1 a { $most }.
standards-fault-no-text = escriba el enunciado, o diga qué no se encontró.
standards-fault-taken = ya hay un conjunto con esta clave. Cambie el texto de aquel o elija otra clave.
standards-fault-long = Es más largo de lo que puede ser un conjunto de estándares: 200,000 bytes.
standards-fault-read = No es un conjunto en JSON: línea { $line }, columna { $column }
standards-holds = Rige aquí desde el { $day }.
standards-holds-older = Un texto anterior rige aquí desde el { $day }. Este todavía no se ha adoptado.
standards-not-adopted = No se ha adoptado aquí.
standards-from-where = De dónde viene el texto
standards-copied-from = Copiado de
standards-file = Llevárselo como archivo
standards-versions = { $count ->
    [one] Un texto
   *[other] { $count } textos
}
standards-version = Texto { $n }, de { $who }
standards-version-only = texto { $n }
standards-lead-on = Para quien dirige el distrito
standards-adopt = Adoptar este conjunto
standards-adopt-title = ¿Adoptar { $title }?
standards-adopt-lead = Rige para todo el distrito a partir del día que elija. Lo que regía termina el día anterior y se puede seguir leyendo.
standards-ends = { $title } rige a partir del { $day }; termina cuando empieza este.
standards-first = Antes no se adoptó ningún conjunto.
standards-holds-from = Desde qué día
standards-why = Por qué este conjunto
standards-why-hint = Quiénes conversaron sobre él y qué habló a su favor.
standards-reword = Cambiar el texto
standards-reword-title = Cambiar el texto de este conjunto
standards-reword-lead = Lo que guarde es un texto nuevo; los anteriores se conservan. Lo que rige cambia solo cuando se adopta el nuevo.
standards-one-language = Este conjunto tiene varios idiomas. Al cambiar el texto se conserva el que usted lee.
standards-change-why = Qué cambia y por qué
standards-copy = Hacer la copia
standards-copy-go = Hacer una copia para cambiarla
standards-copy-hint = La copia es de su distrito, en el idioma que usted lee.
standards-copy-name = { $title } ({ $place })
standards-copy-unnamed = Póngale nombre a la copia.
standards-copy-first = Lo que viene con el producto queda como se publicó. Haga una copia y cambie esa.
standards-who-adopts = Quien dirige el distrito decide qué estándares rigen.
standards-who-writes = Quien trabaja en el distrito puede escribir aquí.
standards-changed-since = Algo cambió desde que abrió esta página. Mire otra vez y luego decida.
standards-before-last = Elija un día igual o posterior al día desde el que rige el último conjunto.
standards-too-far = Elija un día dentro de los próximos dos años.
standards-holds-already = Este mismo texto fue el último que se adoptó.
standards-history-title = { $count ->
    [0] Todavía no se ha adoptado ningún conjunto.
    [one] Se ha adoptado un conjunto.
   *[other] Se han adoptado conjuntos { $count } veces.
}
standards-adopted-by = De { $by }, { $day }
standards-taken-back = retirado antes de su día
standards-take-back = Retirarlo
standards-held-stays = Lo que ha regido queda en la historia. Adopte otro conjunto.
standards-others = Los demás estándares
standard-title = { $name }: ¿de qué trata y cómo se ve aquí?
standard-title-holds = { $name } es uno de los estándares con que aprendemos desde el { $day }.
standard-elements = { $count ->
    [0] Sus elementos
    [one] Un elemento
   *[other] { $count } elementos
}
standard-materials = Para entenderlo
standard-materials-none = Todavía no hay nada. Un enlace, un archivo o un video corto ayuda a quienes lo estudian.
standard-material-add = Agregar algo
standard-material-title = Cómo se llama
standard-material-kind = Qué es
standard-kind-link = Un enlace
standard-kind-file = Un archivo
standard-kind-video = Un video
standard-kind-video-what = Un enlace o un archivo que también se puede leer: con subtítulos o con lo que se dice al lado.
standard-material-link = Su dirección
standard-material-link-hint = Empieza con https://
standard-material-file = El archivo
standard-material-read = ¿Se puede leer el video?
standard-captions-in = Tiene subtítulos
standard-transcript = Lo que se dice en él
standard-transcript-hint = Para un video sin subtítulos.
standard-transcript-read = Leer lo que se dice
standard-material-note = Por qué vale la pena
standard-has-captions = Con subtítulos.
standard-has-transcript = Lo que se dice está abajo.
standard-material-by = De { $who }
standard-remove = Quitar
standard-who-removes = Puede quitarlo quien lo puso y quien dirige el distrito.
standard-link-wrong = Escriba una dirección que empiece con https://
standard-nothing-sent = Elija un archivo o dé un enlace.
standard-video-unread = Diga que tiene subtítulos, o escriba lo que se dice en él, para que cada quien pueda seguirlo.
