"""B08: betalning enligt 11 § LSS vilar på ett beslut som går att visa."""

from collections.abc import Iterator
from datetime import date

from assistans.svenska import datum_text
from kontroller.fakta import Fakta, Mandat, Redovisning, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_applicable, not_judged, ok, regel, stop
from kontroller.underlag import line_names


@regel(
    kod="B08",
    version=1,
    rubrik="Beslut om betalning till annan",
    lagrum="11 § LSS; 27 § LSS",
    allvar=Allvar.STOPP,
    i_bruk=False,
    galler_sjuklon=True,
)
def beslut_om_betalning(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """När betalningen sker enligt 11 § LSS ska kommunens beslut gå att visa: genom diarienummer eller genom handlingen.

    Kontrollen gäller det som är registrerat som beslut enligt 11 § LSS och gäller på fakturans datum. Om någon annan
    alls får ta emot betalningen prövas i B07.
    """
    for redovisning in fakta.redovisningar:
        elva = [m for m in redovisning.mandat if m.grund == "beslut_11"]
        if not elva:
            yield not_applicable(
                f"Betalningen för {dossier_name(redovisning)} vilar inte på 11 § LSS.", redovisning=redovisning.id
            )
        elif fakta.faktura.fakturadatum is None:
            yield not_judged(
                "Fakturan saknar datum, så det går inte att säga vilket beslut om betalning som gällde.",
                redovisning=redovisning.id,
            )
        else:
            yield from _judge_all(fakta, redovisning, elva, fakta.faktura.fakturadatum)


def _judge_all(fakta: Fakta, redovisning: Redovisning, elva: list[Mandat], dag: date) -> Iterator[Fynd]:
    gallande = [m for m in elva if covers(m, dag) and (m.aterkallad is None or m.aterkallad > dag)]
    if not gallande:
        yield not_applicable(
            f"Inget beslut enligt 11 § LSS för {dossier_name(redovisning)} gäller på fakturans datum "
            f"{datum_text(dag)}.",
            redovisning=redovisning.id,
        )
    for mandat in gallande:
        yield _judge(fakta, redovisning, mandat)


def _judge(fakta: Fakta, redovisning: Redovisning, mandat: Mandat) -> Fynd:
    vilket = f"Beslutet enligt 11 § LSS för {dossier_name(redovisning)}, från {datum_text(mandat.fran)},"
    matt = {"galler_fran_datum": mandat.fran}
    if mandat.diarienummer:
        return ok(f"{vilket} har diarienummer {mandat.diarienummer}.", redovisning=redovisning.id, matt=matt)
    if mandat.beslutshandling:
        return ok(f"{vilket} finns bland handlingarna.", redovisning=redovisning.id, matt=matt)
    return stop(
        f"{vilket} har varken diarienummer eller handling i registret, så det går inte att visa.",
        redovisning=redovisning.id,
        matt=matt,
        rader=line_names(fakta, redovisning),
        kronor=fakta.claimed_amount(redovisning),
    )
