"""Det som registreras för hand, sida för sida, med bara tangenter: delarna som resorna sätter ihop."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.byggstenar import ASSISTENTENS_NUMMER, BRUKARENS_NUMMER, INTYGSGIVARENS_NUMMER
from tests.webblasare.tangenter import Tangentbord

ANORDNARE = "Provberga Assistans AB"
REFERENS = "LSS-P4TR"


def register_provider(page: Page, bankgiro: str = "5050-1006") -> None:
    """Provider with its account, and the permit. Its page stays open."""
    page.goto(reverse("beslut:anordnare_ny"))
    tangenter = Tangentbord(page)
    tangenter.pick(form="Aktiebolag")
    tangenter.write(namn=ANORDNARE, orgnr="559901-0005")
    tangenter.pick(f_skatt="Ja")
    tangenter.write(bankgiro=bankgiro)
    tangenter.press("Spara anordnaren")
    saved(page, f"{ANORDNARE} är registrerad.")

    tangenter.follow("Nytt tillstånd")
    tangenter.pick(typ="Tillstånd", status="Beviljat")
    tangenter.write(galler_fran="2014-01-01", diarienummer="8.1-100/2013", kontrollerad="2015-04-30")
    tangenter.press("Spara uppgiften")
    saved(page, "Uppgiften från IVO är registrerad.")


def register_person(page: Page) -> None:
    """The person. The page of hers stays open."""
    page.goto(reverse("beslut:brukare_ny"))
    tangenter = Tangentbord(page)
    tangenter.write(personnummer=BRUKARENS_NUMMER, referens=REFERENS, fornamn="Elsa", efternamn="Provberg")
    tangenter.press("Spara personen")
    saved(page, f"{REFERENS} är registrerad.")


def register_decision(page: Page) -> None:
    """A decision, from the page of the person."""
    tangenter = Tangentbord(page)
    tangenter.follow("Nytt beslut")
    tangenter.write(diarienummer="SN 2014/118")
    tangenter.pick(typ="Ordinarie")
    tangenter.write(beslutsdatum="2014-12-01", galler_fran="2015-01-01")
    tangenter.pick(**{"rad-0-tidstyp": "Aktiv"})
    tangenter.write(**{"rad-0-timmar": "100"})
    tangenter.pick(**{"rad-0-enhet": "månad"})
    expect(page.locator("#prognos")).to_contain_text("100")
    tangenter.press("Spara beslutet")
    saved(page, "Beslut SN 2014/118 är registrerat.")


def register_purchase(page: Page) -> None:
    """Form D: the person buys from the provider, and has asked for it to be paid, from the page of the person."""
    tangenter = Tangentbord(page)
    tangenter.follow("Nytt uppdrag")
    tangenter.pick(anordnare=ANORDNARE, avtalsform="D")
    tangenter.write(galler_fran="2015-01-01", avtal_datum="2014-12-15")
    tangenter.press("Spara uppdraget")
    saved(page, "Uppdraget är registrerat.")

    tangenter.follow("Ny betalningsmottagare")
    tangenter.pick(anordnare=ANORDNARE, grund="Brukarens skriftliga begäran")
    tangenter.write(galler_fran="2015-01-01", undertecknad_av="brukaren", undertecknad="2014-12-15")
    tangenter.press("Spara betalningsmottagaren")
    saved(page, "Betalningsmottagaren är registrerad.")


def register_rate(page: Page) -> None:
    page.goto(reverse("beslut:timbelopp_nytt"))
    tangenter = Tangentbord(page)
    tangenter.pick(kategori="Statens schablon")
    tangenter.write(belopp="284", galler_fran="2015-01-01", grund="SFS 2014:1541")
    tangenter.press("Spara timbeloppet")
    saved(page, "är registrerat.")


def register_assistant(page: Page) -> None:
    page.goto(reverse("beslut:anordnare_lista"))
    tangenter = Tangentbord(page)
    tangenter.follow(ANORDNARE)
    tangenter.follow("Ny assistent")
    tangenter.write(namn="Sam Testlund", personnummer=ASSISTENTENS_NUMMER, galler_fran="2015-01-01")
    tangenter.write(anmald_11a="2014-12-20", anstalld_fran="2014-06-01")
    tangenter.choose("Ja")
    tangenter.pick(arbetstidslag="Arbetstidslagen")
    tangenter.press("Spara assistenten")
    saved(page, "Assistenten är registrerad.")


def register_time(page: Page) -> None:
    """A report of three days, and its certificates from all three."""
    page.goto(reverse("fakturor:tidrapport_ny"))
    tangenter = Tangentbord(page)
    tangenter.write(referens=REFERENS)
    tangenter.pick(orgnr=ANORDNARE)
    tangenter.write(manad="2015-05")
    tangenter.press("Hämta anordnarens assistenter till listan")
    tangenter.pick(assistent="Sam Testlund")
    tangenter.write(inkommen="2015-06-03", summa_aktiv="24:00")
    for rad, dag in enumerate(("4", "5", "6")):
        tangenter.write(**{f"rad-{rad}-datum": dag, f"rad-{rad}-start": "08:00", f"rad-{rad}-slut": "16:00"})
    tangenter.press("Spara rapporten")
    saved(page, "Tidrapport")

    for part, vem in (("Assistent", "Assistenten"), ("Brukare", "Brukaren själv"), ("Anordnare", "Någon annan")):
        tangenter.follow("Registrera intyg")
        tangenter.choose(part)
        tangenter.pick(vem=vem)
        if vem == "Någon annan":
            tangenter.write(namn="Kim Exempelson", personnummer=INTYGSGIVARENS_NUMMER)
            tangenter.pick(roll="Arbetsgivare")
        tangenter.write(datum="2015-06-01")
        tangenter.choose("Underskrift")
        tangenter.press("Spara intyget")
    expect(page.get_by_role("main")).to_contain_text("Alla tre har intygat raderna.")


def register_claim(page: Page) -> None:
    page.goto(reverse("fakturor:rakning_ny"))
    tangenter = Tangentbord(page)
    tangenter.pick(orgnr=ANORDNARE)
    tangenter.write(nummer="17", fakturadatum="2015-06-02", forfallodatum="2015-07-02", total="6 816,00")
    tangenter.write(bankgiro="5050-1006")
    rad = {"referens": REFERENS, "manad": "2015-05", "antal": "24", "pris": "284", "belopp": "6 816"}
    tangenter.write(**{f"rad-0-{namn}": skrivet for namn, skrivet in rad.items()})
    tangenter.press("Spara räkningen")
    saved(page, "är registrerad och kan kontrolleras.")


def saved(page: Page, besked: str) -> None:
    """The page says so, and nothing was refused."""
    expect(page.locator(".felruta")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text(besked)
