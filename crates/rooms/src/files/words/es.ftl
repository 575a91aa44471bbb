# files
file-too-large = Este archivo pasa de 25 MB. Envíe una copia más pequeña, o ponga un enlace a donde está.
