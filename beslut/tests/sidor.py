"""Det som testerna av sidorna delar: ifyllda formulär, och att läsa svaret som en människa gör."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

PERSON = {
    "personnummer": "850113-9995",
    "referens": "LSS-9F3C",
    "fornamn": "Elsa",
    "efternamn": "Provberg",
    "skydd": "ingen",
    "folkbokforingskommun": "1980",
    "avliden": "",
}
BESLUT = {
    "diarienummer": "LSS 2015/0212",
    "typ": "ordinarie",
    "beslutsdatum": "2015-04-10",
    "galler_fran": "2015-04-16",
    "galler_tom": "",
    "organ": "delegat",
    "rad-TOTAL_FORMS": "1",
    "rad-INITIAL_FORMS": "0",
    "rad-0-tidstyp": "aktiv",
    "rad-0-timmar": "34",
    "rad-0-enhet": "vecka",
    "rad-0-omrakning": "kalenderdagar",
}
RAD_TVA = {
    "rad-TOTAL_FORMS": "2",
    "rad-1-tidstyp": "vantetid",
    "rad-1-timmar": "6,5",
    "rad-1-enhet": "vecka",
    "rad-1-omrakning": "kalenderdagar",
}


def post(client: Client, sida: str, *args: int, **data: object) -> HttpResponse:
    """Send a form and answer the page that follows, wherever it leads."""
    return client.post(reverse(f"beslut:{sida}", args=args), data, follow=True)


def text_of(svar: HttpResponse) -> str:
    """The page without its line breaks and hard spaces."""
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())
