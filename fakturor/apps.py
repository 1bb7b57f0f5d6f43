from django.apps import AppConfig


class FakturorConfig(AppConfig):
    name = "fakturor"
    verbose_name = "Fakturor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told when the registers change, so that the invoices that rest on them are controlled anew
        and those that wait for a person or a provider are matched again, and put what rests on worked time on the work
        list. Show what is counted on a contract, on its page and its provider's. Write vouchers with the payment files.
        """
        import fakturor.bevakning
        import fakturor.bevakning_aterkrav  # noqa: F401
        from beslut.services.foljder import on_change
        from beslut.sidor.avtal import show_with_contracts
        from beslut.sidor.kontering import tell_of_uncoded
        from fakturor.bokforing.filer import write_bookkeeping_files
        from fakturor.services.rematching import rematch_when_known
        from fakturor.services.reopening import reopen_invoices
        from fakturor.sidor.felaktiga import section_about
        from fakturor.sidor.kontering import uncoded_claims
        from fakturor.utbetalning.filer import SKRIVARE

        on_change(reopen_invoices)
        on_change(rematch_when_known)
        show_with_contracts(section_about)
        tell_of_uncoded(uncoded_claims)
        if write_bookkeeping_files not in SKRIVARE:
            SKRIVARE.append(write_bookkeeping_files)
