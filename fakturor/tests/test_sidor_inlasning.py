"""Läs in filer: granska, läs in eller avbryt, och hämta felraderna."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.forms import filer as filer_form
from fakturor.models import Faktura, Inlasning, Tidrad
from fakturor.services.uploading import table_name
from fakturor.tests.bygg_mapp import MAPP, first, folder, only
from fakturor.tests.filer.bygg_ubl import build_invoice
from tests.byggstenar import build_user

pytestmark = pytest.mark.django_db
ANDRA_ROLLER = sorted(set(Roll.values) - {Roll.ADMINISTRATIV_ASSISTENT})
BAD_ROW = first("tidrader", datum="2015-04-30", start="22:00", slut="06:00")


@pytest.fixture
def annika(client):
    user = build_user("annika", Roll.ADMINISTRATIV_ASSISTENT)
    client.force_login(user)
    return user


@pytest.fixture
def put_up(client, annika):
    """Put files up, and answer the upload that waits."""

    def put_up(files):
        svar = client.post(reverse("fakturor:las_in"), {"filer": [_upload(*fil) for fil in files]})
        assert svar.status_code == 302, svar.context["form"].errors
        return Inlasning.objects.latest("pk")

    return put_up


def _upload(namn, data):
    return SimpleUploadedFile(namn, data)


def page(client, inlasning):
    return client.get(reverse("fakturor:inlasning", args=[inlasning.pk])).content.decode()


def confirm(client, inlasning):
    return client.post(reverse("fakturor:genomfor_inlasning", args=[inlasning.pk]), follow=True)


def words(html):
    """The text of a page, with one ordinary space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_preview_says_what_would_change_and_changes_nothing(client, put_up):
    inlasning = put_up(
        [*folder(tidrader=[*MAPP["tidrader"], BAD_ROW]), ("f-1.xml", build_invoice()), ("x.xml", b"<a/>")]
    )

    assert not Brukare.objects.exists()
    assert not Faktura.objects.exists()
    text = words(page(client, inlasning))
    assert "tidrader.csv 3 lästa 2 0 0 1 fel" in text
    assert "fakturor, 2 filer 2 lästa 1 0 0 1 fel" in text
    assert "1 rad och 1 fil kan inte läsas in" in text
    assert "tidrader.csv rad 4 slut 06:00 Passet slutar den 1 maj. Den delen hör till rapporten för maj." in text


def test_button_counts_what_will_be_read_in_and_confirming_does_just_that(client, put_up):
    inlasning = put_up(folder())
    [nya] = re.findall(r"Läs in (\d+) nya", words(page(client, inlasning)))

    svar = confirm(client, inlasning)

    assert f"{nya} nya är inlästa." in words(svar.content.decode())
    assert Tidrad.objects.count() == 3
    inlasning.refresh_from_db()
    assert inlasning.steg == Inlasning.Steg.INLAST
    assert set(inlasning.filer.values_list("innehall", flat=True)) == {None}


def test_the_same_files_again_have_no_button(client, put_up):
    confirm(client, put_up(folder()))

    text = words(page(client, put_up(folder())))

    assert "Läs in 0" not in text
    assert "Det finns ingenting att läsa in" in text


def test_files_are_thrown_away_when_the_upload_is_stopped_and_their_faults_are_kept(client, put_up):
    inlasning = put_up(folder(tidrader=[BAD_ROW]))

    svar = client.post(reverse("fakturor:avbryt_inlasning", args=[inlasning.pk]), follow=True)

    assert "Ingenting ändrades" in svar.content.decode()
    inlasning.refresh_from_db()
    assert inlasning.steg == Inlasning.Steg.AVBRUTEN
    assert set(inlasning.filer.values_list("innehall", flat=True)) == {None}
    assert inlasning.filer.filter(felrader__isnull=False).count() == 1
    assert not Brukare.objects.exists()


def test_an_answer_is_given_once(client, put_up):
    inlasning = put_up(folder())
    confirm(client, inlasning)

    again = confirm(client, inlasning).content.decode()
    stopped = client.post(reverse("fakturor:avbryt_inlasning", args=[inlasning.pk]), follow=True).content.decode()

    assert "Filerna är redan inlästa." in again
    assert "Filerna är redan inlästa." in stopped
    assert Handelse.objects.filter(typ="inlasning.inlast").count() == 1


def test_bad_rows_are_fetched_put_right_and_read_in(client, put_up):
    inlasning = put_up(folder(tidrader=[*MAPP["tidrader"], BAD_ROW]))
    confirm(client, inlasning)
    fil = inlasning.filer.get(felrader__isnull=False)

    svar = client.get(reverse("fakturor:felrader", args=[inlasning.pk, fil.pk]))

    assert svar["Content-Disposition"] == 'attachment; filename="tidrader-fel.csv"'
    assert b"hor till" not in svar.content
    rubriker, rad = svar.content.decode("utf-8-sig").splitlines()
    assert rubriker.endswith(";fel")
    assert rad.endswith("slut: Passet slutar den 1 maj. Den delen hör till rapporten för maj.")
    assert Lasning.objects.get().syfte == "Rättning av felrader"

    put_right = svar.content.replace(b"06:00", b"24:00")
    confirm(client, put_up([("tidrader-fel (1).csv", put_right)]))
    assert Tidrad.objects.current().count() == 4


def test_personnummer_in_a_bad_row_is_not_shown(client, put_up):
    text = page(client, put_up(only(intyg=[first("intyg", personnummer="198504199890")])))

    assert "198504199890" not in text
    assert "19••••••••••" in text


def test_unknown_file_is_named_as_such(client, put_up):
    text = words(page(client, put_up([("löner.csv", b"a;b\n1;2\n")])))

    assert "1 fil kan inte läsas in" in text
    assert "löner.csv Filens namn säger inte vilken tabell den är." in text


def test_a_file_of_a_kind_that_is_not_read_says_which_kinds_are(client, put_up):
    text = words(page(client, put_up([("brev.docx", b"PK")])))

    assert "brev.docx Filer av det slaget läses inte in. Spara den som CSV eller XLSX" in text
    assert "Rätta det som är fel och läs in filerna igen." in text


def test_at_most_fifty_faults_are_shown(client, put_up):
    rader = [first("tidrader", datum=f"2015-04-{n:02}", start="08:00", slut="25:00") for n in range(1, 31)]
    rader += [first("tidrader", datum=f"2015-04-{n:02}", start="09:00", slut="25:00") for n in range(1, 31)]

    text = words(page(client, put_up(folder(tidrader=rader))))

    assert text.count("Klockslaget finns inte.") == 50
    assert "Här visas de första 50 av 60 fel." in text


def test_two_invoices_of_one_name_are_both_read_in(client, put_up):
    confirm(client, put_up([("f.xml", build_invoice(ID="A-1")), ("f.xml", build_invoice(ID="A-2"))]))

    assert sorted(Faktura.objects.values_list("nummer", flat=True)) == ["A-1", "A-2"]


def test_personnummer_in_a_file_name_is_masked(client, put_up):
    inlasning = put_up([("faktura-19850113-9995.xml", build_invoice())])

    assert [fil.namn for fil in inlasning.filer.all()] == ["faktura-19••••••-••••.xml"]


@pytest.mark.parametrize(
    ("files", "orsak"),
    [
        ([], "Välj minst en fil."),
        (
            [("tidrader.csv", b"a"), ("tidrader.csv", b"b")],
            "Två av filerna heter tidrader.csv. Läs in dem var för sig.",
        ),
        ([("brukare.csv", b"x" * 101)], "brukare.csv är 0,1 MB. En fil får vara högst 50 MB: dela den."),
        ([(f"{n}.xml", b"<a/>") for n in range(4)], "Det är 4 filer. Högst 3 läses in på en gång: dela upp dem."),
        ([("a.xml", b"x" * 90), ("b.xml", b"x" * 90)], "Filerna är 0,2 MB tillsammans."),
    ],
)
def test_what_cannot_be_put_up_is_told(client, annika, monkeypatch, files, orsak):
    monkeypatch.setattr(filer_form, "MEGABYTE", 1000)
    monkeypatch.setattr(filer_form, "MOST_BYTES", 100)
    monkeypatch.setattr(filer_form, "MOST_BYTES_TOGETHER", 150)
    monkeypatch.setattr(filer_form, "MOST_FILES", 3)

    svar = client.post(reverse("fakturor:las_in"), {"filer": [_upload(*fil) for fil in files]})

    assert orsak in words(svar.content.decode())
    assert not Inlasning.objects.exists()


def test_the_limits_are_those_that_the_page_states(settings):
    assert (filer_form.MOST_BYTES, filer_form.MOST_FILES) == (50 * 1024**2, 500)
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES > filer_form.MOST_FILES


@pytest.mark.parametrize(
    ("skrivet", "tabell"),
    [
        ("tidrader (2).csv", "tidrader.csv"),
        ("tidrader-fel.csv", "tidrader.csv"),
        ("Tidrader-fel (12).xlsx", "Tidrader.xlsx"),
        ("faktura (1).xml", "faktura (1).xml"),
        ("anteckningar (1).csv", "anteckningar (1).csv"),
    ],
)
def test_what_the_browser_adds_to_a_tables_name_is_taken_off(skrivet, tabell):
    assert table_name(skrivet) == tabell


def test_list_of_uploads_says_who_when_and_how_much(client, put_up):
    confirm(client, put_up(folder(tidrader=[*MAPP["tidrader"], BAD_ROW])))

    text = words(client.get(reverse("fakturor:las_in")).content.decode())

    assert re.search(r"Annika 14 17 16 nya 0 1 Inläst", text), text


def test_list_of_uploads_costs_the_same_however_many(client, put_up):
    put_up(only(brukare=MAPP["brukare"]))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("fakturor:las_in"))

    for _ in range(4):
        put_up(only(brukare=MAPP["brukare"]))
    with CaptureQueriesContext(connection) as five:
        client.get(reverse("fakturor:las_in"))

    assert len(five) == len(one)


def test_the_queue_is_told_of(client, put_up):
    confirm(client, put_up([("f.xml", build_invoice())]))

    assert Faktura.objects.get().status == Status.OMATCHAD
    assert "1 faktura väntar" in words(client.get(reverse("fakturor:las_in")).content.decode())


@pytest.mark.parametrize("roll", ANDRA_ROLLER)
def test_other_roles_read_nothing_in(client, put_up, roll):
    inlasning = put_up(folder(tidrader=[BAD_ROW]))
    fil = inlasning.filer.get(felrader__isnull=False)
    client.force_login(build_user(roll, roll))

    svar = [
        client.get(reverse("fakturor:las_in")),
        client.post(reverse("fakturor:las_in"), {"filer": io.BytesIO(b"x")}),
        client.get(reverse("fakturor:inlasning", args=[inlasning.pk])),
        client.post(reverse("fakturor:genomfor_inlasning", args=[inlasning.pk])),
        client.post(reverse("fakturor:avbryt_inlasning", args=[inlasning.pk])),
        client.get(reverse("fakturor:felrader", args=[inlasning.pk, fil.pk])),
    ]

    # The konsulent reads in providers and permits at a place of her own, where only her own uploads exist.
    egna = 404 if roll == Roll.KONSULENT else 403
    assert [s.status_code for s in svar] == [403, 403, egna, egna, egna, egna]
    assert not Brukare.objects.exists()
