# Signing up and in, the account's settings, API keys.

account-email = Адрес электронной почты
account-password = Пароль
account-password-hint = Не менее 12 знаков. Несколько слов, никак не связанных между собой, легко запомнить и трудно угадать.
account-current-password = Ваш нынешний пароль
account-new-password = Новый пароль
account-name = Ваше имя или название организации
account-name-hint = Оно предлагается как имя держателя в ваших доказательствах. Для каждого файла можно указать другое.
account-name-change-hint = Уже созданные доказательства сохраняют прежнее имя.
account-kind = Кто пользуется этой учётной записью?
account-kind-individual = Частное лицо
account-kind-company = Компания или другая организация
account-kind-agent = Представитель, работающий для клиентов

account-sign-up-title = Создать учётную запись
account-sign-up-lead = Бесплатно, за минуту. Адрес электронной почты нужен, чтобы узнать вас, когда вы вернётесь.
account-sign-up-button = Создать учётную запись
account-have-one = Уже есть учётная запись?
account-none-yet = Ещё нет учётной записи?

account-check-mail-title = Проверьте почту
account-check-mail-sign-up = Мы отправили вам письмо со ссылкой. Откройте её и введите пароль: после этого учётная запись ваша. Если за несколько минут ничего не пришло, загляните в папку со спамом.
account-check-mail-reset = Если учётная запись с таким адресом есть, письмо со ссылкой уже в пути. Ссылка действует 30 минут.
account-check-mail-email = Если этим адресом можно воспользоваться, на него уже отправлено письмо со ссылкой. Ссылка действует 24 часа.
account-check-mail-outbox = Открыть исходящие

account-confirm-title = Подтвердите адрес электронной почты
account-confirm-lead = Введите выбранный пароль, и учётная запись будет готова.
account-confirm-button = Подтвердить и войти

account-sign-in-title = Вход
account-sign-in-button = Войти
account-forgot = Забыли пароль?
account-signed-out = Вы вышли из учётной записи.
account-password-set = Новый пароль задан. Войдите с ним.
account-erased = Ваша учётная запись и всё, что указывало на вас, стёрты.

account-code-title = Введите код
account-code-lead = Ваша учётная запись требует второго фактора.
account-code = Код
account-code-hint = Шесть цифр, которые сейчас показывает аутентификатор, или один из кодов восстановления.

account-reset-title = Выбрать новый пароль
account-reset-lead = Укажите адрес электронной почты. Мы отправим ссылку, по которой можно задать новый пароль.
account-reset-button = Отправить ссылку
account-new-password-title = Задать новый пароль
account-new-password-button = Задать пароль
account-reset-revoke-keys = Отозвать также все ключи API
account-reset-revoke-keys-hint = Если в вашу учётную запись мог войти кто-то другой, не снимайте эту отметку. Вашим программам понадобятся новые ключи.

account-link-title = Эта ссылка больше не действует
account-link-text = Она уже использована или устарела. Запросите новую.

account-title = Учётная запись
account-profile = Профиль
account-assurance = Что мы о вас знаем
account-assurance-none = Ничего не проверено
account-assurance-email = Ваш адрес электронной почты подтверждён. В доказательствах сказано это и ничего больше.
account-since = Учётная запись с
account-save = Сохранить
account-saved = Сохранено.
account-email-change = Изменить адрес электронной почты
account-email-change-lead = Мы отправим ссылку на новый адрес и уведомление на прежний. Адрес сменится, когда вы откроете ссылку и введёте пароль.
account-email-new = Новый адрес электронной почты
account-email-confirm-lead = Введите пароль, и с этого времени у вашей учётной записи будет такой адрес:
account-email-confirm-button = Использовать этот адрес
account-email-changed = Адрес электронной почты изменён. На других устройствах выполнен выход.
account-change-password = Изменить пароль
account-password-changed = Пароль изменён. На других устройствах выполнен выход.

account-factor = Второй фактор
account-factor-off = Для входа нужен только пароль. Код из аутентификатора на телефоне делает украденный пароль бесполезным.
account-factor-on = Для входа нужен код из приложения-аутентификатора.
account-factor-codes-left = { $count ->
    [one] Остался { NUMBER($count) } код восстановления.
    [few] Осталось { NUMBER($count) } кода восстановления.
    [many] Осталось { NUMBER($count) } кодов восстановления.
   *[other] Осталось { NUMBER($count) } кода восстановления.
}
account-factor-set = Включить коды
account-factor-manage = Изменить
account-factor-remove = Выключить коды
account-factor-removed = Коды выключены.
account-factor-lead = Нужен аутентификатор на телефоне: любой, который создаёт шестизначные коды.
account-factor-add = Передайте ему этот ключ
account-factor-type = Введите его в аутентификатор или откройте ссылку ниже на устройстве, где он установлен:
account-factor-scan = Отсканируйте им это изображение:
account-factor-picture = Изображение с ключом для камеры приложения-аутентификатора
account-factor-open = Открыть аутентификатор на этом устройстве
account-factor-prove = Введите код, который он показывает
account-recovery = Ваши коды восстановления
account-recovery-lead = Распечатайте или запишите их сейчас: они показываются только один раз. Каждый позволяет войти один раз, если телефон потерян.
account-recovery-renew = Создать новые коды восстановления
account-recovery-kept = Коды сохранены

account-sessions = Устройства, на которых выполнен вход
account-session-network = Сеть
account-session-seen = Последнее использование
account-session-this = это устройство
account-session-end = Выйти
account-session-ended = Выход выполнен.
account-session-end-others = Выйти на всех других устройствах

account-leave = Ваши данные
account-leave-lead = Заберите с собой всё, что о вас хранится, или сотрите это. Ваши доказательства действуют и без нас: скачанное можно проверить всегда.
account-export = Скачать всё
account-export-lead = Вы получите один файл с профилем, депонированиями, заявлениями и токенами.
account-export-button = Скачать
account-erase = Стереть учётную запись
account-erase-lead = Ваше имя, адрес, заявления и все ключи уничтожаются сразу, в том числе в резервных копиях. Вернуть их не сможет никто.
account-erase-keep = Токены и заявления, которых вы не скачали, будут для вас потеряны. Сначала скачайте всё.
account-erase-button = Стереть всё

account-keys = Ключи API
account-keys-lead = С таким ключом ваша программа создаёт и читает доказательства от вашего имени.
account-keys-none = Ключей пока нет.
account-key-new = Новый ключ
account-key-name = Название
account-key-name-hint = Где он будет использоваться: так видно, какой ключ отзывать.
account-key-scopes = Что он может делать
account-key-scope-deposit-write = Создавать доказательства
account-key-scope-deposit-read = Читать доказательства
account-key-scope-verify = Проверять доказательства
account-key-scope-keys = Создавать и отзывать ключи
account-key-life = Срок действия
account-key-days = { $count ->
    [one] { NUMBER($count) } день
    [few] { NUMBER($count) } дня
    [many] { NUMBER($count) } дней
   *[other] { NUMBER($count) } дня
}
account-key-no-end = до отзыва
account-key-made = Создан
account-key-used = Последнее использование
account-key-never = не использовался
account-key-ends = Истекает
account-key-make = Создать ключ
account-key-once = Это ключ. Скопируйте его сейчас: он показывается только один раз.
account-key-revoke = Отозвать

account-outbox = Исходящие
account-outbox-lead = В этом пробном запуске письма не покидают компьютер. Здесь показано то, что было бы отправлено.
account-outbox-empty = Пока ничего не отправлено.

account-error-email-refused = Этот адрес использовать нельзя. Напишите его в виде name@example.org латинскими буквами.
account-error-kind-unknown = Выберите, кто пользуется учётной записью.
account-error-password-too-short = Пароль слишком короткий: нужно не менее 12 знаков.
account-error-password-too-long = Пароль слишком длинный.
account-error-password-common = Этот пароль злоумышленник попробует одним из первых. Выберите другой.
account-error-password-address = Пароль не должен совпадать с адресом электронной почты.
account-error-wrong-credentials = Неверный адрес электронной почты или пароль.
account-error-wrong-password = Неверный пароль.
account-error-email-not-confirmed = Ваш адрес ещё не подтверждён. Мы отправили ссылку ещё раз.
account-error-link-not-valid = Эта ссылка больше не действует. Запросите новую.
account-error-code-wrong = Код неверен или уже использован. Дождитесь следующего.
account-error-second-factor-state = Это уже сделано.
account-error-scopes-refused = Выберите, что может делать ключ.
account-error-key-end-refused = Выберите срок действия ключа.
account-error-too-many-keys = Достигнуто предельное число ключей для учётной записи. Сначала отзовите один из них.
account-error-not-signed-in = Сначала войдите в учётную запись.
account-error-too-many-tries = { $count ->
    [one] Слишком много попыток. Попробуйте через { NUMBER($count) } минуту.
    [few] Слишком много попыток. Попробуйте через { NUMBER($count) } минуты.
    [many] Слишком много попыток. Попробуйте через { NUMBER($count) } минут.
   *[other] Слишком много попыток. Попробуйте через { NUMBER($count) } минуты.
}
account-error-busy = Служба занята. Попробуйте чуть позже.
account-error-internal = Ошибка на нашей стороне. Она зафиксирована. Попробуйте чуть позже.
account-error-text-empty = Введите имя.
account-error-text-too-long = Имя слишком длинное: не более 200 знаков.
account-error-text-control = В имени есть управляющий символ, например перевод строки. Введите его заново.
account-error-text-bidi = В имени есть невидимый символ, меняющий направление письма. Введите его заново.
account-error-text-invisible = В имени есть невидимый символ. Введите его заново.
account-error-text-space = В имени есть необычный пробел или два пробела подряд. Введите его заново.
account-error-text-not-a-character = В имени есть то, что не везде считается символом. Введите его заново.
account-error-text-mark-first = Имя начинается с диакритического знака, не относящегося ни к какой букве. Введите его заново.
