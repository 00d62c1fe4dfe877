# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Algo salió mal
errors-not-found = No existe esa página
errors-not-found-text = Puede que la dirección esté mal escrita, o que lo que había aquí sea suyo y no haya iniciado sesión.
errors-forbidden = Esta petición fue rechazada
errors-forbidden-text = No venía de una página de este servicio, o la página estuvo abierta demasiado tiempo. Cárguela de nuevo y repita el paso.
errors-too-large = Demasiado de una vez
errors-too-large-text = La petición era mayor de lo que acepta el servicio.
errors-too-many = Demasiados intentos
errors-too-many-text = Espere un poco e inténtelo de nuevo.
errors-unavailable = El servicio está ocupado
errors-unavailable-text = Inténtelo de nuevo en un momento. Nada de lo confirmado se ha perdido.
errors-internal = Un error de nuestro lado
errors-internal-text = Ha quedado anotado. Nada de lo confirmado se ha perdido. Inténtelo de nuevo en un momento.
errors-bad-request = No se entendió la petición
errors-bad-request-text = Cargue la página de nuevo y repita el paso.
errors-reference = Referencia
errors-home = A la primera página
errors-back = Volver
