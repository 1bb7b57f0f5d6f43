import pytest
from django.utils import timezone

from assistans.models import User
from fakturor.services.importing import import_folder
from fakturor.tests.bygg_mapp import folder

AT = timezone.datetime(2015, 5, 5, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def konsulent(db):
    return User.objects.create_user("konsulent", "Kim Dahl", roller=["konsulent"])


@pytest.fixture
def read(konsulent):
    """Read files in, and answer their results by name."""

    def read(files, by=konsulent, at=AT):
        resultat = import_folder(files, by=by, at=at)
        return {fil.fil.removesuffix(".csv"): fil for fil in resultat.filer}

    return read


@pytest.fixture
def kommun(read):
    """The municipality of bygg_mapp, read in."""
    return read(folder())
