"""Det som händer med ett beslut efteråt: att det ändras till nackdel, och att det överklagas."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from beslut.models.beslut import Beslut


class Beslutsandring(models.Model):
    """Att ett gynnande beslut ändras till personens nackdel eller upphör i förtid, och på vilken grund (37 § FL).

    `nytt_beslut` är beslutet som kom i stället, om något kom. Skrivs en gång.
    """

    class Grund(models.TextChoices):
        FORBEHALL = "forbehall", "Beslutet har ett förbehåll om att det får ändras"
        SAKERHET = "sakerhet", "Tvingande säkerhetsskäl kräver att det ändras nu"
        ORIKTIGA_UPPGIFTER = "oriktiga_uppgifter", "Parten har lämnat felaktiga eller vilseledande uppgifter"
        EGEN_BEGARAN = "egen_begaran", "Personen har själv begärt ändringen"
        INTE_TILL_NACKDEL = "inte_till_nackdel", "Ändringen är inte till nackdel"

    beslut = models.ForeignKey(
        Beslut, on_delete=models.PROTECT, related_name="andringar", verbose_name="beslutet som ändras"
    )
    nytt_beslut = models.ForeignKey(
        Beslut, on_delete=models.PROTECT, null=True, blank=True, related_name="andrar", verbose_name="det nya beslutet"
    )
    galler_fran = models.DateField("ändringen gäller från")
    grund = models.CharField("grund", max_length=20, choices=Grund.choices)
    motivering = models.TextField("motivering")
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="av")
    tid = models.DateTimeField("tid")

    class Meta:
        verbose_name = "beslutsändring"
        verbose_name_plural = "beslutsändringar"
        constraints = (
            models.CheckConstraint(condition=~Q(motivering=""), name="beslutsandring_motiverad"),
            models.CheckConstraint(
                condition=Q(nytt_beslut__isnull=True) | ~Q(nytt_beslut=models.F("beslut")),
                name="beslutsandring_andrar_ett_annat",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_grund_display()} från {self.galler_fran}"


class Overklagande(models.Model):
    """Att ett beslut är överklagat (27 § LSS), vad kommunen gjorde och hur det gick."""

    class Utgang(models.TextChoices):
        PAGAR = "pagar", "Pågår"
        OMPROVAT = "omprovat", "Kommunen ändrade beslutet som personen begärde"
        FOR_SENT = "for_sent", "Avvisat, kom för sent"
        BIFALL = "bifall", "Bifall"
        DELVIS_BIFALL = "delvis_bifall", "Delvis bifall"
        AVSLAG = "avslag", "Avslag"
        ATERFORVISAT = "aterforvisat", "Återförvisat till kommunen"
        AVSKRIVET = "avskrivet", "Avskrivet"

    class Instans(models.TextChoices):
        FORVALTNINGSRATT = "forvaltningsratt", "Förvaltningsrätten"
        KAMMARRATT = "kammarratt", "Kammarrätten"
        HFD = "hfd", "Högsta förvaltningsdomstolen"

    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="overklaganden", verbose_name="beslut")
    inkom = models.DateField("inkom till kommunen")
    overlamnat = models.DateField("överlämnat till domstolen", null=True, blank=True)
    instans = models.CharField("instans", max_length=20, choices=Instans.choices, blank=True, default="")
    malnummer = models.CharField("målnummer", max_length=40, blank=True, default="")
    inhibition = models.BooleanField("domstolen har bestämt att beslutet tills vidare inte ska gälla", default=False)
    utgang = models.CharField("utgång", max_length=20, choices=Utgang.choices, default=Utgang.PAGAR)
    utgang_datum = models.DateField("avgjort den", null=True, blank=True)

    class Meta:
        verbose_name = "överklagande"
        verbose_name_plural = "överklaganden"
        ordering = ("-inkom",)
        constraints = (
            models.UniqueConstraint(fields=["beslut", "inkom", "instans"], name="overklagande_nyckel"),
            models.CheckConstraint(
                condition=Q(utgang="pagar", utgang_datum__isnull=True)
                | (~Q(utgang="pagar") & Q(utgang_datum__isnull=False)),
                name="overklagande_avgjort_med_dag",
            ),
            models.CheckConstraint(
                condition=Q(overlamnat__isnull=True) | Q(overlamnat__gte=models.F("inkom")),
                name="overklagande_overlamnat_efter_inkom",
            ),
            models.CheckConstraint(
                condition=Q(utgang_datum__isnull=True) | Q(utgang_datum__gte=models.F("inkom")),
                name="overklagande_avgjort_efter_inkom",
            ),
        )

    def __str__(self) -> str:
        return f"överklagande från {self.inkom}"
