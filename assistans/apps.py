from django.apps import AppConfig


class AssistansConfig(AppConfig):
    name = "assistans"
    verbose_name = "Grunden"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here and not in the package, so that the pure modules (svenska, tid, personnummer)
        # can be used without Celery. Without this, shared_task would find no broker.
        from assistans import celery  # noqa: F401
        from assistans.utkast import listen_for_login

        listen_for_login()
