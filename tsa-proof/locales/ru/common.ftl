# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Перейти к содержанию
common-menu = Главное меню
common-account-menu = Ваша учётная запись
common-language = Язык
common-languages = Выбрать язык
common-theme = Цвета
common-theme-auto = Как на устройстве
common-theme-light = Светлые
common-theme-dark = Тёмные

common-nav-make = Создать доказательство
common-nav-check = Проверить доказательство
common-nav-vault = Мои доказательства
common-nav-compare = Сравнить два доказательства
common-nav-trust = Доверие
common-nav-help = Справка
common-nav-account = Учётная запись
common-nav-keys = Ключи API
common-nav-outbox = Исходящие
common-sign-in = Войти
common-sign-up = Создать учётную запись
common-sign-out = Выйти

common-trial = Это пробный запуск на одном компьютере. Его доказательства опираются на сертификат, которому никто не доверяет: здесь можно пробовать, но не доказывать.
common-noscript = Эта страница работает в вашем браузере, а не у нас: ей нужен JavaScript, чтобы вычислить отпечатки файлов, не отправляя их.

common-copy = Копировать
common-copied = Скопировано
common-download = Скачать
common-more = Ещё
common-back = Назад
common-next = Далее
common-remove = Убрать
common-optional = необязательно
common-yes = Да
common-no = Нет
common-unknown = неизвестно
common-pages = Страницы

common-sha256 = Отпечаток SHA-256
common-sha512 = Отпечаток SHA-512
common-serial = Серийный номер
common-policy = Политика
common-time-utc = Время (UTC)
common-time-local = По вашим часам
common-size = Размер
common-file = Файл
common-file-number = Файл { $number }
common-holder = Держатель
common-category = Вид
common-stage = Этап
common-state = Состояние

common-state-queued = Ожидает токена
common-state-issued = Токен выдан
common-state-failed = Не удалось

common-category-trade-secret = Коммерческая тайна
common-category-research = Материалы исследования
common-category-creative = Творческое произведение
common-category-software = Программа
common-category-contract = Договор
common-category-evidence-of-use = Доказательство использования
common-category-other = Другое

common-stage-idea = Идея
common-stage-develop = Создание и разработка
common-stage-protect = Охрана
common-stage-manage = Управление

common-kind-person = Физическое лицо
common-kind-organisation = Организация

common-role-holder = Держатель
common-role-author = Автор
common-role-owner = Собственник
common-role-inventor = Изобретатель
common-role-party = Сторона

common-assurance-none = не проверена
common-assurance-email = адрес электронной почты подтверждён
common-assurance-domain = домен подтверждён
common-assurance-eid = электронное удостоверение
common-assurance-manual = проверена человеком

common-accuracy-seconds = до { $count ->
    [one] { $count } секунды
    [few] { $count } секунд
    [many] { $count } секунд
   *[other] { $count } секунды
}
common-accuracy-millis = до { $count ->
    [one] { $count } миллисекунды
    [few] { $count } миллисекунд
    [many] { $count } миллисекунд
   *[other] { $count } миллисекунды
}

common-footer-privacy = Ваши файлы остаются на вашем устройстве. Отправляются только отпечатки, и только по вашей команде.
common-footer-check = Проверить доказательство можно бесплатно, без учётной записи и без нас.
