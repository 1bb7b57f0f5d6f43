"""Vad som görs olika efter avtalsform A–D: upphandlad assistans (A och B) och ekonomiskt stöd (C och D)."""

FORMER = {
    "A": "Kommunens egen personal",
    "B": "Kommunens avtal med anordnaren",
    "C": "Den enskilde är arbetsgivare",
    "D": "Den enskilde köper av en anordnare",
}

SKILLNADER: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "Vad kommunen ger (9 § 2 LSS)",
        "Biträde av personlig assistent.",
        "Biträde av personlig assistent, genom anordnaren.",
        "Ekonomiskt stöd till skäliga kostnader.",
        "Ekonomiskt stöd till skäliga kostnader.",
    ),
    (
        "Vem som anordnar",
        "Kommunen.",
        "Kommunen, genom ett avtal enligt LOV eller LOU.",
        "Den enskilde, som anställer.",
        "Den enskilde, som köper. Kommunen har inget avtal med anordnaren.",
    ),
    (
        "Tillstånd och anmälan (23 § LSS)",
        "Kommunens anmälan till IVO.",
        "Anordnarens tillstånd prövas varje dag med tid.",
        "Den enskildes anmälan till IVO ska finnas från första dagen.",
        "Anordnarens tillstånd prövas varje dag med tid.",
    ),
    (
        "Avtal",
        "Inget.",
        "Kommunens avtal: kraven prövas av en, avtalet godkänns av en annan.",
        "Inget att pröva. Arbetsgivarregistreringen ses efter.",
        "Skriftligt avtal mellan den enskilde och anordnaren ska finnas.",
    ),
    (
        "Priset",
        "Prövas inte här.",
        "Avtalets pris.",
        "Timbeloppet som gäller, högst den faktiska kostnaden. Kostnaderna redovisas.",
        "Timbeloppet som gäller, eller den enskildes eget efter beslut.",
    ),
    (
        "Vem som får betalt",
        "Ingen utbetalning.",
        "Anordnaren, på kommunens avtal.",
        "Den enskilde.",
        "Den enskilde. Anordnaren bara på skriftlig begäran av den enskilde eller beslut enligt 11 § LSS.",
    ),
    (
        "Vem som intygar tiden",
        "Assistenten, arbetsledaren och den enskilde.",
        "Assistenten, anordnaren och den enskilde eller en företrädare.",
        "Assistenten och den enskilde, som också är arbetsgivare.",
        "Assistenten, anordnaren och den enskilde eller en företrädare.",
    ),
    (
        "När fakturan begär för mycket",
        "Ingen faktura att sätta ned.",
        "Kommunen bestrider beloppet. Det är inget beslut som överklagas.",
        "Den enskilde får yttra sig. Beslutet har skäl och kan överklagas.",
        "Den enskilde får yttra sig. Beslutet har skäl och kan överklagas.",
    ),
    (
        "När något har betalats fel",
        "Prövas inte här.",
        "Krav enligt avtalet.",
        "Återbetalning enligt 12 § LSS, efter kommunicering och beslut på delegation.",
        "Återbetalning enligt 12 § LSS, efter kommunicering och beslut på delegation.",
    ),
    (
        "Upprepade felaktiga uppgifter",
        "Prövas inte här.",
        "Räknas mot avtalet: fler än tre ett kalenderår är en grund att häva det.",
        "Räknas inte mot något avtal.",
        "Räknas inte mot något avtal.",
    ),
)
"""Rubriken, och vad som gäller för A, B, C och D."""
