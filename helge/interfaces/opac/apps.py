from django.apps import AppConfig


class OpacConfig(AppConfig):
    name = "helge.interfaces.opac"
    label = "opac"
    default_auto_field = "django.db.models.BigAutoField"
