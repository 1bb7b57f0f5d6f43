"""Att attestera flera: vad sidan visar, att bara det sedda attesteras, och vad som sägs om det andra."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import User
from assistans.roller import Roll
from beslut.models import Jav
from fakturor.flode import Status
from fakturor.models import Attest, Faktura
from kontroller.korning import recontrol
from kontroller.models import Granskning, Korning
from kontroller.services.bulk_attesting import Sett, blocks_of
from kontroller.services.outcome import apply_result
from tests.byggstenar import (
    MANAD,
    NU,
    build_anordnare,
    build_arende,
    build_attestant,
    build_attestratt,
    build_beslut,
    build_brukare,
    build_faktura,
    build_granskare,
    build_rapport,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_kontroll import build_korning, build_stickprov

pytestmark = pytest.mark.django_db

ANDRAD = "Fakturan har ändrats sedan sidan visades."
GRANSKA = f"/manader/{MANAD:%Y-%m}/attestera/granskning/"
ATTESTERA = f"/manader/{MANAD:%Y-%m}/attestera/beslut/"
PERSONER = ("198502129999", "198501019992")


def control(faktura: Faktura) -> Faktura:
    system = User.objects.system()
    apply_result(granskning=recontrol(faktura=faktura, by=system, at=NU), by=system, at=NU)
    faktura.refresh_from_db()
    return faktura


def build_another(nr: int) -> Faktura:
    """Another person's invoice in the month, in which all agrees too: on other days, so that no time meets."""
    referens = f"LSS-AN{nr:02d}"
    brukare = build_brukare(referens, PERSONER[nr])
    anordnare = build_anordnare()
    build_beslut(brukare, diarienummer=f"SN 2014/{200 + nr}")
    build_uppdrag(brukare, anordnare)
    redovisning = build_redovisning(brukare, anordnare)
    dagar = [date(2015, 5, dag) for dag in ((1, 2, 3, 9), (10, 14, 16, 17, 19))[nr]]
    build_rapport(redovisning, kod=f"R-{referens}", dagar=dagar)
    return build_faktura(redovisning, nummer=f"48{nr:02d}", timmar=8 * len(dagar))


def build_granskning_with(faktura: Faktura, resultat: str, *, tips: bool) -> Granskning:
    """A newer result than the one that the invoice has."""
    return Granskning.objects.create(
        korning=build_korning(),
        faktura=faktura,
        fakta="{}",
        fakta_sha256="0" * 64,
        resultat=resultat,
        tips=[{"regel": "F06"}] if tips else [],
    )


@pytest.fixture
def fakturor() -> list[Faktura]:
    """Two invoices of the month with nothing against them, controlled. The third has not been."""
    build_arende()
    return [control(build_another(nr)) for nr in range(2)]


@pytest.fixture
def greta(client) -> User:
    greta = build_granskare()
    client.force_login(greta)
    return greta


def press(client, adress: str, **andrat: str):
    """Read the page and sign what it shows."""
    underlag = client.get(adress).context["underlag"]
    return client.post(adress, {"underlag": underlag, "last": "on"} | andrat)


def statuses() -> list[str]:
    return list(Faktura.objects.filter(nummer__startswith="48").order_by("pk").values_list("status", flat=True))


def shown(client, adress: str = GRANSKA) -> list[str]:
    return [post.dokument for post in client.get(adress).context["samling"].poster]


def reasons(client, adress: str = GRANSKA) -> dict[str, int]:
    return dict(client.get(adress).context["samling"].for_sig)


# Vad sidan visar


def test_the_page_shows_provider_number_hours_and_kronor_of_each_and_the_sum(client, fakturor, greta):
    svar = client.get(GRANSKA)

    text = " ".join(svar.text.replace("\u00a0", " ").split())
    for ord_ in ("Exempel Assistans AB", "Faktura 4800", "Faktura 4801", "LSS-AN00", "11 360,00", "9 088,00"):
        assert ord_ in text
    assert "Ge granskningsattest på 2 fakturor, 20 448,00 kr" in text
    assert svar.context["samling"].timmar == 72


@pytest.mark.parametrize(
    ("gor", "skal"),
    [
        ("stopp", "har något som kontrollerna fann, eller är inte kontrollerade"),
        ("tips", "har tips att se efter"),
        ("stickprov", "ingår i ett stickprov som inte är granskat"),
        ("jav", "Den som är jävig får inte attestera fakturan."),
    ],
)
def test_only_what_is_all_green_is_shown(client, fakturor, greta, gor, skal):
    andra = fakturor[1]
    if gor in ("stopp", "tips"):
        build_granskning_with(andra, "varning" if gor == "stopp" else "ren", tips=gor == "tips")
    elif gor == "stickprov":
        build_stickprov(andra)
    else:
        brukare = andra.rader.get().brukare
        Jav.objects.create(anvandare=greta, brukare=brukare, grund="sjalv", anmald_av=greta, anmald=NU)

    assert shown(client) == ["Faktura 4800"]
    assert reasons(client) == {skal: 1}


def test_what_is_above_the_limit_is_not_shown_and_the_limit_is_told(client, fakturor):
    user = build_user("ebba", Roll.ADMINISTRATIV_ASSISTENT)
    user.attestratter.update(galler_tom=date(2000, 1, 1))
    build_attestratt(user, "granskning", beloppsgrans=Decimal(10_000), galler_fran=date(2000, 1, 2))
    client.force_login(user)

    assert shown(client) == ["Faktura 4800"]
    [(skal, antal)] = reasons(client).items()
    assert (skal.replace("\u00a0", " "), antal) == ("Du får ge granskningsattest på högst 10 000,00 kr.", 1)


def test_an_invoice_about_somebody_closed_is_not_on_the_page_for_others(client, fakturor, greta):
    brukare = fakturor[1].rader.get().brukare
    brukare.skydd = "sekretessmarkering"
    brukare.save()

    assert shown(client) == ["Faktura 4800"]
    assert "LSS-AN01" not in client.get(GRANSKA).text
    brukare.behoriga.add(greta)
    assert len(shown(client)) == 2


@pytest.mark.parametrize("roll", Roll.values)
def test_only_those_who_attest_open_the_pages(client, roll):
    client.force_login(build_user("nagon", roll))

    svar = {adress: client.get(adress).status_code for adress in (GRANSKA, ATTESTERA)}

    assert (svar[GRANSKA] == 200) == (roll == Roll.ADMINISTRATIV_ASSISTENT)
    assert (svar[ATTESTERA] == 200) == (roll == Roll.BESLUTSATTESTANT)


def test_one_invoice_and_two_take_as_many_queries(client, greta):
    build_arende()
    control(build_another(0))
    client.get(GRANSKA)
    with CaptureQueriesContext(connection) as en:
        assert len(shown(client)) == 1
    control(build_another(1))

    with CaptureQueriesContext(connection) as tva:
        assert len(shown(client)) == 2

    assert len(tva) == len(en)


# Att attestera


def test_all_that_is_shown_is_attested_by_two_persons_and_controlled_each_time(client, fakturor, greta):
    svar = press(client, GRANSKA)

    assert "2 fakturor har fått granskningsattest" in svar.text.replace("\u00a0", " ")
    assert statuses() == [Status.GRANSKAD, Status.GRANSKAD]
    client.force_login(build_attestant())
    press(client, ATTESTERA)
    assert statuses() == [Status.GODKAND, Status.GODKAND]
    attester = Attest.objects.order_by("pk").values_list("typ", "av__anvandarnamn")
    assert list(attester) == [("granskning", "greta")] * 2 + [("beslut", "bo")] * 2
    assert [f.granskningar.count() for f in fakturor] == [3, 3]


def test_what_is_attested_together_is_controlled_in_one_run(client, fakturor, greta):
    fore = Korning.objects.count()

    press(client, GRANSKA)

    [korning] = Korning.objects.order_by("pk")[fore:]
    assert (korning.typ, korning.antal) == (Korning.Typ.OMKONTROLL, 2)
    assert statuses() == [Status.GRANSKAD, Status.GRANSKAD]


def test_two_invoices_of_one_dossier_are_never_controlled_together(fakturor, greta):
    andra = build_faktura(fakturor[0].rader.get().redovisning, nummer="4890")
    sedda = [
        Sett(faktura_id=faktura.pk, omgang=1, granskning_id=1, belopp=Decimal(1))
        for faktura in (fakturor[0], fakturor[1], andra)
    ]

    assert [[sett.faktura_id for sett in block] for block in blocks_of(sedda)] == [
        [fakturor[0].pk, fakturor[1].pk],
        [andra.pk],
    ]


def test_what_has_changed_between_the_page_and_the_press_is_left_out_and_told(client, fakturor, greta):
    underlag = client.get(GRANSKA).context["underlag"]
    control(fakturor[0])

    svar = client.post(GRANSKA, {"underlag": underlag, "last": "on"})

    assert [(rad["utgang"].faktura_id, rad["utgang"].skal) for rad in svar.context["inte"]] == [
        (fakturor[0].pk, ANDRAD)
    ]
    assert "1 faktura har fått granskningsattest" in svar.text.replace("\u00a0", " ")
    assert ANDRAD in svar.text
    assert statuses() == [Status.KONTROLLERAD, Status.GRANSKAD]


def test_what_is_no_longer_clean_when_controlled_again_is_left_out_and_told(client, fakturor, greta):
    underlag = client.get(GRANSKA).context["underlag"]
    # Beside the services, so that nothing has been sent back.
    fakturor[1].rader.get().brukare.uppdrag.update(avtal_datum=None)

    svar = client.post(GRANSKA, {"underlag": underlag, "last": "on"})

    fick = {rad["utgang"].faktura_id for rad in svar.context["givna"]}
    [inte] = svar.context["inte"]
    assert fick == {fakturor[0].pk}
    assert inte["utgang"].skal.startswith(("Kontrollerna fann något", "Fakturan har avvikelser"))


def test_a_second_press_of_the_same_page_gives_nothing_more(client, fakturor, greta):
    underlag = client.get(GRANSKA).context["underlag"]
    for _ in range(2):
        svar = client.post(GRANSKA, {"underlag": underlag, "last": "on"})

    assert svar.context["givna"] == []
    assert Attest.objects.count() == 2


def test_nothing_is_attested_by_one_who_has_not_read(client, fakturor, greta):
    svar = client.post(GRANSKA, {"underlag": client.get(GRANSKA).context["underlag"]})

    assert "Kryssa för att du har läst listan." in svar.text
    assert statuses() == [Status.KONTROLLERAD] * 2


@pytest.mark.parametrize("underlag", ["", "påhittat", "someone-else"])
def test_only_a_page_written_for_the_user_herself_can_be_signed(client, fakturor, greta, underlag):
    if underlag == "someone-else":
        client.force_login(build_granskare("gunnar"))
        underlag = client.get(GRANSKA).context["underlag"]
        client.force_login(greta)

    svar = client.post(GRANSKA, {"underlag": underlag, "last": "on"})

    assert "Läs listan igen" in " ".join(svar.text.replace("<li>", " ").split()).replace("listan igen:", "listan igen")
    assert statuses() == [Status.KONTROLLERAD] * 2


def test_a_page_for_one_attest_does_not_give_the_other(client, fakturor):
    bada = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    client.force_login(bada)
    underlag = client.get(GRANSKA).context["underlag"]

    client.post(ATTESTERA, {"underlag": underlag, "last": "on"})

    assert Attest.objects.count() == 0


def test_the_reviewer_does_not_approve_her_own_many_at_once(client, fakturor):
    bada = build_user("berit", Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT)
    client.force_login(bada)
    press(client, GRANSKA)

    assert shown(client, ATTESTERA) == []
    assert reasons(client, ATTESTERA) == {"Den som har granskat en faktura får inte attestera den.": 2}


def test_the_way_there_stands_on_the_month_for_those_who_attest(client, fakturor, greta):
    assert GRANSKA in client.get(reverse("kontroller:manad", args=[MANAD])).text
    client.force_login(build_user("hanna", Roll.HANDLAGGARE))
    assert GRANSKA not in client.get(reverse("kontroller:manad", args=[MANAD])).text
