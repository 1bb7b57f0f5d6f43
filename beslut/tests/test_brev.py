"""Brev när ett tillstånd har upphört: utkast, ändring, och dagen då personen fick veta."""

from datetime import date

import pytest
from django.urls import reverse

from assistans.roller import Roll
from beslut.brev.text import revocation_letter
from beslut.models import Brev, Brukare, Tillstand, Uppdrag
from beslut.services.letters import change_letter, draft_revocation_letters, hand_over, void
from beslut.services.refusal import RegistrationRefused
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_anordnare, build_brukare, build_uppdrag, build_user

pytestmark = pytest.mark.django_db

SISTA = date(2015, 5, 17)
ANNANS_NUMMER = "198511299995"


@pytest.fixture
def upphort() -> Tillstand:
    """Elsa's provider lost its permit in May."""
    anordnare = build_anordnare()
    build_uppdrag(build_brukare(), anordnare)
    anordnare.tillstand.update(status="aterkallat", galler_tom=SISTA)
    return anordnare.tillstand.get()


def drafts(tillstand: Tillstand, by="olof") -> list[Brev]:
    return draft_revocation_letters(tillstand=tillstand, by=build_user(by), at=NU)


def test_each_person_gets_one_draft_that_names_provider_and_day_but_not_her(upphort):
    [brev] = drafts(upphort)

    assert (brev.brukare.referens, brev.is_draft) == ("LSS-9F3C", True)
    assert "Exempel Assistans AB har inte längre tillstånd" in brev.text
    assert "17\u00a0maj\u00a02015" in brev.text
    assert "Elsa" not in brev.text
    assert drafts(upphort) == []


def test_a_draft_that_is_put_aside_makes_room_for_another(upphort):
    [brev] = drafts(upphort)
    void(brev=brev, by=build_user("olof"), at=NU)

    [nytt] = drafts(upphort)

    assert nytt.pk != brev.pk
    assert Brev.objects.get(pk=brev.pk).makulerat == NU


def test_nobody_is_written_to_who_ended_before_or_whose_days_another_permit_covers(upphort):
    anordnare = upphort.anordnare
    Uppdrag.objects.update(galler_tom=SISTA)
    assert drafts(upphort) == []

    Uppdrag.objects.update(galler_tom=None)
    anordnare.tillstand.create(typ="tillstand", galler_fran=date(2015, 5, 18), status="beviljat")
    assert drafts(upphort) == []


def test_a_permit_in_force_or_stayed_writes_to_nobody(upphort):
    for status in ("beviljat", "inhiberat"):
        upphort.status = status
        upphort.save()
        with pytest.raises(RegistrationRefused, match="Brev skrivs när en anordnares tillstånd har upphört"):
            drafts(upphort)


def test_the_two_weeks_are_promised_only_where_the_law_gives_them():
    nu = revocation_letter(referens="LSS-1", anordnare="Exempel AB", sista_dag=date(2025, 1, 31))
    forr = revocation_letter(referens="LSS-1", anordnare="Exempel AB", sista_dag=SISTA)

    assert "två veckor efter den dag då du fick veta" in nu
    assert "två veckor" not in forr


def test_the_day_it_is_handed_over_is_the_day_she_was_told(upphort):
    [brev] = drafts(upphort)

    hand_over(brev=brev, skickat=date(2015, 5, 22), by=build_user("olof"), at=NU)

    assert Uppdrag.objects.get().informerad_om_upphort == date(2015, 5, 22)
    brev.refresh_from_db()
    assert (brev.skickat, brev.skickat_av.anvandarnamn) == (date(2015, 5, 22), "olof")


def test_an_earlier_day_that_she_was_told_stands(upphort):
    Uppdrag.objects.update(informerad_om_upphort=date(2015, 5, 19))
    [brev] = drafts(upphort)

    hand_over(brev=brev, skickat=date(2015, 5, 22), by=build_user("olof"), at=NU)

    assert Uppdrag.objects.get().informerad_om_upphort == date(2015, 5, 19)


@pytest.mark.parametrize("dag", [date(2015, 6, 11), date(2013, 12, 31)])
def test_a_day_that_cannot_be_is_refused(upphort, dag):
    [brev] = drafts(upphort)

    with pytest.raises(RegistrationRefused) as refused:
        hand_over(brev=brev, skickat=dag, by=build_user("olof"), at=NU)

    assert refused.value.falt == "skickat"


def test_a_letter_that_is_handed_over_is_neither_changed_nor_put_aside(upphort):
    [brev] = drafts(upphort)
    vem = {"by": build_user("olof"), "at": NU}
    hand_over(brev=brev, skickat=date(2015, 5, 22), **vem)

    for forsok in (
        lambda: change_letter(brev=brev, amne="Annat", text="Annat", **vem),
        lambda: void(brev=brev, **vem),
        lambda: hand_over(brev=brev, skickat=date(2015, 5, 23), **vem),
    ):
        with pytest.raises(RegistrationRefused, match="står fast"):
            forsok()


def test_a_letter_carries_no_personnummer(upphort):
    [brev] = drafts(upphort)

    with pytest.raises(RegistrationRefused, match="Ett personnummer står i texten"):
        change_letter(brev=brev, amne=brev.amne, text="Till 850113-9995.", by=build_user("olof"), at=NU)


def test_the_konsulent_reads_changes_prints_and_hands_over(konsulent, upphort):
    svar = konsulent.post(reverse("beslut:tillstand_brev", args=[upphort.pk]), follow=True)
    assert "Ett brev är skrivet som utkast." in text_of(svar)
    brev = Brev.objects.get()

    post(konsulent, "brev_andra", brev.pk, amne="Om din anordnare", text="Ärende LSS-9F3C\n\nVi hör av oss.")
    pdf = konsulent.get(reverse("beslut:brev_utskrift", args=[brev.pk]))
    assert pdf.content.startswith(b"%PDF")

    framat = post(konsulent, "brev_skickat", brev.pk, skickat="2099-01-01")
    assert "Dagen ligger framåt i tiden." in text_of(framat)
    post(konsulent, "brev_skickat", brev.pk, skickat="2015-05-22")
    assert Uppdrag.objects.get().informerad_om_upphort == date(2015, 5, 22)
    assert "/andra/" not in konsulent.get(reverse("beslut:brev_visa", args=[brev.pk])).content.decode()


def test_a_protected_person_gets_her_letter_from_those_who_are_named_for_her(client, upphort):
    skyddad = build_brukare("LSS-1B2D", ANNANS_NUMMER, skydd=Brukare.Skydd.SEKRETESSMARKERING)
    build_uppdrag(skyddad, upphort.anordnare)
    hanna, olof = build_user("hanna", Roll.HANDLAGGARE), build_user("olof", Roll.KONSULENT)
    skyddad.behoriga.add(hanna)

    assert [brev.brukare.referens for brev in drafts(upphort)] == ["LSS-9F3C"]
    [hennes] = drafts(upphort, by="hanna")

    assert hennes.brukare == skyddad
    client.force_login(olof)
    assert client.get(reverse("beslut:brev_visa", args=[hennes.pk])).status_code == 404
    assert "LSS-1B2D" not in text_of(client.get(reverse("beslut:brev_lista")))


@pytest.mark.parametrize(
    ("roll", "laser", "skriver"),
    [
        (Roll.KONSULENT, 200, 200),
        (Roll.HANDLAGGARE, 200, 200),
        (Roll.REVISOR, 200, 403),
        (Roll.EKONOM, 403, 403),
        (Roll.NAMND, 403, 403),
    ],
)
def test_who_reads_and_who_writes_letters(client, upphort, roll, laser, skriver):
    [brev] = drafts(upphort)
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("beslut:brev_visa", args=[brev.pk])).status_code == laser
    assert client.get(reverse("beslut:brev_andra", args=[brev.pk])).status_code == skriver
    assert client.post(reverse("beslut:brev_makulera", args=[brev.pk])).status_code == (302 if skriver == 200 else 403)


def test_the_list_of_letters_takes_as_many_queries_for_many_as_for_one(konsulent, upphort, django_assert_num_queries):
    drafts(upphort)
    konsulent.get(reverse("beslut:brev_lista"))
    with django_assert_num_queries(5):
        konsulent.get(reverse("beslut:brev_lista"))

    for nummer, referens in (("198511299995", "LSS-1B2D"), ("198601012399", "LSS-2C3E")):
        build_uppdrag(build_brukare(referens, nummer), upphort.anordnare)
    drafts(upphort)
    with django_assert_num_queries(5):
        svar = konsulent.get(reverse("beslut:brev_lista"))

    assert len(svar.context["sida"]) == 3
