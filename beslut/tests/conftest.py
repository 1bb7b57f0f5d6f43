"""Webbläsare med någon inne."""

import pytest

from assistans.roller import Roll
from tests.byggstenar import build_user


@pytest.fixture
def hanna():
    return build_user("hanna", Roll.HANDLAGGARE)


@pytest.fixture
def handlaggare(client, hanna):
    client.force_login(hanna)
    return client


@pytest.fixture
def konsulent(client):
    client.force_login(build_user("karin", Roll.KONSULENT))
    return client


@pytest.fixture
def eva():
    return build_user("eva", Roll.CONTROLLER)


@pytest.fixture
def maria():
    return build_user("maria", Roll.ENHETSCHEF)


@pytest.fixture
def controller(client, eva):
    client.force_login(eva)
    return client
