"""What is posted along with a form, and is none of its fields, changes nothing: for every form.

Each form is sent twice, as its page shows it, once with columns of the models added that the page
has no box for: owner, status, fee, province, foreign numbers. Both write the same, and neither
breaks.
"""

import re
import secrets
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from tests.filled_forms import posting_forms
from tests.guards import pages_unwritten
from tests.test_fuzz import everything_for, make_honest_world, real_path

pytestmark = [pytest.mark.long, pytest.mark.once, pytest.mark.django_db]
OURS = {"fairs", "vendors", "products", "onsite", "sales", "accounts", "outbox", "removals", "work"}
# By these a view tells its own forms apart; each stands in one of them.
PRESSES = {"photo_id", "kept", "reason"}
FOREIGN = {
    models.BooleanField: "on",
    models.DateField: "1/1/2570",
    models.DateTimeField: "1/1/2570",
}
# Whatever a model keeps, under the name of the field and of its column.
POSTED_ALONG = {
    name: FOREIGN.get(type(field), "2")
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    for name in (field.name, field.attname)
    if model._meta.app_label in OURS
} | {"owner": "2", "fee": "0", "state": "accepted", "status": "confirmed"}
# What was typed is kept word for word, in the session or for another phone, and changes nothing.
NO_CHANGES = r"(?!.{0,20}(accounts_session|drafts_|history_))"
WRITES = re.compile(rf"(INSERT|UPDATE|DELETE)\b{NO_CHANGES}", re.IGNORECASE)
# Keys, codes and the words of a hashed password are new at each press.
MADE_ANEW = re.compile(r"\b[\w.$+/=-]{20,}")


# Reading four hundred boxes as parts of a file takes longer than the press itself.
BOXES = "application/x-www-form-urlencoded"


class Written:
    """What a request writes: statements with their values."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if WRITES.match(sql):
            self.statements.append(MADE_ANEW.sub("…", f"{sql} {params}"))
        return execute(sql, params, many, context)


def left_by(client, target: str, sent: dict) -> tuple[int, list[str]]:
    """The answer, and what was written by a press, which is undone."""
    written = Written()
    with transaction.atomic(), pages_unwritten(), connection.execute_wrapper(written):
        status = client.post(target, urlencode(sent, doseq=True), content_type=BOXES).status_code
        transaction.set_rollback(True)
    return status, written.statements


def forms_for(client, addresses) -> Iterator[tuple[str, dict, set[str]]]:
    """(address, what it sends, names of the page's boxes) of one form of each kind."""
    seen = set()
    for name, route in addresses:
        path = real_path(name, route)
        page = client.get(path)
        if page.streaming or not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        forms = posting_forms(page)
        boxes = set().union(*(names for _, _, names in forms))  # one view often takes them all
        for action, sent, names in forms:
            target = urljoin(path, action)
            kind = (name, frozenset(names))
            if "logout" not in target and kind not in seen:
                seen.add(kind)
                yield target, sent, boxes


def closed_to_officers(addresses) -> list:
    """What only an administrator opens; the rest is the officer's walk."""
    officer, _all = everything_for("officer")
    with pages_unwritten():
        return [one for one in addresses if officer.get(real_path(*one)).status_code == 403]


@pytest.mark.parametrize(
    "who", ["visitor", "vendor", "officer", "helper", "district", "administrator"]
)
def test_what_is_posted_along_changes_nothing(who, monkeypatch):
    # One in sixty-four begins with a hyphen, which no word does, and then is not told as made anew.
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: secrets.token_hex(11))
    make_honest_world()
    client, addresses = everything_for(who)
    if who == "administrator":
        addresses = closed_to_officers(addresses)
    wrong, tried = {}, 0
    with time_machine.travel(timezone.now(), tick=False):
        for target, sent, names in forms_for(client, addresses):
            along = {key: POSTED_ALONG[key] for key in POSTED_ALONG.keys() - names - PRESSES}
            plain, smuggled = left_by(client, target, sent), left_by(client, target, along | sent)
            tried += 1
            if plain != smuggled or plain[0] >= 500:
                wrong[target] = (plain, smuggled)
    assert wrong == {}
    assert tried > 2
