"""Stickprovet: vad det dras ur, vem som granskar om, och att databasen vägrar andra."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from fakturor.flode import Status
from fakturor.models import Attest, Faktura
from kontroller.models import Stickprov, Stickprovspost
from kontroller.omgranskning.ram import frame_of, reasons_for_risk
from kontroller.services.sampling import SamplingRefused, draw_sample, record_reexamination, redraw
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_faktura,
    build_handlaggare,
    build_konto,
    build_redovisning,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_bedomning, build_bekraftelse, build_granskning, build_utfall
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

TIMME = Decimal(284)
JUNI = date(2015, 6, 1)


@pytest.fixture
def redovisning():
    arende = build_arende()
    arende.faktura.move_to(Status.AVVISAD)
    return arende.redovisning


def approved(
    redovisning, nummer: str = "1", timmar: int = 1, status: str = Status.GODKAND, manad: date = MANAD, **falt
) -> Faktura:
    """An invoice on its way, from a provider of its own: time is approved once."""
    anordnare = build_anordnare(f"55600001{int(nummer):02}", f"Anordnare {nummer} AB")
    egen = build_redovisning(redovisning.brukare, anordnare, manad)
    return bring_to(build_faktura(egen, nummer=nummer, timmar=timmar, **falt), status)


def controller():
    return build_user("eva-controller", Roll.CONTROLLER)


def draw(**falt) -> Stickprov:
    return draw_sample(**({"manad": MANAD, "antal_slump": 3, "antal_risk": 0, "by": controller(), "at": NU} | falt))


def examine(post: Stickprovspost, ratt: Decimal | int | None = None, by=None, **falt) -> Stickprovspost:
    ratt = post.belopp if ratt is None else Decimal(ratt)
    return record_reexamination(post=post, ratt_belopp=ratt, by=by or controller(), at=NU, **falt)


# --- Ramen och urvalet --------------------------------------------------------------------------------------------


def test_the_frame_is_what_is_approved_for_payment_in_the_month(redovisning):
    godkand, betald = approved(redovisning, "1", 1), approved(redovisning, "2", 2, Status.UTBETALD)
    approved(redovisning, "3", 3, Status.GRANSKAD)
    approved(redovisning, "4", 4, manad=JUNI)
    approved(redovisning, "5", 5, typ=Faktura.Typ.KREDITNOTA)

    assert frame_of(MANAD) == {godkand.pk: TIMME, betald.pk: 2 * TIMME}


def test_an_invoice_is_in_the_frame_of_one_sample_only(redovisning):
    forst = approved(redovisning, "1", 1)
    assert draw().ram == [forst.pk]
    sedan = approved(redovisning, "2", 2)

    assert draw().ram == [sedan.pk]
    with pytest.raises(SamplingRefused, match="Ingen faktura för maj"):
        draw()


def test_the_sample_keeps_its_seed_and_is_drawn_anew_by_anybody(redovisning):
    for nummer in range(12):
        approved(redovisning, str(nummer), nummer + 1)

    stickprov = draw(antal_slump=5)

    assert len(stickprov.fro) == 64
    assert sum(post.traffar for post in stickprov.poster.all()) == 5
    assert sum(stickprov.belopp) == 78 * TIMME
    assert redraw(stickprov) == ""
    assert Handelse.objects.filter(typ="stickprov.draget", objekt_id=stickprov.pk).exists()


@pytest.mark.parametrize(
    ("andrat", "sagt"),
    [
        ({"fro": "0" * 64}, "Ramen står i en annan ordning."),
        ({"start": Decimal("0.5")}, "Intervallet eller den första kronan blir en annan."),
        ({"metod": "kronurval-0"}, "Urvalet är gjort med kronurval-0, som programmet inte har."),
    ],
)
def test_a_sample_that_was_not_drawn_so_is_found_out(redovisning, andrat, sagt):
    for nummer in range(6):
        approved(redovisning, str(nummer), nummer + 1)
    stickprov = draw()
    for falt, varde in andrat.items():
        setattr(stickprov, falt, varde)

    assert redraw(stickprov) == sagt


def test_an_invoice_put_in_by_hand_is_found_out(redovisning):
    stor, liten = approved(redovisning, "1", 60), approved(redovisning, "2", 1)
    stickprov = draw(antal_slump=1)
    vald = stickprov.poster.get().faktura_id
    Stickprovspost.objects.create(
        stickprov=stickprov, faktura_id=({stor.pk, liten.pk} - {vald}).pop(), urval="slump", traffar=1, belopp=TIMME
    )

    assert redraw(stickprov) == "Andra fakturor dras."


@pytest.mark.parametrize(
    "falt",
    [
        {"antal_slump": 0},
        {"antal_slump": 501},
        {"antal_risk": -1},
        {"antal_risk": 101},
        {"konfidens": 80},
    ],
)
def test_a_sample_of_a_size_or_confidence_that_makes_no_sense_is_refused(redovisning, falt):
    approved(redovisning)

    with pytest.raises(SamplingRefused):
        draw(**falt)
    assert not Stickprov.objects.exists()


@pytest.mark.parametrize("roll", sorted(set(Roll) - {Roll.CONTROLLER}))
def test_only_the_controller_draws(redovisning, roll):
    approved(redovisning)

    with pytest.raises(SamplingRefused, match="Din roll drar inga"):
        draw(by=build_user("prov", roll))


# --- Efter risk ---------------------------------------------------------------------------------------------------


def test_what_is_a_risk_is_told_in_words(redovisning):
    build_konto(redovisning.anordnare, "55555551", forsta=False, inlagt=NU)
    rapport = redovisning.tidrapporter.get()
    type(rapport).objects.filter(pk=rapport.pk).update(version=2)
    faktura = build_faktura(redovisning, nummer="1", timmar=1)
    granskning = build_granskning(faktura)
    build_bekraftelse(build_bedomning(build_utfall(granskning)))
    build_bedomning(build_utfall(granskning, regel="D07", utfall="varning"), "kommenteras")

    assert reasons_for_risk([faktura.pk]) == {
        faktura.pk: [
            "ett stopp är godtaget",
            "anordnarens konto är nytt",
            "en tidrapport är rättad efter att den kom",
            "kontrollen varnade",
        ]
    }


def test_the_first_invoice_of_a_provider_is_a_risk_and_an_ordinary_one_is_none(redovisning):
    annan = build_redovisning(redovisning.brukare, build_anordnare("5560000043", "Annan Assistans AB"))
    forsta, andra = build_faktura(annan, nummer="1"), build_faktura(annan, nummer="2")

    assert reasons_for_risk([forsta.pk, andra.pk]) == {forsta.pk: ["anordnarens första faktura"]}


def test_the_riskiest_that_chance_did_not_draw_are_added(redovisning):
    for nummer, timmar in enumerate((3, 1, 2)):
        approved(redovisning, str(nummer), timmar)

    stickprov = draw(antal_slump=1, antal_risk=2)

    slump, risk = (list(stickprov.poster.filter(urval=urval)) for urval in ("slump", "risk"))
    assert [post.traffar for post in slump] == [1]
    assert [(post.orsak, post.traffar) for post in risk] == [("anordnarens första faktura", 0)] * 2
    assert risk[0].belopp > risk[1].belopp
    assert len({post.faktura_id for post in [*slump, *risk]}) == 3
    assert stickprov.antal_risk == 2


def test_reasons_are_found_in_as_many_queries_for_many(redovisning, django_assert_num_queries):
    ids = [build_faktura(redovisning, nummer=str(nummer)).pk for nummer in range(20)]

    with django_assert_num_queries(5):
        reasons_for_risk(ids)


# --- Omgranskningen -----------------------------------------------------------------------------------------------


@pytest.fixture
def post(redovisning) -> Stickprovspost:
    approved(redovisning, timmar=10)
    return draw(antal_slump=1).poster.get()


def test_what_the_invoice_should_have_come_to_is_written_once(post):
    gjord = examine(post, 2000, notering="Tre timmar saknar rapport.")

    assert (gjord.ratt_belopp, gjord.granskad_av, gjord.granskad) == (Decimal(2000), controller(), NU)
    with pytest.raises(SamplingRefused, match="redan granskad om"):
        examine(post)


@pytest.mark.parametrize(
    ("ratt", "notering", "sagt"),
    [
        (-1, "Fel.", "noll eller mer"),
        (2000, " ", "Skriv vad som är fel"),
        (2000, "Elsa Provberg har fel tid.", "Skriv inget namn"),
    ],
)
def test_a_result_that_says_nothing_or_too_much_is_refused(post, ratt, notering, sagt):
    with pytest.raises(SamplingRefused, match=sagt):
        examine(post, ratt, notering=notering)


@pytest.mark.parametrize("roll", sorted(set(Roll) - {Roll.CONTROLLER, Roll.HANDLAGGARE, Roll.ENHETSCHEF}))
def test_other_roles_examine_nothing(post, roll):
    with pytest.raises(SamplingRefused, match="Din roll granskar inga"):
        examine(post, by=build_user("prov", roll))


def part_taken(post: Stickprovspost, how: str):
    """Somebody who may examine samples, and has had this part in the invoice's approval."""
    nagon = build_user("nagon", Roll.ENHETSCHEF)
    faktura = post.faktura
    if how == "attest":
        nagon = Attest.objects.get(faktura=faktura, typ=Attest.Typ.GRANSKNING).av
        nagon.roller = [Roll.ENHETSCHEF]
        nagon.save()
        return nagon
    bedomning = build_bedomning(
        build_utfall(build_granskning(faktura), regel="D07", utfall="varning"),
        "kommenteras",
        av=nagon if how == "bedomning" else build_handlaggare(),
    )
    if how == "bekraftelse":
        build_bekraftelse(bedomning, av=nagon)
    return nagon


@pytest.mark.parametrize("how", ["attest", "bedomning", "bekraftelse"])
def test_who_had_a_part_in_the_approval_does_not_examine_it_not_even_by_raw_sql(post, how):
    nagon = part_taken(post, how)

    with pytest.raises(SamplingRefused, match="attesterat eller bedömt"):
        examine(post, by=nagon)
    with refused("Den som har attesterat eller bedömt fakturan får inte granska om den."):
        execute(
            "UPDATE kontroller_stickprovspost SET ratt_belopp = belopp, granskad = now(), granskad_av_id = %s"
            " WHERE id = %s",
            [nagon.pk, post.pk],
        )


def test_the_database_keeps_the_sample_and_its_results(post):
    with refused("kontroller_stickprov går inte att skriva om"):
        execute("UPDATE kontroller_stickprov SET fro = 'x' WHERE id = %s", [post.stickprov_id])
    with refused("stickprovspost_granskad_av_nagon"):
        execute("UPDATE kontroller_stickprovspost SET granskad = now() WHERE id = %s", [post.pk])
    with refused("stickprovspost_avvikelse_i_ord"):
        execute(
            "UPDATE kontroller_stickprovspost SET ratt_belopp = 1, granskad = now(), granskad_av_id = %s WHERE id = %s",
            [controller().pk, post.pk],
        )
    with refused("det som står där ändras inte"):
        execute("UPDATE kontroller_stickprovspost SET belopp = 1 WHERE id = %s", [post.pk])
    with refused("kontroller_stickprovspost"):
        execute("DELETE FROM kontroller_stickprovspost WHERE id = %s", [post.pk])
    with refused("stickprovspost_nyckel"):
        copy_row("kontroller_stickprovspost", post.pk)
    with refused("är inte granskad om när den dras"):
        copy_row(
            "kontroller_stickprovspost",
            post.pk,
            urval="risk",
            ratt_belopp=post.belopp,
            granskad=NU,
            granskad_av_id=controller().pk,
        )

    examine(post)

    with refused("Fakturan är redan granskad om."):
        execute("UPDATE kontroller_stickprovspost SET notering = 'x' WHERE id = %s", [post.pk])
