from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "helge.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from helge.consortium import telling
        from helge.journal.commands.record import record

        telling.install(record)
