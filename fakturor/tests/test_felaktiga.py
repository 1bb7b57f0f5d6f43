"""Felaktiga uppgifter på kommunens avtal: vem som får vad, vad som räknas, och vad databasen vägrar (B17)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse
from assistans.roller import Roll
from fakturor.models import Faktura, FelaktigUppgift
from fakturor.services.felaktiga import WrongStatementRefused, confirm_wrong, state_wrong, strike_wrong
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    NU,
    build_anordnare,
    build_brukare,
    build_faktura,
    build_handlaggare,
    build_redovisning,
    build_uppdrag,
    build_user,
)
from tests.byggstenar_avtal import build_avtal, build_chef
from tests.vagran import copy_row, execute, refused

pytestmark = pytest.mark.django_db

TEXT = "Ett pass var uppgivet två gånger."
ANNAN = ("5599010013", "Alvar AB")


def build_avtalsfaktura(avtalsform: str = "B", anordnare=None, **falt) -> Faktura:
    """An invoice for a person who has the provider by the contract."""
    anordnare = anordnare or build_anordnare()
    brukare = build_brukare(**falt)
    build_uppdrag(brukare, anordnare, avtalsform=avtalsform)
    return build_faktura(build_redovisning(brukare, anordnare))


def state(avtal, faktura=None, lamnad=date(2015, 3, 4), by=None, text=TEXT) -> FelaktigUppgift:
    return state_wrong(
        avtal=avtal, faktura=faktura, lamnad=lamnad, beskrivning=text, by=by or build_handlaggare(), at=NU
    )


def confirmed(avtal, lamnad=date(2015, 3, 4)) -> FelaktigUppgift:
    return confirm_wrong(uppgift=state(avtal, lamnad=lamnad), by=build_chef(), at=NU)


def refusal(service, **falt) -> str:
    with pytest.raises(WrongStatementRefused) as vagran:
        service(**falt)
    return str(vagran.value).replace("\u00a0", " ")


def page_text(client, vy: str, *args: int) -> str:
    svar = client.get(reverse(vy, args=args), follow=True)
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def avtal():
    return build_avtal()


@pytest.fixture
def chef(client):
    client.force_login(build_chef())
    return client


def test_it_counts_when_another_has_confirmed_it_and_the_events_tell(avtal):
    uppgift = state(avtal)
    assert "får inte bekräfta" in refusal(confirm_wrong, uppgift=uppgift, by=build_handlaggare(), at=NU)

    uppgift = confirm_wrong(uppgift=uppgift, by=build_chef(), at=NU)

    assert uppgift.bekraftad_av == build_chef()
    assert list(Handelse.objects.filter(objekt="fakturor.felaktiguppgift").values_list("typ", flat=True)) == [
        "felaktig_uppgift.konstaterad",
        "felaktig_uppgift.bekraftad",
    ]
    assert "redan bekräftad" in refusal(confirm_wrong, uppgift=uppgift, by=build_chef(), at=NU)


@pytest.mark.parametrize(
    ("falt", "lamnad", "mening"),
    [
        ({}, date(2014, 5, 31), "Avtalet började gälla den 1 juni 2014."),
        ({"galler_tom": date(2014, 12, 31)}, date(2015, 1, 1), "Avtalet gällde till den 31 december 2014."),
        ({"godkant": None}, date(2015, 3, 4), "Avtalet är inte godkänt, så ingen uppgift kan räknas på det."),
        ({}, date(2015, 6, 11), "Dagen ligger framåt i tiden."),
    ],
)
def test_nothing_is_counted_on_a_contract_that_was_not_in_force(falt, lamnad, mening):
    avtal = build_avtal(**falt)

    text = refusal(
        state_wrong, avtal=avtal, faktura=None, lamnad=lamnad, beskrivning=TEXT, by=build_handlaggare(), at=NU
    )

    assert text == mening


@pytest.mark.parametrize("avtalsform", ["A", "C", "D"])
def test_what_a_person_has_bought_herself_is_not_counted_on_the_contract(avtal, avtalsform):
    faktura = build_avtalsfaktura(avtalsform)

    text = refusal(
        state_wrong,
        avtal=avtal,
        faktura=faktura,
        lamnad=date(2015, 6, 2),
        beskrivning=TEXT,
        by=build_handlaggare(),
        at=NU,
    )

    assert text.endswith("Bara assistans enligt kommunens avtal räknas.")


def test_an_invoice_from_another_provider_is_refused(avtal):
    faktura = build_avtalsfaktura(anordnare=build_anordnare(*ANNAN))

    text = refusal(
        state_wrong,
        avtal=avtal,
        faktura=faktura,
        lamnad=date(2015, 6, 2),
        beskrivning=TEXT,
        by=build_handlaggare(),
        at=NU,
    )

    assert text == "Fakturan är från en annan anordnare än avtalet."


def test_form_b_has_to_hold_in_the_month_of_the_invoice(avtal):
    faktura = build_avtalsfaktura()
    faktura.rader.get().brukare.uppdrag.update(galler_tom=date(2015, 4, 30))

    with pytest.raises(WrongStatementRefused):
        state(avtal, faktura, lamnad=date(2015, 6, 2))


def test_a_confirmed_statement_is_struck_by_the_one_who_may_confirm(avtal):
    uppgift = confirmed(avtal)
    skal = "Tiden visade sig stämma."

    assert "stryks av den som får bekräfta" in refusal(
        strike_wrong, uppgift=uppgift, struken_skal=skal, by=build_handlaggare(), at=NU
    )
    uppgift = strike_wrong(uppgift=uppgift, struken_skal=skal, by=build_chef(), at=NU)

    assert uppgift.struken_av == build_chef()
    assert "räknas inte" in refusal(strike_wrong, uppgift=uppgift, struken_skal=skal, by=build_chef(), at=NU)


def test_a_personnummer_is_not_written_down(avtal):
    with pytest.raises(WrongStatementRefused, match="personnummer"):
        state(avtal, text="Passet för 850113-9995 fanns inte.")


def test_more_than_three_in_one_calendar_year_is_said_in_words_and_three_are_not(chef, avtal):
    for dag in (date(2015, 1, 1), date(2015, 3, 4), date(2015, 6, 9), date(2014, 12, 31)):
        confirmed(avtal, dag)
    state(avtal)
    strike_wrong(uppgift=confirmed(avtal), struken_skal="Stämde.", by=build_chef(), at=NU)
    fore = page_text(chef, "beslut:avtal_visa", avtal.pk)

    confirmed(avtal, date(2015, 5, 5))

    efter = page_text(chef, "beslut:avtal_visa", avtal.pk)
    assert "Räknas: 3 för 2015, 1 för 2014" in fore
    assert "grund för hävning" not in fore
    assert (
        f"Fyra felaktiga uppgifter är bekräftade för 2015 i avtal {avtal.diarienummer}. Fler än tre under ett "
        "kalenderår ger enligt avtalet en grund för hävning. Om avtalet hävs beslutar nämnden." in efter
    )
    assert "revisionsrapport 2015:3, avsnitt 3.3.1" in efter


def test_the_count_stands_on_the_providers_page_too_and_is_kept_apart_by_contract(chef, avtal):
    lou = build_avtal(avtal.anordnare, slag="lou", ickeval=False, diarienummer="NF 2014/99")
    for dag in (date(2015, 1, 7), date(2015, 2, 3)):
        confirmed(avtal, dag)
        confirmed(lou, dag)

    text = page_text(chef, "beslut:anordnare_visa", avtal.anordnare_id)

    assert "Räknas: 4 för 2015" in text
    assert "grund för hävning" not in text


def test_only_the_reader_who_is_named_sees_what_a_protected_persons_invoice_said(client, avtal):
    faktura = build_avtalsfaktura(skydd="sekretessmarkering")
    namngiven, annan = build_handlaggare(), build_handlaggare("olle")
    faktura.rader.get().brukare.behoriga.add(namngiven)
    uppgift = state(avtal, faktura, lamnad=date(2015, 6, 2))

    for user, kod, syns in ((namngiven, 200, True), (annan, 404, False)):
        client.force_login(user)
        assert client.get(reverse("fakturor:felaktig_pa_faktura", args=[faktura.pk])).status_code == kod
        assert client.get(reverse("fakturor:felaktig_stryk", args=[uppgift.pk])).status_code == kod
        sida = page_text(client, "beslut:avtal_visa", avtal.pk)
        assert (TEXT in sida, "Faktura 4711" in sida) == (syns, syns)


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, avtal, roll):
    faktura = build_avtalsfaktura()
    uppgift = state(avtal)
    client.force_login(build_user("nagon", roll))

    svar = {
        "ny": client.get(reverse("fakturor:felaktig_ny", args=[avtal.pk])).status_code,
        "faktura": client.get(reverse("fakturor:felaktig_pa_faktura", args=[faktura.pk])).status_code,
        "stryk": client.get(reverse("fakturor:felaktig_stryk", args=[uppgift.pk])).status_code,
        "bekrafta": client.post(reverse("fakturor:felaktig_bekrafta", args=[uppgift.pk])).status_code,
    }

    oppna = {
        Roll.HANDLAGGARE: {"ny": 200, "faktura": 200, "stryk": 200},
        Roll.KONSULENT: {"ny": 200, "stryk": 200},
        Roll.ENHETSCHEF: {"stryk": 200, "bekrafta": 302},
    }.get(roll, {})
    assert svar == dict.fromkeys(svar, 403) | oppna


def test_from_the_invoice_to_the_count_in_two_persons_hands(client, avtal):
    faktura = build_avtalsfaktura()
    client.force_login(build_handlaggare())

    assert "Anteckna en felaktig uppgift på kommunens avtal" in page_text(client, "kontroller:faktura", faktura.pk)
    adress = reverse("fakturor:felaktig_pa_faktura", args=[faktura.pk])
    assert client.get(adress).context["form"]["lamnad"].value() == faktura.fakturadatum
    client.post(adress, {"lamnad": "2015-06-02", "beskrivning": TEXT})
    uppgift = FelaktigUppgift.objects.get()
    client.force_login(build_chef())
    svar = client.post(reverse("fakturor:felaktig_bekrafta", args=[uppgift.pk]), follow=True)

    assert "Uppgiften är bekräftad och räknas för 2015." in svar.content.decode()
    uppgift.refresh_from_db()
    assert (uppgift.faktura, uppgift.avtal, uppgift.bekraftad_av) == (faktura, avtal, build_chef())


@pytest.mark.parametrize("avtalsform", ["D", None])
def test_an_invoice_without_contract_has_no_such_link_and_no_such_page(client, avtalsform):
    faktura = build_avtalsfaktura(avtalsform or "B")
    if avtalsform:
        build_avtal()
    client.force_login(build_handlaggare())

    assert "Anteckna en felaktig uppgift" not in page_text(client, "kontroller:faktura", faktura.pk)
    assert client.get(reverse("fakturor:felaktig_pa_faktura", args=[faktura.pk])).status_code == 404


def test_what_was_typed_is_kept_when_it_is_refused(client, avtal):
    client.force_login(build_handlaggare())

    svar = client.post(
        reverse("fakturor:felaktig_ny", args=[avtal.pk]), {"lamnad": "2014-01-01", "beskrivning": TEXT}, follow=True
    )

    assert "Avtalet började gälla" in svar.content.decode()
    assert svar.context["form"]["beskrivning"].value() == TEXT
    assert not FelaktigUppgift.objects.exists()


def test_the_provider_page_takes_as_many_queries_for_many_statements_as_for_one(chef, avtal):
    adress = reverse("beslut:anordnare_visa", args=[avtal.anordnare_id])
    state(avtal, build_avtalsfaktura(), lamnad=date(2015, 6, 2))
    with CaptureQueriesContext(connection) as en:
        chef.get(adress)
    for dag in (date(2015, 1, 7), date(2015, 2, 3), date(2015, 3, 3)):
        confirmed(avtal, dag)
    with CaptureQueriesContext(connection) as flera:
        chef.get(adress)

    assert len(flera) == len(en)


# What the database refuses, by raw SQL


def test_the_database_lets_nobody_confirm_what_they_have_stated(avtal):
    uppgift = state(avtal)

    with refused("felaktig_uppgift_bekraftad_av_annan"):
        execute(
            "UPDATE fakturor_felaktiguppgift SET bekraftad = now(), bekraftad_av_id = %s WHERE id = %s",
            [uppgift.konstaterad_av_id, uppgift.pk],
        )


def test_the_database_lets_nobody_strike_without_a_reason(avtal):
    uppgift = state(avtal)

    with refused("felaktig_uppgift_struken_med_skal"):
        execute(
            "UPDATE fakturor_felaktiguppgift SET struken = now(), struken_av_id = %s WHERE id = %s",
            [build_chef().pk, uppgift.pk],
        )


@pytest.mark.parametrize(
    ("kolumn", "varde"), [("lamnad", "2014-12-31"), ("beskrivning", "Annat."), ("faktura_id", None)]
)
def test_the_database_lets_nobody_write_a_statement_over(avtal, kolumn, varde):
    uppgift = state(avtal, build_avtalsfaktura(), lamnad=date(2015, 6, 2))

    with refused("det som står där ändras inte"):
        execute(f"UPDATE fakturor_felaktiguppgift SET {kolumn} = %s WHERE id = %s", [varde, uppgift.pk])
    with refused("raden tas inte bort"):
        execute("DELETE FROM fakturor_felaktiguppgift WHERE id = %s", [uppgift.pk])


def test_the_database_lets_nobody_take_back_what_is_confirmed_or_struck(avtal):
    bekraftad = confirmed(avtal)
    struken = strike_wrong(uppgift=state(avtal), struken_skal="Stämde.", by=build_chef(), at=NU)

    with refused("Uppgiften är redan bekräftad."):
        execute(
            "UPDATE fakturor_felaktiguppgift SET bekraftad = NULL, bekraftad_av_id = NULL WHERE id = %s", [bekraftad.pk]
        )
    with refused("Uppgiften är struken: den tas inte tillbaka."):
        execute(
            "UPDATE fakturor_felaktiguppgift SET struken = NULL, struken_av_id = NULL, struken_skal = '' WHERE id = %s",
            [struken.pk],
        )


def test_the_database_counts_nothing_outside_the_contract(avtal):
    uppgift = state(avtal)
    annans = build_faktura(
        build_redovisning(build_brukare("LSS-1B2D", ASSISTENTENS_NUMMER), build_anordnare(*ANNAN)), nummer="99"
    )

    with refused("Avtalet gällde inte den dag uppgiften lämnades."):
        copy_row("fakturor_felaktiguppgift", uppgift.pk, lamnad=date(2014, 5, 31))
    with refused("Fakturan är från en annan anordnare än avtalet."):
        copy_row("fakturor_felaktiguppgift", uppgift.pk, faktura_id=annans.pk)
