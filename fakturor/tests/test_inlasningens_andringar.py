"""Vad en inläsning ändrar i registren, rad för rad, och konsulentens egen plats för anordnare och tillstånd."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assistans.roller import Roll
from beslut.historik import inlasta
from beslut.models import Brukare, Tillstand
from fakturor.models import Inlasning
from fakturor.services.importing import import_folder
from fakturor.services.uploading import confirm_upload, preview_upload
from fakturor.sidor.inlasning import build_page
from fakturor.tests.bygg_mapp import MAPP, PERSON, first, folder, only
from tests.byggstenar import build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def annika():
    return build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)


@pytest.fixture
def inlast(annika):
    """The municipality's files, read in."""
    import_folder(folder(), by=annika, at=timezone.now())


def put_up(files, by) -> Inlasning:
    return preview_upload(files=files, by=by, at=timezone.now())


def test_a_changed_field_is_shown_with_what_it_was_and_what_it_becomes(annika, inlast):
    inlasning = put_up(only(ivo=[first("ivo", status="aterkallat", tom="2015-05-17")]), annika)

    [rad] = build_page(inlasning, to=annika).andringar
    assert rad.om == "Björkdungens Assistans AB"
    assert rad.gjort == "ändrades"
    assert [tuple(falt) for falt in rad.falt] == [
        ("Gäller till", "tomt", "17\u00a0maj\u00a02015"),
        ("Status", "Beviljat", "Återkallat"),
    ]
    assert Tillstand.objects.get().status == "beviljat"


def test_what_did_change_is_kept_when_the_files_are_read_in(annika, inlast):
    inlasning = put_up(only(ivo=[first("ivo", diarienummer="8.1-2/2015")]), annika)
    Tillstand.objects.update(diarienummer="8.1-7/2014")

    inlasning = confirm_upload(inlasning=inlasning, by=annika, at=timezone.now())

    [rad] = build_page(inlasning, to=annika).andringar
    assert [tuple(falt) for falt in rad.falt] == [("IVO:s diarienummer", "8.1-7/2014", "8.1-2/2015")]


def test_names_and_numbers_are_not_kept(annika, inlast):
    nytt = first("brukare", fornamn="Åsalill", personnummer="198402612389")

    inlasning = put_up(only(brukare=[nytt]), annika)

    sparat = str(inlasning.andringar)
    assert "B-1001" in sparat
    assert "Förnamn" in sparat
    for hemligt in ("Åsa", "198402612389", PERSON):
        assert hemligt not in sparat


@pytest.mark.parametrize("skydd", ["ingen", "sekretessmarkering"])
def test_of_a_protected_person_only_that_something_changes_is_told(annika, inlast, skydd):
    Brukare.objects.update(skydd="sekretessmarkering")

    beslut = only(brukare=[first("brukare", skydd=skydd)], beslut=[first("beslut", timmar="31")])
    inlasning = put_up(beslut, annika)

    sparat = str(inlasning.andringar)
    assert "En person med skyddade uppgifter" in sparat
    assert "B-1001" not in sparat
    assert "SN 2014-77" not in sparat
    assert "31" not in sparat


def test_a_file_that_changes_nothing_lists_nothing(annika, inlast):
    inlasning = put_up(folder(), annika)

    assert inlasning.andringar == {"antal": 0, "rader": []}


def test_many_rows_are_counted_and_the_first_are_shown_those_that_were_there_first(annika, inlast, monkeypatch):
    monkeypatch.setattr(inlasta, "FLEST", 3)
    nya = [first("ivo", **{"from": f"20{ar}-01-01", "tom": f"20{ar}-12-31"}) for ar in range(20, 26)]

    filer = only(ivo=[first("ivo", status="inhiberat", tom="2019-01-01"), *nya])
    sida = build_page(put_up(filer, annika), to=annika)

    assert (sida.antal_andringar, len(sida.andringar)) == (7, 3)
    assert [rad.gjort for rad in sida.andringar] == ["ändrades", "registrerades", "registrerades"]


def test_the_list_takes_as_many_queries_for_many_rows_as_for_one(annika, inlast):
    def queries(ar_fran: int, antal: int) -> int:
        aren = range(ar_fran, ar_fran + antal)
        rader = [first("ivo", **{"from": f"20{ar}-01-01", "tom": f"20{ar}-12-31"}) for ar in aren]
        fore = inlasta.latest_change()
        import_folder(only(ivo=rader), by=annika, at=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as fragor:
            assert inlasta.changes_after(fore).antal >= antal
        return len(fragor)

    assert queries(20, 2) == queries(30, 12)


# The konsulent's own place


@pytest.fixture
def olof(client):
    user = build_user("olof", Roll.KONSULENT)
    client.force_login(user)
    return user


def upload(client, namn: str, data: bytes):
    return client.post(reverse("fakturor:las_in_anordnare"), {"filer": [SimpleUploadedFile(namn, data)]}, follow=True)


def test_the_konsulent_reads_permits_in_and_sees_what_changes(client, olof, inlast):
    [(namn, data)] = only(ivo=[first("ivo", status="inhiberat")])

    svar = upload(client, namn, data)
    assert "Beviljat" in svar.content.decode()
    inlasning = Inlasning.objects.latest("pk")
    client.post(reverse("fakturor:genomfor_inlasning", args=[inlasning.pk]))

    assert Tillstand.objects.get().status == "inhiberat"


@pytest.mark.parametrize("tabell", sorted(set(MAPP) - {"anordnare", "ivo"}))
def test_other_files_are_refused_with_a_sentence(client, olof, tabell):
    [(namn, data)] = only(**{tabell: MAPP[tabell]})

    svar = upload(client, namn, data)

    assert f"{namn} läses inte in här." in svar.content.decode().replace("\u00a0", " ")
    assert not Inlasning.objects.exists()


def test_an_invoice_is_refused_there_too(client, olof):
    svar = upload(client, "ivo.xml", b"<Invoice/>")

    assert "ivo.xml läses inte in här." in svar.content.decode()
    assert not Inlasning.objects.exists()


def test_the_konsulent_sees_no_upload_but_her_own(client, olof, annika, inlast):
    annikas = put_up(folder(), annika)

    for sida in ("inlasning",):
        assert client.get(reverse(f"fakturor:{sida}", args=[annikas.pk])).status_code == 404
    for deed in ("genomfor_inlasning", "avbryt_inlasning"):
        assert client.post(reverse(f"fakturor:{deed}", args=[annikas.pk])).status_code == 404
    assert client.get(reverse("fakturor:las_in")).status_code == 403


@pytest.mark.parametrize("roll", sorted(set(Roll.values) - {Roll.KONSULENT}))
def test_her_place_is_hers_alone(client, roll):
    client.force_login(build_user("nagon", roll))

    assert client.get(reverse("fakturor:las_in_anordnare")).status_code == 403
