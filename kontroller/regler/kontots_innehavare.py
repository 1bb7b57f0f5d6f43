"""B15: det är antecknat att kontot tillhör den som ska ha betalt."""

from collections.abc import Iterator

from assistans.svenska import upprakning
from kontroller.bolagskontroll import NYA_6_KAP_6
from kontroller.fakta import Fakta, RegistreratKonto
from kontroller.konton import account_text, accounts_on
from kontroller.regel import ALLTID, Allvar, Fynd, Villkor, not_applicable, not_judged, ok, regel, warn
from kontroller.underlag import unknown_provider

METOD = {
    "kand_kontakt": "samtal med en känd kontakt",
    "giroregister": "giroregistret",
    "bankintyg": "intyg från banken",
    "besok": "besök",
}
GIRON = ("bankgiro", "plusgiro")


@regel(
    kod="B15",
    version=1,
    rubrik="Kontots innehavare",
    lagrum=(
        (ALLTID, "Granskning av manuella utbetalningar 2014, Huddinge kommun"),
        (NYA_6_KAP_6, "6 kap. 6 § kommunallagen"),
    ),
    allvar=Allvar.VARNING,
    kraver_redovisning=False,
    i_bruk=False,
    galler_sjuklon=True,
)
def kontots_innehavare(fakta: Fakta, villkor: Villkor) -> Iterator[Fynd]:
    """För kontot som betalningen går till ska det vara antecknat hur det bekräftades och, för ett giro, vem det
    tillhör.

    Heter innehavaren något annat än anordnaren i registret är det en varning. Det kan ha en förklaring, som någon då
    skriver. Ett konto som kom med första inläsningen saknar ofta anteckningen. Att kontot är bekräftat prövas i B14.
    """
    if fakta.anordnare is None:
        yield unknown_provider()
        return
    begarda = set(fakta.faktura.konton)
    registrerade = accounts_on(fakta.anordnare, fakta.faktura.fakturadatum)
    berorda = [rad for rad in registrerade if (rad.konto in begarda if begarda else rad.verifierat)]
    if begarda and not berorda:
        yield not_applicable("Kontot på fakturan är inte anordnarens i registret, och det prövas i B14.")
    elif not berorda:
        yield not_judged("Fakturan anger inget konto, och anordnaren har inget bekräftat konto i registret.")
    for rad in berorda:
        yield _judge(rad)


def _judge(rad: RegistreratKonto) -> Fynd:
    vilket = account_text(rad.konto)
    matt = {"bekraftat_genom": METOD.get(rad.metod, "saknas"), "innehavare": rad.innehavare or "saknas"}
    saknas = []
    if not rad.metod:
        saknas.append("hur kontot bekräftades")
    if not rad.innehavare and rad.konto.typ in GIRON:
        saknas.append("vem det tillhör")
    if saknas:
        return warn(f"För {vilket} är det inte antecknat {upprakning(saknas)}.", matt=matt)
    if rad.innehavare == "annan":
        return warn(
            f"Innehavaren av {vilket} heter enligt anteckningen något annat än anordnaren i registret.", matt=matt
        )
    tillhor = " och tillhör anordnaren" if rad.innehavare == "samma" else ""
    return ok(
        f"{vilket[0].upper()}{vilket[1:]} är bekräftat genom {METOD.get(rad.metod, rad.metod)}{tillhor}.", matt=matt
    )
