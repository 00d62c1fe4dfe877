# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: a prova de que seu arquivo existia

mail-confirm-subject = Confirme seu endereço de e-mail
mail-confirm-text = Uma conta foi criada em { $service } com este endereço. Se foi você, abra este link em até 24 horas e digite a senha que escolheu:
mail-confirm-after = Se não foi você, não faça nada: sem a senha o link não abre nada, e a conta continua bloqueada.

mail-reset-subject = Escolha uma nova senha
mail-reset-text = Alguém pediu uma nova senha para sua conta em { $service }. Se foi você, abra este link em até 30 minutos:
mail-reset-after = Se não foi você, não faça nada: sua senha continua a mesma.

mail-new-address-subject = Confirme seu novo endereço de e-mail
mail-new-address-text = O titular de uma conta em { $service } quer usar este endereço para ela. Se foi você, abra este link em até 24 horas e digite sua senha:
mail-new-address-after = Se não foi você, não faça nada: sem a senha, o link não abre nada.

mail-address-asked-subject = Foi pedido outro endereço para sua conta
mail-address-asked-text = Alguém que conhece sua senha pediu outro endereço para sua conta em { $service }. Se foi você, não há nada a fazer aqui: abra o link na nova caixa de entrada. Se não foi você, escolha logo uma nova senha; isso interrompe a alteração:
mail-address-asked-after = Se você não conseguir mais definir uma nova senha com este endereço, escreva ao operador de { $service }.

mail-already-subject = Você já tem uma conta
mail-already-text = Alguém quis criar uma conta em { $service } com este endereço, que já tem uma. Se foi você, entre aqui:
mail-already-after = Se esqueceu a senha, peça ali uma nova. Se não foi você, não faça nada.

mail-password-subject = Sua senha foi alterada
mail-password-text = A senha da sua conta em { $service } foi alterada e os outros dispositivos foram desconectados. Se foi você, não há nada a fazer. Sua conta:
mail-password-after = Se não foi você, peça imediatamente uma nova senha.

mail-factor-set-subject = Os códigos de acesso estão ativados
mail-factor-set-text = Sua conta em { $service } agora pede um código do seu autenticador ao entrar. Sua conta:
mail-factor-set-after = Se não foi você, peça imediatamente uma nova senha e encerre todas as outras sessões.

mail-factor-removed-subject = Os códigos de acesso estão desativados
mail-factor-removed-text = Sua conta em { $service } não pede mais um código ao entrar. Sua conta:
mail-factor-removed-after = Se não foi você, peça imediatamente uma nova senha e encerre todas as outras sessões.

mail-result-subject = Suas provas
mail-result-text = Você pediu a { $service } que enviasse o resultado de um depósito. As provas e seus pacotes estão aqui:
mail-result-after = Cada linha abaixo é uma prova: sua hora (UTC), o número de série do token e a impressão digital SHA-256 do arquivo. Este e-mail não é uma prova por si só: guarde os pacotes com seus arquivos.
