# The frame in which files are chosen: the only place that ever sees them.

frame-title = Ваши файлы, на вашем устройстве

frame-drop-deposit = Перетащите сюда файлы или папку
frame-drop-landing = Перетащите файл, чтобы создать доказательство, или доказательство, чтобы проверить его
frame-drop-verify = Перетащите сюда файл и его доказательство
frame-hint-deposit = Они читаются на вашем устройстве и никуда не отправляются.
frame-hint-landing = Файлы читаются на вашем устройстве и никуда не отправляются.
frame-hint-verify = Файлы, папки, токены (.tsr, .tst), заявления (.json), пакеты (.zip, .asics), сертификаты (.pem) в любом порядке. Всё остаётся на вашем устройстве.
frame-choose-files = Выбрать файлы
frame-choose-folder = Выбрать папку
frame-folder-not-read = Браузер не открывает здесь перетащенную папку { $name }. Перетащите её отдельно или нажмите «Выбрать папку».

frame-text = Или использовать текст
frame-text-name = Название текста
frame-text-body = Текст
frame-text-use = Использовать этот текст
frame-text-hint = Короткий текст можно угадать: кто догадывается о его содержании, может подобрать его и сравнить отпечаток. Если он должен остаться в тайне, добавьте строку случайных слов и храните текст без изменений.
frame-small = Очень маленьких файлов: { $count }. Кто догадывается о содержимом, может подобрать его и сравнить отпечаток. Если оно должно остаться в тайне, поместите файл в архив вместе со строкой случайных слов, поставьте метку времени на архив и храните его.

frame-names = Имена файлов
frame-names-none = Оставить имена на этом устройстве
frame-names-send = Записать имена в доказательства
frame-names-commit = Запечатать имена: показать их позже сможет только тот, у кого есть ваш файл печати

frame-remove = Убрать { $name }
frame-more-files = { $count ->
    [one] И ещё { $count } файл
    [few] И ещё { $count } файла
    [many] И ещё { $count } файлов
   *[other] И ещё { $count } файла
}

frame-state-waiting = Ожидает
frame-state-hashing = Вычисляется отпечаток
frame-state-paused = Приостановлено
frame-state-done = Готово
frame-state-cancelled = Отменено
frame-state-reading = Читается
frame-state-fingerprint = Отпечаток

# What a dropped thing turned out to be.
frame-state-token = Токен метки времени
frame-state-refusal = Отказ, а не токен
frame-state-request = Запрос метки времени
frame-state-claim = Заявление
frame-state-package = Пакет
frame-state-certificate = Сертификат
frame-state-crl = Список отзыва
frame-state-log-proof = Доказательство записи в журнале
frame-state-supplement = Часть доказательства
frame-state-tsd = TimeStampedData (.tsd): принят как файл, токены в нём здесь не читаются
frame-state-asice = Контейнер ASiC-E: принят как файл, подписи и токены в нём здесь не читаются

frame-error-changed = Файл изменился во время чтения. Уберите его и выберите снова.
frame-error-unreadable = Файл не читается. Может быть, он открыт в другом месте или перемещён?
frame-error-internal = Этот браузер не смог закончить. Перезагрузите страницу и попробуйте снова.
frame-error-engine = Этот браузер не может читать здесь файлы: он не выполняет WebAssembly. Обновите его или возьмите другой.
frame-error-package = Этот архив повреждён или относится к виду, который нельзя прочесть.
