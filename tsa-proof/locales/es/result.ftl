# What a deposit gave, and the page of one proof.

result-title = Sus pruebas
result-title-one = Su prueba
result-lead = { $count ->
    [one] { $count } archivo está sellado.
   *[other] { $count } archivos están sellados.
}
result-waiting = { $count ->
    [one] { $count } archivo aún espera su token. Esta página se actualiza sola.
   *[other] { $count } archivos aún esperan sus tokens. Esta página se actualiza sola.
}
result-failed = { $count ->
    [one] { $count } archivo no obtuvo prueba.
   *[other] { $count } archivos no obtuvieron prueba.
}
result-proof = Prueba
result-proof-title = Prueba de { $name }
result-existed = El archivo existía en este momento:
result-accuracy = La hora es correcta { $accuracy }.
result-holder = Titular que consta
result-agent = Depositado por
result-matter = Referencia
result-work-title = Título
result-work-note = Nota
result-assurance = Identidad del depositante
result-file-name = Nombre del archivo
result-file-name-sealed = lacrado; usted tiene la clave
result-file-name-none = no registrado
result-service = Servicio
result-made = Creado el
result-verified-here = Verificado ahora mismo en su navegador: el token es correcto.
result-verified-failed = La verificación en su navegador falló. No confíe en este token.
result-verifying = Verificando el token en su navegador…

result-keep = Guarde estos dos, juntos
result-keep-text = Su archivo, sin cambios, y su paquete de prueba. Los dos juntos son la prueba. Uno solo no basta.
result-keep-file = Su archivo original
result-keep-file-text = No lo vuelva a guardar ni lo convierta. Cambiarle el nombre no importa, y una copia exacta también sirve.
result-keep-package = Su paquete de prueba
result-keep-package-text = Tokens, declaración, certificados y un pequeño programa que lo verifica todo sin nosotros.
result-package = Descargar el paquete
result-package-with = Descargar el paquete con el archivo dentro
result-package-with-hint = Se prepara en su máquina. Suelte el archivo aquí; no se envía.
result-together = Esta prueba es de varios archivos juntos. Para verificarla hacen falta los archivos y su lista, manifest-….json, que se guardó en su dispositivo al hacer la prueba. Suéltela junto con el paquete y los archivos.
result-package-built = El paquete está listo: { $size }.
result-package-wrong-file = Este es otro archivo: su huella difiere. Suelte el que fue sellado.
result-package-waiting = El log público aún se está escribiendo. La descarga lo espera unos segundos.
result-all-packages = Descargar todos los paquetes
result-all-packages-hint = Un solo archivo comprimido, con un paquete por cada archivo.
result-parts = Partes sueltas
result-part-token = Token
result-part-token-text = La hora firmada del archivo, según la RFC 3161 (file.tsr)
result-part-claim = Declaración
result-part-claim-text = Quién lo tenía, en palabras y con exactitud (claim.json)
result-part-claim-token = Token de la declaración
result-part-claim-token-text = La hora firmada de la declaración (claim.tst)
result-part-container = Contenedor
result-part-container-text = La declaración y su token para validadores europeos (claim.asics)
result-drill = Pruébelo ahora
result-drill-text = Verifique la prueba una vez mientras es reciente, para saber cómo se hace.
result-drill-link = Verificar una prueba
result-again = Crear otra
result-to-vault = Todas mis pruebas
result-timeline = Cronología
result-event-fingerprint = Huella recibida
result-event-file-token = Archivo sellado
result-event-claim-token = Nombre del titular sellado
result-event-logged = Incluido en el log público
result-failure = Por qué falló
result-failure-text = No se registró nada para este archivo. Séllelo de nuevo.

result-mail = Enviármelo por correo electrónico
result-mail-sent = Está en camino a su dirección de correo electrónico.
result-mail-hint = Horas, números de serie y huellas; ningún nombre de archivo ni de titular.
