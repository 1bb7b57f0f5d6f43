"""Fakturan som papper: parter, rader, moms och summor, så som de står i filen."""

from dataclasses import dataclass
from decimal import Decimal

from assistans.svenska import decimal, mask_text, orgnr
from fakturor.models import Faktura, Fakturarad
from kontroller.loading.belopp import exact
from kontroller.sidor.beteckning import account_name, provider_name

ENHETER = {"HUR": "tim", "DAY": "dagar", "MON": "månader", "C62": "st", "EA": "st"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pappersrad:
    """En rad på fakturan. `benamning` är tom när fakturans text är skyddad."""

    id: int
    rad: str
    benamning: str
    referens: str
    period: str
    antal: str
    pris: Decimal | None
    belopp: Decimal
    utan_timmar: bool = False
    """Om raden inte är timmar gånger ett pris: en sjuklöneansökan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papper:
    """Fakturan så som den kom. `skyddat` när texten kan bära namn eller personnummer och därför inte skrivs ut."""

    skyddat: bool
    saljare: str
    saljare_nummer: str
    kopare: str
    kopare_nummer: str
    er_referens: str
    konton: list[tuple[str, str]]
    annan_mottagare: str
    rader: list[Pappersrad]
    momsrader: list[tuple[str, Decimal]]
    summor: list[tuple[str, Decimal]]
    att_betala: Decimal
    bilagor: list[str]


def build_paper(faktura: Faktura, *, skyddat: bool, bara_manad: bool = False) -> Papper:
    """The invoice as paper. Free text is left out when it is protected, and masked all the same when not.

    With `bara_manad` the lines say which month they are about, not which days.
    """
    return Papper(
        skyddat=skyddat,
        saljare=provider_name(faktura),
        saljare_nummer=orgnr(faktura.leverantor),
        kopare="" if skyddat else mask_text(faktura.kopare_namn),
        kopare_nummer=orgnr(mask_text(faktura.kopare_orgnr)),
        er_referens="" if skyddat else mask_text(faktura.er_referens),
        konton=[account_name(konto["typ"], konto["nummer"]) for konto in faktura.konton],
        annan_mottagare=orgnr(mask_text(faktura.annan_mottagare)),
        rader=[_line(rad, skyddat, faktura, bara_manad) for rad in faktura.rader.all()],
        momsrader=[_tax(momsrad) for momsrad in faktura.momsrader],
        summor=[(namn, exact(summa)) for namn, summa in _sums(faktura) if summa],
        att_betala=exact(faktura.att_betala),
        bilagor=[] if skyddat else [mask_text(bilaga["namn"]) for bilaga in faktura.bilagor],
    )


def _line(rad: Fakturarad, skyddat: bool, faktura: Faktura, bara_manad: bool) -> Pappersrad:
    antal = "saknas" if rad.antal is None else decimal(rad.antal, rad.antal_decimaler)
    return Pappersrad(
        id=rad.pk,
        rad=rad.rad,
        benamning="" if skyddat else mask_text(rad.benamning),
        referens=rad.brukare.referens if rad.brukare else "" if skyddat else mask_text(rad.referens),
        period=_period(rad, bara_manad),
        antal=f"{antal}\u00a0{ENHETER.get(rad.enhet, rad.enhet)}".strip(),
        pris=None if rad.pris is None else exact(rad.pris),
        belopp=exact(rad.belopp),
        utan_timmar=faktura.typ == Faktura.Typ.SJUKLON,
    )


def _period(rad: Fakturarad, bara_manad: bool) -> str:
    if rad.period_fran and rad.period_tom and not bara_manad:
        return f"{rad.period_fran.isoformat()} – {rad.period_tom.isoformat()}"
    return f"{rad.manad:%Y-%m}" if rad.manad else ""


def _tax(momsrad: dict) -> tuple[str, Decimal]:
    procent = momsrad.get("procent")
    sats = f" {decimal(Decimal(procent))} %" if procent else ""
    undantagen = ", undantagen" if momsrad.get("kategori") == "E" else ""
    return f"Moms{sats}{undantagen}", Decimal(momsrad["moms"])


def _sums(faktura: Faktura) -> list[tuple[str, Decimal | None]]:
    """The sums that are not the sum to pay, in the order of the form; those that are zero or missing are left out."""
    return [
        ("Avdrag", faktura.avdrag),
        ("Tillägg", faktura.tillagg),
        ("Redan betalt", faktura.forskott),
        ("Öresavrundning", faktura.avrundning),
    ]
