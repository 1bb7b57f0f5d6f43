"""Vem som gör något, sagt till databasen, så att historiken som utlösarna skriver vet det."""

from django.db import connection


def set_actor(user_id: int | None) -> None:
    """Tell the database connection who acts from now on; None says nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('assistans.av', %s, false)", [str(user_id or "")])


class ActorMiddleware:
    """Säger vid varje anrop vem som är inne."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        set_actor(request.user.pk)
        return self.get_response(request)
