"""The reports that a file may speak of: all, or within a circle (beslut.synkrets) the provider's own."""

from collections.abc import Collection

from django.db.models import QuerySet

from beslut.synkrets import circle
from fakturor.models import Tidrapport


def known_reports(koder: Collection[str]) -> QuerySet[Tidrapport]:
    """The stored reports with these codes that the file's provider may change."""
    rapporter = Tidrapport.objects.filter(kod__in=koder)
    krets = circle()
    return rapporter if krets is None else rapporter.filter(redovisning__anordnare=krets.anordnare)


def taken_codes(koder: Collection[str]) -> set[str]:
    """The codes that another provider's reports have. Only within a circle: else a report is simply moved."""
    krets = circle()
    if krets is None:
        return set()
    andras = Tidrapport.objects.filter(kod__in=koder).exclude(redovisning__anordnare=krets.anordnare)
    return set(andras.values_list("kod", flat=True))
