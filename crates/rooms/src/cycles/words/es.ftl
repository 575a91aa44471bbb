# cycles
cycle-no-shape = Aquí no hay un ciclo de ese tipo. Elija uno de la lista.
cycle-is-closed = Este ciclo terminó. Lo escrito queda como está; de él puede nacer un ciclo nuevo.
cycle-rests = Este ciclo está en pausa. Retómelo primero; después podrá escribir.
cycle-cant-move = Desde donde está este ciclo no se puede ir por ahí. Quizá alguien lo movió hace un momento: mire otra vez.
cycle-needs-results = Para conservar o cambiar una estrategia, escriba primero qué pasó. Dejarla es posible en cualquier momento.
cycle-not-there-yet = El ciclo todavía no está en este paso. Primero avance hasta él.
cycle-prediction-first = Primero escriba qué espera ver. Solo así el resultado puede sorprender, y la sorpresa es lo que más enseña.
cycle-prediction-late = Ya se vieron resultados, así que la predicción queda como se escribió. Lo que piensa ahora va con el resultado.
cycle-entry-empty = Todavía no hay nada escrito. Basta una frase, un número o una foto.
