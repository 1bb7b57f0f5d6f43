from django.apps import AppConfig


class KontrollerConfig(AppConfig):
    name = "kontroller"
    verbose_name = "Kontroller"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told of invoices that no month's control will reach, so that they too are judged, and put what has
        not come for a month on the work list.
        """
        import kontroller.bevakning  # noqa: F401
        from fakturor.services.foljder import on_arrival_without_month
        from kontroller.korning import control_without_month

        on_arrival_without_month(control_without_month)
