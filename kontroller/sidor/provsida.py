"""Konsekvensprovet som det visas: svaret i ord, i kronor per anordnare och kontroll, och som bild."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistans.grafik.liggande import Grupp, Stapel, liggande_staplar
from assistans.grafik.svg import Svg
from assistans.svenska import antal, antal_i_ord, decimal, kronor, manad_namn
from assistans.tid import months_after
from beslut.models import Anordnare, Timbelopp
from kontroller.berakning import TIMME, round_half_up
from kontroller.models import Konsekvensprov
from kontroller.rapport.summor import MINST_PERSONER, provider_name
from kontroller.regelskillnad import title_of

FLEST_I_BILDEN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Provrad:
    """Vad provet betyder för en anordnare, en kontroll, en månad eller allt tillsammans. Belopp i kronor."""

    namn: str
    kod: str
    underlag: int
    personer: int
    belopp: Decimal
    stopp_fore: int
    stopp_efter: int
    kronor_fore: Decimal
    kronor_efter: Decimal
    nya: int
    nya_kronor: Decimal
    nya_personer: int
    inte_langre: int
    inte_langre_kronor: Decimal
    inte_langre_personer: int
    timmar: Decimal
    tillatet_fore: Decimal
    tillatet_efter: Decimal
    utan_timbelopp: int

    @property
    def skillnad(self) -> Decimal:
        """Kronor that are stopped after, less those before."""
        return self.kronor_efter - self.kronor_fore

    @property
    def prisskillnad(self) -> Decimal:
        """Kronor that the rates allow after, less those before."""
        return self.tillatet_efter - self.tillatet_fore


@dataclass(frozen=True, slots=True, kw_only=True)
class Provsida:
    """Ett konsekvensprov. Svaret finns när det är klart."""

    prov: Konsekvensprov
    vad: str
    period: str
    allt: Provrad | None = None
    manader: tuple[Provrad, ...] = ()
    anordnare: tuple[Provrad, ...] = ()
    kontroller: tuple[Provrad, ...] = ()
    meningar: tuple[str, ...] = ()
    bild: Svg | None = None
    utan_korning: tuple[str, ...] = ()
    """Månader i perioden som inte var kontrollerade."""

    @property
    def om_pris(self) -> bool:
        """Whether a rate was tried."""
        return self.prov.regelverk_id is None


def build_trial(prov: Konsekvensprov) -> Provsida:
    """The page of a trial. One query more than the trial itself."""
    huvud: dict[str, Any] = {"prov": prov, "vad": what_is_tried(prov), "period": period_of(prov)}
    if prov.status != Konsekvensprov.Status.KLART:
        return Provsida(**huvud)
    svar = prov.resultat
    allt = _row(svar["allt"], "Allt", "")
    anordnare = _providers(svar["anordnare"])
    kontroller = tuple(_row(rad, title_of(rad["kod"]), rad["kod"]) for rad in svar["kontroller"])
    manader = tuple(_row(rad, manad_namn(date.fromisoformat(f"{rad['manad']}-01")), "") for rad in svar["manader"])
    om_pris = prov.regelverk_id is None
    kontrollerade = {rad["manad"] for rad in svar["manader"]}
    alla = _months(prov.fran_manad, prov.till_manad)
    return Provsida(
        **huvud,
        allt=allt,
        manader=manader,
        anordnare=anordnare,
        kontroller=kontroller,
        meningar=tuple(_sentences(allt, om_pris)),
        bild=_picture(anordnare if om_pris else kontroller, om_pris),
        utan_korning=tuple(manad_namn(m) for m in alla if f"{m:%Y-%m}" not in kontrollerade),
    )


def what_is_tried(prov: Konsekvensprov) -> str:
    """The candidate in words."""
    if prov.regelverk_id:
        return f"Regelverk {prov.regelverk.version}"
    return f"{Timbelopp.Kategori(prov.kategori).label} {kronor(prov.belopp)} i timmen"


def period_of(prov: Konsekvensprov) -> str:
    """The span in words."""
    if prov.fran_manad == prov.till_manad:
        return manad_namn(prov.fran_manad)
    return f"{manad_namn(prov.fran_manad)} till {manad_namn(prov.till_manad)}"


def _months(fran: date, till: date) -> list[date]:
    antal_manader = (till.year - fran.year) * 12 + till.month - fran.month + 1
    return [months_after(fran, n) for n in range(antal_manader)]


def _providers(rader: list[dict[str, Any]]) -> tuple[Provrad, ...]:
    egna = [rad["ids"][0] for rad in rader if _stands_alone(rad)]
    namn = {anordnare.pk: provider_name(anordnare) for anordnare in Anordnare.objects.filter(pk__in=egna)}
    return tuple(_row(rad, namn[rad["ids"][0]] if _stands_alone(rad) else _rest(rad, rader), "") for rad in rader)


def _stands_alone(rad: dict[str, Any]) -> bool:
    return len(rad["ids"]) == 1 and rad["personer"] >= MINST_PERSONER


def _rest(rad: dict[str, Any], rader: list[dict[str, Any]]) -> str:
    """What those who are counted together are called."""
    n = len(rad["ids"])
    if len(rader) == 1:
        return f"Alla {antal(n, 'anordnare', 'anordnare')}"
    return f"Övriga {antal(n, 'anordnare', 'anordnare')}"


def _row(rad: dict[str, Any], namn: str, kod: str) -> Provrad:
    kr = {
        falt: Decimal(rad[falt])
        for falt in (
            *("belopp", "kronor_fore", "kronor_efter", "nya_kronor", "inte_langre_kronor"),
            *("tillatet_fore", "tillatet_efter"),
        )
    }
    hela = ("underlag", "personer", "stopp_fore", "stopp_efter", "nya", "nya_personer", "inte_langre")
    return Provrad(
        namn=namn,
        kod=kod,
        timmar=round_half_up(Fraction(rad["minuter"]) / TIMME, 2),
        utan_timbelopp=rad["utan_timbelopp"],
        inte_langre_personer=rad["inte_langre_personer"],
        **{falt: rad[falt] for falt in hela},
        **kr,
    )


def _sentences(allt: Provrad, om_pris: bool) -> list[str]:
    """The answer in a few sentences."""
    underlag = antal_i_ord(allt.underlag, "underlag", "underlag").capitalize()
    om = antal_i_ord(allt.personer, "person", "personer", utrum=True)
    meningar = [f"{underlag} om {om} är prövade, tillsammans {kronor(allt.belopp, oren=False)}."]
    if om_pris:
        mer = "mer" if allt.prisskillnad > 0 else "mindre"
        meningar.append(
            f"För {decimal(allt.timmar, 2)} timmar gäller det prövade beloppet, och timbeloppen ger "
            f"{kronor(abs(allt.prisskillnad), oren=False)} {mer}."
            if allt.prisskillnad
            else f"Det prövade beloppet gäller för {decimal(allt.timmar, 2)} timmar, och ger lika mycket som i dag."
        )
        if allt.utan_timbelopp:
            meningar.append(
                f"{antal_i_ord(allt.utan_timbelopp, 'redovisning', 'redovisningar', utrum=True).capitalize()} saknade "
                "timbelopp någon dag och är inte med i den summan."
            )
    meningar.append(_moved(allt.nya, allt.nya_personer, allt.nya_kronor, "stoppas som inte stoppades"))
    meningar.append(_moved(allt.inte_langre, allt.inte_langre_personer, allt.inte_langre_kronor, "stoppas inte längre"))
    return meningar


def _moved(n: int, personer: int, belopp: Decimal, vad: str) -> str:
    if not n:
        return f"Inget underlag {vad}."
    om = antal_i_ord(personer, "person", "personer", utrum=True)
    return f"{antal_i_ord(n, 'underlag', 'underlag').capitalize()} om {om} {vad}: {kronor(belopp, oren=False)}."


def _picture(rader: tuple[Provrad, ...], om_pris: bool) -> Svg | None:
    """What is allowed, or questioned, before and after, for those where most becomes different."""
    par = [(rad, *_before_and_after(rad, om_pris)) for rad in rader]
    storst = sorted((p for p in par if p[1] != p[2]), key=lambda p: -abs(p[2] - p[1]))[:FLEST_I_BILDEN]
    if not storst:
        return None
    titel = "Kronor som timbeloppen ger" if om_pris else "Kronor som kontrollerna ifrågasätter"
    return liggande_staplar(
        [
            Grupp(
                f"{rad.namn} {rad.kod}".strip(),
                (
                    Stapel(fore, f"{kronor(fore, oren=False)} i dag", ljus=True),
                    Stapel(efter, f"{kronor(efter, oren=False)} prövat"),
                ),
            )
            for rad, fore, efter in storst
        ],
        titel=f"{titel}, före och efter",
        beskrivning=" ".join(
            f"{rad.namn}: {kronor(fore, oren=False)} i dag, {kronor(efter, oren=False)} med förslaget."
            for rad, fore, efter in storst
        ),
        id_prefix="prov",
    )


def _before_and_after(rad: Provrad, om_pris: bool) -> tuple[Decimal, Decimal]:
    return (rad.tillatet_fore, rad.tillatet_efter) if om_pris else (rad.kronor_fore, rad.kronor_efter)
