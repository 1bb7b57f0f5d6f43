"""Vad som står i en anmälan innan någon har läst den. Referenser i stället för namn; ingen anklagas. Utan Django.

Vem anmälan gäller fyller den som skickar i utanför programmet: här finns ingen identitet.
"""

from datetime import date

from assistans.svenska import datum_text

IVO = """\
Anmälan enligt 15 § 11 LSS

{namnd} anmäler att det kan finnas skäl att pröva om verksamhet bedrivs utan tillstånd, eller om den är lämplig.

Anordnare: {anordnare}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}.

Kommunen kan lämna underlaget på begäran. Vilka personer det gäller lämnas på det sätt som IVO begär."""

FK_RATT = """\
Anmälan enligt 15 § 8 LSS

{namnd} anmäler att en person som får personlig assistans av kommunen kan ha rätt till assistansersättning.

Kommunens referens: {referens}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}.

Personens namn och personnummer lämnas till Försäkringskassan utanför det här utkastet."""

FK_UPPGIFT = """\
Underrättelse enligt 15 § 9 LSS

{namnd} lämnar en uppgift som kan ha betydelse för assistansersättning.

Kommunens referens: {referens}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}."""

FK_MISSBRUK = """\
Anmälan enligt 15 § 10 LSS

{namnd} anmäler att det finns anledning att pröva om assistansersättning används till annat än personlig assistans.

Kommunens referens: {referens}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}."""

MYNDIGHET = """\
Underrättelse enligt lagen (2008:206) om underrättelseskyldighet vid felaktiga utbetalningar från välfärdssystemen

{namnd} har anledning att anta att en ekonomisk förmån kan ha beslutats eller betalats ut felaktigt.

Kommunens referens: {referens}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}."""

POLIS = """\
Underlag till en anmälan om misstänkt bidragsbrott (2007:612)

{namnd} lämnar uppgifter om ersättning för kostnader för personlig assistans som har betalats på uppgifter som har \
visat sig vara oriktiga. Det är Polisen och åklagaren som prövar om något brott har begåtts.

Kommunens referens: {referens}

Vad som har kommit fram

{vad}

Kommunen fick veta det den {dag}."""

MALLAR = {
    "ivo": IVO,
    "fk_ratt": FK_RATT,
    "fk_uppgift": FK_UPPGIFT,
    "fk_missbruk": FK_MISSBRUK,
    "myndighet": MYNDIGHET,
    "polis": POLIS,
}


def notice_text(till: str, *, namnd: str, referens: str, anordnare: str, vad: str, dag: date) -> str:
    """The draft of a notice. `vad` is what has come out, in whole sentences, and `dag` when it became known."""
    return MALLAR[till].format(
        namnd=namnd,
        referens=referens,
        anordnare=anordnare,
        vad=vad or "Skriv vad som har kommit fram.",
        dag=datum_text(dag),
    )
