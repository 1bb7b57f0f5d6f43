"""anordnare.csv med kontona, och ivo.csv."""

import re
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max, Q

from assistans.models import User
from assistans.personnummer import is_pseudonym
from assistans.tabeller import Kolumn, Rad, Tabell, Tabellasning, Typ
from beslut.importing.kolumner import FRAN, ORGNR, TOM
from beslut.importing.register import Falt, Nyckel, Post, Register, import_rows
from beslut.importing.resultat import Filresultat, RadRefused, good_rows
from beslut.importing.uppslag import Uppslag, refuse_backwards
from beslut.models import Anordnare, Konto, Tillstand, Tillstandskontroll
from beslut.omfang import Omfang
from beslut.services.permits import next_look

ANORDNARE = Tabell(
    "anordnare",
    (
        ORGNR,
        Kolumn("namn", kravs=True),
        Kolumn("form", Typ.VAL, kravs=True, val=tuple(Anordnare.Form.values)),
        Kolumn("bankgiro", Typ.BANKGIRO),
        Kolumn("plusgiro", Typ.PLUSGIRO),
        Kolumn("f_skatt", Typ.JA_NEJ),
        Kolumn("personnummer", Typ.PERSONNUMMER, frivillig=True),
        Kolumn("clearing", frivillig=True, langst=10),
        Kolumn("konto", frivillig=True, langst=25),
    ),
)
IVO = Tabell(
    "ivo",
    (
        ORGNR,
        Kolumn("typ", Typ.VAL, nyckel=True, val=tuple(Tillstand.Typ.values)),
        FRAN,
        TOM,
        Kolumn("diarienummer", langst=60),
        Kolumn("status", Typ.VAL, kravs=True, val=tuple(Tillstand.Status.values)),
        Kolumn("kontrollerad", Typ.DATUM),
    ),
)
PERSONERS_FORMER = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.ENSKILD_FIRMA)


def import_anordnare(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in the providers and their accounts.

    The accounts of a provider's first import count as verified by the one who imports; a later account waits for a
    second person, and the earlier one stands meanwhile (B14).
    """
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader, personkolumn="personnummer")
    konton = _stored_accounts()

    def to_fields(rad: Rad) -> Falt:
        if is_pseudonym(rad["orgnr"]) and rad["form"] not in PERSONERS_FORMER:
            raise RadRefused("form", "EA och siffror är för egen_arbetsgivare och enskild_firma.")
        stated_accounts(rad)
        falt = {"orgnr": rad["orgnr"], "namn": rad["namn"], "form": rad["form"], "f_skatt": rad["f_skatt"]}
        if "personnummer" in lasning.rubriker:
            falt["person_id"] = uppslag.personer.get(rad["personnummer"])
        return falt

    poster = import_rows(Register(Anordnare, ("orgnr",)), lasning, rader, resultat, to_fields)
    known = set(uppslag.anordnare.values())
    Konto.objects.bulk_create(
        [konto for post in poster for konto in _new_accounts(post, known, konton, resultat, by=by, at=at)]
    )


def stated_accounts(rad: Rad) -> list[tuple[str, str]]:
    """The accounts in a row's columns, as type and number. Raises RadRefused."""
    konton = [(typ.value, rad[typ.value]) for typ in (Konto.Typ.BANKGIRO, Konto.Typ.PLUSGIRO) if rad[typ.value]]
    clearing, nummer = (re.sub(r"[\s-]", "", rad[kolumn]) for kolumn in ("clearing", "konto"))
    if not clearing and not nummer:
        return konton
    if not re.fullmatch(r"[0-9]{4,5}", clearing):
        raise RadRefused("clearing", "Skriv clearingnumret med 4 eller 5 siffror.")
    if not re.fullmatch(r"[0-9]{2,15}", nummer):
        raise RadRefused("konto", "Skriv kontonumret med bara siffror, utan clearingnummer.")
    return [*konton, (Konto.Typ.KONTO.value, f"{clearing}/{nummer}")]


def _stored_accounts() -> set[tuple[int, str, str]]:
    return set(Konto.objects.current().values_list("anordnare_id", "typ", "nummer"))


def _new_accounts(
    post: Post, known: set[int], konton: set[tuple[int, str, str]], resultat: Filresultat, *, by: User, at: datetime
) -> list[Konto]:
    """The accounts of a row that are not stored. A provider with a new account is a changed one."""
    anordnare = post.objekt
    is_first = anordnare.pk not in known
    new = [
        Konto(
            anordnare=anordnare,
            typ=typ,
            nummer=nummer,
            forsta=is_first,
            inlagt_av=by,
            inlagt=at,
            verifierat_av=by if is_first else None,
            verifierat=at if is_first else None,
        )
        for typ, nummer in stated_accounts(post.rad)
        if (anordnare.pk, typ, nummer) not in konton
    ]
    if new and not is_first and not post.was_changed:
        resultat.oforandrade -= 1
        resultat.andrade += 1
    if new:
        resultat.omfang.add(Omfang(None, anordnare.pk, None, None))
    return new


def import_ivo(lasning: Tabellasning, resultat: Filresultat, *, by: User, at: datetime) -> None:
    """Take in IVO's permits and notifications. An open one is closed by the next of the same provider and type.

    A day when a row was checked is a look of its own (B03). One that somebody has made by hand since is not unmade.
    """
    rader = list(good_rows(lasning, resultat))
    uppslag = Uppslag.load(rader)
    sedda = _stored_looks()

    def to_fields(rad: Rad) -> Falt:
        refuse_backwards(rad)
        nyckel = {"anordnare_id": uppslag.anordnare_of(rad), "typ": rad["typ"], "galler_fran": rad["from"]}
        sedd = sedda.get(tuple(nyckel.values()), OSEDD)
        return {
            **nyckel,
            "galler_tom": rad["tom"],
            "diarienummer": rad["diarienummer"],
            "status": rad["status"],
            **sedd.after(rad["kontrollerad"]),
        }

    register = Register(
        Tillstand,
        ("anordnare_id", "typ", "galler_fran"),
        grupp=lambda falt: (falt["anordnare_id"], falt["typ"]),
        closes_open=True,
        refuses_overlap=True,
    )
    poster = import_rows(register, lasning, rader, resultat, to_fields)
    Tillstandskontroll.objects.bulk_create(
        Tillstandskontroll(
            tillstand=post.objekt,
            datum=dag,
            status=post.falt["status"],
            kalla=Tillstandskontroll.Kalla.FIL,
            nasta_kontroll=post.falt["nasta_kontroll"],
            av=by,
            tid=at,
        )
        for post in poster
        if (dag := post.falt["kontrollerad"]) and dag != sedda.get(register.key_of(post.objekt), OSEDD).dag
    )


class Sedd(NamedTuple):
    """When a stored permit was last looked at, when it shall be again, and the last time it was done by hand."""

    dag: date | None
    nasta: date | None
    for_hand: date | None

    def after(self, filens: date | None) -> Falt:
        """The permit's fields when a file says that it was looked at on a day, or says nothing of it."""
        dag = self.dag if self.for_hand and (filens is None or filens < self.for_hand) else filens
        return {"kontrollerad": dag, "nasta_kontroll": self.nasta if dag == self.dag else dag and next_look(dag)}


OSEDD = Sedd(None, None, None)


def _stored_looks() -> dict[Nyckel, Sedd]:
    """The looks at the permits that are stored, by the permits' keys. One query."""
    for_hand = Max("kontroller__datum", filter=~Q(kontroller__kalla=Tillstandskontroll.Kalla.FIL))
    rader = Tillstand.objects.annotate(for_hand=for_hand).values_list(
        "anordnare_id", "typ", "galler_fran", "kontrollerad", "nasta_kontroll", "for_hand"
    )
    return {(anordnare, typ, fran): Sedd(*sedd) for anordnare, typ, fran, *sedd in rader}
