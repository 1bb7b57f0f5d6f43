"""The pages of a reduction: who opens them, what they say, and the way from a stop to a letter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from assistans.svenska import datum_text
from beslut.bevakning.punkt import Fraga, find_points
from beslut.models import Brev
from beslut.services.letters import hand_over
from fakturor.flode import Status
from fakturor.models import Nedsattning
from kontroller.korning import recontrol
from kontroller.services.outcome import apply_result
from tests.byggstenar import NU, Arende, build_arende, build_granskare, build_handlaggare, build_user
from tests.byggstenar_kontroll import bring_to, build_granskning
from tests.byggstenar_nedsattning import build_beslutsfattare, build_nedsattning, communicated, decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def arende() -> Arende:
    """A stopped invoice for four hours more than are certified, which are 1 136 kronor, by the real controls."""
    arende = build_arende(timmar=84)
    granskning = recontrol(faktura=arende.faktura, by=build_granskare(), at=NU)
    apply_result(granskning=granskning, by=build_granskare(), at=NU)
    arende.faktura.refresh_from_db()
    return arende


def page(client, user, namn: str, arende: Arende):
    client.force_login(user)
    return client.get(reverse(f"kontroller:{namn}", args=[arende.faktura.pk]))


def text_of(svar) -> str:
    return svar.content.decode().replace("\u00a0", " ")


def send(client, user, namn: str, arende: Arende, **data):
    client.force_login(user)
    return client.post(reverse(f"kontroller:{namn}", args=[arende.faktura.pk]), data, follow=True)


def rows(arende: Arende, belopp: str = "1136,00", skal: str = "Beslutet ger inte tiden.", **mer) -> dict[str, str]:
    utfall = arende.faktura.granskningar.get().utfall.get(kronor__gt=0)
    rad = {
        "regel": utfall.regel,
        "fyndhash": utfall.fyndhash,
        "belopp": belopp,
        "minuter": "4:00",
        "text": "För mycket.",
    }
    return {
        "skal": skal,
        "rad-TOTAL_FORMS": "1",
        "rad-INITIAL_FORMS": "0",
        **{f"rad-0-{namn}": varde for namn, varde in (rad | mer).items()},
    }


def test_from_a_stop_to_a_decision_in_the_browser(client, arende):
    handlaggare, chef = build_handlaggare(), build_beslutsfattare()
    assert "Sätt ned fakturan" in text_of(page(client, handlaggare, "faktura", arende))
    assert 'value="1136,00"' in text_of(page(client, handlaggare, "nedsattning_ny", arende))

    sparat = text_of(send(client, handlaggare, "nedsattning_ny", arende, **rows(arende)))
    assert "Utkastet är sparat" in sparat
    assert "22 720,00 kr" in sparat

    senast = timezone.localdate() + timedelta(days=14)
    om_tva_veckor = {"kommunicera-mottagare": "personen", "kommunicera-svara_senast": str(senast)}
    assert "Brevet är skrivet som utkast" in text_of(
        send(client, handlaggare, "nedsattning_kommunicera", arende, **om_tva_veckor)
    )
    brev = Brev.objects.get(slag=Brev.Slag.KOMMUNICERING)
    hand_over(brev=brev, skickat=timezone.localdate(), by=handlaggare, at=timezone.now())
    vantar = f"Tiden att yttra sig går till den {datum_text(senast)}.".replace("\u00a0", " ")
    assert vantar in text_of(page(client, chef, "nedsattning", arende))

    idag = {"svar-svar_inkom": str(timezone.localdate()), "svar-svar": "Jag håller med."}
    assert "Svaret är antecknat" in text_of(send(client, handlaggare, "nedsattning_svar", arende, **idag))
    beslutat = text_of(send(client, chef, "nedsattning_besluta", arende, **{"besluta-diarienummer": "SN 2015/301"}))

    assert "Nedsättningen är beslutad" in beslutat
    arende.faktura.refresh_from_db()
    assert arende.faktura.status == Status.KONTROLLERAD
    fakturan = text_of(page(client, handlaggare, "faktura", arende))
    assert "<b>Nedsatt.</b>" in fakturan
    assert "22 720,00 <small>kr</small>" in fakturan
    pdf = client.get(reverse("beslut:brev_utskrift", args=[Nedsattning.objects.get().beslutsbrev_id]))
    assert pdf.content.startswith(b"%PDF")


def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(client, arende):
    svar = text_of(send(client, build_handlaggare(), "nedsattning_ny", arende, **rows(arende, skal="Elsa Provberg")))

    assert "Skriv inget namn. Använd referensen i stället." in svar
    assert 'value="1136,00"' in svar
    assert not Nedsattning.objects.exists()


@pytest.mark.parametrize(
    ("rad", "mening"),
    [
        ({"belopp": "0"}, "Ett avdrag är mer än noll kronor"),
        ({"belopp": "1,005"}, "3 decimaler"),
        ({"text": ""}, "Skriv vad som dras av."),
        ({"belopp": "23856,01"}, "Mer än så dras inte av från den."),
        ({"belopp": ""}, "Skriv minst en sak som dras av."),
    ],
)
def test_a_row_that_cannot_be_says_why(client, arende, rad, mening):
    assert mening in text_of(send(client, build_handlaggare(), "nedsattning_ny", arende, **rows(arende, **rad)))
    assert not Nedsattning.objects.exists()


def test_a_draft_stands_in_the_form_when_it_is_written_anew(client, arende):
    build_nedsattning(arende.faktura, 700)

    assert 'value="700,00"' in text_of(page(client, build_handlaggare(), "nedsattning_ny", arende))
    assert "Utkastet är sparat" in text_of(send(client, build_handlaggare(), "nedsattning_ny", arende, **rows(arende)))
    assert sorted(Nedsattning.objects.values_list("status", flat=True)) == ["atertagen", "utkast"]


def test_a_communicated_reduction_is_not_written_anew(client, arende):
    communicated(build_nedsattning(arende.faktura, 700))

    assert "redan en nedsättning" in text_of(
        send(client, build_handlaggare(), "nedsattning_ny", arende, **rows(arende))
    )


@pytest.mark.parametrize("roll", [r for r in Roll if r not in (Roll.HANDLAGGARE,)])
def test_only_a_handlaggare_draws_up_and_communicates(client, arende, roll):
    user = build_user(f"annan-{roll}", roll)
    build_nedsattning(arende.faktura, 700)

    for namn in ("nedsattning_ny", "nedsattning_kommunicera"):
        assert send(client, user, namn, arende).status_code == 403


@pytest.mark.parametrize("roll", [r for r in Roll if r != Roll.ENHETSCHEF])
def test_only_a_head_of_unit_decides(client, arende, roll):
    build_nedsattning(arende.faktura, 700)

    assert send(client, build_user(f"annan-{roll}", roll), "nedsattning_besluta", arende).status_code == 403


def test_the_answer_is_for_those_who_may_see_the_person(client, arende):
    communicated(build_nedsattning(arende.faktura, 700), svar="Jag var sjuk.", svar_inkom=date(2015, 6, 12))

    assert "Jag var sjuk." in text_of(page(client, build_handlaggare(), "nedsattning", arende))
    assert "Jag var sjuk." not in text_of(page(client, build_user("karl", Roll.EKONOM), "nedsattning", arende))


def test_a_protected_persons_reduction_is_there_only_for_those_who_are_named(client, arende):
    communicated(build_nedsattning(arende.faktura, 700))
    arende.brukare.skydd = "sekretessmarkering"
    arende.brukare.save()

    for namn in ("nedsattning", "nedsattning_ny"):
        assert page(client, build_handlaggare(), namn, arende).status_code == 404
    assert find_points(_asked(build_beslutsfattare()), "nedsattning_svar") == []
    arende.brukare.behoriga.add(build_handlaggare())
    assert page(client, build_handlaggare(), "nedsattning", arende).status_code == 200


def test_the_page_of_an_invoice_without_a_reduction_says_so(client, arende):
    assert "Ingen nedsättning" in text_of(page(client, build_handlaggare(), "nedsattning", arende))


def test_the_month_shows_what_is_paid_of_a_reduced_invoice(client, arende):
    decided(build_nedsattning(arende.faktura, 720))
    bring_to_controlled(arende)

    client.force_login(build_handlaggare())
    manaden = text_of(client.get(reverse("kontroller:manad", args=[date(2015, 5, 1)])))

    assert "betalas 23 136" in manaden


def bring_to_controlled(arende: Arende) -> None:
    build_granskning(arende.faktura)
    bring_to(arende.faktura, Status.KONTROLLERAD)


def _asked(user) -> Fraga:
    return Fraga(user=user, idag=date(2015, 7, 1), till=date(2015, 7, 31))


def test_what_waits_is_on_the_list_of_those_who_take_it_on(arende):
    nedsattning = build_nedsattning(arende.faktura, 720)
    [utkast] = find_points(_asked(build_handlaggare()), "nedsattning_utkast")
    assert utkast.punkt.dag == date(2015, 6, 24)
    assert utkast.punkt.adress == reverse("kontroller:nedsattning", args=[arende.faktura.pk])

    communicated(nedsattning)
    [svar] = find_points(_asked(build_beslutsfattare()), "nedsattning_svar")
    assert (svar.punkt.dag, svar.punkt.vem) == (date(2015, 6, 24), "LSS-9F3C")
    assert find_points(_asked(build_handlaggare()), "nedsattning_utkast") == []
    assert find_points(Fraga(build_beslutsfattare(), date(2015, 6, 24), date(2015, 7, 31)), "nedsattning_svar") == []

    decided(nedsattning)
    assert find_points(_asked(build_beslutsfattare()), "nedsattning_svar") == []


def test_the_list_of_work_shows_what_is_paid_of_a_reduced_invoice(client, arende):
    decided(build_nedsattning(arende.faktura, 720))
    bring_to_controlled(arende)

    client.force_login(build_granskare())

    assert "betalas 23 136" in text_of(client.get(reverse("start")))
