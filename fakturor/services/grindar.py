"""What the gates of the database refuse, as the sentence that they themselves give."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from beslut.services.refusal import RegistrationRefused, told_in_words


@contextmanager
def told_by_the_gates() -> Iterator[None]:
    """Make what is done one transaction, and a gate's refusal a RegistrationRefused. Also a decorator.

    A gate raises in Swedish and names no constraint; what a constraint refuses is told as the registers tell it.
    """
    try:
        with told_in_words():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        if diag is None or diag.constraint_name or not diag.message_primary:
            raise
        raise RegistrationRefused(diag.message_primary) from error
