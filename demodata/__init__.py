"""En påhittad kommun, Mälarås, med två månader av underlag: april 2015 utan fel och maj 2015 med fel som är kända.

Modulerna gör filer och vet inget om programmet som läser dem. Ingenting är slumpat och ingen klocka läses, så samma
månad blir alltid samma filer.
"""

from demodata.kommun import APRIL, MAJ, MANADER
from demodata.planterat import PLANTERAT
from demodata.skrivning import build_month, write_month

__all__ = ["APRIL", "MAJ", "MANADER", "PLANTERAT", "build_month", "write_month"]
