"""Accepted stops: only where the rule set allows, on a document if there is one, for as long as said, and counted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from beslut.models import Handling, Timbelopp
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.bedomningslage import state_of, states_of
from kontroller.forms import BedomningForm
from kontroller.korning import run_block, start_month
from kontroller.listlage import with_standing
from kontroller.models import Bedomning, Utfallsrad
from kontroller.rapport.delar import avvikelser
from kontroller.rapport.innehall import period_of
from kontroller.rapport.period import Utgava, span_of
from kontroller.regelverk import ensure_standard, in_force
from kontroller.services.assessing import AssessmentRefused, assess, confirm
from kontroller.services.outcome import apply_result
from kontroller.tackning import coverage_of
from kontroller.tests.bygg_regelverk import build_chef, build_controller, build_eget
from kontroller.undantag import accepted_stops, total
from tests.byggstenar import INLAST, NU, PDF, Arende, build_arende, build_handlaggare
from tests.byggstenar_kontroll import build_bedomning, build_bekraftelse, build_granskning, build_utfall
from tests.vagran import refused

pytestmark = pytest.mark.django_db

SKAL = "Assistenten har arbetat enligt schema."
SISTA_DAG = date(2999, 12, 31)
FORBJUDET = "Regelverket tillåter inte att det som E10 fann godtas. Det som är fel behöver först bli rätt."


@pytest.fixture
def arende() -> Arende:
    return build_arende()


def stopped_by(faktura: Faktura, **utfall: str) -> list[Utfallsrad]:
    granskning = build_granskning(faktura, **utfall)
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    return list(granskning.utfall.order_by("regel"))


def accept(utfall: Utfallsrad, **falt) -> Bedomning:
    varden = {"beslut": "godtas", "skal": SKAL, "by": build_handlaggare(), "at": NU} | falt
    return assess(faktura=utfall.granskning.faktura, utfall=utfall, **varden)


def accept_by_two(utfall: Utfallsrad, **falt) -> Bedomning:
    bedomning = accept(utfall, **falt)
    confirm(bedomning=bedomning, by=build_handlaggare("henrik"), at=NU)
    return bedomning


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- Where the rule set allows ----------------------------------------------------------------------------------


def test_time_that_is_paid_and_accounts_that_nobody_has_confirmed_are_accepted_by_nobody_as_delivered():
    regelverk = ensure_standard(at=INLAST)

    assert set(regelverk.rader.filter(far_undantas=False).values_list("kod", flat=True)) >= {"B14", "E10"}
    assert regelverk.rader.get(kod="A02").far_undantas


def test_what_the_rule_set_does_not_allow_is_accepted_by_nobody(arende):
    [utfall] = stopped_by(arende.faktura, E10="avvikelse")

    with pytest.raises(AssessmentRefused) as refused_:
        accept(utfall)

    assert str(refused_.value) == FORBJUDET
    assert accept(utfall, beslut="avslas").beslut == "avslas"


def test_the_database_refuses_it_past_the_service(arende):
    [utfall] = stopped_by(arende.faktura, E10="avvikelse")

    with refused("Regelverket tillåter inte att det som E10 fann godtas."):
        build_bedomning(utfall)


def test_what_a_control_could_not_judge_is_for_people_to_take_a_stand_on(arende):
    [utfall] = stopped_by(arende.faktura, E10="ej_bedomd")

    accept_by_two(utfall)

    assert Faktura.objects.get().status == Status.KONTROLLERAD


def test_a_rule_set_that_allows_it_opens_it(arende):
    build_eget(E10={"far_undantas": True})
    granskning = build_granskning(arende.faktura)
    type(granskning.korning).objects.filter(pk=granskning.korning_id).update(regelverk=in_force(date(2015, 5, 1)))
    utfall = build_utfall(granskning, regel="E10")

    assert accept(utfall).beslut == "godtas"


def test_an_acceptance_by_an_earlier_rule_set_covers_nothing_when_the_new_one_does_not_allow_it(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")
    accept_by_two(utfall)
    assert Faktura.objects.get().status == Status.KONTROLLERAD
    assert coverage_of(date(2015, 5, 1)).begart.undantag.antal == 1
    eget = build_eget(A02={"far_undantas": False})

    granskning = build_granskning(arende.faktura)
    type(granskning.korning).objects.filter(pk=granskning.korning_id).update(regelverk=eget)
    build_utfall(granskning)
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)

    assert Faktura.objects.get().status == Status.STOPPAD
    [lage] = state_of(arende.faktura)
    assert lage.vad_som_aterstar == "Avvikelsen är godtagen, men regelverket som nu gäller låter ingen godta den."
    assert coverage_of(date(2015, 5, 1)).begart.undantag.antal == 0
    with refused("Fakturan har avvikelser som först måste bedömas."):
        Faktura.objects.filter(pk=arende.faktura.pk).update(status=Status.KONTROLLERAD)


# --- Documents and last days ------------------------------------------------------------------------------------


def test_an_assessment_rests_on_a_document_that_is_kept_with_the_invoice(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")

    bedomning = accept(utfall, innehall=PDF)

    handling = Handling.objects.get(pk=bedomning.handling_id)
    assert (handling.objekt, handling.objekt_id) == ("fakturor.faktura", arende.faktura.pk)
    assert bytes(handling.innehall) == PDF


def test_the_same_document_for_two_controls_is_kept_once(arende):
    ett, annat = stopped_by(arende.faktura, A02="avvikelse", C01="avvikelse")

    assert accept(ett, innehall=PDF).handling_id == accept(annat, innehall=PDF).handling_id


def test_a_file_of_another_kind_is_refused_and_nothing_is_assessed(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")

    with pytest.raises(AssessmentRefused, match=r"Filen är inte av ett slag som tas emot"):
        accept(utfall, innehall=b"MZ")
    assert not Bedomning.objects.exists()


def test_an_acceptance_that_has_expired_is_open_again(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")
    build_bekraftelse(build_bedomning(utfall, galler_till=date(2015, 6, 30)))

    fore = states_of([arende.faktura.pk], idag=date(2015, 6, 30))[arende.faktura.pk]
    efter = states_of([arende.faktura.pk], idag=date(2015, 7, 1))[arende.faktura.pk]

    assert (fore.utfall.oppna_stopp, efter.utfall.oppna_stopp) == (0, 1)
    with refused("Fakturan har avvikelser som först måste bedömas."):
        Faktura.objects.filter(pk=arende.faktura.pk).update(status=Status.KONTROLLERAD)


# --- Counted ----------------------------------------------------------------------------------------------------


def test_accepted_stops_are_counted_with_what_they_rest_on(arende):
    ett, annat, tredje = stopped_by(arende.faktura, A02="avvikelse", C01="avvikelse", D05="avvikelse")
    accept_by_two(ett, innehall=PDF, galler_till=SISTA_DAG)
    accept_by_two(annat)
    accept(tredje)

    undantag = accepted_stops((rad, Decimal(100)) for rad in state_of(arende.faktura))

    assert [(u.kod, u.antal, u.med_handling, u.med_sista_dag) for u in undantag] == [("A02", 1, 1, 1), ("C01", 1, 0, 0)]
    assert total(undantag).antal == 2
    assert total([]) is None


def test_no_more_is_questioned_than_the_invoice_asks_for(arende):
    granskning = build_granskning(arende.faktura)
    utfall = build_utfall(granskning, kronor=Decimal(500))
    apply_result(granskning=granskning, by=build_handlaggare(), at=NU)
    accept_by_two(utfall)

    [undantag] = accepted_stops((rad, Decimal(-100)) for rad in state_of(arende.faktura))

    assert undantag.kronor == Decimal("100.00")


def test_the_month_counts_them_and_the_verdict_stands(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")
    accept_by_two(utfall, innehall=PDF)

    sida = signed_in(build_controller()).get("/manader/2015-05/").content.decode()

    assert "Ett\u00a0stopp är godtaget" in sida
    assert "1 med underlag" in sida
    utfall.refresh_from_db()
    assert (utfall.utfall, utfall.granskning.resultat) == ("avvikelse", "stoppad")


def test_the_report_counts_them(arende):
    Timbelopp.objects.update(belopp=Decimal("280.00"))
    korning = start_month(manad=date(2015, 5, 1), by=build_handlaggare(), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)
    accept_by_two(Utfallsrad.objects.get(granskning__korning=korning, utfall="avvikelse"), galler_till=SISTA_DAG)

    [godtagna] = avvikelser.section(period_of(span_of(Utgava.MANAD, korning.manad), dag=NU.date())).delar
    [tabell] = godtagna.tabeller

    [(_, kod, antal, _, med_sista_dag, kronor)] = tabell.rader
    assert (kod, antal, med_sista_dag, kronor) == ("G02", 1, 1, Decimal("320.00"))


def test_the_month_tells_that_a_new_rule_set_holds(arende):
    stopped_by(arende.faktura, A02="avvikelse")
    client = signed_in(build_chef())
    assert "gäller nu regelverk" not in client.get("/manader/2015-05/").content.decode()

    build_eget()

    assert "För månaden gäller nu regelverk 2015:1" in client.get("/manader/2015-05/").content.decode()


def test_uploading_goes_with_the_assessment_form(arende):
    [utfall] = stopped_by(arende.faktura, A02="avvikelse")
    utfall = with_standing(Utfallsrad.objects).get(pk=utfall.pk)
    fil = SimpleUploadedFile("skannat.pdf", PDF)

    form = BedomningForm(
        {"A02-beslut": "godtas", "A02-skal": SKAL}, {"A02-fil": fil}, faktura=arende.faktura, utfall=utfall
    )

    assert form.is_valid()
    assert form.cleaned_data["innehall"] == PDF
    [e10] = stopped_by(arende.faktura, E10="avvikelse")
    e10 = with_standing(Utfallsrad.objects).get(pk=e10.pk)
    form = BedomningForm({"E10-beslut": "godtas", "E10-skal": SKAL}, faktura=arende.faktura, utfall=e10)
    assert form.errors["beslut"] == [FORBJUDET]
    assert [beslut for beslut, _ in form.fields["beslut"].choices] == ["avslas", "komplettering"]
