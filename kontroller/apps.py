from django.apps import AppConfig


class KontrollerConfig(AppConfig):
    name = "kontroller"
    verbose_name = "Kontroller"
    default_auto_field = "django.db.models.BigAutoField"
