"""B03: någon har nyligen sett efter hos IVO att tillståndet gäller."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import antal, datum_text
from kontroller.fakta import Fakta, Redovisning, Tillstand
from kontroller.ivo import is_in_force, notifications, permits
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, dossier_name, not_applicable, not_judged, ok, regel, warn
from kontroller.underlag import days_of_form, outside_forms, unknown_provider

VAD = {"tillstand": "anordnarens tillstånd från IVO", "anmalan": "arbetsgivarens anmälan till IVO"}
I_KRAFT = ("beviljat", "inhiberat")
STATUS = {
    "beviljat": "beviljat",
    "aterkallat": "återkallat",
    "inhiberat": "inhiberat",
    "forbud": "förbud",
    "upphort": "upphört",
}


@regel(
    kod="B03",
    version=1,
    rubrik="Tillståndet kontrollerat nyligen",
    lagrum=((ALLTID, "23 § LSS"), (date(2021, 11, 1), "9 d § LSS; 23 § LSS")),
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={"dagar": 90},
    galler_sjuklon=True,
)
def tillstand_kontrollerat(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Det tillstånd, eller den anmälan, som tiden vilar på ska ha kontrollerats hos IVO nära fakturans datum.

    En äldre kontroll ger en varning, och det gör också en kontroll som såg något annat än registret säger. Har ingen
    sett efter går det inte att bedöma. En kontroll efter fakturans datum godtas. Att det alls finns ett gällande
    tillstånd prövas i B01.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    for redovisning in fakta.redovisningar:
        yield from outside_forms(redovisning, "BCD")
        grupper = ((permits(fakta.anordnare), "BD"), (notifications(fakta.anordnare), "C"))
        for rader, former in grupper:
            if dagar := days_of_form(redovisning, former):
                yield from _judge_group(fakta, redovisning, rader, dagar, villkor.number("dagar"))


def _judge_group(
    fakta: Fakta, redovisning: Redovisning, rader: list[Tillstand], dagar: list[date], hogst: int
) -> Iterator[Fynd]:
    galler = [rad for rad in rader if any(is_in_force(rad, dag) for dag in dagar)]
    if not galler:
        yield not_applicable(
            f"Inget som gäller är registrerat hos IVO för tiden för {dossier_name(redovisning)}, och det prövas i B01.",
            redovisning=redovisning.id,
        )
    for rad in galler:
        yield _judge(redovisning, rad, fakta.faktura.fakturadatum, hogst)


def _judge(redovisning: Redovisning, rad: Tillstand, fakturadatum: date | None, hogst: int) -> Fynd:
    vad, om = VAD[rad.typ], {"redovisning": redovisning.id}
    if rad.kontrollerad is None:
        return not_judged(f"Ingen har antecknat någon kontroll hos IVO av {vad}.", **om)
    if fakturadatum is None:
        return not_judged(f"Fakturan saknar datum, så det går inte att säga hur gammal kontrollen av {vad} är.", **om)
    matt = {"kontrollerad_datum": rad.kontrollerad, "faktura_datum": fakturadatum, "hogst_dagar": hogst}
    sedd = rad.senast_sedd
    if sedd is not None and rad.status in I_KRAFT and sedd.status not in I_KRAFT:
        return warn(
            f"Kontrollen hos IVO den {datum_text(sedd.datum)} visade läget {STATUS[sedd.status]} för {vad}, men i "
            f"registret står {STATUS[rad.status]}.",
            matt=matt,
            **om,
        )
    alder = (fakturadatum - rad.kontrollerad).days
    nar = f"{vad[0].upper()}{vad[1:]} kontrollerades senast den {datum_text(rad.kontrollerad)}"
    if alder > hogst:
        return warn(
            f"{nar}, {antal(alder, 'dag', 'dagar')} före fakturans datum. Det ska ha gjorts inom "
            f"{antal(hogst, 'dag', 'dagar')}.",
            matt=matt | {"alder_dagar": alder},
            **om,
        )
    return ok(f"{nar}.", matt=matt, **om)
