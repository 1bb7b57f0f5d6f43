"""Historiken: vem som ändrade vad, när, från vad, ett klick från varje post."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from assistans.aktor import set_actor
from assistans.models import Lasning
from assistans.roller import ALLA_RATTIGHETER, Roll
from beslut.historik.ord import VERB
from beslut.historik.slag import kinds
from beslut.models import Brukare, Tillstandskontroll
from beslut.tests.sidor import BESLUT, PERSON, RAD_TVA, post, text_of
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    NU,
    build_anordnare,
    build_assistent,
    build_beslut,
    build_beslutsrad,
    build_brukare,
    build_handling,
    build_konto,
    build_timbelopp,
    build_uppdrag,
    build_user,
)

pytestmark = pytest.mark.django_db

RATTAD = {
    "galler_fran": "2015-01-01",
    "galler_tom": "",
    "tidstyp": "aktiv",
    "timmar": "90,5",
    "enhet": "manad",
    "omrakning": "kalenderdagar",
    "skal": "Timmarna stod fel i underlaget",
}


def history_of(client, slag: str, rad_id: int) -> str:
    svar = client.get(reverse("beslut:historik", args=[slag, rad_id]))
    assert svar.status_code == 200
    return text_of(svar)


def rows_of(svar) -> dict[str, tuple[str | None, str | None]]:
    """Field, before and after, of all that the page tells of."""
    return {
        falt.namn: (falt.fore, falt.efter)
        for en_post in svar.context["sida"]
        for rad in en_post.rader
        for falt in rad.falt
    }


def by_hand(sql: str, *varden) -> None:
    """Change something beside the program, as somebody with the database's own tools."""
    set_actor(None)
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)


@pytest.mark.django_db(transaction=True)
def test_a_corrected_row_tells_who_when_from_what_to_what_and_why(handlaggare):
    rad = build_beslut(build_brukare()).rader.get()
    post(handlaggare, "beslutsrad_ratta", rad.pk, **RATTAD)

    svar = handlaggare.get(reverse("beslut:historik", args=["beslutsrad", rad.pk]))

    senast, forst = svar.context["sida"]
    assert senast.av == "Hanna"
    assert senast.handelser == []
    assert (senast.rader[0].namn, senast.rader[0].gjort) == (
        "Beslutsrad, ordinarie, aktiv tid, från 1\u00a0januari\u00a02015",
        "rättad",
    )
    assert senast.skal == ["Timmarna stod fel i underlaget"]
    assert [(f.namn, f.fore, f.efter) for f in senast.rader[0].falt] == [("Timmar", "100", "90,5")]
    assert forst.rader[0].gjort == "registrerades"


@pytest.mark.django_db(transaction=True)
def test_a_person_s_history_holds_all_that_hangs_on_her_and_one_save_is_one_occasion(handlaggare):
    post(handlaggare, "brukare_ny", **PERSON)
    brukare = Brukare.objects.get()
    post(handlaggare, "beslut_nytt", brukare.pk, **BESLUT | RAD_TVA | {"beslutsfattare": build_user("hanna").pk})

    svar = handlaggare.get(reverse("beslut:historik", args=["brukare", brukare.pk]))

    beslutet, personen = svar.context["sida"]
    assert [rad.slug for rad in beslutet.rader] == ["beslut", "beslutsrad", "beslutsrad"]
    assert (beslutet.rader[0].namn, beslutet.rader[0].gjort) == ("Beslut LSS 2015/0212", "registrerat")
    assert {rad.slug for rad in personen.rader} == {"", "brukare"}


def test_what_is_changed_by_hand_in_the_database_is_there_and_said_to_be_by_nobody_known(handlaggare):
    brukare, anordnare = build_brukare(), build_anordnare()
    uppdrag = build_uppdrag(brukare, anordnare)
    by_hand("UPDATE beslut_uppdrag SET avtalsform = 'B', natt = true, avtal_datum = NULL WHERE id = %s", uppdrag.pk)

    svar = handlaggare.get(reverse("beslut:historik", args=["uppdrag", uppdrag.pk]))

    assert "Okänd, direkt i databasen" in text_of(svar)
    andrat = {
        f.namn: (f.fore, f.efter)
        for p in svar.context["sida"]
        for r in p.rader
        if r.gjort == "ändrades"
        for f in r.falt
    }
    assert andrat == {
        "Avtalsform": ("D – köp av anordnaren", "B – kommunens avtal med anordnaren"),
        "Natt ingår": ("nej", "ja"),
        "Avtalets datum": ("15\u00a0december\u00a02014", "tomt"),
    }


def test_what_is_removed_by_hand_is_still_in_the_person_s_history_and_has_its_own(handlaggare):
    brukare = build_brukare()
    uppdrag = build_uppdrag(brukare, build_anordnare())
    by_hand("DELETE FROM beslut_uppdrag WHERE id = %s", uppdrag.pk)

    assert "togs bort" in history_of(handlaggare, "brukare", brukare.pk)
    assert "togs bort" in history_of(handlaggare, "uppdrag", uppdrag.pk)


def test_names_are_shown_to_the_one_who_asks_and_a_number_to_nobody(handlaggare):
    brukare = build_brukare()
    by_hand("UPDATE beslut_brukare SET efternamn = 'Nyberg' WHERE id = %s", brukare.pk)
    by_hand("UPDATE beslut_person SET personnummer = %s WHERE id = %s", ASSISTENTENS_NUMMER, brukare.person_id)
    adress = reverse("beslut:historik", args=["brukare", brukare.pk])

    utan, med = text_of(handlaggare.get(adress)), text_of(handlaggare.post(adress))

    assert "Nyberg" not in utan
    assert "Provberg" not in utan
    assert "Nyberg, förut Provberg" in re.sub(r"<[^>]+>", "", med)
    for nummer in (BRUKARENS_NUMMER, ASSISTENTENS_NUMMER):
        assert nummer[2:] not in utan + med
    assert list(Lasning.objects.order_by("pk").values_list("syfte", flat=True)) == [
        "Läste historiken",
        "Visade namn i historiken",
    ]


def test_a_number_that_can_be_a_person_s_is_masked_also_in_a_text(handlaggare):
    konto = build_konto(build_anordnare(), "3300/8501139995", typ="konto")

    text = history_of(handlaggare, "konto", konto.pk)

    assert "8501139995" not in text
    assert "3300/••••••-••••" in text


def test_a_person_with_protected_identity_has_no_history_for_others_nor_in_a_provider_s(handlaggare, hanna):
    brukare, anordnare = build_brukare(skydd="sekretessmarkering"), build_anordnare()
    uppdrag = build_uppdrag(brukare, anordnare)

    def seen() -> list[int]:
        adresser = [
            reverse("beslut:historik", args=args) for args in (("brukare", brukare.pk), ("uppdrag", uppdrag.pk))
        ]
        return [handlaggare.get(adress).status_code for adress in adresser]

    assert seen() == [404, 404]
    assert "Uppdrag" not in history_of(handlaggare, "anordnare", anordnare.pk)

    brukare.behoriga.add(hanna)
    assert seen() == [200, 200]
    assert "Uppdrag" in history_of(handlaggare, "anordnare", anordnare.pk)


def test_the_one_who_may_not_read_of_persons_reads_the_provider_s_own(konsulent):
    brukare, anordnare = build_brukare(), build_anordnare()
    uppdrag, konto = build_uppdrag(brukare, anordnare), build_konto(anordnare)

    text = history_of(konsulent, "anordnare", anordnare.pk)

    assert "Konto, bankgiro" in text
    assert "Uppdrag" not in text
    assert "50501006" in history_of(konsulent, "konto", konto.pk)
    assert konsulent.get(reverse("beslut:historik", args=["uppdrag", uppdrag.pk])).status_code == 403


@pytest.mark.parametrize("roll", [Roll.NAMND, Roll.SYSTEMFORVALTARE])
def test_the_one_who_reads_no_registers_reads_no_history(client, roll):
    client.force_login(build_user("nils", roll))

    svar = client.get(reverse("beslut:historik", args=["anordnare", build_anordnare().pk]))

    assert svar.status_code == 403


@pytest.mark.parametrize("adress", ["historik/person/1/", "historik/faktura/1/", "historik/uppdrag/999999/"])
def test_there_is_no_history_of_what_is_no_record(handlaggare, adress):
    assert handlaggare.get(f"/{adress}").status_code == 404


@pytest.mark.parametrize("slag", kinds())
def test_every_kind_of_record_knows_whom_it_is_about_or_that_it_is_about_nobody(slag):
    egna = {f.name for f in kinds()[slag].modell._meta.concrete_fields}

    assert bool(kinds()[slag].till_brukare) >= ("brukare" in egna)
    assert bool(kinds()[slag].till_anordnare) >= ("anordnare" in egna)


def test_a_history_takes_as_many_queries_for_many_changes_as_for_few(handlaggare, hanna):
    set_actor(hanna.pk)
    brukare, anordnare = build_brukare(), build_anordnare()
    beslut = build_beslut(brukare)
    build_uppdrag(brukare, anordnare)
    build_assistent(anordnare)
    build_konto(anordnare)
    by_hand("UPDATE beslut_beslutsrad SET timmar = 1 WHERE beslut_id = %s", beslut.pk)
    by_hand("UPDATE beslut_brukare SET avliden = %s WHERE id = %s", date(2015, 5, 2), brukare.pk)
    few = _queries(handlaggare, brukare), _queries(handlaggare, anordnare)

    for nr in range(2, 12):
        build_beslutsrad(beslut, rad=nr, typ="tillfallig_utokning")
        build_uppdrag(brukare, build_anordnare(f"559901{nr:04}"))
        by_hand("UPDATE beslut_beslutsrad SET timmar = %s WHERE beslut_id = %s", nr, beslut.pk)
        build_konto(anordnare, f"505010{nr:02}")

    assert (_queries(handlaggare, brukare), _queries(handlaggare, anordnare)) == few
    assert max(few) < 40


def _queries(client, rad) -> int:
    client.get(reverse("beslut:historik", args=[rad._meta.model_name, rad.pk]))
    with connection.execute_wrapper(counted := _Count()):
        client.get(reverse("beslut:historik", args=[rad._meta.model_name, rad.pk]))
    return counted.n


class _Count:
    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)


def test_what_is_written_once_is_in_the_history_though_no_change_tells_of_it(handlaggare, hanna):
    anordnare, andra = build_anordnare(), build_anordnare("5599020004")
    for en in (anordnare, andra):
        Tillstandskontroll.objects.create(
            tillstand=en.tillstand.get(), datum=NU.date(), status="beviljat", kalla="ivo_utdrag", av=hanna, tid=NU
        )

    tillfallen = handlaggare.get(reverse("beslut:historik", args=["anordnare", anordnare.pk])).context["sida"]

    (kontrollen,) = [p for p in tillfallen if any(rad.slug == "tillstandskontroll" for rad in p.rader)]
    assert (kontrollen.tid, kontrollen.av) == (NU, "Hanna")


def test_a_document_is_in_the_history_of_what_it_belongs_to_and_closed_with_it(handlaggare):
    brukare = build_brukare()
    handling = build_handling(build_uppdrag(brukare, build_anordnare()))

    for slag, rad_id in (("uppdrag", handling.objekt_id), ("brukare", brukare.pk), ("handling", handling.pk)):
        assert "Handling, avtal" in history_of(handlaggare, slag, rad_id)

    by_hand("UPDATE beslut_brukare SET skydd = 'sekretessmarkering' WHERE id = %s", brukare.pk)
    assert handlaggare.get(reverse("beslut:historik", args=["handling", handling.pk])).status_code == 404


def test_a_rate_is_told_to_the_ore(handlaggare):
    timbelopp = build_timbelopp()
    by_hand("UPDATE beslut_timbelopp SET belopp = 304.10 WHERE id = %s", timbelopp.pk)

    assert rows_of(handlaggare.get(reverse("beslut:historik", args=["timbelopp", timbelopp.pk])))["Belopp"] == (
        "284,00",
        "304,10",
    )


def test_every_record_is_one_click_from_its_history(handlaggare):
    brukare, anordnare = build_brukare(), build_anordnare()
    beslut = build_beslut(brukare)
    uppdrag, konto, tillstand = build_uppdrag(brukare, anordnare), build_konto(anordnare), anordnare.tillstand.get()

    for sida, post_, poster in (
        ("brukare_visa", brukare, (brukare, beslut.rader.get(), uppdrag)),
        ("beslut_visa", beslut, (beslut,)),
        ("anordnare_visa", anordnare, (anordnare, konto)),
        ("tillstand_visa", tillstand, (tillstand,)),
    ):
        text = text_of(handlaggare.get(reverse(f"beslut:{sida}", args=[post_.pk])))
        for en in poster:
            assert reverse("beslut:historik", args=[en._meta.model_name, en.pk]) in text


def test_every_word_for_what_is_done_in_the_registers_is_written_with_its_dots_and_rings():
    services = (Path(__file__).parents[1] / "services").glob("*.py")
    typer = {typ for fil in services for typ in re.findall(r'"([a-z_]+\.[a-z_]+)"', fil.read_text())}

    gjort = {typ.partition(".")[2] for typ in typer - ALLA_RATTIGHETER}
    assert gjort - VERB.keys() == set()
