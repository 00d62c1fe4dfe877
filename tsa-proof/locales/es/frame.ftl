# The frame in which files are chosen: the only place that ever sees them.

frame-title = Sus archivos, en su dispositivo

frame-drop-deposit = Suelte aquí archivos o una carpeta
frame-drop-landing = Suelte un archivo para crear una prueba, o una prueba para verificarla
frame-drop-verify = Suelte aquí el archivo y su prueba
frame-hint-deposit = Se leen en su dispositivo y no se envían a ninguna parte.
frame-hint-landing = Los archivos se leen en su dispositivo y no se envían a ninguna parte.
frame-hint-verify = Archivos, carpetas, tokens (.tsr, .tst), declaraciones (.json), paquetes (.zip, .asics), certificados (.pem), en cualquier orden. Todo permanece en su dispositivo.
frame-choose-files = Elegir archivos
frame-choose-folder = Elegir una carpeta
frame-folder-not-read = Su navegador no abre aquí la carpeta { $name } que ha soltado. Suéltela sola, o use «Elegir una carpeta».

frame-text = O usar un texto
frame-text-name = Nombre del texto
frame-text-body = Texto
frame-text-use = Usar este texto
frame-text-hint = Un texto corto se puede adivinar: quien sospeche lo que dice puede probarlo y comparar la huella. Si debe seguir en secreto, añada una línea de palabras al azar y conserve el texto tal cual.
frame-small = Archivos muy pequeños: { $count }. Quien sospeche su contenido puede probarlo y comparar la huella. Si debe seguir en secreto, elija «Una sola prueba para todos» en la página «Crear una prueba», aunque sea un solo archivo: su huella incluirá un secreto que solo usted tiene.

frame-names = Nombres de archivo
frame-names-none = Dejar los nombres en este dispositivo
frame-names-send = Escribir los nombres en las pruebas
frame-names-commit = Lacrar los nombres: solo quien tenga su archivo de lacre podrá mostrarlos después
frame-way = Pruebas
frame-way-each = Una prueba para cada archivo
frame-way-one = Una sola prueba para todos
frame-way-hint = Un solo token vale por todos los archivos. Antes de enviar nada, su lista se guarda en su dispositivo como manifest-….json. Consérvela junto a los archivos y en privado: sin ella la prueba no se puede verificar. La huella incluye un secreto de esa lista, de modo que nadie puede adivinar con ella el contenido de un archivo.
frame-way-sign-in = Para hacer una sola prueba de todos los archivos, inicie sesión primero y elíjalos después.
frame-folder-path = No hay prueba de todos los archivos juntos por el nombre { $name }: tiene un carácter invisible o inusual, una barra invertida o es demasiado largo. Cambie el nombre del archivo y elíjalo de nuevo, o quítelo de la lista.
frame-folder-path-twice = No hay prueba de todos los archivos juntos porque dos tienen la ruta { $name }. Quite uno de la lista, o elija la carpeta que contiene ambos.
frame-folder-unread = No hay prueba de todos los archivos juntos porque { $name } no se leyó hasta el final. Quítelo de la lista y elíjalo de nuevo.
frame-folder-count = No hay prueba de todos los archivos juntos: caben como máximo 100 000.

frame-remove = Quitar { $name }
frame-more-files = { $count ->
    [one] Y { $count } archivo más
   *[other] Y { $count } archivos más
}

frame-state-waiting = En espera
frame-state-hashing = Calculando la huella
frame-state-paused = En pausa
frame-state-done = Listo
frame-state-cancelled = Cancelado
frame-state-reading = Leyendo
frame-state-fingerprint = Huella

# What a dropped thing turned out to be.
frame-state-token = Token de sello de tiempo
frame-state-refusal = Un rechazo, no un token
frame-state-request = Petición de sello de tiempo
frame-state-claim = Declaración
frame-state-package = Paquete
frame-state-certificate = Certificado
frame-state-crl = Lista de revocación
frame-state-log-proof = Prueba de inclusión en el log
frame-state-supplement = Parte de una prueba
frame-state-tsd = TimeStampedData (.tsd): se toma como archivo; sus tokens no se leen aquí
frame-state-asice = Contenedor ASiC-E: se toma como archivo; sus firmas y tokens no se leen aquí

frame-error-changed = El archivo cambió mientras se leía. Quítelo y elíjalo de nuevo.
frame-error-unreadable = El archivo no puede leerse. ¿Está abierto en otro lugar o se ha movido?
frame-error-internal = Este navegador no pudo terminarlo. Cargue la página de nuevo e inténtelo otra vez.
frame-error-engine = Este navegador no puede leer archivos aquí porque no ejecuta WebAssembly. Actualícelo o use otro.
frame-error-package = Este archivo comprimido está dañado o no es de los que pueden leerse.
