from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from assistans.embedded import own_services


class Command(BaseCommand):
    help = "Visar eller stoppar de inbyggda servrarna."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("atgard", choices=["status", "stopp"], metavar="status|stopp")

    def handle(self, *, atgard: str, **_options: object) -> None:
        services = own_services()
        if atgard == "stopp":
            services.stop()
        for name, server in (("PostgreSQL", services.postgres), ("Redis", services.valkey)):
            self.stdout.write(f"{name}: {'igång' if server.is_running() else 'stoppad'}")
        self.stdout.write(f"Mapp: {services.place.root}")
