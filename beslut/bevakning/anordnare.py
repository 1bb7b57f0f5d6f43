"""Det som ska göras för anordnarna: tillstånd och bolag att kontrollera, konton att bekräfta, brev att skicka."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from assistans.svenska import datum_text
from beslut.beteckning import provider_label
from beslut.bevakning.punkt import Fraga, Punkt, bevaka
from beslut.models import Anordnare, Bolagskontroll, Brev, Brukare, Konto, Tillstand, Uppdrag

ANORDNARE, KONTO = "beslut.andra_anordnare", "beslut.verifiera_konto"
GALLANDE = (Tillstand.Status.BEVILJAT, Tillstand.Status.INHIBERAT)
OMKONTROLL = timedelta(days=90)
"""How long a look in IVO's register is good for, when no next look is decided."""


def _active(fraga: Fraga):
    """Providers with an assignment today."""
    uppdrag = Uppdrag.objects.in_force(fraga.idag).filter(anordnare=OuterRef("pk"))
    return Anordnare.objects.open_to(fraga.user).filter(Exists(uppdrag))


@bevaka("tillstand_kontroll", "Tillstånd att kontrollera", ANORDNARE)
def permits_to_verify(fraga: Fraga) -> Iterator[Punkt]:
    """Permits in force of providers with assignments, that somebody should look at again."""
    senast = Cast(F("kontrollerad") + Value(OMKONTROLL), DateField())
    rader = (
        Tillstand.objects.in_force(fraga.idag)
        .filter(status__in=GALLANDE, anordnare__in=_active(fraga))
        .annotate(senast=Coalesce("nasta_kontroll", senast))
        .filter(Q(senast__isnull=True) | Q(senast__lte=fraga.till))
        .select_related("anordnare")
    )
    for rad in rader:
        sedd = f"såg senast någon den {datum_text(rad.kontrollerad)}" if rad.kontrollerad else "har ingen sett efter"
        yield Punkt(
            dag=rad.senast,
            vem=provider_label(rad.anordnare),
            vad=f"{rad.get_typ_display()} från den {datum_text(rad.galler_fran)} {sedd}.",
            sida="beslut:anordnare_visa",
            nummer=rad.anordnare_id,
        )


@bevaka("tillstand_slutar", "Tillstånd som tar slut", ANORDNARE)
def permits_ending(fraga: Fraga) -> Iterator[Punkt]:
    """Permits that end and that no later one follows."""
    foljer = Tillstand.objects.filter(
        anordnare=OuterRef("anordnare"), typ=OuterRef("typ"), galler_fran__gt=OuterRef("galler_fran")
    )
    rader = Tillstand.objects.filter(galler_tom__range=(fraga.idag, fraga.till), anordnare__in=_active(fraga))
    for rad in rader.exclude(Exists(foljer)).select_related("anordnare"):
        yield Punkt(
            dag=rad.galler_tom,
            vem=provider_label(rad.anordnare),
            vad=f"{rad.get_typ_display()} gäller till och med dagen.",
            sida="beslut:anordnare_visa",
            nummer=rad.anordnare_id,
        )


@bevaka("utan_tillstand", "Uppdrag utan tillstånd eller anmälan", ANORDNARE)
def without_permit(fraga: Fraga) -> Iterator[Punkt]:
    """Providers with assignments that ask for a permit or a notification, and none in force today (9 d, 23 § LSS)."""
    kraver = Uppdrag.objects.in_force(fraga.idag).exclude(avtalsform=Uppdrag.Avtalsform.A)
    galler = Tillstand.objects.in_force(fraga.idag).filter(status__in=GALLANDE, anordnare=OuterRef("pk"))
    utan = _active(fraga).filter(Exists(kraver.filter(anordnare=OuterRef("pk")))).exclude(Exists(galler))
    for anordnare in utan:
        vad = "Ingen anmälan till IVO" if anordnare.is_person else "Inget tillstånd från IVO"
        yield Punkt(
            vem=provider_label(anordnare), vad=f"{vad} gäller i dag.", sida="beslut:anordnare_visa", nummer=anordnare.pk
        )


@bevaka("bolagskontroll", "Bolag att kontrollera", ANORDNARE)
def companies_to_check(fraga: Fraga) -> Iterator[Punkt]:
    """The newest check of each kind, when it is to be made again."""
    senare = Bolagskontroll.objects.filter(
        Q(datum__gt=OuterRef("datum")) | Q(datum=OuterRef("datum"), pk__gt=OuterRef("pk")),
        anordnare=OuterRef("anordnare"),
        slag=OuterRef("slag"),
    )
    nyaste = Bolagskontroll.objects.filter(nasta_kontroll__lte=fraga.till, anordnare__in=_active(fraga))
    for rad in nyaste.exclude(Exists(senare)).select_related("anordnare"):
        yield Punkt(
            dag=rad.nasta_kontroll,
            vem=provider_label(rad.anordnare),
            vad=f"{rad.get_slag_display()}: kontrollerades den {datum_text(rad.datum)}.",
            sida="beslut:anordnare_visa",
            nummer=rad.anordnare_id,
        )


@bevaka("f_skatt", "F-skatt som aldrig är kontrollerad", ANORDNARE)
def never_checked(fraga: Fraga) -> Iterator[Punkt]:
    """Companies with assignments whose F-tax nobody has looked up."""
    kontroll = Bolagskontroll.objects.filter(anordnare=OuterRef("pk"), slag=Bolagskontroll.Slag.F_SKATT)
    privata = (Anordnare.Form.EGEN_ARBETSGIVARE, Anordnare.Form.KOMMUN)
    for anordnare in _active(fraga).exclude(form__in=privata).exclude(Exists(kontroll)):
        yield Punkt(
            vem=provider_label(anordnare),
            vad="Ingen kontroll av F-skatt är antecknad.",
            sida="beslut:anordnare_visa",
            nummer=anordnare.pk,
        )


@bevaka("konto", "Konton att bekräfta", KONTO)
def accounts_to_verify(fraga: Fraga) -> Iterator[Punkt]:
    """Accounts that wait for a second person, other than those the user has entered."""
    vantar = Konto.objects.current().filter(verifierat__isnull=True).exclude(inlagt_av=fraga.user)
    oppna = Anordnare.objects.open_to(fraga.user)
    for konto in vantar.filter(anordnare__in=oppna).select_related("anordnare", "inlagt_av"):
        yield Punkt(
            dag=timezone.localtime(konto.inlagt).date(),
            vem=provider_label(konto.anordnare),
            vad=f"{konto.get_typ_display()} lades in av {konto.inlagt_av.namn} den dagen.",
            sida="beslut:konto_bekrafta",
            nummer=konto.pk,
        )


@bevaka("utan_konto", "Anordnare utan bekräftat konto", KONTO, ANORDNARE)
def without_account(fraga: Fraga) -> Iterator[Punkt]:
    """Providers with assignments and no account that they can be paid on."""
    bekraftat = Konto.objects.current().filter(anordnare=OuterRef("pk"), verifierat__isnull=False)
    for anordnare in _active(fraga).exclude(Exists(bekraftat)):
        yield Punkt(
            vem=provider_label(anordnare),
            vad="Inget konto är bekräftat.",
            sida="beslut:anordnare_visa",
            nummer=anordnare.pk,
        )


@bevaka("brev", "Brev att skicka", ANORDNARE, "beslut.andra_person")
def letters_to_send(fraga: Fraga) -> Iterator[Punkt]:
    """Drafts that nobody has sent or cancelled."""
    synliga = Brukare.objects.open_to(fraga.user)
    utkast = Brev.objects.filter(
        Q(brukare__isnull=True) | Q(brukare__in=synliga),
        Q(anordnare__isnull=True) | Q(anordnare__in=Anordnare.objects.open_to(fraga.user)),
        skickat__isnull=True,
        makulerat__isnull=True,
    )
    for brev in utkast.select_related("brukare", "anordnare").defer("text"):
        yield Punkt(
            dag=timezone.localtime(brev.skapat).date(),
            vem=brev.brukare.referens if brev.brukare else provider_label(brev.anordnare),
            vad=f"Utkast från dagen: {brev.amne}.",
            sida="beslut:brev_visa",
            nummer=brev.pk,
        )
