from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "helge.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"
