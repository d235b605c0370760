from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "helge.config"
    label = "config"
    verbose_name = "Wiring"
