"""What leaves the portal as a file: a fair helper's files tell no telephone number."""

import zipfile
from io import BytesIO

import pytest

from fairs.models import FairEvent
from tests.factories import make_helper, make_officer
from tests.test_fuzz import ROUTES, make_honest_world, real_path
from vendors.models import VendorPhone

PHONE = "0898887777"
EXPORTS = [(name, route) for name, route in ROUTES if route.endswith(".xlsx")]


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if ".xml" in name)


def files_of(client, person) -> dict[str, str]:
    """Name to text of every spreadsheet that `person` gets."""
    client.force_login(person)
    answers = {name: client.get(real_path(name, route)) for name, route in EXPORTS}
    return {name: text_of(a.content) for name, a in answers.items() if a.status_code == 200}


@pytest.fixture
def fair(db):
    make_honest_world()
    VendorPhone.objects.update(number=PHONE)
    return FairEvent.objects.order_by("pk").first()


def told(files: dict[str, str]) -> list[str]:
    return sorted(name for name, text in files.items() if PHONE in text.replace("-", ""))


def test_a_helpers_exports_hold_no_telephone_number(client, fair):
    files = files_of(client, make_helper(fair))
    assert "staff:review-export" in files
    assert told(files) == []


def test_an_officers_exports_do(client, fair):
    files = files_of(client, make_officer(fair.home_province))
    assert told(files) == ["staff:arrivals-xlsx", "staff:fair-vendors-xlsx", "staff:review-export"]
