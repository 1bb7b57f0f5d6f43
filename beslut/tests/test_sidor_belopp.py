"""Timbeloppen i webbläsaren: vem som får vad, statens belopp, andelar och belopp som är beslutade för en person."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Lasning
from assistans.roller import Roll
from beslut.models import Kalkyl, Kommunbelopp, Timbelopp
from beslut.services.calculations import adopt_calculation
from beslut.services.comparisons import register_budget, take_in_figure_3
from beslut.tests.byggstenar_belopp import budget_2015, draft, read, rows_of
from beslut.tests.sidor import post, text_of
from tests.byggstenar import NU, build_anordnare, build_brukare, build_timbelopp, build_user

pytestmark = pytest.mark.django_db

SER_BELOPP = {
    Roll.HANDLAGGARE,
    Roll.ENHETSCHEF,
    Roll.EKONOM,
    Roll.KONSULENT,
    Roll.CONTROLLER,
    Roll.NAMND,
    Roll.REVISOR,
}
SER_ANORDNARE = SER_BELOPP | {Roll.ADMINISTRATIV_ASSISTENT, Roll.BESLUTSATTESTANT}
HANDLAGGARE, RAKNAR = {Roll.HANDLAGGARE}, {Roll.EKONOM, Roll.CONTROLLER}
ROLLER = {
    "timbelopp_lista": SER_ANORDNARE,
    "timbelopp_visa": SER_ANORDNARE,
    "timbelopp_nytt": HANDLAGGARE,
    "timbelopp_kostnader": HANDLAGGARE,
    "schablon_lista": SER_ANORDNARE,
    "kalkyl_lista": SER_BELOPP,
    "kalkyl_visa": SER_BELOPP,
    "kalkyl_ny": RAKNAR,
    "kalkyl_andra": RAKNAR,
    "kalkyl_ny_version": RAKNAR,
    "kommunbelopp_lista": SER_BELOPP,
    "kommunbelopp_nytt": RAKNAR,
    "kommunbelopp_ratta": RAKNAR,
    "budget_lista": SER_BELOPP,
    "budget_ny": RAKNAR,
    "budget_andra": RAKNAR,
}
BARA_POST = {
    "timbelopp_rakna": HANDLAGGARE,
    "schablon_ta_in": HANDLAGGARE,
    "kalkyl_rakna": RAKNAR,
    "kalkyl_faststall": {Roll.ENHETSCHEF},
    "kommunbelopp_figur3": RAKNAR,
}
ANDEL = {
    "kategori": "kommun",
    "satt": "procent",
    "procent": "95",
    "avrundning": "ore",
    "galler_fran": "2019-01-01",
    "galler_tom": "2019-12-31",
    "grund": "Nämnden § 118",
}
FORHOJT = {
    "kategori": "forhojt",
    "belopp": "318",
    "galler_fran": "2015-01-01",
    "galler_tom": "2015-12-31",
    "grund": "9 § 2 LSS",
    "diarienummer": "SN 2015/77",
    "beslutsdatum": "2014-12-20",
    "kostnad_lon": "270",
    "kostnad_administration": "30",
}


# Who may


@pytest.mark.parametrize("roll", Roll.values)
def test_each_role_opens_its_pages_and_no_others(client, eva, maria, roll):
    kalkyl, utkast = adopt_calculation(kalkyl=draft(eva), by=maria, at=NU), draft(eva)
    av = {
        "timbelopp_visa": build_timbelopp(kategori="natt").pk,
        "timbelopp_kostnader": build_timbelopp(kategori="individuell", brukare=build_brukare()).pk,
        "kalkyl_visa": kalkyl.pk,
        "kalkyl_andra": utkast.pk,
        "kalkyl_ny_version": kalkyl.pk,
        "kalkyl_faststall": utkast.pk,
        "kommunbelopp_ratta": take_in_figure_3(by=eva, at=NU)[0].pk,
        "budget_andra": budget_2015(eva).pk,
    }
    client.force_login(build_user("nagon", roll))

    def address(sida):
        return reverse(f"beslut:{sida}", args=[av[sida]] if sida in av else [])

    assert {sida: client.get(address(sida)).status_code for sida in ROLLER} == {
        sida: 200 if roll in roller else 403 for sida, roller in ROLLER.items()
    }
    assert {sida for sida in BARA_POST if client.post(address(sida)).status_code != 403} == {
        sida for sida, roller in BARA_POST.items() if roll in roller
    }


@pytest.mark.parametrize(
    "sida", ["timbelopp_lista", "schablon_lista", "kalkyl_lista", "kommunbelopp_lista", "budget_lista"]
)
@pytest.mark.parametrize("roll", [Roll.REVISOR, Roll.NAMND])
def test_who_only_reads_sees_nothing_to_press(client, eva, maria, roll, sida):
    take_in_figure_3(by=eva, at=NU)
    budget_2015(eva)
    draft(eva)
    client.force_login(build_user("rut", roll))

    inre = client.get(reverse(f"beslut:{sida}")).content.decode().split("<main")[1]

    assert 'method="post"' not in inre
    for ord_ in ("/ny/", "/nytt/", "/andra/", "/ratta/"):
        assert ord_ not in inre
    assert ("/historik/" in inre) == (roll == Roll.REVISOR and sida in {"kommunbelopp_lista", "budget_lista"})


def test_a_person_s_rate_is_seen_only_by_those_who_see_the_person(client):
    skyddad = build_brukare(skydd="sekretessmarkering")
    nina, olle = build_user("nina", Roll.HANDLAGGARE), build_user("olle", Roll.HANDLAGGARE)
    skyddad.behoriga.add(nina)
    eget = build_timbelopp(kategori="forhojt", brukare=skyddad)

    for user, kod in ((nina, 200), (olle, 404), (build_user("karin", Roll.KONSULENT), 404)):
        client.force_login(user)
        assert client.get(reverse("beslut:timbelopp_visa", args=[eget.pk])).status_code == kod
        assert (skyddad.referens in read(client, "timbelopp_lista")) == (kod == 200)

    assert list(Lasning.objects.values_list("av", "objekt_id", "syfte")) == [
        (nina.pk, skyddad.pk, "Läste personens timbelopp")
    ]


def test_the_board_sees_no_contract_and_no_person(client):
    build_timbelopp(kategori="avtal", anordnare=build_anordnare())
    build_timbelopp(kategori="individuell", brukare=build_brukare())
    client.force_login(build_user("goran", Roll.NAMND))

    text = read(client, "timbelopp_lista")

    assert "Exempel Assistans" not in text
    assert "LSS-9F3C" not in text


# The list


def test_the_list_says_what_holds_today_first_and_year_by_year(handlaggare):
    build_timbelopp(galler_tom=date(2015, 12, 31))
    build_timbelopp(galler_fran=date(2016, 1, 1), galler_tom=date(2016, 12, 31), belopp=Decimal(288))
    build_timbelopp(kategori="kommun", galler_fran=date(2015, 7, 1), galler_tom=date(2015, 12, 31), belopp=Decimal(270))

    rader = rows_of(read(handlaggare, "timbelopp_lista"))

    assert [rad[0] for rad in rader[:5]] == [
        "Statens schablon",
        "1 januari – 31 december 2016",
        "1 januari – 31 december 2015",
        "Kommunens timbelopp",
        "1 juli – 31 december 2015",
    ]
    assert rader[5:] == [
        ["2016", "288,00", "saknas", "saknas", "saknas"],
        ["2015", "284,00", "270,001 juli – 31 december 2015", "saknas", "saknas"],
    ]


def fill(ar: int, eva) -> None:
    """A year of everything that the lists show."""
    helt = {"galler_fran": date(ar, 1, 1), "galler_tom": date(ar, 12, 31)}
    build_timbelopp(**helt)
    build_timbelopp(kategori="kommun", procent=Decimal(95), avrundning="ore", **helt)
    build_timbelopp(kategori="individuell", brukare=build_brukare(), **helt)
    build_timbelopp(kategori="avtal", anordnare=build_anordnare(), **helt)
    draft(eva, ar=ar)
    Kommunbelopp.objects.create(kommun=f"Kommun {ar}", ar=2015, belopp=Decimal(ar - 1700), kalla="x")
    register_budget(ar=ar, slag="lss", belopp=Decimal(ar), grund="x", by=eva, at=NU)


@pytest.mark.parametrize(
    ("sida", "hogst"),
    [
        ("timbelopp_lista", 6),
        ("schablon_lista", 4),
        ("kalkyl_lista", 6),
        ("kommunbelopp_lista", 6),
        ("budget_lista", 5),
    ],
)
def test_a_list_takes_as_many_queries_for_many_as_for_few(handlaggare, eva, sida, hogst):
    antal = []
    for omgang in ((2015,), range(2000, 2015)):
        for ar in omgang:
            fill(ar, eva)
        with CaptureQueriesContext(connection) as fragor:
            handlaggare.get(reverse(f"beslut:{sida}"))
        antal.append(len(fragor))

    assert antal[0] == antal[1] <= hogst


def test_the_pages_of_one_rate_and_one_calculation_take_as_many_queries_however_much_there_is(handlaggare, eva):
    antal = []
    for omgang in ((2015,), range(2000, 2015)):
        for ar in omgang:
            fill(ar, eva)
        timbelopp, kalkyl = (
            Timbelopp.objects.get(kategori="kommun", galler_fran=date(2015, 1, 1)),
            Kalkyl.objects.get(ar=2015),
        )
        with CaptureQueriesContext(connection) as fragor:
            handlaggare.get(reverse("beslut:timbelopp_visa", args=[timbelopp.pk]))
            handlaggare.get(reverse("beslut:kalkyl_visa", args=[kalkyl.pk]))
        antal.append(len(fragor))

    assert antal[0] == antal[1]


# The state's amounts


def test_the_missing_years_are_taken_in_by_one_click(handlaggare):
    build_timbelopp(galler_tom=date(2015, 12, 31), belopp=Decimal(281))

    text = text_of(post(handlaggare, "schablon_ta_in"))

    assert "Tolv belopp är registrerade." in text
    assert "Det registrerade är 3,00 kr lägre än 284,00 kr enligt SFS 2014:1311." in text
    assert Timbelopp.objects.get(galler_fran=date(2015, 1, 1)).belopp == Decimal(281)


def test_one_year_is_taken_in_by_one_click(handlaggare):
    text = text_of(post(handlaggare, "schablon_ta_in", ar=2015))

    assert "Beloppet för 2015 är registrerat: 284,00 kr." in text
    assert list(Timbelopp.objects.values_list("grund", "galler_fran", "galler_tom")) == [
        ("SFS 2014:1311", date(2015, 1, 1), date(2015, 12, 31))
    ]


def test_a_year_that_is_not_known_says_why_and_is_written_by_the_user(handlaggare):
    text = read(handlaggare, "schablon_lista")

    assert "Föreskriften SFS 2015:556 är inte läst." in text
    assert "?kategori=schablon&amp;ar=2016" in text
    form = handlaggare.get(reverse("beslut:timbelopp_nytt"), {"kategori": "schablon", "ar": "2016"}).context["form"]
    assert (form["galler_fran"].value(), form["galler_tom"].value()) == (date(2016, 1, 1), date(2016, 12, 31))
    assert "Beloppet för 2016 är inte känt." in text_of(post(handlaggare, "schablon_ta_in", ar=2016))


# Shares and own rates


def test_a_share_is_counted_while_it_is_written_and_when_it_is_saved(handlaggare):
    build_timbelopp(galler_fran=date(2019, 1, 1), galler_tom=date(2019, 12, 31), belopp=Decimal("299.80"))

    prognos = text_of(post(handlaggare, "timbelopp_rakna", **ANDEL))
    sparat = text_of(post(handlaggare, "timbelopp_nytt", **ANDEL))

    assert "299,80 kr × 95 % är 284,81 kr, till öre." in prognos
    assert "Timbeloppet 284,81 kr är registrerat." in sparat
    assert "95 % av schablonen, till öre" in sparat


def test_a_share_over_two_years_is_refused_at_the_field_and_kept(handlaggare):
    build_timbelopp(galler_fran=date(2019, 1, 1), galler_tom=date(2019, 12, 31), belopp=Decimal("299.80"))

    svar = post(handlaggare, "timbelopp_nytt", **ANDEL | {"galler_tom": "2020-06-30"})

    assert "Gäller till: Schablonen är registrerad till den 31 december 2019." in text_of(svar)
    assert 'value="95"' in svar.content.decode()
    assert not Timbelopp.objects.filter(kategori="kommun").exists()


def test_a_share_without_percentage_and_an_amount_without_kronor_are_asked_for(handlaggare):
    assert "Procent av schablonen: Skriv procenten" in text_of(
        post(handlaggare, "timbelopp_nytt", **ANDEL | {"procent": ""})
    )
    assert "Kronor per timme: Skriv beloppet i kronor" in text_of(
        post(handlaggare, "timbelopp_nytt", **ANDEL | {"satt": "belopp"})
    )


def test_what_was_typed_for_the_other_way_is_not_used(handlaggare):
    post(handlaggare, "timbelopp_nytt", **ANDEL | {"satt": "belopp", "belopp": "280"})

    assert list(Timbelopp.objects.values_list("belopp", "procent", "avrundning")) == [(Decimal(280), None, "")]


def test_changing_the_category_judges_nothing_and_loses_nothing(handlaggare):
    svar = post(handlaggare, "timbelopp_nytt", **ANDEL | {"kategori": "avtal", "byt": "ja"})

    assert 'id="id_anordnare"' in svar.content.decode()
    assert 'id="id_procent"' not in svar.content.decode()
    assert "Nämnden § 118" in svar.content.decode()
    assert "felruta" not in svar.content.decode()
    undan = dict(svar.context["form"].laid_aside)
    assert undan == {"satt": "procent", "procent": "95", "avrundning": "ore"}
    ater = post(handlaggare, "timbelopp_nytt", **ANDEL | undan | {"byt": "ja"}).context["form"]
    assert (ater["satt"].value(), ater["procent"].value(), ater.laid_aside) == ("procent", "95", [])


def test_a_share_that_no_longer_agrees_is_told_in_the_list_and_on_its_page(handlaggare):
    schablon = build_timbelopp(galler_fran=date(2019, 1, 1), galler_tom=date(2019, 12, 31), belopp=Decimal("299.80"))
    post(handlaggare, "timbelopp_nytt", **ANDEL)
    andel = Timbelopp.objects.get(kategori="kommun")
    assert "Stämmer inte längre" not in read(handlaggare, "timbelopp_lista")

    Timbelopp.objects.filter(pk=schablon.pk).update(belopp=Decimal(300))

    assert "Stämmer inte längre med schablonen" in read(handlaggare, "timbelopp_lista")
    assert "95 % av den är 285,00 kr. Det registrerade beloppet är 284,81 kr." in read(
        handlaggare, "timbelopp_visa", andel.pk
    )


def test_a_raised_amount_is_held_against_the_ceiling_and_its_costs_against_the_yardstick(handlaggare):
    build_timbelopp(galler_tom=date(2015, 12, 31))

    text = text_of(post(handlaggare, "timbelopp_nytt", **FORHOJT | {"belopp": "320", "brukare": build_brukare().pk}))

    assert "Ett förhöjt belopp är högst 12 % över schablonen, 318,00 kr (51 kap. 11 § SFB)." in text
    assert "Beloppet är 2,00 kr högre." in text
    assert "Kostnaderna är 20,00 kr lägre än beloppet." in text
    assert "Administrationen är 10,0 % av kostnaderna, över riktmärket." in text
    assert "mål 934-17 och 156-19" in text


def test_a_raised_amount_within_the_ceiling_says_so(handlaggare):
    build_timbelopp(galler_tom=date(2015, 12, 31))

    assert "318,00 kr (51 kap. 11 § SFB). Beloppet ryms." in text_of(
        post(handlaggare, "timbelopp_nytt", **FORHOJT | {"brukare": build_brukare().pk})
    )


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ("brukare", "Person: Välj vem timbeloppet gäller."),
        ("diarienummer", "Diarienummer: Skriv beslutets diarienummer."),
        ("beslutsdatum", "Beslutsdatum: Skriv dagen då beslutet fattades"),
    ],
)
def test_a_person_s_rate_says_whom_it_is_for_and_which_decision_gives_it(handlaggare, falt, mening):
    data = FORHOJT | {"brukare": build_brukare().pk, falt: ""}

    assert mening in text_of(post(handlaggare, "timbelopp_nytt", **data))
    assert not Timbelopp.objects.exists()


def test_the_costs_are_written_afterwards_too(handlaggare):
    eget = build_timbelopp(kategori="individuell", brukare=build_brukare())

    text = text_of(post(handlaggare, "timbelopp_kostnader", eget.pk, kostnad_lon="250", kostnad_administration="16"))

    assert "Kostnadsunderlaget är sparat." in text
    assert "Administrationen är 6,0 % av kostnaderna, inom riktmärket." in text
