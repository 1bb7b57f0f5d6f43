"""G14: kostnaderna när stödet är för faktiska kostnader."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistans.svenska import antal_i_ord, datumspann, kronor, manad_namn, procent, upprakning
from assistans.tid import months_after
from fakturor.kostnader import administration_share, missing_kinds, total_of, unused
from kontroller.bevis import person_month
from kontroller.fakta import Fakta, Kostnadsredovisning, Redovisning
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, not_applicable, ok, regel, warn

EGET_BELOPP = ("individuell", "forhojt")


@regel(
    kod="G14",
    version=1,
    rubrik="Redovisade kostnader",
    lagrum="9 § 2 LSS; RÅ 2005 ref. 85; Kammarrätten i Göteborg mål nr 934-17 och 156-19",
    allvar=Allvar.VARNING,
    i_bruk=False,
    standard={"manader": 8, "administration_procent": 8},
)
def redovisade_kostnader(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Den som är egen arbetsgivare eller har ett eget timbelopp redovisar vad assistansen kostade.

    Stödet är för faktiska kostnader. En redovisning kommer i efterhand: den får sluta högst 8 månader före månaden (sex
    månaders avräkning och två månader att redovisa, som i 51 kap. 9 och 15 §§ socialförsäkringsbalken). Den senaste ska
    ta upp alla kostnadsslag i 5 a § förordningen (1993:1091). Administrationens andel visas när den är över 8 procent:
    kammarrätten godtog 5–8 procent som riktmärke. Det som inte har använts visas.
    """
    for redovisning in fakta.redovisningar:
        if not _accounted(redovisning):
            yield not_applicable(
                f"{dossier_name(redovisning)} är inte egen arbetsgivare och har inget eget timbelopp i "
                f"{manad_namn(redovisning.manad)}.",
                redovisning=redovisning.id,
            )
            continue
        fynd = [*_judge(redovisning, villkor)]
        yield from fynd or [_agrees(redovisning)]


def _accounted(redovisning: Redovisning) -> bool:
    eget = any(
        t.kategori in EGET_BELOPP and t.fran <= redovisning.sista_dag and (t.tom is None or t.tom >= redovisning.manad)
        for t in redovisning.timbelopp
    )
    return "C" in redovisning.former() or eget


def _newest(redovisning: Redovisning) -> Kostnadsredovisning | None:
    """The account that reaches furthest; of two for the same time the one that came last."""
    return max(redovisning.kostnadsredovisningar, key=lambda k: (k.tom, k.inkommen, k.id), default=None)


def _judge(redovisning: Redovisning, villkor: Villkor) -> Iterator[Fynd]:
    manader, senaste = villkor.number("manader"), _newest(redovisning)
    krav = months_after(redovisning.manad, -manader)
    forst = min((u.fran for u in redovisning.uppdrag), default=redovisning.manad)
    if forst < krav and (senaste is None or senaste.tom < krav):
        yield _late(redovisning, senaste, manader)
    if senaste is not None:
        yield from _content(redovisning, senaste, Fraction(villkor.number("administration_procent"), 100))


def _late(redovisning: Redovisning, senaste: Kostnadsredovisning | None, manader: int) -> Fynd:
    tal = antal_i_ord(manader, "månad", "månader", utrum=True)
    kommit = (
        f"Den senaste kostnadsredovisningen gäller {datumspann(senaste.fran, senaste.tom)}."
        if senaste
        else "Ingen kostnadsredovisning har kommit."
    )
    return warn(
        f"{kommit} För {person_month(redovisning)} ska kostnaderna vara redovisade till högst {tal} före månaden.",
        redovisning=redovisning.id,
        matt={"redovisat_till_datum": senaste.tom if senaste else None, "manader_antal": manader},
    )


def _content(redovisning: Redovisning, konto: Kostnadsredovisning, hogst: Fraction) -> Iterator[Fynd]:
    poster: dict[str, Decimal] = {post.slag: post.belopp for post in konto.poster}
    vilken = f"Kostnadsredovisningen för {dossier_name(redovisning)} {_period(konto.fran, konto.tom)}"
    if saknas := missing_kinds(poster):
        yield warn(
            f"{vilken} saknar uppgift om {upprakning(saknas)}.",
            redovisning=redovisning.id,
            matt={"kostnadsslag_som_saknas_antal": len(saknas)},
        )
    andel = administration_share(poster)
    if andel is not None and andel > hogst:
        yield warn(
            f"{vilken} har {procent(andel)} administration. Riktmärket är högst {procent(hogst, 0)}.",
            redovisning=redovisning.id,
            matt={
                "administration_kr": poster["administration"],
                "kostnader_kr": total_of(poster),
                "administrationens_andel": andel,
            },
        )
    if (kvar := unused(konto.mottaget, poster)) > 0:
        yield warn(
            f"{vilken} tar upp kostnader för {kronor(total_of(poster))} av {kronor(konto.mottaget)}. "
            f"{kronor(kvar)} har inte använts.",
            redovisning=redovisning.id,
            matt={"mottaget_kr": konto.mottaget, "kostnader_kr": total_of(poster), "inte_anvant_kr": kvar},
        )


def _period(fran: date, tom: date) -> str:
    return f"den {datumspann(fran, tom)}"


def _agrees(redovisning: Redovisning) -> Fynd:
    senaste = _newest(redovisning)
    if senaste is None:
        return ok(
            f"Uppdraget för {person_month(redovisning)} är så nytt att ingen kostnadsredovisning ska ha kommit.",
            redovisning=redovisning.id,
        )
    return ok(
        f"Kostnaderna för {dossier_name(redovisning)} är redovisade {_period(senaste.fran, senaste.tom)}, alla slag, "
        "och allt är använt.",
        redovisning=redovisning.id,
        matt={"mottaget_kr": senaste.mottaget, "redovisat_till_datum": senaste.tom},
    )
