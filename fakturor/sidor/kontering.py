"""Det som fakturorna begär och som konteringstabellen inte säger var det bokförs."""

from datetime import date

from assistans.svenska import manad_namn, upprakning
from beslut.sidor.kontering import Okonterad
from fakturor.bokforing.delar import uncoded_since


def uncoded_claims(fran: date, tom: date) -> list[Okonterad]:
    """Combinations that occur in the invoices of the months, with the months. One query."""
    return [
        Okonterad(
            *kombination,
            vad=f"{(text := kombination.in_words())[:1].upper()}{text[1:]}",
            manader=upprakning([manad_namn(manad) for manad in manader]),
            fran=manader[0],
        )
        for kombination, manader in uncoded_since(fran, tom).items()
    ]
