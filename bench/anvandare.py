"""De som öppnar sidorna: en användare för varje roll, utan lösenord."""

from assistans.models import User
from assistans.roller import Roll


def ensure_users() -> None:
    """One user for each role, and the system that reads files in. No one can sign in with a password."""
    User.objects.system()
    for roll in Roll:
        if not User.objects.filter(anvandarnamn=roll.value).exists():
            User.objects.create_user(roll.value, f"{roll.label} i mätningen", roller=[roll.value])


def user_of(roll: Roll) -> User:
    """The user who has the role and no other."""
    return User.objects.get(anvandarnamn=roll.value)
