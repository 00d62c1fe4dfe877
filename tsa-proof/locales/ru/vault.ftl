# The list of one's proofs.

vault-title = Мои доказательства
vault-lead = Служба хранит ваши доказательства, но не файлы. Держите у себя копии пакетов: они действуют и без нас.
vault-empty = У вас пока нет доказательств.
vault-empty-link = Создать первое доказательство
vault-none-found = Этим фильтрам не соответствует ни одно доказательство.
vault-search = Поиск
vault-search-hint = Имя файла или держателя, название или первые знаки отпечатка
vault-filter = Фильтры
vault-from = С
vault-to = По
vault-any = Все
vault-apply = Показать
vault-reset = Показать всё
vault-column-time = Время
vault-column-file = Файл
vault-column-holder = Держатель
vault-column-kind = Вид
vault-column-state = Состояние
vault-next = Более ранние
vault-first = Самые новые
