# files
file-too-large = Este archivo pasa de 25 MB. Envíe una copia más pequeña, o ponga un enlace a donde está.
file-picture-broken = Esta imagen no se puede leer. Vuelva a tomarla o envíela como otro tipo de archivo.
