from django.apps import AppConfig


class KontrollerConfig(AppConfig):
    name = "kontroller"
    verbose_name = "Kontroller"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told of invoices that no month's control will reach, so that they too are judged, and of what
        becomes known of paid ones, so that it is tried. Put what has not come for a month on the work list.
        """
        import kontroller.anmalningsforslag
        import kontroller.bevakning  # noqa: F401
        from fakturor.services.foljder import on_arrival_without_month, on_late_fact
        from kontroller.korning import control_without_month
        from kontroller.services.late_trials import order_trials

        on_arrival_without_month(control_without_month)
        on_late_fact(order_trials)
