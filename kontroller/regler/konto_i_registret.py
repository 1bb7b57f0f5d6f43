"""B14: betalning bara till anordnarens bekräftade konto."""

from collections.abc import Iterator

from assistans.svenska import antal_i_ord, upprakning
from kontroller.fakta import Fakta, Konto, RegistreratKonto
from kontroller.konton import account_text, accounts_on
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, not_judged, ok, regel, stop
from kontroller.underlag import unknown_provider

NYA_6_KAP_6 = ALLTID.replace(year=2025, month=7)


@regel(
    kod="B14",
    version=1,
    rubrik="Verifierat konto",
    lagrum=(
        (ALLTID, "Granskning av manuella utbetalningar 2014, Huddinge kommun"),
        (NYA_6_KAP_6, "6 kap. 6 § kommunallagen"),
    ),
    allvar=Allvar.STOPP,
    kraver_redovisning=False,
    # A wrong account gets right by a second person confirming it in the register, never by paying to it all the same.
    far_undantas=False,
    galler_sjuklon=True,
)
def konto_i_registret(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """Kontot som fakturan ber om betalning till ska vara anordnarens konto i registret, och det ska vara bekräftat.

    Ett konto som kom med första inläsningen är bekräftat av den som läste in det. Ett ändrat konto är bekräftat först
    när en andra person har gjort det. Anger fakturan inget konto går betalningen till det i registret.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    begarda = list(dict.fromkeys(fakta.faktura.konton))
    registrerade = accounts_on(fakta.anordnare, fakta.faktura.fakturadatum)
    bekraftade = [rad.konto for rad in registrerade if rad.verifierat]
    belopp = fakta.faktura.summor.att_betala
    fynd = [stop(a.text, rader=(a.falt,), kronor=belopp) for a in fakta.faktura.anmarkningar if a.kontroll == "B14"]
    fel = [konto for konto in begarda if konto not in bekraftade]
    if fel:
        fynd.append(
            stop(
                f"Fakturan ber om betalning till {upprakning([_how_registered(k, registrerade) for k in fel])}.",
                matt=_figures(begarda, bekraftade),
                kronor=belopp,
            )
        )
    elif len(begarda) > 1:
        fynd.append(
            stop(
                f"Fakturan anger {antal_i_ord(len(begarda), 'konto', 'konton')} att betala till: "
                f"{upprakning([account_text(k) for k in begarda])}.",
                matt=_figures(begarda, bekraftade),
                kronor=belopp,
            )
        )
    # One amount is one amount, however many things are said about its account.
    yield from fynd[:1]
    yield from (_without_amount(f) for f in fynd[1:])
    if not fynd:
        yield _agrees(begarda, bekraftade)


def _how_registered(konto: Konto, registrerade: list[RegistreratKonto]) -> str:
    if any(rad.konto == konto for rad in registrerade):
        return f"{account_text(konto)}, som finns i registret men inte är bekräftat"
    return f"{account_text(konto)}, som inte är anordnarens konto i registret"


def _without_amount(fynd: Fynd) -> Fynd:
    return stop(fynd.text, rader=fynd.rader, matt=fynd.matt)


def _agrees(begarda: list[Konto], bekraftade: list[Konto]) -> Fynd:
    matt = _figures(begarda, bekraftade)
    if begarda:
        return ok(
            f"Fakturan ber om betalning till {account_text(begarda[0])}, anordnarens bekräftade konto.", matt=matt
        )
    if bekraftade:
        return ok("Fakturan anger inget konto, och anordnaren har ett bekräftat konto i registret.", matt=matt)
    return not_judged("Fakturan anger inget konto, och anordnaren har inget bekräftat konto i registret.", matt=matt)


def _figures(begarda: list[Konto], bekraftade: list[Konto]) -> dict[str, int]:
    return {"begarda_konton_antal": len(begarda), "bekraftade_konton_antal": len(bekraftade)}
