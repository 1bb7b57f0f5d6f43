"""Bevispaketet: vad det består av, att det är sig likt, vem som får det, och att det inte säger något om skyddade."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assistans.models import Handelse, Lasning
from assistans.roller import Roll
from assistans.svenska import mask_personnummer
from beslut.models import Brukare
from fakturor.flode import Status
from fakturor.models import Faktura
from kontroller.bevispaket.signering import public_key, signing_key
from kontroller.bevispaket.verifiera_bevispaket import verify
from kontroller.korning import run_block, start_month
from kontroller.management.commands.bevispaket import evidence_pack
from kontroller.models import Bevispaket, Bevispaketdel, Korning, Rapportkorning
from kontroller.services import evidence
from kontroller.services.evidence import PackRefused, fetch_parts, make_pack, order_pack, register_order
from kontroller.services.signing import sign_report
from kontroller.tests.bygg_rapport import build_skriven
from tests.byggstenar import (
    ASSISTENTENS_NUMMER,
    BRUKARENS_NUMMER,
    MANAD,
    NU,
    build_arende,
    build_faktura,
    build_granskare,
    build_handling,
    build_user,
)
from tests.byggstenar_kontroll import bring_to, build_bedomning
from tests.byggstenar_skydd import HEMLIGT, build_skyddade
from tests.byggstenar_skydd_rader import build_dokument

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisor():
    return build_user("rut", Roll.REVISOR)


@pytest.fixture
def manaden() -> Faktura:
    """A month with an invoice that is paid, whose document is kept, and one that is stopped and assessed."""
    arende = build_arende(dokument=build_dokument("a", "Assistans i maj"))
    stoppad = build_faktura(arende.redovisning, nummer="4712")
    control()
    fynd = stoppad.granskningar.get().utfall.first()
    build_bedomning(fynd, skal=f"{arende.brukare.fornamn} {arende.brukare.efternamn}, {BRUKARENS_NUMMER}, har intygat.")
    return arende.faktura


def control() -> None:
    korning = start_month(manad=MANAD, by=build_granskare("gerd"), at=NU)
    for block in korning.block.all():
        run_block(block.pk, at=NU)


def pack_for(user, *, med_original: bool = False) -> Bevispaket:
    return make_pack(register_order(manad=MANAD, med_original=med_original, by=user, at=NU).pk, at=NU)


def bytes_of(paket: Bevispaket) -> bytes:
    return b"".join(paket.parts())


def opened(paket: Bevispaket) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bytes_of(paket)))


def lines(fil: zipfile.ZipFile, namn: str) -> list[dict]:
    return [json.loads(rad) for rad in fil.read(namn).splitlines()]


def text_of(fil: zipfile.ZipFile) -> str:
    return " ".join(fil.read(n).decode(errors="replace") for n in fil.namelist() if not n.endswith((".pdf", ".py")))


def test_a_pack_holds_what_the_month_was_paid_by_and_verifies_without_the_program(manaden, revisor, tmp_path):
    paket = pack_for(revisor)
    sokvag = tmp_path / "paket.zip"
    sokvag.write_bytes(bytes_of(paket))

    assert verify(str(sokvag), public_key(signing_key()))[0] == []
    fil = opened(paket)
    (tmp_path / "v.py").write_bytes(fil.read("verifiera_bevispaket.py"))
    klar = subprocess.run(
        [sys.executable, "-I", "-S", "v.py", "paket.zip"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (klar.returncode, klar.stderr) == (0, "")

    [korning] = json.loads(fil.read("manifest.json"))["korningar"]
    granskningar = {g.faktura_id: g for g in manaden.granskningar.model.objects.all()}
    assert [hashlib.sha256(rad).hexdigest() for rad in fil.read(korning["fakta"]).splitlines()] == [
        g.fakta_sha256 for g in granskningar.values()
    ]
    assert {r["faktura"]: r["resultat"] for r in lines(fil, korning["verdikt"])} == {
        pk: g.resultat for pk, g in granskningar.items()
    }
    assert len(lines(fil, "bedomningar.jsonl")) == 1
    assert [r["status"] for r in lines(fil, "fakturor.jsonl")] == list(
        Faktura.objects.order_by("pk").values_list("status", flat=True)
    )
    assert any(r["typ"] == "korning.startad" for r in lines(fil, "logg/handelser.jsonl"))
    assert any(namn.startswith("regelverk/") and namn.endswith(".txt") for namn in fil.namelist())


def test_attests_and_payments_are_told_with_the_hash_of_the_file_to_the_bank(revisor):
    arende = build_arende()
    control()
    bring_to(arende.faktura, Status.UTBETALD)

    fil = opened(pack_for(revisor))

    assert [(r["typ"], r["belopp"]) for r in lines(fil, "attester.jsonl")] == [
        ("granskning", f"{arende.faktura.att_betala:.2f}"),
        ("beslut", f"{arende.faktura.att_betala:.2f}"),
    ]
    omgang, betalning = lines(fil, "betalningar.jsonl")
    assert omgang["filer"][0]["sha256"] == hashlib.sha256(b"en betalfil").hexdigest()
    assert omgang["skapad_av"] != omgang["frislappt_av"]
    assert betalning["besked"] == "utford"
    assert [p["faktura"] for p in betalning["poster"]] == [arende.faktura.pk]


def test_the_same_content_gives_the_same_bytes(manaden, revisor):
    forsta = pack_for(revisor)
    andra = pack_for(build_user("eva", Roll.CONTROLLER))

    assert bytes_of(forsta) == bytes_of(andra)
    assert forsta.sha256 == hashlib.sha256(bytes_of(forsta)).hexdigest()

    build_bedomning(Faktura.objects.get(nummer="4712").granskningar.get().utfall.last(), av=build_user("ulla"))
    assert pack_for(revisor).sha256 != forsta.sha256


def test_a_pack_larger_than_a_part_is_kept_in_several_and_handed_out_whole(manaden, revisor, monkeypatch):
    hel = bytes_of(pack_for(revisor))
    monkeypatch.setattr(evidence, "DEL", 1000)

    paket = pack_for(build_user("eva", Roll.CONTROLLER))

    assert paket.delar.count() == -(-len(hel) // 1000) > 3
    assert bytes_of(paket) == hel


def test_without_originals_nobody_is_named_and_what_is_written_freely_says_referens(manaden, revisor):
    fil = opened(pack_for(revisor))
    text = text_of(fil)
    brukare = Brukare.objects.get()

    assert not any(namn.startswith("original/") for namn in fil.namelist())
    for hemligt in (BRUKARENS_NUMMER, BRUKARENS_NUMMER[2:], ASSISTENTENS_NUMMER, brukare.efternamn, "Assistans i maj"):
        assert hemligt not in text
    [bedomning] = lines(fil, "bedomningar.jsonl")
    assert bedomning["skal"] == f"{brukare.referens}, {mask_personnummer(BRUKARENS_NUMMER)}, har intygat."
    dokument = manaden.dokument.sha256
    assert [r["dokument_sha256"] for r in lines(fil, "fakturor.jsonl")] == [dokument, None]


def test_facts_whose_account_can_be_a_personnummer_are_left_out_and_the_verdicts_masked(revisor):
    konto = f"3300/{BRUKARENS_NUMMER[2:]}"
    arende = build_arende(konton=[{"typ": "konto", "nummer": konto}])
    control()

    paket = pack_for(revisor)

    assert BRUKARENS_NUMMER[2:] in arende.faktura.granskningar.get().fakta
    assert BRUKARENS_NUMMER[2:] not in text_of(opened(paket))
    [korning] = json.loads(opened(paket).read("manifest.json"))["korningar"]
    [rad] = lines(opened(paket), korning["verdikt"])
    assert rad["fakta_med"] is False


def test_with_originals_the_documents_and_the_reports_follow_byte_for_byte(manaden, revisor):
    build_handling(manaden, rubrik="Underlag")

    paket = pack_for(revisor, med_original=True)

    fil = opened(paket)
    original = {namn for namn in fil.namelist() if namn.startswith("original/")}
    assert {re.sub(r"[0-9a-f-]+\.", ".", namn) for namn in original} >= {"original/handling.pdf"}
    [rapport] = lines(fil, "original/tidrapporter.jsonl")
    assert rapport["assistent"] == ASSISTENTENS_NUMMER
    assert paket.personer == [Brukare.objects.get().pk]
    [faktura] = [namn for namn in original if namn.startswith("original/faktura-")]
    assert fil.read(faktura) == bytes(manaden.dokument.innehall)
    assert json.loads(fil.read("manifest.json"))["original"]["utelamnade"] == {}


def test_who_signed_a_report_follows_it(manaden, revisor):
    rapport = build_skriven()
    Rapportkorning.objects.create(rapport=rapport, korning=Korning.objects.get())
    sign_report(rapport=rapport, anteckning="Läs först.", by=build_user("eva", Roll.CONTROLLER), at=NU)

    [signatur] = lines(opened(pack_for(revisor)), f"rapporter/kontrollrapport-2015-05-{rapport.pk}-signatur.json")

    assert (signatur["av"], signatur["pdf_sha256"]) == ("Eva", rapport.sha256)
    assert "anteckning" not in signatur


def test_a_document_that_no_control_has_found_free_from_names_is_left_out_with_the_reason(manaden, revisor):
    redovisning = manaden.rader.get().redovisning
    okontrollerad = build_faktura(redovisning, nummer="NY", dokument=build_dokument("b", "Kanske ett namn"))

    fil = opened(pack_for(revisor, med_original=True))

    assert okontrollerad.dokument.sha256[:16] not in " ".join(fil.namelist())
    [(skal, antal)] = json.loads(fil.read("manifest.json"))["original"]["utelamnade"].items()
    assert ("(G10)" in skal, antal) == (True, 1)


def test_a_pack_of_a_month_with_protected_persons_says_nothing_about_them(revisor):
    skyddade = build_skyddade()
    control()

    paket = pack_for(revisor)

    assert [ord_ for ord_ in HEMLIGT if ord_.casefold() in text_of(opened(paket)).casefold()] == []
    stangda = [r for r in lines(opened(paket), "fakturor.jsonl") if "skyddat" in r]
    assert len(stangda) >= 3
    med_original = text_of(opened(pack_for(revisor, med_original=True)))
    assert [ord_ for ord_ in HEMLIGT if ord_.casefold() in med_original.casefold()] == []

    for person in (skyddade.ottilia, *skyddade.andra.personer):
        person.behoriga.add(revisor)
    igen = text_of(opened(pack_for(revisor, med_original=True)))
    assert "DOLD-7QXK" in igen  # her own report, to the one who is named
    assert "DOLD-7QXK" not in text_of(opened(pack_for(revisor)))


def test_who_becomes_protected_closes_the_packs_that_hold_her_papers(manaden, revisor):
    paket = pack_for(revisor, med_original=True)
    assert b"".join(fetch_parts(paket=paket, by=revisor, at=NU))

    Brukare.objects.update(skydd=Brukare.Skydd.SEKRETESSMARKERING)

    with pytest.raises(PackRefused, match="skyddade uppgifter sedan"):
        fetch_parts(paket=paket, by=revisor, at=NU)


def test_a_pack_with_originals_is_for_the_one_who_ordered_it(manaden, revisor):
    paket = pack_for(revisor, med_original=True)

    with pytest.raises(PackRefused, match="av den som beställde det"):
        fetch_parts(paket=paket, by=build_user("rune", Roll.REVISOR), at=NU)
    with pytest.raises(PackRefused, match="utan original"):
        register_order(manad=MANAD, med_original=True, by=build_user("eva", Roll.CONTROLLER), at=NU)


def test_the_making_and_each_fetching_is_an_event_and_originals_are_readings(manaden, revisor):
    paket = pack_for(revisor, med_original=True)
    for _ in range(2):
        fetch_parts(paket=paket, by=revisor, at=NU)

    handelser = Handelse.objects.filter(objekt="kontroller.bevispaket", objekt_id=paket.pk).order_by("pk")
    assert [h.typ for h in handelser] == [
        "bevispaket.bestallt",
        "bevispaket.gjort",
        "bevispaket.hamtat",
        "bevispaket.hamtat",
    ]
    lasta = Lasning.objects.filter(av=revisor, objekt="beslut.brukare").values_list("objekt_id", "syfte")
    assert set(lasta) == {(Brukare.objects.get().pk, "Hämtade bevispaketet med original för 2015-05")}


def test_a_month_that_is_not_controlled_and_a_key_that_is_missing_are_told(revisor, settings):
    with pytest.raises(PackRefused, match="är inte kontrollerad"):
        register_order(manad=MANAD, med_original=False, by=revisor, at=NU)

    build_arende()
    control()
    settings.SIGNERINGSNYCKEL = "fel"
    with pytest.raises(PackRefused, match="64 tecken"):
        register_order(manad=MANAD, med_original=False, by=revisor, at=NU)
    settings.SIGNERINGSNYCKEL, settings.PRODUKTION = "", True
    with pytest.raises(PackRefused, match="signeringsnyckel"):
        register_order(manad=MANAD, med_original=False, by=revisor, at=NU)


def test_a_pack_that_is_made_is_never_changed_and_gets_no_more_parts(manaden, revisor):
    paket = pack_for(revisor)

    for forbjudet in (
        lambda: Bevispaket.objects.filter(pk=paket.pk).update(sha256="0" * 64),
        lambda: Bevispaket.objects.filter(pk=paket.pk).delete(),
        lambda: Bevispaketdel.objects.create(paket=paket, nummer=99, innehall=b"mer"),
        lambda: paket.delar.update(innehall=b"annat"),
    ):
        with pytest.raises((IntegrityError, Exception)), transaction.atomic():
            forbjudet()
    assert make_pack(paket.pk, at=NU).sha256 == paket.sha256


def test_a_pack_that_fails_says_so_and_can_be_ordered_again(manaden, revisor, monkeypatch):
    paket = register_order(manad=MANAD, med_original=False, by=revisor, at=NU)
    with monkeypatch.context() as patch:
        patch.setattr(evidence, "signing_key", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_pack(paket.pk, at=NU)

    paket.refresh_from_db()
    assert (paket.status, paket.hinder) == ("misslyckat", evidence.FEL)
    assert pack_for(revisor).status == "klart"


def test_a_pack_asks_as_many_questions_however_many_invoices_there_are(manaden, revisor):
    antal = count_queries(revisor)
    redovisning = manaden.rader.get().redovisning
    for nummer in range(4):
        faktura = build_faktura(redovisning, nummer=f"FLER-{nummer}")
        Handelse.record("faktura.exempel", faktura, by=revisor, at=NU)
    control()

    assert count_queries(revisor) <= antal + 2  # one more run of the month than before, in files of its own


def count_queries(user) -> int:
    paket = register_order(manad=MANAD, med_original=False, by=user, at=NU)
    with CaptureQueriesContext(connection) as fragor:
        make_pack(paket.pk, at=NU)
    return len(fragor)


# --- The pages and the commands --------------------------------------------------------------------------------------


def test_the_auditor_orders_a_pack_on_the_page_and_fetches_it(
    client, manaden, revisor, django_capture_on_commit_callbacks
):
    client.force_login(revisor)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("kontroller:bestall_bevispaket", args=[MANAD]))

    paket = Bevispaket.objects.get()
    sida = client.get(reverse("kontroller:bevispaket")).text
    assert "Bevispaket maj\u00a02015 (ZIP," in sida
    assert public_key(signing_key())[:8] in sida
    svar = client.get(reverse("kontroller:hamta_bevispaket", args=[paket.pk]))
    assert svar.getvalue() == bytes_of(paket)
    assert int(svar["Content-Length"]) == paket.storlek
    assert svar["Content-Disposition"] == f'attachment; filename="bevispaket-2015-05-{paket.pk}.zip"'


def test_the_page_follows_a_pack_while_it_is_made(client, manaden, revisor):
    client.force_login(revisor)
    paket = register_order(manad=MANAD, med_original=False, by=revisor, at=NU)
    lage = reverse("kontroller:bevispaketlage", args=[paket.pk])

    assert "väntar på en arbetare" in client.get(lage).text
    assert "väntar på en arbetare" in client.get(reverse("kontroller:bevispaket")).text
    assert client.get(reverse("kontroller:hamta_bevispaket", args=[paket.pk])).status_code == 404
    make_pack(paket.pk, at=NU)
    assert client.get(lage)["HX-Refresh"] == "true"


@pytest.mark.parametrize("roll", [r for r in Roll if r not in (Roll.CONTROLLER, Roll.REVISOR)])
def test_no_other_role_sees_or_makes_packs(client, roll):
    client.force_login(build_user("annan", roll))

    assert client.get(reverse("kontroller:bevispaket")).status_code == 403
    assert client.post(reverse("kontroller:bestall_bevispaket", args=[MANAD])).status_code == 403
    assert client.get(reverse("kontroller:verifieraren")).status_code == 403


def test_the_controller_is_not_offered_originals(client, manaden):
    client.force_login(build_user("eva", Roll.CONTROLLER))

    assert 'value="ja">Med original' not in client.get(reverse("kontroller:bevispaket")).text
    client.post(reverse("kontroller:bestall_bevispaket", args=[MANAD]), {"original": "ja"})
    assert not Bevispaket.objects.exists()


def test_the_command_writes_a_pack_that_verifies(manaden, tmp_path, capsys):
    fil = tmp_path / "paket.zip"

    assert evidence_pack("2015-05", fil) == 0

    assert verify(str(fil))[0] == []
    assert hashlib.sha256(fil.read_bytes()).hexdigest() in capsys.readouterr().out
    assert evidence_pack("2014-01", fil) == 1


def test_an_order_is_carried_out_by_a_worker(manaden, revisor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        paket = order_pack(manad=MANAD, med_original=False, by=revisor, at=NU)
        with pytest.raises(PackRefused, match="görs redan"):
            order_pack(manad=MANAD, med_original=False, by=revisor, at=NU)

    paket.refresh_from_db()
    assert paket.status == Bevispaket.Status.KLART
