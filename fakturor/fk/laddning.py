"""En FK-faktura ur databasen, med allt som den prövas mot. Lika många frågor hur många rader den än har."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from assistans.tid import last_of_month
from beslut.models import Beslutsrad, Timbelopp
from fakturor.ekonomi.kostnad import DELARE
from fakturor.fk.fakta import Annanrad, Beviljat, Fakturan, Rad, Saknad, Sats
from fakturor.models import Fkfaktura, Fkrad, GodkandTid


def load_invoice(faktura: Fkfaktura) -> Fakturan:
    """The invoice as the control sees it. Six queries."""
    rader = list(faktura.rader.all())
    personer = {rad.brukare_id for rad in rader if rad.brukare_id}
    fran = min((rad.period_fran for rad in rader), default=faktura.manad)
    tom = max((rad.period_tom for rad in rader), default=last_of_month(faktura.manad))
    beviljat = _granted(personer, fran, tom)
    andra = _others(faktura, personer, fran, tom)
    lss = _lss_minutes(personer, fran, tom)
    return Fakturan(
        slutavrakning=faktura.slag == Fkfaktura.Slag.SLUTAVRAKNING,
        manad=faktura.manad,
        belopp=faktura.belopp,
        rader=tuple(
            Rad(
                rad=rad.rad,
                referens=rad.referens,
                brukare_id=rad.brukare_id,
                fran=rad.period_fran,
                tom=rad.period_tom,
                minuter=rad.minuter,
                timbelopp=rad.timbelopp,
                belopp=rad.belopp,
                beviljat=tuple(beviljat[rad.brukare_id]),
                andra=tuple(andra[rad.brukare_id]),
                lss_minuter=sum(
                    minuter for dag, minuter in lss[rad.brukare_id] if rad.period_fran <= dag <= rad.period_tom
                ),
            )
            for rad in rader
        ),
        satser=tuple(
            Sats(fran=sats.galler_fran, tom=sats.galler_tom, belopp=sats.belopp)
            for sats in Timbelopp.objects.overlapping(fran, tom).filter(kategori=Timbelopp.Kategori.SCHABLON)
        ),
        saknade=tuple(_missing(faktura.manad, personer)),
    )


def decided_by_fk(fran: date, tom: date):
    """Rows of Försäkringskassan's decisions that give hours some day between two days."""
    typ = Beslutsrad.Typ.ASSISTANSERSATTNING
    return Beslutsrad.objects.overlapping(fran, tom).filter(typ=typ, timmar__gt=0).select_related("brukare")


def end_of(rad: Beslutsrad) -> date | None:
    """The last day that a row gives hours: the day of death when that comes first."""
    dagar = [dag for dag in (rad.galler_tom, rad.brukare.avliden) if dag is not None]
    return min(dagar, default=None)


def _granted(personer: Iterable[int], fran: date, tom: date) -> dict[int | None, list[Beviljat]]:
    funna: dict[int | None, list[Beviljat]] = defaultdict(list)
    for rad in decided_by_fk(fran, tom).filter(brukare__in=personer):
        slut = end_of(rad)
        if slut is None or slut >= rad.galler_fran:
            funna[rad.brukare_id].append(
                Beviljat(
                    fran=rad.galler_fran,
                    tom=slut,
                    timmar=rad.timmar,
                    enhet=rad.enhet,
                    omrakning=rad.omrakning,
                    delare=DELARE[rad.tidstyp],
                )
            )
    return funna


def _others(faktura: Fkfaktura, personer: Iterable[int], fran: date, tom: date) -> dict[int | None, list[Annanrad]]:
    funna: dict[int | None, list[Annanrad]] = defaultdict(list)
    rader = (
        Fkrad.objects.filter(brukare__in=personer, period_fran__lte=tom, period_tom__gte=fran)
        .exclude(faktura=faktura)
        .exclude(faktura__bedomning=Fkfaktura.Bedomning.BESTRIDS)
        .select_related("faktura")
    )
    for rad in rader.order_by("period_fran", "pk"):
        funna[rad.brukare_id].append(
            Annanrad(
                fran=rad.period_fran,
                tom=rad.period_tom,
                nummer=rad.faktura.nummer,
                minuter=rad.minuter,
                belopp=rad.belopp,
                slutavrakning=rad.faktura.slag == Fkfaktura.Slag.SLUTAVRAKNING,
            )
        )
    return funna


def _lss_minutes(personer: Iterable[int], fran: date, tom: date) -> dict[int | None, list[tuple[date, int]]]:
    funna: dict[int | None, list[tuple[date, int]]] = defaultdict(list)
    person = "tidrad__rapport__redovisning__brukare"
    tid = GodkandTid.objects.filter(tidrad__datum__range=(fran, tom), **{f"{person}__in": personer})
    for brukare, dag, minuter in tid.values_list(person, "tidrad__datum").annotate(Sum("tidrad__minuter")).order_by():
        funna[brukare].append((dag, minuter))
    return funna


def _missing(manad: date, personer: set[int]) -> Iterable[Saknad]:
    """Those who have a decision some day of the month and are not on the invoice, by referens."""
    sista = last_of_month(manad)
    spann: dict[int, Saknad] = {}
    for rad in decided_by_fk(manad, sista).exclude(brukare__in=personer).order_by("brukare__referens", "galler_fran"):
        slut = min(end_of(rad) or sista, sista)
        fran = max(rad.galler_fran, manad)
        if slut < fran:
            continue
        forut = spann.get(rad.brukare_id)
        spann[rad.brukare_id] = Saknad(
            brukare_id=rad.brukare_id,
            referens=rad.brukare.referens,
            fran=min(forut.fran, fran) if forut else fran,
            tom=max(forut.tom, slut) if forut else slut,
        )
    return spann.values()
