# Help: first steps, words, questions.

help-title = Ayuda
help-lead = Respuestas cortas, con palabras sencillas.
help-contents = En esta página

help-start = Primeros pasos
help-start-1 = Cree una cuenta y confirme su dirección de correo.
help-start-2 = Suelte sus archivos en la página «Crear una prueba». Espere a que las huellas estén listas; los archivos grandes tardan un rato.
help-start-3 = Escriba quién tiene los archivos, lea la vista previa y pulse «Sellar».
help-start-4 = Descargue el paquete de prueba y guárdelo con el archivo sin cambios. Haga una segunda copia de ambos en otro lugar.
help-start-5 = Verifique la prueba una vez en la página «Verificar una prueba».

help-judge = Lo que preguntará un juez
help-judge-1-q = ¿Qué prueba el token?
help-judge-1-a = Que el archivo con exactamente este contenido existía en el momento indicado. La hora la firma una autoridad que no conoce el archivo y no toma partido.
help-judge-2-q = ¿Pudo cambiarse el archivo después?
help-judge-2-a = No. Si cambia un solo bit, la huella es otra y la verificación falla. Eso es lo que muestra la respuesta «Archivo».
help-judge-3-q = ¿Pudo atrasarse la hora?
help-judge-3-a = No por el depositante. La fija la autoridad. Además, cada token figura en un log público que solo crece, de modo que un token hecho después llamaría la atención.
help-judge-4-q = ¿Quién dice que esta persona era el titular?
help-judge-4-a = Lo dijo el depositante, y la declaración quedó fijada en ese mismo momento. No puede cambiarse después. La declaración indica hasta qué punto se comprobó la identidad del depositante.
help-judge-5-q = ¿Es el titular el autor o el propietario?
help-judge-5-a = La prueba no lo dice. Es prueba de la posesión en un momento dado; la autoría y la propiedad resultan de otros hechos.
help-judge-6-q = ¿Pudo la misma persona registrar otros nombres?
help-judge-6-a = Sí. Alguien podría depositar un archivo con varios nombres y mostrar solo uno. Pida más pruebas si eso importa.
help-judge-7-q = ¿Cómo puedo verificarlo sin confiar en el servicio?
help-judge-7-a = Con OpenSSL, un programa que está en la mayoría de los servidores del mundo. El paquete contiene los comandos. Compare la huella del certificado raíz con una fuente independiente.
help-judge-8-q = ¿Y si el servicio ya no existe?
help-judge-8-a = El paquete contiene todo lo necesario: tokens, certificados, listas de revocación y pruebas de inclusión en el log.

help-keep = Conservar una prueba
help-keep-1-q = ¿Qué tengo que conservar?
help-keep-1-a = El archivo sin cambios y el paquete. Una copia en la nube, un disco y una huella impresa del paquete son una buena combinación.
help-keep-2-q = ¿Puedo cambiar el nombre del archivo?
help-keep-2-a = Sí. El nombre no forma parte de la huella. En cambio, abrir el archivo y guardarlo de nuevo en un programa suele modificarlo.
help-keep-3-q = Envié el archivo por un programa de mensajería y ya no coincide. ¿Por qué?
help-keep-3-a = Muchos programas reducen imágenes y vídeos por el camino. Use la copia cuya huella calculó.
help-keep-4-q = ¿Cuánto dura una prueba?
help-keep-4-a = El token no tiene fin. El certificado de la autoridad sí; después se verifica para el momento en que se emitió el token, y el log público muestra que no es más reciente.
help-keep-5-q = He perdido el paquete. ¿Qué hago?
help-keep-5-a = Inicie sesión y descárguelo de nuevo desde «Mis pruebas». No tenemos su archivo, así que guárdelo bien.

help-privacy = Privacidad
help-privacy-1-q = ¿Qué sale de mi máquina?
help-privacy-1-a = Las huellas, los nombres y notas que usted escribe, y los nombres de archivo solo si lo marca. La página muestra cuántos bytes de sus archivos se enviaron: ninguno.
help-privacy-2-q = ¿Puede alguien adivinar mi archivo a partir de su huella?
help-privacy-2-a = En la práctica no, salvo que el archivo sea tan simple que pueda adivinarse, como un texto de una línea. Añada a un archivo así, antes de sellarlo, una frase que nadie pueda adivinar.
help-privacy-3-q = ¿Quién puede ver el nombre del titular?
help-privacy-3-a = Solo las personas a quienes usted muestre la declaración. El token solo contiene un número lacrado.
help-privacy-4-q = ¿Qué ocurre cuando cierro mi cuenta?
help-privacy-4-a = Se destruye la clave de sus nombres, de modo que nadie puede volver a leerlos. Sus paquetes siguen siendo válidos.

help-words = Palabras
help-word-fingerprint = Huella
help-word-fingerprint-text = Un número calculado a partir de todos los bits de un archivo (SHA-256). El mismo archivo da siempre el mismo; otro nunca, hasta donde se sabe.
help-word-token = Token
help-word-token-text = Un pequeño archivo firmado: esta huella, esta hora (RFC 3161).
help-word-claim = Declaración
help-word-claim-text = Un texto corto que dice quién tenía el archivo. Está lacrado en el token.
help-word-package = Paquete de prueba
help-word-package-text = Un archivo ZIP con todas las partes de una prueba y los medios para verificarlas.
help-word-authority = Autoridad de sellado de tiempo
help-word-authority-text = Un servicio que firma huellas con la hora exacta, y nada más.
help-word-certificate = Certificado
help-word-certificate-text = Dice de quién es la firma. Al final de la cadena hay un certificado raíz en el que debe confiar por otras razones.
help-word-log = Log público
help-word-log-text = Una lista de todos los tokens a la que solo se puede añadir.
help-word-accuracy = Exactitud
help-word-accuracy-text = Cuánto puede apartarse la hora indicada de la verdadera.
help-word-holder = Titular
help-word-holder-text = Quién tenía el archivo cuando se selló, según declaró el depositante.
help-word-nonce = Nonce
help-word-nonce-text = Un número en el token. Aquí es la huella de la declaración y une ambos.

help-contact = Contacto
help-contact-text = Escríbanos. No envíe archivos que deban permanecer en secreto.
help-contact-none = El operador de este servicio no ha indicado una dirección.
help-integrators = Para programadores
help-integrators-text = Lo mismo puede hacerse con un programa.
help-integrators-link = Descripción de la interfaz (OpenAPI)
