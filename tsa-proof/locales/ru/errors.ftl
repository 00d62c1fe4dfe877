# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Что-то пошло не так
errors-not-found = Такой страницы нет
errors-not-found-text = Возможно, адрес введён с ошибкой, или эта страница ваша, а вы не вошли.
errors-forbidden = Этот запрос отклонён
errors-forbidden-text = Он пришёл не со страницы этой службы, или страница была открыта слишком долго. Загрузите её снова и повторите шаг.
errors-too-large = Слишком много сразу
errors-too-large-text = Запрос больше, чем принимает служба.
errors-too-many = Слишком много попыток
errors-too-many-text = Подождите немного и попробуйте снова.
errors-unavailable = Служба занята
errors-unavailable-text = Попробуйте чуть позже. Ничего из подтверждённого не потеряно.
errors-internal = Ошибка на нашей стороне
errors-internal-text = Она отмечена. Ничего из подтверждённого не потеряно. Попробуйте чуть позже.
errors-bad-request = Запрос не понят
errors-bad-request-text = Загрузите страницу снова и повторите шаг.
errors-reference = Номер
errors-home = На первую страницу
errors-back = Назад
