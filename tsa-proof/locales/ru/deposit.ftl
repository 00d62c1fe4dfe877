# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Создать доказательство
deposit-lead = Три шага. Ваши файлы всё это время остаются на вашем устройстве.
deposit-step-1 = Выбор
deposit-step-2 = Держатель
deposit-step-3 = Метка времени
deposit-steps = Шаги

# 1 Choose
deposit-choose = Выберите файлы
deposit-choose-hint = Любого вида и размера. Для папки можно получить по доказательству на каждый файл в ней или одно на все.
deposit-paste = Вставить отпечатки вместо файлов
deposit-paste-hint = По одному отпечатку SHA-256 в строке, как их выводит sha256sum. Удобно, когда файл на другом компьютере.
deposit-paste-label = Отпечатки
deposit-paste-add = Добавить
deposit-paste-bad = Строка { $line } не является отпечатком SHA-256: нужны 64 знака 0–9 и a–f.
deposit-paste-added = { $count ->
    [one] Добавлен { $count } отпечаток.
    [few] Добавлено { $count } отпечатка.
    [many] Добавлено { $count } отпечатков.
   *[other] Добавлено { $count } отпечатка.
}
deposit-sent = { $count ->
    [0] Отправлено из ваших файлов: 0 байт
    [one] Отправлено из ваших файлов: { $count } байт
    [few] Отправлено из ваших файлов: { $count } байта
    [many] Отправлено из ваших файлов: { $count } байт
   *[other] Отправлено из ваших файлов: { $count } байта
}
deposit-sent-how = Измерено здесь: запросы фрейма, в котором находятся ваши файлы, по данным самого браузера.
deposit-requests = Запросов, отправленных к этому моменту фреймом с вашими файлами: { $count }
deposit-rate = { $rate } в секунду
deposit-left = осталось около { $span }
deposit-progress = { $done } из { $total }
deposit-pause = Приостановить
deposit-resume = Продолжить
deposit-cancel = Отменить всё
deposit-paused = Приостановлено
deposit-hashing = Вычисляются отпечатки
deposit-all-done = Все отпечатки готовы.
deposit-some-ready = Остановлено. Готово отпечатков: { $count }
deposit-file-failed = { $count ->
    [one] { $count } файл не удалось прочитать, он пропущен.
    [few] { $count } файла не удалось прочитать, они пропущены.
    [many] { $count } файлов не удалось прочитать, они пропущены.
   *[other] { $count } файла не удалось прочитать, они пропущены.
}
deposit-restored = { $count ->
    [one] Здесь сохранился { $count } ранее вычисленный отпечаток.
    [few] Здесь сохранилось { $count } ранее вычисленных отпечатка.
    [many] Здесь сохранилось { $count } ранее вычисленных отпечатков.
   *[other] Здесь сохранилось { $count } ранее вычисленных отпечатка.
}
deposit-start-over = Начать заново
deposit-skipped = Пропущено, потому что уже есть в списке: { $count }.
deposit-merged = Файлов с тем же содержимым, что и у другого файла (доказательство у них общее): { $count }.
deposit-loose = Отпечатки, файлов которых здесь нет

# What it is
deposit-kind = Что это?
deposit-kind-trade-secret-hint = Имя файла остаётся у вас: записывается только его запечатанный след.
deposit-kind-research-hint = Записи, данные и результаты, относящиеся к одной серии.
deposit-kind-creative-hint = Текст, музыка, изображение или дизайн, с названием и авторами.
deposit-kind-software-hint = Исходный код, выпуск или целая папка.
deposit-hint-git = Чтобы получить одно доказательство на коммит Git со всеми его файлами, воспользуйтесь командной строкой: { $command }
deposit-hint-together = Для данных одного исследования выберите выше «Одно доказательство на все файлы»: папка получит одно доказательство.
deposit-kind-contract-hint = Соглашение или лицензия между двумя сторонами.
deposit-kind-evidence-of-use-hint = Доказательство того, что что-то показывали или продавали, с датой и местом.
deposit-kind-other-hint = Любой другой файл.
deposit-stage = На каком этапе?
deposit-series = Серия или проект
deposit-series-hint = Например, номер лабораторного журнала. Записывается в доказательство.
deposit-work-title = Название произведения
deposit-work-title-hint = Записывается в доказательство.
deposit-note = Примечание
deposit-note-hint = Записывается в доказательство.
deposit-use-note = Дата и место использования
deposit-use-note-hint = Например: показано на выставке в Лионе 3 мая 2026 года. Записывается в доказательство.
deposit-contract-title = Предмет договора
deposit-contract-title-hint = Записывается в доказательство.
deposit-label = Название для вашего списка
deposit-label-hint = Видите его только вы. Частью доказательства оно не является.

# 2 Holder
deposit-holder = Кто держатель?
deposit-holder-hint = Имя запечатывается в доказательстве. Его увидят, только если вы покажете кому-то заявление из доказательства.
deposit-holder-grid = Держатели файлов
deposit-holder-name = Имя держателя
deposit-holder-name-row = Имя держателя: { $file }
deposit-holder-kind = Физическое лицо или организация
deposit-holder-kind-row = Физическое лицо или организация, держатель: { $file }
deposit-holder-role = Роль
deposit-holder-role-row = Роль держателя: { $file }
deposit-holder-second = Другая сторона
deposit-holder-add = Добавить держателя
deposit-holder-extra = Другие держатели, одни и те же для всех файлов
deposit-fill-down = Первое имя для всех
deposit-paste-column = Вставить список имён
deposit-paste-column-hint = По одному имени в строке, в порядке файлов. Можно также вставить столбец электронной таблицы прямо в таблицу.
deposit-paste-column-label = Имена
deposit-paste-column-apply = Заполнить
deposit-filled = { $count ->
    [one] Заполнено { $count } имя.
    [few] Заполнено { $count } имени.
    [many] Заполнено { $count } имён.
   *[other] Заполнено { $count } имени.
}
deposit-grid-hint = Стрелки вверх и вниз перемещают между строками. Ctrl+D копирует имя вниз.
deposit-same-holder = Один держатель для всех файлов
deposit-agent = Я действую от имени другого лица
deposit-agent-hint = Для поверенных и представителей: ваше имя указывается рядом с именем держателя.
deposit-agent-name = Ваше имя или фирма
deposit-agent-matter = Ваш номер дела
deposit-preview = Что будет сказано в доказательстве
deposit-preview-one = Заявленный держатель файла с отпечатком { $fingerprint }: { $holder }.
deposit-preview-size = Размер файла: { $size }.
deposit-preview-together = Отпечаток относится ко всем файлам вместе, по их списку. Число файлов: { $count }.
deposit-preview-name = Имя файла: { $name }.
deposit-preview-name-hidden = Имя файла не записывается.
deposit-preview-name-sealed = Имя файла записывается в виде запечатанного следа.
deposit-preview-title = Относится к: { $title }.
deposit-preview-note = Примечание: { $note }
deposit-preview-agent = От имени держателя депонирует { $agent }.
deposit-preview-matter = Номер дела: { $matter }.
deposit-preview-assurance = Насколько проверена личность депонента: { $assurance }.
deposit-preview-time = Время добавляет служба меток времени, а не вы и не мы.
deposit-preview-which = Показано для файла { $file }
deposit-declaration = Я заявляю, что лица и организации, названные держателями, держали этот файл, когда я депонировал(а) его отпечаток, и что я вправе их здесь назвать.

# 3 Timestamp
deposit-issue = Поставить метку времени: { $count ->
    [one] { $count } файл
    [few] { $count } файла
    [many] { $count } файлов
   *[other] { $count } файла
}
deposit-issue-none = Сначала выберите файл
deposit-issue-together = Поставить метку времени на все файлы вместе ({ $count })
deposit-together = Все файлы вместе ({ $count })
deposit-issue-hint = Сейчас, и только сейчас, отправляются отпечатки и имена, указанные выше.
deposit-sign-in-first = Войдите, чтобы поставить метку времени. Ваши отпечатки ждут здесь.
deposit-sign-in = Войти и вернуться
deposit-sign-up = Создать учётную запись
deposit-issuing = Ставятся метки времени
deposit-issue-progress = Готово доказательств: { $done } из { $total }
deposit-state-sending = Отправляется
deposit-state-queued = Ожидает токена
deposit-state-verifying = Токен проверяется здесь
deposit-state-done = Готово
deposit-state-failed = Не удалось
deposit-state-refused = Токен не прошёл проверку. Не полагайтесь на него.
deposit-failed-some = { $count ->
    [one] { $count } файл не получил доказательства. Ничего не потеряно: попробуйте ещё раз.
    [few] { $count } файла не получили доказательств. Ничего не потеряно: попробуйте ещё раз.
    [many] { $count } файлов не получили доказательств. Ничего не потеряно: попробуйте ещё раз.
   *[other] { $count } файла не получили доказательств. Ничего не потеряно: попробуйте ещё раз.
}
deposit-try-again = Попробовать ещё раз
deposit-done = { $count ->
    [one] Готово: { $count } доказательство.
    [few] Готово: { $count } доказательства.
    [many] Готово: { $count } доказательств.
   *[other] Готово: { $count } доказательства.
}
deposit-see-result = Посмотреть доказательства
deposit-package-with = Пакет вместе с файлом
deposit-package-together = Пакет вместе с файлами
deposit-name-keys = Имена ваших файлов записываются в виде запечатанных следов. Сохраните ключи к ним сейчас: они есть только на этой странице, и без них показать имена позже нельзя.
deposit-name-keys-save = Сохранить ключи к именам
deposit-manifest = Список ваших файлов сохранён как { $name }. Храните его вместе с файлами и в тайне: без него это доказательство не проверить, а восстановить список не сможет никто.
deposit-manifest-save = Сохранить список файлов ещё раз
deposit-error-offline = Служба недоступна. Ваши отпечатки сохранены здесь; попробуйте чуть позже.
deposit-error-signed-out = Ваш сеанс завершён. Войдите снова; ваши отпечатки сохранены здесь.
deposit-error-declaration = Сначала подтвердите заявление.
deposit-error-many = Слишком много файлов. Предел за один раз: { $count }.
deposit-error-refused = Служба отказала: { $detail }

# Names that are refused, and why
deposit-text-empty = Не указано имя.
deposit-text-too-long = Слишком длинно: не более { $count } знаков.
deposit-text-control = Содержит управляющий символ.
deposit-text-bidi = Содержит скрытый символ, меняющий направление письма.
deposit-text-invisible = Содержит невидимый символ.
deposit-text-space = Начинается или заканчивается пробелом, содержит два подряд или необычный пробел.
deposit-text-not-a-character = Содержит то, что не является символом.
deposit-text-mark-first = Начинается с диакритического знака без буквы.
deposit-text-not-normalised = Записано необычным образом. Введите заново.
