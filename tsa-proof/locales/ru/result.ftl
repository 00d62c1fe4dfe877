# What a deposit gave, and the page of one proof.

result-title = Ваши доказательства
result-title-one = Ваше доказательство
result-lead = { $count ->
    [one] Метка времени стоит на { $count } файле.
    [few] Метка времени стоит на { $count } файлах.
    [many] Метка времени стоит на { $count } файлах.
   *[other] Метка времени стоит на { $count } файла.
}
result-waiting = { $count ->
    [one] { $count } файл ещё ждёт токена. Страница обновится сама.
    [few] { $count } файла ещё ждут токенов. Страница обновится сама.
    [many] { $count } файлов ещё ждут токенов. Страница обновится сама.
   *[other] { $count } файла ещё ждут токенов. Страница обновится сама.
}
result-failed = { $count ->
    [one] { $count } файл не получил доказательства.
    [few] { $count } файла не получили доказательств.
    [many] { $count } файлов не получили доказательств.
   *[other] { $count } файла не получили доказательств.
}
result-proof = Доказательство
result-proof-title = Доказательство: { $name }
result-existed = Файл существовал на момент
result-accuracy = Время указано с точностью { $accuracy }.
result-holder = Записанный держатель
result-agent = Кем депонировано
result-matter = Номер дела
result-work-title = Название
result-work-note = Примечание
result-assurance = Личность депонента
result-file-name = Имя файла
result-file-name-sealed = запечатано; ключ у вас
result-file-name-none = не записано
result-service = Служба
result-made = Создано
result-verified-here = Только что проверено в вашем браузере: токен верен.
result-verified-failed = Проверка в вашем браузере не пройдена. Не полагайтесь на этот токен.
result-verifying = Токен проверяется в вашем браузере…

result-keep = Сохраните и то и другое вместе
result-keep-text = Ваш неизменённый файл и его пакет доказательств. Вместе они и есть доказательство. По отдельности их недостаточно.
result-keep-file = Ваш исходный файл
result-keep-file-text = Не пересохраняйте и не преобразуйте его. Переименовать можно; точная копия тоже подойдёт.
result-keep-package = Его пакет доказательств
result-keep-package-text = Токены, заявление, сертификаты и небольшая программа, которая проверяет всё это без нас.
result-package = Скачать пакет
result-package-with = Скачать пакет вместе с файлом
result-package-with-hint = Он собирается на вашем устройстве. Перетащите файл сюда; он не отправляется.
result-together = Это доказательство относится к нескольким файлам вместе. Для проверки нужны файлы и их список manifest-….json, сохранённый на вашем устройстве при создании доказательства. Перетащите его вместе с пакетом и файлами.
result-package-built = Пакет готов: { $size }.
result-package-wrong-file = Это другой файл: его отпечаток отличается. Перетащите тот, на котором стоит метка времени.
result-package-waiting = Публичный журнал ещё записывается. Загрузка подождёт его несколько секунд.
result-all-packages = Скачать все пакеты
result-all-packages-hint = Один архив с пакетом для каждого файла.
result-parts = Отдельные части
result-part-token = Токен
result-part-token-text = Подписанное время файла по RFC 3161 (file.tsr)
result-part-claim = Заявление
result-part-claim-text = Кто был держателем файла, словами и в точности (claim.json)
result-part-claim-token = Токен заявления
result-part-claim-token-text = Подписанное время заявления (claim.tst)
result-part-container = Контейнер
result-part-container-text = Заявление и его токен для европейских программ проверки (claim.asics)
result-drill = Попробуйте сразу
result-drill-text = Проверьте доказательство один раз, пока оно свежее, чтобы знать, как это делается.
result-drill-link = Проверить доказательство
result-again = Создать ещё одно
result-to-vault = Все мои доказательства
result-timeline = Хронология
result-event-fingerprint = Отпечаток получен
result-event-file-token = Метка времени на файле
result-event-claim-token = Метка времени на имени держателя
result-event-logged = Внесено в публичный журнал
result-failure = Почему не удалось
result-failure-text = Для этого файла ничего не записано. Поставьте метку времени снова.

result-mail = Прислать это мне по электронной почте
result-mail-sent = Письмо отправлено на ваш адрес.
result-mail-hint = Время, серийные номера и отпечатки; без имён файлов и держателей.
