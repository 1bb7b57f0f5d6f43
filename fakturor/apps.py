from django.apps import AppConfig


class FakturorConfig(AppConfig):
    name = "fakturor"
    verbose_name = "Fakturor"
    default_auto_field = "django.db.models.BigAutoField"
