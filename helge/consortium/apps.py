from django.apps import AppConfig


class ConsortiumConfig(AppConfig):
    name = "helge.consortium"
    label = "consortium"
    default_auto_field = "django.db.models.BigAutoField"
