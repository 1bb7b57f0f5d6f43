"""Vem som får läsa ett dokument som bär personuppgifter det inte borde (kontroll G10)."""

from assistans.models import User


def may_read_protected(user: User) -> bool:
    """Whether the user works on cases, so that she may read a document with names or personnummer in it."""
    return user.may("kontroller.bedoma")
