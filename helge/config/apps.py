from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "helge.config"
    label = "config"

    def ready(self) -> None:
        """Tell the journal who reads what; it never asks upwards itself."""
        from helge.config.reactions import REACTIONS
        from helge.journal.reactions import install

        install(REACTIONS)
