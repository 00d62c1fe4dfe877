# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Algo deu errado
errors-not-found = Esta página não existe
errors-not-found-text = O endereço pode estar errado, ou o que havia aqui é seu e você não entrou na conta.
errors-forbidden = Esta requisição foi recusada
errors-forbidden-text = Ela não veio de uma página deste serviço, ou a página ficou aberta por tempo demais. Carregue-a de novo e repita o passo.
errors-too-large = Demais de uma vez
errors-too-large-text = A requisição era maior do que o serviço aceita.
errors-too-many = Tentativas demais
errors-too-many-text = Espere um pouco e tente de novo.
errors-unavailable = O serviço está ocupado
errors-unavailable-text = Tente de novo em instantes. Nada do que foi confirmado se perdeu.
errors-internal = Um erro do nosso lado
errors-internal-text = Ele foi anotado. Nada do que foi confirmado se perdeu. Tente de novo em instantes.
errors-bad-request = A requisição não foi entendida
errors-bad-request-text = Carregue a página de novo e repita o passo.
errors-reference = Referência
errors-home = Para a primeira página
errors-back = Voltar
