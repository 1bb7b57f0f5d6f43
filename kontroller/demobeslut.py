"""Det i demokommunen som rör rätten att besluta: delegationsordningen, och ett överklagande som inte är avgjort."""

from django.db import transaction
from django.utils import timezone

from assistans.aktor import set_actor
from assistans.models import User
from beslut.models import Beslut, Delegation, Overklagande
from beslut.services.appeals import continue_appeal, follow_appeal, register_appeal
from beslut.services.decisions import record_receipt
from beslut.services.delegations import register_delegation
from demodata import beslutsratt


@transaction.atomic
def ensure_delegated() -> None:
    """Enter the delegation order and the appeal, by the services of the pages, unless they are there."""
    if Delegation.objects.exists():
        return
    nu, anvandare = timezone.now(), {user.anvandarnamn: user for user in User.objects.all()}
    for rad in beslutsratt.DELEGATIONSORDNING:
        uppgifter = rad._asdict()
        delegat, inlagd_av = (anvandare[uppgifter.pop(namn)] for namn in ("delegat", "inlagd_av"))
        set_actor(inlagd_av.pk)
        register_delegation(delegat=delegat, **uppgifter, by=inlagd_av, at=nu)

    set_actor(anvandare["johan"].pk)
    vem = {"by": anvandare["johan"], "at": nu}
    beslut = Beslut.objects.get(diarienummer=beslutsratt.OVERKLAGAT)
    record_receipt(beslut=beslut, delgivet=beslutsratt.DELGIVET, **vem)
    overklagande = follow_appeal(
        overklagande=register_appeal(beslut=beslut, inkom=beslutsratt.INKOM, **vem),
        overlamnat=beslutsratt.OVERLAMNAT,
        instans=Overklagande.Instans.FORVALTNINGSRATT,
        malnummer=beslutsratt.MAL,
        inhibition=False,
        utgang=Overklagande.Utgang.AVSLAG,
        utgang_datum=beslutsratt.AVGJORT,
        **vem,
    )
    continue_appeal(
        overklagande=overklagande,
        inkom=beslutsratt.VIDARE,
        instans=Overklagande.Instans.KAMMARRATT,
        malnummer=beslutsratt.MAL_I_KAMMARRATTEN,
        **vem,
    )
