"""Assistentens sida: anmälan, det som fattas, perioderna och de andra anmälningarna, med ett fast antal frågor."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from assistans.models import User
from assistans.personnummer import birthday_18
from assistans.svenska import datum_text, datumspann
from beslut.arbetstid import FORKLARING, Berakningsperiod, coming_periods
from beslut.beteckning import provider_in_words, provider_label
from beslut.brister.assistent import demands_on_assistants, is_exempt
from beslut.brister.krav import Krav
from beslut.models import Assistent, Assistentuppgift, Brukare


@dataclass(frozen=True, slots=True, kw_only=True)
class Anmalningsrad:
    """En annan anmälan av samma assistent hos samma anordnare."""

    rad: Assistent
    period: str
    referens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Uppgiftsrad:
    """En uppgift om assistenten, och hur det står till med den."""

    rad: Assistentuppgift
    period: str
    lage: str
    obesvarad: bool
    har_slut: bool

    @classmethod
    def of(cls, rad: Assistentuppgift) -> "Uppgiftsrad":
        """The row with what is said of it."""
        ar_fraga = rad.slag == Assistentuppgift.Slag.FORMAGA
        if rad.struken:
            lage = f"Struken: {rad.struken_skal}"
        elif rad.besvarad:
            lage = f"Besvarad den {datum_text(rad.besvarad)}"
        else:
            lage = "Väntar på arbetsgivarens svar" if ar_fraga else ""
        return cls(
            rad=rad,
            period=datumspann(rad.galler_fran, rad.galler_tom),
            lage=lage,
            obesvarad=ar_fraga and rad.besvarad is None,
            har_slut=not ar_fraga and rad.slag != Assistentuppgift.Slag.AVLIDEN,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistentsida:
    """Allt som sägs om en anmäld assistent. `fyller_18` är None för den som hade fyllt 18 när anmälan började."""

    anordnare: str
    hos: str
    """The provider inside a sentence."""
    period: str
    fyller_18: date | None
    undantas: bool
    krav: list[Krav]
    lag: str
    perioder: list[Berakningsperiod]
    andra: list[Anmalningsrad]
    uppgifter: list[Uppgiftsrad]

    @classmethod
    def load(cls, assistent: Assistent, user: User, *, idag: date) -> "Assistentsida":
        """Read it all. Three queries, and two for who may not read what is known of the assistant."""
        fyller_18 = birthday_18(assistent.person.personnummer)
        oppna = Q(brukare__isnull=True) | Q(brukare__in=Brukare.objects.open_to(user))
        uppgifter = Assistentuppgift.objects.readable_by(user).filter(person=assistent.person_id)
        andra = Assistent.objects.filter(oppna, person=assistent.person_id, anordnare=assistent.anordnare_id)
        return cls(
            anordnare=provider_label(assistent.anordnare),
            hos=provider_in_words(assistent.anordnare),
            period=datumspann(assistent.galler_fran, assistent.galler_tom),
            fyller_18=fyller_18 if fyller_18 > assistent.galler_fran else None,
            undantas=is_exempt(assistent),
            krav=demands_on_assistants([assistent], user)[assistent.pk],
            lag=FORKLARING.get(assistent.arbetstidslag, ""),
            perioder=coming_periods(assistent, idag=idag),
            andra=[
                Anmalningsrad(
                    rad=rad,
                    period=datumspann(rad.galler_fran, rad.galler_tom),
                    referens=rad.brukare.referens if rad.brukare else "",
                )
                for rad in andra.exclude(pk=assistent.pk).select_related("brukare").order_by("-galler_fran", "pk")
            ],
            uppgifter=[Uppgiftsrad.of(rad) for rad in uppgifter],
        )
