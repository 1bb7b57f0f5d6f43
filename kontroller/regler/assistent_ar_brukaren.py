"""C08: assistenten ska vara en annan än brukaren, och helst inte brukarens företrädare."""

from collections.abc import Iterator

from assistans.svenska import timmar_minuter
from kontroller.bevis import person_month
from kontroller.fakta import Brukare, Fakta, Rapport, Redovisning, covers
from kontroller.regel import Allvar, Fynd, Villkor, dossier_name, ok, regel, stop, warn
from kontroller.underlag import evidence, minutes_of, without_rows


@regel(
    kod="C08",
    version=1,
    rubrik="Assistent skild från brukaren",
    lagrum="9 § 2 LSS",
    allvar=Allvar.STOPP,
)
def assistent_ar_brukaren(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Ingen kan vara sin egen assistent.

    Är assistenten brukarens företrädare någon av dagarna ger det en varning, eftersom samma person då både utför tiden
    och kan intyga den för brukaren.
    """
    for redovisning in fakta.redovisningar:
        if not redovisning.arbetsdagar:
            yield without_rows(redovisning)
            continue
        fynd = [f for rapport in redovisning.rapporter if rapport.rader and (f := _judge(fakta, redovisning, rapport))]
        yield from fynd or [
            ok(
                f"Ingen assistent för {person_month(redovisning)} är brukaren själv eller en företrädare.",
                redovisning=redovisning.id,
                matt={"rapporter_antal": len(redovisning.rapporter)},
            )
        ]


def _judge(fakta: Fakta, redovisning: Redovisning, rapport: Rapport) -> Fynd | None:
    brukare = redovisning.brukare
    if rapport.assistent.person != brukare.person and not _is_representative(brukare, rapport):
        return None
    rader = [(rapport, rad) for rad in rapport.rader]
    tid = f"{timmar_minuter(minutes_of(rader))} för {dossier_name(redovisning)} (rapport {rapport.kod})"
    if rapport.assistent.person == brukare.person:
        return stop(
            f"{tid} är utförda av brukaren själv.",
            matt={"rapporterade_minuter": minutes_of(rader)},
            **evidence(fakta, redovisning, rader),
        )
    return warn(
        f"{tid} är utförda av någon som också är brukarens företrädare.",
        matt={"rapporterade_minuter": minutes_of(rader)},
        **evidence(fakta, redovisning, rader),
    )


def _is_representative(brukare: Brukare, rapport: Rapport) -> bool:
    egna = [f for f in brukare.foretradare if f.person == rapport.assistent.person]
    return any(covers(f, dag) for f in egna for dag in rapport.dagar)
