# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Ir al contenido
common-menu = Menú principal
common-account-menu = Su cuenta
common-language = Idioma
common-languages = Elegir un idioma
common-theme = Colores
common-theme-auto = Según el dispositivo
common-theme-light = Claro
common-theme-dark = Oscuro

common-nav-make = Crear una prueba
common-nav-check = Verificar una prueba
common-nav-vault = Mis pruebas
common-nav-compare = Comparar dos pruebas
common-nav-trust = Confianza
common-nav-help = Ayuda
common-nav-account = Cuenta
common-nav-keys = Claves de API
common-nav-outbox = Bandeja de salida
common-sign-in = Iniciar sesión
common-sign-up = Crear una cuenta
common-sign-out = Cerrar sesión

common-trial = Esto es un ensayo en una sola máquina. Sus pruebas se apoyan en un certificado en el que nadie confía: sirve para ensayar, no para probar.
common-noscript = Esta página funciona en su navegador, no en nuestros servidores: necesita JavaScript para calcular la huella de sus archivos sin enviarlos.

common-copy = Copiar
common-copied = Copiado
common-download = Descargar
common-more = Más
common-back = Volver
common-next = Siguiente
common-remove = Quitar
common-optional = opcional
common-yes = Sí
common-no = No
common-unknown = desconocido
common-pages = Páginas

common-sha256 = Huella SHA-256
common-sha512 = Huella SHA-512
common-serial = Número de serie
common-policy = Política
common-time-utc = Hora (UTC)
common-time-local = En su reloj
common-size = Tamaño
common-file = Archivo
common-file-number = Archivo { $number }
common-holder = Titular
common-category = Tipo
common-stage = Etapa
common-state = Estado

common-state-queued = Esperando su token
common-state-issued = Emitido
common-state-failed = Fallido

common-category-trade-secret = Secreto empresarial
common-category-research = Registro de investigación
common-category-creative = Obra creativa
common-category-software = Programa informático
common-category-contract = Contrato
common-category-evidence-of-use = Prueba de uso
common-category-other = Otra cosa

common-stage-idea = Idea
common-stage-develop = Creación y desarrollo
common-stage-protect = Protección
common-stage-manage = Gestión

common-kind-person = Persona
common-kind-organisation = Organización

common-role-holder = Titular
common-role-author = Autor
common-role-owner = Propietario
common-role-inventor = Inventor
common-role-party = Parte

common-assurance-none = no comprobada
common-assurance-email = dirección de correo confirmada
common-assurance-domain = dominio confirmado
common-assurance-eid = identidad electrónica
common-assurance-manual = comprobada por una persona

common-accuracy-seconds = con un margen de { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
common-accuracy-millis = con un margen de { $count ->
    [one] { $count } milisegundo
   *[other] { $count } milisegundos
}

common-footer-privacy = Sus archivos permanecen en su máquina. Solo se envían huellas, y solo cuando usted lo pide.
common-footer-check = Verificar una prueba es gratis, no requiere cuenta y funciona sin nosotros.
