# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: la prueba de que su archivo existía

mail-confirm-subject = Confirme su dirección de correo
mail-confirm-text = Se creó una cuenta en { $service } con esta dirección. Si fue usted, abra este enlace en un plazo de 24 horas y escriba la contraseña que eligió:
mail-confirm-after = Si no fue usted, no haga nada: sin la contraseña el enlace no abre nada y la cuenta sigue bloqueada.

mail-reset-subject = Elija una contraseña nueva
mail-reset-text = Alguien pidió una contraseña nueva para su cuenta en { $service }. Si fue usted, abra este enlace en un plazo de 30 minutos:
mail-reset-after = Si no fue usted, no haga nada: su contraseña sigue siendo la misma.

mail-new-address-subject = Confirme su nueva dirección de correo
mail-new-address-text = El titular de una cuenta en { $service } quiere asociarla a esta dirección. Si fue usted, abra este enlace en un plazo de 24 horas e introduzca su contraseña:
mail-new-address-after = Si no fue usted, no haga nada: sin la contraseña el enlace no abre nada.

mail-address-asked-subject = Se ha pedido otra dirección para su cuenta
mail-address-asked-text = Alguien que conoce su contraseña ha pedido otra dirección para su cuenta en { $service }. Si fue usted, aquí no hay nada que hacer: abra el enlace en su nuevo buzón. Si no fue usted, elija enseguida una contraseña nueva; eso detiene el cambio:
mail-address-asked-after = Si ya no puede establecer una contraseña nueva con esta dirección, escriba al operador de { $service }.

mail-already-subject = Ya tiene una cuenta
mail-already-text = Alguien quiso crear una cuenta en { $service } con esta dirección, que ya tiene una. Si fue usted, inicie sesión aquí:
mail-already-after = Si olvidó su contraseña, pida allí una nueva. Si no fue usted, no haga nada.

mail-password-subject = Su contraseña ha cambiado
mail-password-text = Se cambió la contraseña de su cuenta en { $service } y se cerró la sesión en otros dispositivos. Si fue usted, no hay nada que hacer. Su cuenta:
mail-password-after = Si no fue usted, pida una contraseña nueva de inmediato.

mail-factor-set-subject = Los códigos de inicio de sesión están activados
mail-factor-set-text = Su cuenta en { $service } pide ahora un código de su aplicación de autenticación al iniciar sesión. Su cuenta:
mail-factor-set-after = Si no fue usted, pida una contraseña nueva de inmediato y cierre todas las demás sesiones.

mail-factor-removed-subject = Los códigos de inicio de sesión están desactivados
mail-factor-removed-text = Su cuenta en { $service } ya no pide un código al iniciar sesión. Su cuenta:
mail-factor-removed-after = Si no fue usted, pida una contraseña nueva de inmediato y cierre todas las demás sesiones.

mail-result-subject = Sus pruebas
mail-result-text = Pidió a { $service } que le enviara el resultado de un depósito. Las pruebas y sus paquetes están aquí:
mail-result-after = Cada línea de abajo es una prueba: su hora (UTC), el número de serie de su token y la huella SHA-256 del archivo. Este correo no es una prueba por sí mismo: conserve los paquetes junto con sus archivos.
