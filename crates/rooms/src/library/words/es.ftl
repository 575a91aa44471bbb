# library
library-title = { $count ->
    [0] Todavía no hay estrategias
    [one] Una estrategia para elegir
   *[other] { $count } estrategias para elegir
}
library-lead = Cada una dice qué investigación la respalda y qué encontraron los equipos de aquí al probarla.
library-found = { $count ->
    [0] Nada coincide con «{ $what }»
    [one] Una estrategia coincide con «{ $what }»
   *[other] { $count } estrategias coinciden con «{ $what }»
}
library-search = Buscar
library-search-go = Buscar
library-search-all = Todas las estrategias
library-add = Agregar una estrategia
library-empty-title = Empiece con una en la que confíe
library-empty-text = Piense en algo que ayudó a sus estudiantes. Escriba qué se hace y dónde se puede leer la evidencia; así sus colegas podrán elegirla para un ciclo.
library-level = Evidencia
library-level-any = Cualquiera
library-levels = Qué significan los cuatro niveles
library-strong = Evidencia fuerte
library-strong-why = Al menos un experimento bien hecho encontró que ayudó.
library-moderate = Evidencia moderada
library-moderate-why = Al menos un estudio bien hecho comparó grupos parecidos, sin sorteo, y encontró que ayudó.
library-promising = Evidencia prometedora
library-promising-why = Al menos un estudio cuidadoso encontró que donde se usa hay mejores resultados, teniendo en cuenta quiénes participan.
library-rationale = Tiene fundamento
library-rationale-why = La investigación da una buena razón para esperar que ayude, y sus efectos todavía se observan.
library-levels-source = Los cuatro niveles son los de la ley Every Student Succeeds Act, sección 8101(21)(A).
library-trail = { $tried ->
    [0] Aquí todavía no se ha probado
    [one] La probó un equipo
   *[other] La probaron { $tried } equipos
}{ $kept ->
    [0] {""}
    [one] , la conservó uno
   *[other] , la conservaron { $kept }
}{ $dropped ->
    [0] {""}
    [one] , la dejó uno
   *[other] , la dejaron { $dropped }
}
library-trail-title = Qué pasó aquí
library-trail-how = Un equipo cuenta como que la probó cuando anotó un intento o cerró un ciclo con ella; la conservó si la adoptó o la adaptó.
library-source = Dónde se puede leer la evidencia
library-source-hint = Una dirección web, o autor, año y título
library-source-none = Nadie ha dicho todavía dónde se puede leer la evidencia.
library-what = Qué se hace
library-what-hint = Para que un colega que no la conoce pueda empezar el lunes
library-name = Nombre de la estrategia
library-new-title = ¿Qué práctica quiere que otros encuentren?
library-edit-title = Cambiar «{ $name }»
library-staff-only = La biblioteca la escriben quienes trabajan en el distrito. Usted puede leerla toda.
library-save = Guardar la estrategia
library-edit = Cambiarla
library-by = Escrito por { $who }, { $when }
library-pick = Empezar un ciclo con ella
library-pick-why = Su equipo escribe qué espera, la prueba y lo averigua.
