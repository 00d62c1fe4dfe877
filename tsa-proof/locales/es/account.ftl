# Signing up and in, the account's settings, API keys.

account-email = Dirección de correo
account-password = Contraseña
account-password-hint = Al menos 12 caracteres. Unas cuantas palabras sin relación entre sí son fáciles de recordar y difíciles de adivinar.
account-current-password = Su contraseña actual
account-new-password = Contraseña nueva
account-name = Su nombre o el de su organización
account-name-hint = Se propone como nombre del titular en sus pruebas. Puede elegir otro para cada archivo.
account-name-change-hint = Las pruebas ya creadas conservan el nombre con el que se hicieron.
account-kind = ¿Quién usa esta cuenta?
account-kind-individual = Una persona
account-kind-company = Una empresa u otra organización
account-kind-agent = Un representante que trabaja para clientes

account-sign-up-title = Crear una cuenta
account-sign-up-lead = Gratis, en un minuto. Necesitamos una dirección de correo para saber que es usted cuando vuelva.
account-sign-up-button = Crear la cuenta
account-have-one = ¿Ya tiene una?
account-none-yet = ¿Aún no tiene cuenta?

account-check-mail-title = Revise su bandeja de entrada
account-check-mail-sign-up = Le enviamos un correo con un enlace. Ábralo y escriba su contraseña: entonces la cuenta es suya. Si no llega nada en unos minutos, mire en la carpeta de correo no deseado.
account-check-mail-reset = Si existe una cuenta con esta dirección, un correo con un enlace va en camino. El enlace es válido durante 30 minutos.
account-check-mail-email = Si esta dirección puede usarse, un correo con un enlace va en camino. El enlace es válido durante 24 horas.
account-check-mail-outbox = Abrir la bandeja de salida

account-confirm-title = Confirme su dirección de correo
account-confirm-lead = Escriba la contraseña que eligió y su cuenta estará lista.
account-confirm-button = Confirmar e iniciar sesión

account-sign-in-title = Iniciar sesión
account-sign-in-button = Iniciar sesión
account-forgot = ¿Olvidó su contraseña?
account-signed-out = Ha cerrado la sesión.
account-password-set = Su contraseña nueva está guardada. Inicie sesión con ella.
account-erased = Su cuenta y todo lo que le nombraba se han borrado.

account-code-title = Escriba su código
account-code-lead = Su cuenta pide un segundo factor.
account-code = Código
account-code-hint = Los seis dígitos que muestra ahora su aplicación de autenticación, o uno de sus códigos de recuperación.

account-reset-title = Elegir una contraseña nueva
account-reset-lead = Díganos su dirección de correo. Le enviamos un enlace con el que puede establecer una contraseña nueva.
account-reset-button = Enviarme el enlace
account-new-password-title = Establecer una contraseña nueva
account-new-password-button = Guardar la contraseña
account-reset-revoke-keys = Revocar también todas las claves de API
account-reset-revoke-keys-hint = Si alguien más ha podido entrar en su cuenta, deje esta casilla marcada. Sus programas necesitarán claves nuevas.

account-link-title = Este enlace ya no es válido
account-link-text = Ya se usó, o es demasiado antiguo. Pida uno nuevo.

account-title = Cuenta
account-profile = Perfil
account-assurance = Lo que sabemos de usted
account-assurance-none = No se ha comprobado nada
account-assurance-email = Se confirmó su dirección de correo. Las pruebas lo dicen, y nada más.
account-since = Cuenta desde
account-save = Guardar
account-saved = Guardado.
account-email-change = Cambiar la dirección de correo
account-email-change-lead = Enviamos un enlace a la dirección nueva y un aviso a la anterior. La dirección cambia cuando abre el enlace e introduce su contraseña.
account-email-new = Nueva dirección de correo
account-email-confirm-lead = Introduzca su contraseña y su cuenta tendrá desde ahora esta dirección:
account-email-confirm-button = Usar esta dirección
account-email-changed = Su dirección de correo ha cambiado. Se cerró la sesión en los demás dispositivos.
account-change-password = Cambiar la contraseña
account-password-changed = La contraseña ha cambiado. Se cerró la sesión en los demás dispositivos.

account-factor = Segundo factor
account-factor-off = Para iniciar sesión solo se pide la contraseña. Un código de una aplicación en su teléfono hace inútil una contraseña robada.
account-factor-on = Para iniciar sesión se pide un código de su aplicación de autenticación.
account-factor-codes-left = { $count ->
    [one] Queda { NUMBER($count) } código de recuperación.
   *[other] Quedan { NUMBER($count) } códigos de recuperación.
}
account-factor-set = Activar los códigos
account-factor-manage = Cambiar
account-factor-remove = Desactivar los códigos
account-factor-removed = Los códigos están desactivados.
account-factor-lead = Necesita una aplicación de autenticación en su teléfono: cualquiera que genere códigos de seis dígitos.
account-factor-add = Dele esta clave
account-factor-type = Escríbala en la aplicación de autenticación, o abra el enlace de abajo en el dispositivo que la tiene:
account-factor-scan = Escanee esta imagen con la aplicación:
account-factor-picture = Imagen con la clave, para la cámara de una aplicación de autenticación
account-factor-open = Abrir la aplicación en este dispositivo
account-factor-prove = Escriba el código que muestra
account-recovery = Sus códigos de recuperación
account-recovery-lead = Imprímalos o anótelos ahora: se muestran solo esta vez. Cada uno le permite iniciar sesión una vez si pierde el teléfono.
account-recovery-renew = Crear códigos de recuperación nuevos
account-recovery-kept = Los tengo

account-sessions = Dispositivos con sesión iniciada
account-session-network = Red
account-session-seen = Último uso
account-session-this = este
account-session-end = Cerrar sesión
account-session-ended = Sesión cerrada.
account-session-end-others = Cerrar todas las demás

account-leave = Sus datos
account-leave-lead = Llévese todo lo que se guarda de usted, o bórrelo. Sus pruebas siguen valiendo sin nosotros: lo que descargó podrá verificarse siempre.
account-export = Descargar todo
account-export-lead = Recibe un archivo con su perfil, sus depósitos, declaraciones y tokens.
account-export-button = Descargar
account-erase = Borrar la cuenta
account-erase-lead = Su nombre, su dirección, sus declaraciones y todas las claves se destruyen al instante, también en nuestras copias de seguridad. Nadie puede recuperarlos.
account-erase-keep = Los tokens y declaraciones que no haya descargado se pierden para usted. Descargue todo primero.
account-erase-button = Borrar todo

account-keys = Claves de API
account-keys-lead = Con una clave, un programa suyo crea y lee pruebas en su nombre.
account-keys-none = Aún no hay ninguna clave.
account-key-new = Una clave nueva
account-key-name = Nombre
account-key-name-hint = Dónde se usará, para que sepa cuál revocar.
account-key-scopes = Lo que puede hacer
account-key-scope-deposit-write = Crear pruebas
account-key-scope-deposit-read = Leer pruebas
account-key-scope-verify = Verificar pruebas
account-key-scope-keys = Crear y revocar claves
account-key-life = Validez
account-key-days = { $count ->
    [one] { NUMBER($count) } día
   *[other] { NUMBER($count) } días
}
account-key-no-end = hasta que se revoque
account-key-made = Creada
account-key-used = Último uso
account-key-never = nunca
account-key-ends = Termina
account-key-make = Crear la clave
account-key-once = Esta es la clave. Cópiela ahora: se muestra solo esta vez.
account-key-revoke = Revocar

account-outbox = Bandeja de salida
account-outbox-lead = En este ensayo ningún correo sale de la máquina. Aquí se muestra lo que se habría enviado.
account-outbox-empty = Aún no se ha enviado nada.

account-error-email-refused = No se puede usar esta dirección de correo. Escríbala como name@example.org, en letras latinas.
account-error-kind-unknown = Elija quién usa la cuenta.
account-error-password-too-short = La contraseña es demasiado corta: necesita al menos 12 caracteres.
account-error-password-too-long = La contraseña es demasiado larga.
account-error-password-common = Esta contraseña es una de las primeras que prueba un ladrón. Elija otra.
account-error-password-address = La contraseña no debe ser su dirección de correo.
account-error-wrong-credentials = La dirección de correo o la contraseña no es correcta.
account-error-wrong-password = La contraseña no es correcta.
account-error-email-not-confirmed = Su dirección de correo aún no está confirmada. Le enviamos el enlace otra vez.
account-error-link-not-valid = Este enlace ya no es válido. Pida uno nuevo.
account-error-code-wrong = El código no es correcto, o ya se usó. Espere al siguiente.
account-error-second-factor-state = Esto ya estaba hecho.
account-error-scopes-refused = Elija lo que puede hacer la clave.
account-error-key-end-refused = Elija cuánto tiempo será válida la clave.
account-error-too-many-keys = Tiene tantas claves como puede tener una cuenta. Revoque una primero.
account-error-not-signed-in = Inicie sesión primero.
account-error-too-many-tries = { $count ->
    [one] Demasiados intentos. Inténtelo de nuevo en { NUMBER($count) } minuto.
   *[other] Demasiados intentos. Inténtelo de nuevo en { NUMBER($count) } minutos.
}
account-error-busy = El servicio está ocupado. Inténtelo de nuevo en un momento.
account-error-internal = Un error de nuestro lado. Ha quedado anotado. Inténtelo de nuevo en un momento.
account-error-text-empty = Escriba un nombre.
account-error-text-too-long = El nombre es demasiado largo: como máximo 200 caracteres.
account-error-text-control = El nombre tiene un carácter de control, como un salto de línea. Escríbalo de nuevo.
account-error-text-bidi = El nombre tiene un carácter invisible que cambia la dirección de escritura. Escríbalo de nuevo.
account-error-text-invisible = El nombre tiene un carácter invisible. Escríbalo de nuevo.
account-error-text-space = El nombre tiene un espacio poco común, o dos seguidos. Escríbalo de nuevo.
account-error-text-not-a-character = El nombre tiene algo que no es un carácter en todas partes. Escríbalo de nuevo.
account-error-text-mark-first = El nombre empieza con un acento que no pertenece a ninguna letra. Escríbalo de nuevo.
