# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Crear una prueba
deposit-lead = Tres pasos. Sus archivos permanecen en su máquina todo el tiempo.
deposit-step-1 = Elegir
deposit-step-2 = Titular
deposit-step-3 = Sellar
deposit-steps = Pasos

# 1 Choose
deposit-choose = Elija sus archivos
deposit-choose-hint = De cualquier tipo y tamaño. Una carpeta da una prueba por cada archivo que contiene, o una sola para todos.
deposit-paste = Pegar huellas en su lugar
deposit-paste-hint = Una huella SHA-256 por línea, como la imprime sha256sum. Útil cuando el archivo está en otra máquina.
deposit-paste-label = Huellas
deposit-paste-add = Añadir
deposit-paste-bad = La línea { $line } no es una huella SHA-256: se esperan 64 caracteres 0–9 y a–f.
deposit-paste-added = { $count ->
    [one] { $count } huella añadida.
   *[other] { $count } huellas añadidas.
}
deposit-sent = { $count ->
    [0] 0 bytes de sus archivos enviados
    [one] { $count } byte de sus archivos enviado
   *[other] { $count } bytes de sus archivos enviados
}
deposit-sent-how = Medido aquí: las peticiones del marco que contiene sus archivos, tal como las comunica el propio navegador.
deposit-requests = Peticiones hechas hasta ahora por el marco que contiene sus archivos: { $count }
deposit-rate = { $rate } por segundo
deposit-left = quedan aprox. { $span }
deposit-progress = { $done } de { $total }
deposit-pause = Pausar
deposit-resume = Continuar
deposit-cancel = Cancelar todo
deposit-paused = En pausa
deposit-hashing = Calculando huellas
deposit-all-done = Todas las huellas están listas.
deposit-some-ready = Detenido. Huellas listas: { $count }
deposit-file-failed = { $count ->
    [one] { $count } archivo no pudo leerse y se dejó fuera.
   *[other] { $count } archivos no pudieron leerse y se dejaron fuera.
}
deposit-restored = { $count ->
    [one] La huella que calculó antes sigue aquí.
   *[other] Las { $count } huellas que calculó antes siguen aquí.
}
deposit-start-over = Empezar de nuevo
deposit-skipped = Omitidos porque ya estaban en la lista: { $count }.
deposit-merged = Archivos con el mismo contenido que otro, que comparten su prueba: { $count }.
deposit-loose = Huellas sin su archivo aquí

# What it is
deposit-kind = ¿Qué es?
deposit-kind-trade-secret-hint = El nombre del archivo se queda con usted: solo se registra un rastro lacrado.
deposit-kind-research-hint = Notas, datos y resultados que pertenecen a una serie.
deposit-kind-creative-hint = Texto, música, imagen o diseño, con un título y sus autores.
deposit-kind-software-hint = Código fuente, una versión o toda una carpeta.
deposit-hint-git = Para una sola prueba de un commit de Git con todos sus archivos, use la línea de comandos: { $command }
deposit-hint-together = Para los datos de un estudio, elija arriba «Una sola prueba para todos»: la carpeta recibe una prueba.
deposit-kind-contract-hint = Un acuerdo o licencia entre dos partes.
deposit-kind-evidence-of-use-hint = Prueba de que algo se mostró o vendió, con fecha y lugar.
deposit-kind-other-hint = Cualquier otro archivo.
deposit-stage = ¿En qué etapa está?
deposit-series = Serie o proyecto
deposit-series-hint = Por ejemplo, el número de un cuaderno. Se escribe en la prueba.
deposit-work-title = Título de la obra
deposit-work-title-hint = Se escribe en la prueba.
deposit-note = Nota
deposit-note-hint = Se escribe en la prueba.
deposit-use-note = Fecha y lugar de uso
deposit-use-note-hint = Por ejemplo: mostrado en una feria en Lyon el 3 de mayo de 2026. Se escribe en la prueba.
deposit-contract-title = Objeto del contrato
deposit-contract-title-hint = Se escribe en la prueba.
deposit-label = Nombre para su propia lista
deposit-label-hint = Solo usted lo ve. No forma parte de la prueba.

# 2 Holder
deposit-holder = ¿Quién lo tiene?
deposit-holder-hint = El nombre queda lacrado en la prueba. Solo aparece si usted muestra a alguien la declaración de la prueba.
deposit-holder-grid = Titulares de los archivos
deposit-holder-name = Nombre del titular
deposit-holder-name-row = Nombre del titular de { $file }
deposit-holder-kind = Persona u organización
deposit-holder-kind-row = Persona u organización: titular de { $file }
deposit-holder-role = Rol
deposit-holder-role-row = Rol del titular de { $file }
deposit-holder-second = Otra parte
deposit-holder-add = Añadir otro titular
deposit-holder-extra = Otros titulares, los mismos para todos los archivos
deposit-fill-down = Usar el primer nombre para todos
deposit-paste-column = Pegar una lista de nombres
deposit-paste-column-hint = Un nombre por línea, en el orden de los archivos. También puede pegar una columna de una hoja de cálculo directamente en la tabla.
deposit-paste-column-label = Nombres
deposit-paste-column-apply = Rellenar
deposit-filled = { $count ->
    [one] { $count } nombre introducido.
   *[other] { $count } nombres introducidos.
}
deposit-grid-hint = Las flechas arriba y abajo pasan de una fila a otra. Ctrl+D copia un nombre hacia abajo.
deposit-same-holder = El mismo titular para todos los archivos
deposit-agent = Actúo en nombre de otra persona
deposit-agent-hint = Para abogados y representantes: su propio nombre figura junto al del titular.
deposit-agent-name = Su nombre o despacho
deposit-agent-matter = Su referencia
deposit-preview = Lo que dirá la prueba
deposit-preview-one = Según la declaración, el archivo con la huella { $fingerprint } estaba en poder de { $holder }.
deposit-preview-size = Su tamaño es { $size }.
deposit-preview-together = La huella vale por todos los archivos juntos, mediante su lista. Número de archivos: { $count }.
deposit-preview-name = Su nombre es { $name }.
deposit-preview-name-hidden = Su nombre no se registra.
deposit-preview-name-sealed = Su nombre se registra como rastro lacrado.
deposit-preview-title = Pertenece a: { $title }.
deposit-preview-note = Nota: { $note }
deposit-preview-agent = Depositado por { $agent } en nombre del titular.
deposit-preview-matter = Referencia: { $matter }.
deposit-preview-assurance = Hasta dónde se comprobó la identidad del depositante: { $assurance }.
deposit-preview-time = La hora la añade la autoridad de sellado de tiempo, ni usted ni nosotros.
deposit-preview-which = Mostrado para { $file }
deposit-declaration = Declaro que las personas y organizaciones nombradas como titulares tenían este archivo cuando deposité su huella, y que puedo nombrarlas aquí.

# 3 Timestamp
deposit-issue = Sellar { $count ->
    [one] { $count } archivo
   *[other] { $count } archivos
}
deposit-issue-none = Elija primero un archivo
deposit-issue-together = Sellar todos los archivos con una sola prueba ({ $count })
deposit-together = Todos los archivos juntos ({ $count })
deposit-issue-hint = Ahora, y solo ahora, se envían las huellas y los nombres de arriba.
deposit-sign-in-first = Inicie sesión para sellar. Sus huellas esperan aquí.
deposit-sign-in = Iniciar sesión y volver
deposit-sign-up = Crear una cuenta
deposit-issuing = Sellando
deposit-issue-progress = { $done } de { $total } pruebas listas
deposit-state-sending = Enviando
deposit-state-queued = Esperando su token
deposit-state-verifying = Verificando el token aquí
deposit-state-done = Listo
deposit-state-failed = Fallido
deposit-state-refused = El token no superó la verificación. No confíe en él.
deposit-failed-some = { $count ->
    [one] { $count } archivo no obtuvo prueba. No se ha perdido nada: inténtelo de nuevo.
   *[other] { $count } archivos no obtuvieron prueba. No se ha perdido nada: inténtelo de nuevo.
}
deposit-try-again = Intentar de nuevo
deposit-done = { $count ->
    [one] Su prueba está lista.
   *[other] Sus { $count } pruebas están listas.
}
deposit-see-result = Ver las pruebas
deposit-package-with = Paquete con el archivo dentro
deposit-package-together = Paquete con los archivos dentro
deposit-name-keys = Los nombres de sus archivos se registran como rastros lacrados. Guarde ahora sus claves: solo esta página las tiene, y sin ellas no podrá mostrar los nombres más tarde.
deposit-name-keys-save = Guardar las claves de los nombres
deposit-manifest = La lista de sus archivos se guardó como { $name }. Consérvela junto a los archivos y en privado: sin ella esta prueba no se puede verificar, y nadie puede rehacerla.
deposit-manifest-save = Guardar otra vez la lista de archivos
deposit-error-offline = No se puede acceder al servicio. Sus huellas se guardan aquí; inténtelo de nuevo en un momento.
deposit-error-signed-out = Su sesión se cerró. Iníciela de nuevo; sus huellas se guardan aquí.
deposit-error-declaration = Confirme primero la declaración.
deposit-error-many = Se pueden sellar como máximo { $count } archivos de una vez.
deposit-error-refused = El servicio lo rechazó: { $detail }

# Names that are refused, and why
deposit-text-empty = Falta un nombre.
deposit-text-too-long = Demasiado largo: como máximo { $count } caracteres.
deposit-text-control = Contiene un carácter de control.
deposit-text-bidi = Contiene un carácter oculto que cambia la dirección de escritura.
deposit-text-invisible = Contiene un carácter invisible.
deposit-text-space = Empieza o acaba con un espacio, tiene dos seguidos o un espacio poco común.
deposit-text-not-a-character = Contiene algo que no es un carácter.
deposit-text-mark-first = Empieza con un acento sin letra.
deposit-text-not-normalised = Está escrito de una forma poco común. Escríbalo de nuevo.
