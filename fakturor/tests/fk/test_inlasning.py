"""Att läsa in och granska Försäkringskassans fakturor: hela eller inte alls, en gång, och av två."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.aktor import set_actor
from assistans.models import Handelse
from beslut.services.refusal import RegistrationRefused
from fakturor.fk.laddning import load_invoice
from fakturor.fk.prov import examine
from fakturor.flode import Status
from fakturor.models import Fkfaktura
from fakturor.services.fk import FileRefused, TypedRefused, read_in_invoice, register_invoice, review_invoice
from tests.byggstenar import NU, build_arende, build_brukare, build_timbelopp
from tests.byggstenar_fk import build_fk_beslut, build_fkfaktura, build_fkrad, build_granskare_fk, build_las_in
from tests.byggstenar_kontroll import bring_to
from tests.vagran import execute, refused

pytestmark = pytest.mark.django_db

RUBRIK = "nummer;slag;manad;fakturadatum;total;rad;referens;from;tom;timmar;timbelopp;belopp"
HUVUD = "FK-1;manad;2015-05;2015-06-08;22720,00"
EN_RAD = f"{HUVUD};1;LSS-9F3C;2015-05-01;2015-05-31;80:00;284;22720,00"


def table(*rader: str) -> bytes:
    return "\r\n".join((RUBRIK, *rader)).encode()


def read_in(*rader: str) -> Fkfaktura:
    return read_in_invoice(namn="fkfaktura.csv", innehall=table(*rader), by=build_las_in(), at=NU)


def faults(*rader: str) -> list[tuple]:
    with pytest.raises(FileRefused) as refused_:
        read_in(*rader)
    assert not Fkfaktura.objects.exists()
    return [(fel.rad, fel.kolumn, fel.orsak) for fel in refused_.value.fel]


def found(faktura: Fkfaktura) -> list[str]:
    return [fynd.kod for fynd in examine(load_invoice(faktura))]


def review(faktura: Fkfaktura, bedomning: str = "godtas", notering: str = "", by=None) -> Fkfaktura:
    by = by or build_granskare_fk()
    return review_invoice(fkfaktura=faktura, bedomning=bedomning, notering=notering, by=by, at=NU)


# A file


def test_a_file_is_an_invoice_with_its_rows_and_the_persons_they_are_about():
    brukare = build_brukare()

    faktura = read_in(EN_RAD)

    rad = faktura.rader.get()
    assert (faktura.nummer, faktura.slag, faktura.manad) == ("FK-1", "manad", date(2015, 5, 1))
    assert (rad.brukare, rad.minuter, rad.timbelopp, rad.belopp) == (brukare, 4800, 284, Decimal("22720.00"))
    assert Handelse.objects.get(typ="fkfaktura.inlast").uppgifter == {"rader": 1, "belopp": "22720.00"}


def test_one_bad_row_and_nothing_is_read_in():
    bra, dalig = EN_RAD, f"{HUVUD};2;LSS-9F3C;2015-05-31;2015-05-01;80:00;284;22720,00"

    assert faults(bra, dalig) == [(3, "tom", "Slutet ligger före början.")]


@pytest.mark.parametrize(
    ("fel", "rad", "kolumn"),
    [
        ("80:60", EN_RAD.replace("80:00", "80:60"), "timmar"),
        ("decimaltimmar", EN_RAD.replace("80:00", "80,5"), "timmar"),
        ("inga timmar", EN_RAD.replace("80:00", "0:00"), "timmar"),
        ("minus på en månadsfaktura", EN_RAD.replace("80:00", "-1:00"), "timmar"),
        ("minusbelopp på en månadsfaktura", EN_RAD.replace(";22720,00;1", ";-1;1"), "total"),
        ("daterad före månaden", EN_RAD.replace("2015-06-08", "2015-04-30"), "fakturadatum"),
        ("ett personnummer", EN_RAD.replace("LSS-9F3C", "198501139995"), "referens"),
        ("mer än ett år", EN_RAD.replace("2015-05-01;", "2014-05-01;"), "tom"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_column(fel, rad, kolumn):
    assert [hit[:2] for hit in faults(rad)] == [(2, kolumn)]


def test_a_file_is_one_invoice():
    andra = EN_RAD.replace("FK-1", "FK-2").replace(";1;LSS", ";2;LSS")

    assert faults(EN_RAD, andra) == [(3, "nummer", "En fil är en faktura. Rad 2 har något annat.")]


def test_an_empty_file_and_one_of_another_kind_change_nothing():
    assert faults() == [(None, "", "Filen har inga rader.")]
    with pytest.raises(FileRefused, match="Kolumnen namn hör inte till fkfaktura"):
        read_in_invoice(namn="x.csv", innehall=b"namn\nElsa", by=build_las_in(), at=NU)


def test_the_same_file_and_the_same_number_are_refused():
    read_in(EN_RAD)

    with pytest.raises(RegistrationRefused, match="Samma fil är redan inläst, som faktura FK-1"):
        read_in(EN_RAD)
    with pytest.raises(RegistrationRefused, match="med det numret finns redan"):
        read_in(EN_RAD.replace("80:00", "79:00"))
    assert Fkfaktura.objects.count() == 1


def test_what_is_disputed_can_be_read_in_again():
    review(read_in(EN_RAD), "bestrids", "Fel månad.")

    assert read_in(EN_RAD).pk
    assert Fkfaktura.objects.count() == 2


# By hand


def typed(**rad: str):
    huvud = dict(zip(RUBRIK.split(";")[:5], HUVUD.split(";"), strict=True))
    falt = {"referens": "LSS-9F3C", "from": "2015-05-01", "tom": "2015-05-31", "timmar": "80:00"}
    rader = [falt | {"timbelopp": "284", "belopp": "22720,00"} | rad]
    return register_invoice(huvud=huvud, rader=rader, by=build_las_in(), at=NU)


def test_what_is_typed_goes_the_same_way_as_a_file():
    assert typed().rader.get().minuter == 4800

    with pytest.raises(TypedRefused) as nej:
        typed(timmar="80.5")
    assert [(brist.rad, brist.kolumn) for brist in nej.value.rader] == [(0, "timmar")]
    assert Fkfaktura.objects.count() == 1


# What the control gets from the registers


def test_the_invoice_is_held_against_decisions_rates_and_who_is_missing():
    brukare, annan = build_brukare(), build_brukare("LSS-2", "198601012399")
    build_fk_beslut(brukare)
    build_fk_beslut(annan, galler_fran=date(2015, 5, 16))
    build_timbelopp()

    faktura = build_fkfaktura(brukare, "LSS-OKAND")

    assert found(faktura) == ["okand_person", "saknas"]
    assert "LSS-2 har beslut om assistansersättning 16–31\u00a0maj" in examine(load_invoice(faktura))[-1].text


def test_a_person_who_has_died_is_not_missing_and_her_decision_ends_with_her():
    brukare = build_brukare(avliden=date(2015, 5, 10))
    build_fk_beslut(brukare)
    build_timbelopp()

    assert found(build_fkfaktura(brukare)) == ["del_av_period", "over_tjugo"]
    brukare.avliden = date(2015, 4, 30)
    brukare.save()
    assert found(Fkfaktura.objects.get()) == ["inget_beslut"]
    assert found(build_fkfaktura("LSS-OKAND", nummer="FK-2")) == ["okand_person"]


def test_the_municipalitys_own_time_the_same_days_is_shown():
    arende = build_arende()
    bring_to(arende.faktura, Status.GODKAND)
    build_fk_beslut(arende.brukare)

    assert found(build_fkfaktura(arende.brukare)) == ["lss_tid"]


def test_a_disputed_invoice_is_not_held_against_another():
    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    forsta, andra = build_fkfaktura(brukare), build_fkfaktura(brukare, nummer="FK-2")

    assert found(andra) == ["redan_fakturerad"]
    review(forsta, "bestrids", "Felinläst.")
    assert found(andra) == []


def test_a_settlement_is_held_against_the_months_that_were_invoiced():
    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    build_fkfaktura(brukare)
    avrakning = build_fkfaktura(nummer="S-1", slag="slutavrakning", belopp=Decimal(-284))
    build_fkrad(avrakning, brukare, minuter=-60, belopp=Decimal(-284))

    assert found(avrakning) == []
    for_mycket = build_fkfaktura(nummer="S-2", slag="slutavrakning", belopp=Decimal(-22_720 * 2))
    build_fkrad(for_mycket, brukare, minuter=-9600, belopp=Decimal(-45_440))
    assert found(for_mycket) == ["redan_avraknad", "under_noll"]


# The review


def test_another_than_who_read_it_in_reviews_it_once():
    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    faktura = build_fkfaktura(brukare)

    with pytest.raises(RegistrationRefused, match="Den som läste in fakturan granskar den inte"):
        review(faktura, by=build_las_in())
    granskad = review(faktura)
    assert (granskad.bedomning, granskad.granskad_av) == ("godtas", build_granskare_fk())
    with pytest.raises(RegistrationRefused, match="redan granskad"):
        review(faktura)


def test_what_deviates_needs_a_note_and_so_does_a_dispute():
    faktura = build_fkfaktura("LSS-OKAND")

    with pytest.raises(RegistrationRefused, match="Skriv hur det som avviker har bedömts"):
        review(faktura)
    review(faktura, notering="Försäkringskassan har rättat referensen.")

    brukare = build_brukare()
    build_fk_beslut(brukare)
    build_timbelopp()
    with pytest.raises(RegistrationRefused, match="Skriv hur"):
        review(build_fkfaktura(brukare, nummer="FK-2"), "bestrids")


def test_the_note_bears_no_personnummer():
    with pytest.raises(RegistrationRefused, match="utan personnummer"):
        review(build_fkfaktura("LSS-OKAND"), notering="Gäller 850113-9995.")


def test_who_is_not_named_does_not_review_what_is_about_somebody_protected():
    skyddad = build_brukare(skydd="sekretessmarkering")
    faktura = build_fkfaktura(skyddad)

    with pytest.raises(RegistrationRefused, match="skyddade uppgifter"):
        review(faktura, notering="Det stämmer.")
    skyddad.behoriga.add(build_granskare_fk())
    review(faktura, notering="Det stämmer.")


def test_what_was_found_is_kept_with_the_review_by_code_and_row_alone():
    review(build_fkfaktura("LSS-OKAND"), "bestrids", "Okänd.")

    handelse = Handelse.objects.get(typ="fkfaktura.granskad")
    assert handelse.uppgifter["bedomning"] == "bestrids"
    assert {"kod": "okand_person", "rad": 1} in handelse.uppgifter["fynd"]
    assert "LSS-OKAND" not in str(handelse.uppgifter)


# What the database refuses, by raw SQL

SKRIVS_EN_GANG = "går inte att skriva om"
GRANSKA = (
    "UPDATE fakturor_fkfaktura SET granskad = now(), granskad_av_id = %s, bedomning = %s, notering = %s WHERE id = %s"
)


def test_the_database_refuses_a_review_by_who_read_it_in():
    faktura = build_fkfaktura("LSS-OKAND")
    set_actor(faktura.inlast_av_id)

    with refused("fkfaktura_granskad_av_annan"):
        execute(GRANSKA, [faktura.inlast_av_id, "godtas", "", faktura.pk])
    execute(GRANSKA, [build_granskare_fk().pk, "godtas", "", faktura.pk])


def test_the_database_refuses_a_review_without_outcome_and_a_dispute_without_reason():
    faktura, granskare = build_fkfaktura("LSS-OKAND"), build_granskare_fk()
    set_actor(granskare.pk)

    with refused("fkfaktura_bedomd_nar_granskad"):
        execute(GRANSKA, [granskare.pk, "", "", faktura.pk])
    with refused("fkfaktura_bedomd_nar_granskad"):
        execute("UPDATE fakturor_fkfaktura SET bedomning = 'godtas' WHERE id = %s", [faktura.pk])
    with refused("fkfaktura_bestrids_med_skal"):
        execute(GRANSKA, [granskare.pk, "bestrids", "", faktura.pk])


def test_the_database_refuses_the_same_number_and_the_same_file():
    build_fkfaktura("LSS-1", sha256="a" * 64)

    with refused("fkfaktura_nummer_en_gang"):
        build_fkfaktura("LSS-1")
    with refused("fkfaktura_fil_en_gang"):
        build_fkfaktura("LSS-1", nummer="FK-2", sha256="a" * 64)


def test_what_came_is_never_changed():
    faktura = build_fkfaktura("LSS-1")
    set_actor(build_granskare_fk().pk)

    for skal, sql in (
        ("det som står där ändras inte", "UPDATE fakturor_fkfaktura SET belopp = 1 WHERE id = %s"),
        ("raden tas inte bort", "DELETE FROM fakturor_fkfaktura WHERE id = %s"),
        (SKRIVS_EN_GANG, "UPDATE fakturor_fkrad SET belopp = 1 WHERE faktura_id = %s"),
        (SKRIVS_EN_GANG, "DELETE FROM fakturor_fkrad WHERE faktura_id = %s"),
    ):
        with refused(skal):
            execute(sql, [faktura.pk])
    review(faktura, notering="Klart.")
    with refused(SKRIVS_EN_GANG):
        execute("UPDATE fakturor_fkfaktura SET notering = 'Annat' WHERE id = %s", [faktura.pk])
