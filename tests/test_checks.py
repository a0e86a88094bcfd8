"""The start-up check says when PostgreSQL does not know Thai letters, and how to mend it."""

import pytest
from django.db import connection

from otopfair import checks


class FakeConnection:
    """A PostgreSQL that has pg_trgm and finds `trigrams` trigrams in a Thai word."""

    vendor = "postgresql"

    def __init__(self, extension: bool, trigrams: int) -> None:
        self.answers = [(1,) if extension else None, (trigrams,)]

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def execute(self, sql, params=None):
        self.answer = self.answers.pop(0)

    def fetchone(self):
        return self.answer


@pytest.mark.parametrize(
    ("extension", "trigrams", "ids"),
    [(True, 4, []), (True, 0, ["otopfair.W001"]), (False, 0, [])],
)
def test_a_database_that_finds_no_thai_trigrams_is_named(monkeypatch, extension, trigrams, ids):
    monkeypatch.setattr(checks, "connections", {"default": FakeConnection(extension, trigrams)})
    found = checks.check_thai_trigrams(databases=["default"])
    assert [warning.id for warning in found] == ids


@pytest.mark.django_db
def test_the_database_of_the_tests_knows_thai():
    assert connection.alias == "default"
    assert checks.check_thai_trigrams(databases=["default"]) == []


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"\x89PNG\r\n\x1a\n", []),
        (b"<svg/>", ["otopfair.E001"]),
        (b"\xff\xd8\xff" + bytes(600 * 1024), ["otopfair.E001"]),
        (None, ["otopfair.E001"]),
    ],
)
def test_a_garuda_that_cannot_be_printed_stops_the_start(tmp_path, settings, content, ids):
    path = tmp_path / "garuda"
    if content is not None:
        path.write_bytes(content)
    settings.EMBLEM_PICTURE = str(path)
    assert [error.id for error in checks.check_emblem()] == ids


def test_no_garuda_is_no_fault():
    assert checks.check_emblem() == []
