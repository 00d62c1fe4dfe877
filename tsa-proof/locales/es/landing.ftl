# The first page.

landing-title = La prueba de que su archivo existía
landing-lead = Una huella de su archivo se firma junto con la hora exacta. El archivo nunca sale de su máquina, y cualquiera puede verificar la prueba sin tener que confiar en nosotros.
landing-drop-title = Crear o verificar una prueba
landing-drop-lead = Suelte archivos o una carpeta para crear pruebas. Suelte una prueba para verificarla.
landing-continue = Continuar con { $count ->
    [one] este archivo
   *[other] estos { $count } archivos
}
landing-check-instead = Ha soltado una prueba. Vamos a verificarla.
landing-nothing-sent = No se envía nada hasta que pulse «Sellar».

landing-how = Cómo funciona
landing-how-1-title = Huella
landing-how-1-text = Su navegador calcula un número corto a partir de cada bit del archivo. No revela nada del contenido, y ningún otro archivo tiene el mismo.
landing-how-2-title = Sello de tiempo
landing-how-2-text = Una autoridad de sellado de tiempo firma la huella, la hora y una nota lacrada de quién tenía el archivo. Tarda un segundo.
landing-how-3-title = Conservar
landing-how-3-text = Usted recibe un pequeño paquete. Guárdelo con su archivo: los dos juntos son la prueba, hoy y dentro de veinte años.
landing-how-4-title = Verificar
landing-how-4-text = Cualquiera puede verificarla aquí gratis, o en su casa con el conocido programa OpenSSL, aunque este servicio ya no exista.

landing-for = Para qué se usa
landing-for-secret = Secretos empresariales y conocimientos técnicos, antes de compartirlos
landing-for-research = Cuadernos de laboratorio y datos de investigación, a medida que crecen
landing-for-creative = Música, textos, diseños y código fuente, antes de mostrarlos
landing-for-contract = Contratos, licencias y pruebas de uso de una marca

landing-not = Lo que no prueba
landing-not-lead = Un sello de tiempo es una prueba sólida de una sola cosa. Es honesto decir dónde acaba.
landing-not-1-title = No quién lo hizo
landing-not-1-text = Prueba que el archivo existía en ese momento, no quién lo escribió ni a quién pertenece en derecho.
landing-not-2-title = No quién es usted
landing-not-2-text = El nombre del titular se registra tal como se dio. Al lado se indica hasta qué punto se comprobó, y no más allá.
landing-not-3-title = No que usted fuera el único
landing-not-3-text = Otra persona pudo tener el mismo archivo, y una misma persona pudo registrar varios nombres.

landing-standards = Basado en normas abiertas
landing-standards-text = Los tokens siguen la RFC 3161 y figuran en un log público. Ninguna prueba depende de este sitio web.
landing-trust-link = Ver nuestros certificados y nuestro log
landing-help-link = Preguntas que hará un juez
