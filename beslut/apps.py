from django.apps import AppConfig


class BeslutConfig(AppConfig):
    name = "beslut"
    verbose_name = "Beslut"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what the registers have to watch on the work list."""
        from beslut.bevakning import anordnare, assistenter, avtal_och_belopp, ofullstandigt, personer  # noqa: F401
