"""Our own reading of a file beside the official rules: what both find, and what only one of them does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fakturor.filer.faktura import Anmarkning
from fakturor.filer.officiella import Officiell, Utgava, rule_names

EGEN_REGEL = re.compile(r'"((?:BR|PEPPOL|SE)-[A-Z0-9-]+|[A-Z]+-LUHN|PERIOD-FLERA)"')
MOMSFAMILJ = re.compile(r"BR-(?:S|Z|E|AE|IC|G|O|AF|AG)-(01|05|08|09|10)")
"""The rules of VAT have a number for each category; ours are written once for all of them."""
BARA_VARA = {
    "BG-LUHN": "Bankgirots kontrollsiffra prövas inte av någon officiell regel.",
    "PG-LUHN": "Plusgirots kontrollsiffra prövas inte av någon officiell regel.",
    "PERIOD-FLERA": "Två perioder lämnar i tvivel vilken månad som begärs.",
    "SE-R-013": "Organisationsnumrets kontrollsiffra. Regeln kom till efter den utgåva som här är installerad.",
}
OLIKA_SVAR = {
    "momsrad saknas": (
        {"BR-E-01", "PEPPOL-EN16931-R053"},
        set(),
        "Utan momsspecifikation säger vi en gång att den saknas (BR-CO-18), de officiella också vad som följer av det.",
    ),
    "köparens referens": (
        set(),
        {"PEPPOL-EN16931-R003"},
        "Ett tomt fält räknas hos oss som att referensen saknas. Den officiella regeln nöjer sig med att fältet finns.",
    ),
    "tre decimaler": (
        set(),
        {"BR-CO-16"},
        "Vi jämför summorna som de är skrivna. Den officiella regeln avrundar dem först till ören.",
    ),
}
"""Fel som båda finner men svarar olika på: regler bara i deras svar, bara i vårt, och varför."""
FAMILJER = (
    ("UBL-CR-", "Fält utanför kärnan i EN 16931. De läses inte och betalas inte, men deras text genomsöks (G10)."),
    ("UBL-DT-", "Form på attribut och datatyper utan betydelse för beloppen."),
    (
        "UBL-SR-",
        "Fält som inte får stå flera gånger. Ett fält som läses och står två gånger avvisas redan vid läsningen.",
    ),
    ("PEPPOL-COMMON-", "Kontrollsiffror i nummer av andra slag än svenska organisationsnummer."),
    ("BR-CL-", "Kodlistor för länder, enheter, språk och liknande."),
    ("BR-DEC-", "Decimaler i belopp som inte ingår i det som betalas."),
    ("BR-IG-", "Momskategorier för Kanarieöarna, Ceuta och Melilla."),
    ("BR-IP-", "Momskategorier för Kanarieöarna, Ceuta och Melilla."),
)


@dataclass(frozen=True, slots=True)
class Rad:
    """En regel som den ena eller båda anmärker på. `fatal` är None när bara vi gör det."""

    regel: str
    fatal: bool | None
    officiell: str
    var_text: str
    kontroll: str


def side_by_side(officiella: Iterable[Officiell], vara: Iterable[Anmarkning]) -> list[Rad]:
    """What the two find in the same file, by rule; the official text is the rule's own, in English."""
    var_text: dict[str, Anmarkning] = {}
    for anmarkning in vara:
        var_text.setdefault(anmarkning.regel, anmarkning)
    deras: dict[str, Officiell] = {}
    for fynd in officiella:
        deras.setdefault(fynd.regel, fynd)
    return [
        Rad(
            regel=regel,
            fatal=deras[regel].fatal if regel in deras else None,
            officiell=deras[regel].text if regel in deras else "",
            var_text=var_text[regel].text if regel in var_text else "",
            kontroll=var_text[regel].kontroll if regel in var_text else "",
        )
        for regel in sorted(deras.keys() | var_text.keys())
    ]


def own_rules() -> set[str]:
    """The names of the rules that the reading of a file looks at, as they stand in its code."""
    kod = "".join(
        fil.read_text(encoding="utf-8") for fil in Path(__file__).parent.glob("*.py") if fil != Path(__file__)
    )
    return set(EGEN_REGEL.findall(kod))


def is_ours(regel: str, egna: set[str]) -> bool:
    """Whether we look at an official rule too, under its own name."""
    return regel in egna or MOMSFAMILJ.fullmatch(regel) is not None


def write_table(utgavor: Iterable[Utgava]) -> str:
    """Where our rules and the official ones differ, as Markdown; the same from the same rules."""
    utgavor, egna = list(utgavor), own_rules()
    alla = {regel: utgava.namn for utgava in utgavor for regel in rule_names(utgava)}
    bada = sorted(regel for regel in alla if is_ours(regel, egna))
    ensamma = sorted(alla.keys() - set(bada))
    familj = {regel: next((namn for namn, _ in FAMILJER if regel.startswith(namn)), "") for regel in ensamma}
    rader = [
        "# De officiella reglerna och våra\n",
        "Filen är skriven av `manage.py officiella_regler --tabell`. Ändra inte den.\n",
        "Programmet läser e-fakturor med egna regler, som säger på svenska vad som är fel och vilken kontroll som "
        "visar det. De officiella reglerna kan installeras bredvid (`make peppol`); de avgör inget. Här står var de "
        "skiljer sig.\n",
        *(f"- {u.namn}, kompilerad {u.dag}: {len(rule_names(u))} regler" for u in utgavor),
        f"\n## Prövas av båda ({len(bada)})\n\n{', '.join(bada)}\n",
        "## Bara våra\n\n| Regel | Varför |\n|---|---|",
        *(f"| {regel} | {skal} |" for regel, skal in BARA_VARA.items() if regel not in alla),
        "\n## Olika svar på samma fel\n\n| Fel | Bara deras svar | Bara vårt svar | Varför |\n|---|---|---|---|",
        *(
            f"| {fel} | {', '.join(sorted(deras)) or '–'} | {', '.join(sorted(vara)) or '–'} | {varfor} |"
            for fel, (deras, vara, varfor) in OLIKA_SVAR.items()
        ),
        "\n## Bara de officiella\n\n| Regler | Antal | Vad de gäller |\n|---|---|---|",
        *(
            f"| {namn}… | {sum(f == namn for f in familj.values())} | {text} |"
            for namn, text in FAMILJER
            if namn in familj.values()
        ),
        f"\nÖvriga, en och en: {', '.join(regel for regel in ensamma if not familj[regel])}\n",
        "De gäller uppgifter som inte påverkar vad som betalas eller till vem, eller sådant som en av våra kontroller "
        "prövar på annat sätt: moms över huvud taget (G05), mottagaren (B14), perioden (G06).\n",
    ]
    return "\n".join(rader)
