from django.apps import AppConfig


class FakturorConfig(AppConfig):
    name = "fakturor"
    verbose_name = "Fakturor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told when the registers change, so that the invoices that rest on them are controlled anew."""
        from beslut.services.foljder import on_change
        from fakturor.services.reopening import reopen_invoices

        on_change(reopen_invoices)
