# Signing up and in, the account's settings, API keys.

account-email = Endereço de e-mail
account-password = Senha
account-password-hint = Pelo menos 12 caracteres. Algumas palavras sem relação entre si são fáceis de lembrar e difíceis de adivinhar.
account-current-password = Sua senha atual
account-new-password = Nova senha
account-name = Seu nome ou o da sua organização
account-name-hint = Ele é sugerido como nome do titular nas suas provas. Você pode escolher outro para cada arquivo.
account-name-change-hint = As provas já criadas mantêm o nome com que foram feitas.
account-kind = Quem usa esta conta?
account-kind-individual = Uma pessoa
account-kind-company = Uma empresa ou outra organização
account-kind-agent = Um representante que trabalha para clientes

account-sign-up-title = Criar uma conta
account-sign-up-lead = Grátis, em um minuto. Precisamos de um endereço de e-mail para saber que é você quando voltar.
account-sign-up-button = Criar a conta
account-have-one = Já tem uma?
account-none-yet = Ainda não tem conta?

account-check-mail-title = Veja sua caixa de entrada
account-check-mail-sign-up = Enviamos um e-mail com um link. Abra-o e digite sua senha: então a conta é sua. Se nada chegar em alguns minutos, veja a pasta de spam.
account-check-mail-reset = Se houver uma conta com este endereço, um e-mail com um link está a caminho. O link vale por 30 minutos.
account-check-mail-email = Se este endereço puder ser usado, um e-mail com um link está a caminho. O link vale por 24 horas.
account-check-mail-outbox = Abrir a caixa de saída

account-confirm-title = Confirme seu endereço de e-mail
account-confirm-lead = Digite a senha que escolheu, e sua conta estará pronta.
account-confirm-button = Confirmar e entrar

account-sign-in-title = Entrar
account-sign-in-button = Entrar
account-forgot = Esqueceu a senha?
account-signed-out = Você saiu da conta.
account-password-set = Sua nova senha foi definida. Entre com ela.
account-erased = Sua conta e tudo o que identificava você foram apagados.

account-code-title = Digite seu código
account-code-lead = Sua conta pede um segundo fator.
account-code = Código
account-code-hint = Os seis dígitos que o autenticador mostra agora, ou um dos seus códigos de recuperação.

account-reset-title = Escolher uma nova senha
account-reset-lead = Informe seu endereço de e-mail. Enviaremos um link para definir uma nova senha.
account-reset-button = Envie-me o link
account-new-password-title = Definir uma nova senha
account-new-password-button = Definir a senha
account-reset-revoke-keys = Revogar também todas as chaves de API
account-reset-revoke-keys-hint = Se outra pessoa pode ter entrado na sua conta, deixe esta opção marcada. Seus programas precisarão de novas chaves.

account-link-title = Este link não vale mais
account-link-text = Ele já foi usado, ou é antigo demais. Peça um novo.

account-title = Conta
account-profile = Perfil
account-assurance = O que sabemos de você
account-assurance-none = Nada foi conferido
account-assurance-email = Seu endereço de e-mail foi confirmado. As provas dizem isso, e nada mais.
account-since = Conta desde
account-save = Salvar
account-saved = Salvo.
account-email-change = Alterar o endereço de e-mail
account-email-change-lead = Enviamos um link ao novo endereço e um aviso ao antigo. O endereço muda quando você abre o link e digita sua senha.
account-email-new = Novo endereço de e-mail
account-email-confirm-lead = Digite sua senha e sua conta passa a ter este endereço:
account-email-confirm-button = Usar este endereço
account-email-changed = Seu endereço de e-mail foi alterado. Os outros dispositivos foram desconectados.
account-change-password = Alterar a senha
account-password-changed = A senha foi alterada. Os outros dispositivos foram desconectados.

account-factor = Segundo fator
account-factor-off = Para entrar basta a senha. Um código de um autenticador no seu telefone torna inútil uma senha roubada.
account-factor-on = Para entrar é pedido um código do seu autenticador.
account-factor-codes-left = { $count ->
    [one] Resta { NUMBER($count) } código de recuperação.
   *[other] Restam { NUMBER($count) } códigos de recuperação.
}
account-factor-set = Ativar os códigos
account-factor-manage = Alterar
account-factor-remove = Desativar os códigos
account-factor-removed = Os códigos estão desativados.
account-factor-lead = Você precisa de um autenticador no telefone: qualquer um que gere códigos de seis dígitos.
account-factor-add = Informe-lhe esta chave
account-factor-type = Digite-a no autenticador, ou abra o link abaixo no dispositivo em que ele está:
account-factor-scan = Leia esta imagem com o autenticador:
account-factor-picture = Imagem com a chave, para a câmera de um aplicativo autenticador
account-factor-open = Abrir o autenticador neste dispositivo
account-factor-prove = Digite o código que ele mostra
account-recovery = Seus códigos de recuperação
account-recovery-lead = Imprima-os ou anote-os agora: são mostrados só desta vez. Cada um permite entrar uma vez se você perder o telefone.
account-recovery-renew = Criar novos códigos de recuperação
account-recovery-kept = Já os guardei

account-sessions = Dispositivos conectados
account-session-network = Rede
account-session-seen = Último uso
account-session-this = este
account-session-end = Desconectar
account-session-ended = Desconectado.
account-session-end-others = Desconectar todos os outros

account-leave = Seus dados
account-leave-lead = Leve com você tudo o que guardamos, ou apague. Suas provas continuam valendo sem nós: o que você baixou poderá ser verificado para sempre.
account-export = Baixar tudo
account-export-lead = Você recebe um arquivo com seu perfil, depósitos, declarações e tokens.
account-export-button = Baixar
account-erase = Apagar a conta
account-erase-lead = Seu nome, seu endereço, suas declarações e todas as chaves são destruídos imediatamente, também nas nossas cópias de segurança. Ninguém pode trazê-los de volta.
account-erase-keep = Os tokens e declarações que você não baixou se perdem para você. Baixe tudo primeiro.
account-erase-button = Apagar tudo

account-keys = Chaves de API
account-keys-lead = Com uma chave, um programa seu cria e lê provas em seu nome.
account-keys-none = Ainda não há nenhuma chave.
account-key-new = Nova chave
account-key-name = Nome
account-key-name-hint = Onde será usada, para você saber qual revogar.
account-key-scopes = O que ela pode fazer
account-key-scope-deposit-write = Criar provas
account-key-scope-deposit-read = Ler provas
account-key-scope-verify = Verificar provas
account-key-scope-keys = Criar e revogar chaves
account-key-life = Validade
account-key-days = { $count ->
    [one] { NUMBER($count) } dia
   *[other] { NUMBER($count) } dias
}
account-key-no-end = até ser revogada
account-key-made = Criada
account-key-used = Último uso
account-key-never = nunca
account-key-ends = Termina
account-key-make = Criar a chave
account-key-once = Esta é a chave. Copie-a agora: ela é mostrada só desta vez.
account-key-revoke = Revogar

account-outbox = Caixa de saída
account-outbox-lead = Neste teste nenhum e-mail sai da máquina. O que teria sido enviado é mostrado aqui.
account-outbox-empty = Nada foi enviado ainda.

account-error-email-refused = Este endereço de e-mail não pode ser usado. Escreva-o como name@example.org, em letras latinas.
account-error-kind-unknown = Escolha quem usa a conta.
account-error-password-too-short = A senha é curta demais: são necessários pelo menos 12 caracteres.
account-error-password-too-long = A senha é longa demais.
account-error-password-common = Esta senha é uma das primeiras que um ladrão tenta. Escolha outra.
account-error-password-address = A senha não pode ser seu endereço de e-mail.
account-error-wrong-credentials = O endereço de e-mail ou a senha estão incorretos.
account-error-wrong-password = A senha está incorreta.
account-error-email-not-confirmed = Seu endereço de e-mail ainda não foi confirmado. Enviamos o link mais uma vez.
account-error-link-not-valid = Este link não vale mais. Peça um novo.
account-error-code-wrong = O código está incorreto, ou já foi usado. Espere o próximo.
account-error-second-factor-state = Isto já foi feito.
account-error-scopes-refused = Escolha o que a chave pode fazer.
account-error-key-end-refused = Escolha por quanto tempo a chave vale.
account-error-too-many-keys = Você tem tantas chaves quantas uma conta pode ter. Revogue uma primeiro.
account-error-not-signed-in = Entre primeiro.
account-error-too-many-tries = { $count ->
    [one] Tentativas demais. Tente de novo em { NUMBER($count) } minuto.
   *[other] Tentativas demais. Tente de novo em { NUMBER($count) } minutos.
}
account-error-busy = O serviço está ocupado. Tente de novo em instantes.
account-error-internal = Um erro do nosso lado. Ele foi anotado. Tente de novo em instantes.
account-error-text-empty = Digite um nome.
account-error-text-too-long = O nome é longo demais: no máximo 200 caracteres.
account-error-text-control = O nome tem um caractere de controle, como uma quebra de linha. Digite-o de novo.
account-error-text-bidi = O nome tem um caractere invisível que muda a direção da escrita. Digite-o de novo.
account-error-text-invisible = O nome tem um caractere invisível. Digite-o de novo.
account-error-text-space = O nome tem um espaço incomum, ou dois seguidos. Digite-o de novo.
account-error-text-not-a-character = O nome tem algo que não é um caractere em toda parte. Digite-o de novo.
account-error-text-mark-first = O nome começa com um acento que não pertence a nenhuma letra. Digite-o de novo.
