"""What the registers refuse, as a sentence for the user, whether the code or the database says no."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


class RegistrationRefused(Exception):
    """Something cannot be registered as it stands. The message is for the user; `falt` names what it is about."""

    def __init__(self, text: str, falt: str = "") -> None:
        super().__init__(text)
        self.falt = falt


SENTENCES = {
    "beslut_brukare_referens_key": ("referens", "Referensen används redan för en annan person."),
    "beslut_brukare_person_id_key": ("personnummer", "Personen är redan registrerad."),
    "beslut_person_personnummer_key": ("personnummer", "Numret har just registrerats för någon. Försök igen."),
    "relation_nyckel": ("galler_fran", "Relationen är redan registrerad från den dagen."),
    "stallforetradare_nyckel": ("galler_fran", "Ställföreträdaren är redan registrerad från den dagen."),
    "vistelse_nyckel": ("borjar", "En vistelse som börjar då är redan registrerad."),
    "beslut_beslut_diarienummer_key": ("diarienummer", "Ett beslut med det diarienumret finns redan."),
    "beslutsrad_overlappar_inte": (
        "galler_tom",
        "Ett annat beslut ger redan samma slag av tid under en del av perioden.",
    ),
    "delegation_overlappar_inte": (
        "galler_fran",
        "Personen har redan den punkten under en del av perioden. Avsluta den först.",
    ),
    "overklagande_nyckel": ("inkom", "Ett överklagande till samma instans från den dagen finns redan."),
    "beslut_anordnare_orgnr_key": ("orgnr", "Anordnaren är redan registrerad."),
    "konto_en_gang": ("nummer", "Kontot är redan registrerat för anordnaren."),
    "tillstand_nyckel": ("galler_fran", "Ett tillstånd eller en anmälan av samma typ från den dagen finns redan."),
    "tillstand_overlappar_inte": (
        "galler_fran",
        "Perioden överlappar ett tillstånd eller en anmälan av samma typ som redan finns.",
    ),
    "uppdrag_nyckel": ("galler_fran", "Personen har redan ett uppdrag hos anordnaren från den dagen."),
    "uppdrag_overlappar_inte": ("galler_fran", "Perioden överlappar ett uppdrag som personen har hos anordnaren."),
    "betalningsmottagare_nyckel": ("galler_fran", "En grund för betalning från den dagen finns redan."),
    "assistent_nyckel": ("galler_fran", "Assistenten är redan anmäld från den dagen."),
    "beslut_avtal_diarienummer_key": ("diarienummer", "Ett avtal med det diarienumret finns redan."),
    "avtal_overlappar_inte": ("galler_fran", "Perioden överlappar ett avtal av samma slag med anordnaren."),
    "uppfoljning_ett_samtal_av_varje": ("slag", "Ett sådant samtal är redan planerat för avtalet."),
    "kontakt_gar_att_na": ("telefon", "Skriv ett telefonnummer eller en e-postadress."),
    "bolagskontroll_anmarkning_i_ord": ("notering", "Skriv vad som framkom."),
    "brev_ett_om_tillstandet": ("", "Ett brev om tillståndet finns redan för personen."),
    "brev_ett_om_saken": ("", "En påminnelse om det här finns redan. Makulera den först om den ska skrivas om."),
    "handling_en_gang": ("fil", "Samma fil ligger redan här."),
    "timbelopp_nyckel": ("galler_fran", "Ett timbelopp av samma slag från den dagen finns redan."),
    "timbelopp_overlappar_inte": ("galler_fran", "Perioden överlappar ett timbelopp av samma slag som redan finns."),
    "kalkyl_nyckel": ("ar", "En kalkyl med samma version sparades just av någon annan. Spara igen."),
    "kommunbelopp_nyckel": ("kommun", "Kommunens belopp för året är redan registrerat. Rätta det i stället."),
    "attestratt_overlappar_inte": (
        "galler_fran",
        "Personen har redan det uppdraget under en del av perioden. Avsluta det först.",
    ),
    "kontering_overlappar_inte": (
        "galler_fran",
        "Samma sak har redan en kontering under en del av perioden. Avsluta den först.",
    ),
    "jav_en_gang": ("referens", "Jäv mot den parten är redan anmält."),
    "fkfaktura_nummer_en_gang": ("nummer", "En faktura från Försäkringskassan med det numret finns redan."),
    "fkfaktura_fil_en_gang": ("fil", "Samma fil är redan inläst."),
    "insatsantal_nyckel": ("ar", "Antalet för året är redan registrerat. Rätta det i stället."),
    "budgetpost_nyckel": ("ar", "Budgeten för året är redan registrerad. Ändra den i stället."),
}
"""The constraints that a user can run into: the field that it is about, and what to say."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Make what is done one transaction, and a constraint's refusal a RegistrationRefused. Also a decorator."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        constraint = error.__cause__.diag.constraint_name
        if constraint not in SENTENCES:
            raise
        falt, text = SENTENCES[constraint]
        raise RegistrationRefused(text, falt) from error
