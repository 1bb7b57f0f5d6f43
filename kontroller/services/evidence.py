"""Evidence packs: order one, make it, keep it in parts, and hand it out."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.core.cache import cache
from django.db import connection, transaction

from assistans.models import Handelse, Lasning, User
from assistans.svenska import manad_namn
from beslut.models import Brukare
from kontroller.bevispaket.arkiv import Arkiv, ForStort
from kontroller.bevispaket.innehall import Paketinnehall
from kontroller.bevispaket.signering import KeyMissing, public_key, sign, signing_key
from kontroller.models import Bevispaket, Bevispaketdel, Korning

DEL = 4 * 1024**2
LANGST_SEKUNDER = 24 * 3600
MED_ORIGINAL = "kontroller.bevispaket_med_original"
FEL = "Paketet kunde inte göras. Felet står i loggen."


class PackRefused(Exception):
    """The pack cannot be made or handed out; the message is a sentence for the user."""


@transaction.atomic
def order_pack(*, manad: date, med_original: bool, by: User, at: datetime) -> Bevispaket:
    """Have a worker make the month's pack. Raises PackRefused."""
    from kontroller.tasks import make_evidence_pack

    paket = register_order(manad=manad, med_original=med_original, by=by, at=at)
    transaction.on_commit(lambda: make_evidence_pack.delay(paket.pk))
    return paket


@transaction.atomic
def register_order(*, manad: date, med_original: bool, by: User, at: datetime) -> Bevispaket:
    """Write down that somebody wants the pack. Raises PackRefused when there is nothing to prove or to sign with."""
    if Korning.objects.latest_done(manad) is None:
        raise PackRefused(f"{manad_namn(manad).capitalize()} är inte kontrollerad. Kontrollera månaden först.")
    if med_original and not by.may(MED_ORIGINAL):
        raise PackRefused("Du får göra paket utan original.")
    try:
        signing_key()
    except KeyMissing as saknas:
        raise PackRefused(str(saknas)) from None
    if Bevispaket.objects.filter(
        manad=manad, med_original=med_original, bestallt_av=by, status=Bevispaket.Status.BESTALLT
    ).exists():
        raise PackRefused("Paketet görs redan.")
    paket = Bevispaket.objects.create(manad=manad, med_original=med_original, bestallt_av=by, bestallt=at)
    Handelse.record("bevispaket.bestallt", paket, by=by, at=at, manad=f"{manad:%Y-%m}", med_original=med_original)
    return paket


def make_pack(paket_id: int, *, at: datetime) -> Bevispaket:
    """Make an ordered pack, unless it is made already. What stands in the way is told on it."""
    paket = Bevispaket.objects.select_related("bestallt_av").get(pk=paket_id)
    if paket.status == Bevispaket.Status.KLART:
        return paket
    try:
        with Arkiv() as arkiv:
            _write(paket, arkiv, at=at)
    except (ForStort, KeyMissing) as refused:
        _tell(paket, str(refused))
    except Exception:
        _tell(paket, FEL)
        raise
    cache.delete(progress_key(paket.pk))
    return Bevispaket.objects.select_related("bestallt_av").get(pk=paket_id)


def fetch_parts(*, paket: Bevispaket, by: User, at: datetime) -> Iterator[bytes]:
    """The pack's bytes, for one who may have them. Raises PackRefused. That it was fetched is written down first."""
    if refused := obstacle(paket, by):
        raise PackRefused(refused)
    with transaction.atomic():
        Handelse.record("bevispaket.hamtat", paket, by=by, at=at, sha256=paket.sha256)
        Lasning.objects.bulk_create(
            Lasning(av=by, tid=at, objekt=Brukare._meta.label_lower, objekt_id=pk, syfte=_purpose(paket))
            for pk in paket.personer
        )
    return paket.parts()


def obstacle(paket: Bevispaket, by: User) -> str:
    """Why somebody may not fetch a pack, or nothing. What is in it was open to the one who ordered it, and still is."""
    if paket.status != Bevispaket.Status.KLART:
        return paket.hinder or "Paketet är inte klart."
    if not paket.med_original:
        return ""
    if paket.bestallt_av_id != by.pk or not by.may(MED_ORIGINAL):
        return "Ett paket med original hämtas bara av den som beställde det."
    if Brukare.objects.closed_to(by).filter(pk__in=paket.personer).exists():
        return "Någon i paketet har fått skyddade uppgifter sedan det gjordes. Gör ett nytt."
    return ""


def progress_of(paket: Bevispaket) -> tuple[int, int] | None:
    """How many files are written of how many, while the pack is being made."""
    return cache.get(progress_key(paket.pk))


def progress_key(paket_id: int) -> str:
    """Where the progress of a pack is kept."""
    return f"bevispaket:{paket_id}"


def _write(paket: Bevispaket, arkiv: Arkiv, *, at: datetime) -> None:
    """Read everything as it stands at one instant, and then keep the archive."""
    nyckel = signing_key()
    offentlig = public_key(nyckel)
    ensam = not connection.in_atomic_block
    with transaction.atomic():
        if ensam:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        innehall = Paketinnehall(paket.manad, original_for=paket.bestallt_av if paket.med_original else None)
        innehall.pack(arkiv, lambda gjorda, alla: cache.set(progress_key(paket.pk), (gjorda, alla), LANGST_SEKUNDER))
        manifest = innehall.manifest(arkiv, offentlig)

    with transaction.atomic():
        paket = Bevispaket.objects.select_for_update().get(pk=paket.pk)
        if paket.status == Bevispaket.Status.KLART:
            return
        hash_, storlek, nummer = hashlib.sha256(), 0, 0
        for nummer, del_ in enumerate(_in_parts(arkiv.parts(manifest, lambda data: sign(nyckel, data)))):
            hash_.update(del_)
            storlek += len(del_)
            Bevispaketdel.objects.create(paket=paket, nummer=nummer, innehall=del_)
        paket.status, paket.klart, paket.hinder = Bevispaket.Status.KLART, at, ""
        paket.sha256, paket.storlek, paket.nyckel = hash_.hexdigest(), storlek, offentlig
        paket.antal_filer = len(arkiv.filer) + 2
        paket.personer = sorted(innehall.original.personer) if innehall.original else []
        paket.save()
        Handelse.record(
            "bevispaket.gjort",
            paket,
            by=paket.bestallt_av,
            at=at,
            manad=f"{paket.manad:%Y-%m}",
            sha256=paket.sha256,
            med_original=paket.med_original,
        )


def _in_parts(bitar: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in parts that are all of the same size but the last."""
    buffert = bytearray()
    for bit in bitar:
        buffert += bit
        while len(buffert) >= DEL:
            yield bytes(buffert[:DEL])
            del buffert[:DEL]
    if buffert:
        yield bytes(buffert)


def _tell(paket: Bevispaket, hinder: str) -> None:
    obruten = Bevispaket.objects.filter(pk=paket.pk).exclude(status=Bevispaket.Status.KLART)
    obruten.update(status=Bevispaket.Status.MISSLYCKAT, hinder=hinder)
    cache.delete(progress_key(paket.pk))


def _purpose(paket: Bevispaket) -> str:
    return f"Hämtade bevispaketet med original för {paket.manad:%Y-%m}"
