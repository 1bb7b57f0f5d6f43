"""Ett ärende registreras i webbläsaren, utan en enda fil: av handläggaren och konsulenten, steg för steg."""

from datetime import date
from decimal import Decimal

import pytest

from assistans.models import Handelse
from assistans.roller import Roll
from beslut.models import (
    Anordnare,
    Assistent,
    Beslut,
    Beslutsrad,
    Betalningsmottagare,
    Brukare,
    Konto,
    Tillstand,
    Timbelopp,
    Uppdrag,
)
from beslut.tests.sidor import BESLUT, PERSON, RAD_TVA, post
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BANKGIRO,
    BRUKARENS_NUMMER,
    ORGNR,
    build_user,
)

pytestmark = pytest.mark.django_db


def test_a_whole_case_is_registered_without_a_file(client, hanna):
    karin = build_user("karin", Roll.KONSULENT)

    client.force_login(karin)
    post(
        client,
        "anordnare_ny",
        form="aktiebolag",
        namn="Exempel Assistans AB",
        orgnr="559901-0005",
        bankgiro="5050-1006",
    )
    anordnare = Anordnare.objects.get(orgnr=ORGNR)
    post(client, "tillstand_nytt", anordnare.pk, typ="tillstand", galler_fran="2014-01-01", status="beviljat")
    post(
        client,
        "anordnare_assistent_ny",
        anordnare.pk,
        namn="Sam Testlund",
        personnummer=ASSISTENTENS_NUMMER,
        anordnare=anordnare.pk,
        galler_fran="2015-01-01",
        anmald_11a="2014-12-20",
        ees_bosatt="ja",
    )
    client.force_login(hanna)
    post(client, "brukare_ny", **PERSON)
    brukare = Brukare.objects.get(referens="LSS-9F3C")
    post(client, "beslut_nytt", brukare.pk, **BESLUT | RAD_TVA | {"beslutsfattare": hanna.pk})
    post(
        client,
        "uppdrag_nytt",
        brukare.pk,
        anordnare=anordnare.pk,
        avtalsform="D",
        galler_fran="2015-01-01",
        avtal_datum="2014-12-15",
    )
    post(
        client,
        "betalningsmottagare_ny",
        brukare.pk,
        anordnare=anordnare.pk,
        grund="begaran",
        galler_fran="2015-01-01",
        undertecknad="2014-12-15",
    )
    post(
        client,
        "timbelopp_nytt",
        kategori="schablon",
        belopp="284,00",
        galler_fran="2015-01-01",
        galler_tom="2015-12-31",
        grund="SFS 2014:1582",
    )

    assert brukare.person.personnummer == BRUKARENS_NUMMER
    assert list(Beslutsrad.objects.values_list("rad", "tidstyp", "timmar", "galler_fran")) == [
        (1, "aktiv", Decimal(34), date(2015, 4, 16)),
        (2, "vantetid", Decimal("6.5"), date(2015, 4, 16)),
    ]
    beslut = Beslut.objects.get()
    assert (beslut.beslutsfattare, beslut.beslutsfattare_konto) == ("Hanna", hanna)
    assert Uppdrag.objects.get().avtalsform == "D"
    assert Betalningsmottagare.objects.get().undertecknad == date(2014, 12, 15)
    assert Tillstand.objects.get().status == "beviljat"
    assert Timbelopp.objects.get().belopp == Decimal("284.00")
    assert Assistent.objects.get().ees_bosatt is True
    konto = Konto.objects.get()
    assert (konto.nummer, konto.forsta, konto.verifierat_av) == (BANKGIRO, True, karin)
    assert list(Handelse.objects.order_by("pk").values_list("typ", "av__anvandarnamn")) == [
        ("anordnare.registrerad", "karin"),
        ("tillstand.registrerat", "karin"),
        ("assistent.registrerad", "karin"),
        ("brukare.registrerad", "hanna"),
        ("beslut.registrerat", "hanna"),
        ("uppdrag.registrerat", "hanna"),
        ("betalningsmottagare.registrerad", "hanna"),
        ("timbelopp.registrerat", "hanna"),
    ]
