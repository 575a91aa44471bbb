import htmx from "htmx.org/dist/htmx.esm.js";
htmx.config.allowEval = false;
