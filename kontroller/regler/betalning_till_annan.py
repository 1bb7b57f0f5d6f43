"""B07: grund för att betala till någon annan än brukaren."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text
from kontroller.fakta import Anordnare, Fakta, Mandat, Redovisning, covers
from kontroller.konton import accounts_on
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_applicable, not_judged, ok, regel, stop
from kontroller.underlag import days_without_assignment, line_names

GRUNDER = {
    "begaran": "begäran om betalningsmottagare",
    "beslut_11": "beslut enligt 11 § LSS",
    "avtal": "avtal",
}


@regel(
    kod="B07",
    version=1,
    rubrik="Begäran om betalning till annan",
    lagrum="11 § LSS; revisionsrapport 2015:3, Västerås stad",
    allvar=Allvar.STOPP,
    galler_sjuklon=True,
)
def betalning_till_annan(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Betalning till någon annan än brukaren kräver en undertecknad begäran eller ett beslut enligt 11 § LSS.

    Begäran ska gälla på fakturans datum, vara undertecknad senast då och inte vara återkallad. För avtalsform B räcker
    kommunens avtal, daterat senast samma dag. Den som själv är arbetsgivare och får betalt till sitt registrerade
    konto behöver ingen begäran. Ber fakturan om betalning till en annan mottagare än leverantören stoppar kontrollen
    alltid.
    """
    faktura = fakta.faktura
    if faktura.annan_mottagare is not None:
        yield stop(
            "Fakturan ber om betalning till en annan mottagare än leverantören, och det finns ingen grund för det.",
            kronor=faktura.summor.att_betala,
        )
        return
    if faktura.fakturadatum is None:
        yield not_judged("Fakturan saknar datum, så det går inte att säga om begäran om betalningsmottagare gällde.")
        return
    for redovisning in fakta.redovisningar:
        yield from days_without_assignment(redovisning)
        former = sorted(redovisning.former())
        if not former and not redovisning.arbetsdagar:
            yield not_judged(
                f"{dossier_name(redovisning)} har inget uppdrag hos anordnaren, så det går inte att säga vem som "
                "ska ha betalt.",
                redovisning=redovisning.id,
            )
        for form in former:
            yield _judge(fakta, redovisning, form, faktura.fakturadatum)


def _judge(fakta: Fakta, redovisning: Redovisning, form: str, dag: date) -> Fynd:
    vem = dossier_name(redovisning)
    if form == "A":
        return not_applicable(f"{vem} får assistans i kommunens egen regi.", redovisning=redovisning.id)
    if form == "C" and _is_paid_to_employer(fakta, fakta.anordnare, dag):
        return not_applicable(
            f"Betalningen för {vem} går till arbetsgivarens eget registrerade konto.", redovisning=redovisning.id
        )
    grunder = ("avtal",) if form == "B" else ("begaran", "beslut_11")
    if form == "B" and (avtal := _agreement(redovisning, dag)):
        return ok(
            f"Kommunens avtal från {datum_text(avtal)} omfattar betalningen för {vem}.", redovisning=redovisning.id
        )

    mandat = [m for m in redovisning.mandat if m.grund in grunder]
    giltigt = next((m for m in mandat if _objection(m, dag) is None), None)
    if giltigt:
        return ok(
            f"{GRUNDER[giltigt.grund].capitalize()} för {vem} gäller på fakturans datum {datum_text(dag)}.",
            redovisning=redovisning.id,
            matt={"faktura_datum": dag, "undertecknad_datum": giltigt.undertecknad},
        )
    return _without_mandate(fakta, redovisning, mandat, form, dag)


def _without_mandate(fakta: Fakta, redovisning: Redovisning, mandat: list[Mandat], form: str, dag: date) -> Fynd:
    vad = "inget avtal" if form == "B" else f"varken {GRUNDER['begaran']} eller {GRUNDER['beslut_11']}"
    senast = max(mandat, key=lambda m: m.fran, default=None)
    skal = f": {GRUNDER[senast.grund]} {_objection(senast, dag)}" if senast else ""
    return stop(
        f"För {dossier_name(redovisning)} finns {vad} som gäller på fakturans datum {datum_text(dag)}{skal}.",
        redovisning=redovisning.id,
        matt={"faktura_datum": dag, "undertecknad_datum": senast.undertecknad if senast else None},
        rader=line_names(fakta, redovisning),
        kronor=fakta.claimed_amount(redovisning),
    )


def _objection(mandat: Mandat, dag: date) -> str | None:
    """Why the mandate does not hold on the day, as the end of a sentence; None when it does."""
    if mandat.aterkallad is not None and mandat.aterkallad <= dag:
        return f"är återkallad {datum_text(mandat.aterkallad)}"
    if not covers(mandat, dag):
        if mandat.tom is not None and mandat.tom < dag:
            return f"gällde till och med {datum_text(mandat.tom)}"
        return f"gäller först från {datum_text(mandat.fran)}"
    if mandat.undertecknad is None:
        return "är inte undertecknad"
    return f"är undertecknad först {datum_text(mandat.undertecknad)}" if mandat.undertecknad > dag else None


def _agreement(redovisning: Redovisning, dag: date) -> date | None:
    """The date of the municipality's agreement, when every assignment of form B that was worked had one by the day.

    Whether it was there before the first time row is for control B06 to say.
    """
    dagar = redovisning.arbetsdagar or [redovisning.manad]
    avtal = [
        uppdrag.avtal_datum
        for uppdrag in redovisning.uppdrag
        if uppdrag.avtalsform == "B" and any(covers(uppdrag, arbetsdag) for arbetsdag in dagar)
    ]
    fore = [datum for datum in avtal if datum is not None and datum <= dag]
    return min(fore) if fore and len(fore) == len(avtal) else None


def _is_paid_to_employer(fakta: Fakta, anordnare: Anordnare | None, dag: date) -> bool:
    egna = {rad.konto for rad in accounts_on(anordnare, dag)} if anordnare else set()
    return set(fakta.faktura.konton) <= egna
