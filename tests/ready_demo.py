"""The demonstration, built once for all workers of all suites on SQLite, and copied from a file.

It is known by the day and by what every line of code and every picture of it says.
"""

import hashlib
import pickle
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from demo.build import build_demo
from otopfair.thai.calendar import today_in_thailand
from tests.ready_database import HOME, KEPT, one_at_a_time

APPS = ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages", "demo")


def fill_with_demo() -> None:
    """Let the empty database of the test hold the demonstration, and the storage its files."""
    connection.ensure_connection()
    with one_at_a_time():
        database, files = _places()
        if files.exists():
            _fill(database, files)
        else:
            build_demo()
            _keep(database, files, _files_under(""))


def build_and_keep() -> None:
    """Build it in the transaction of a test; what comes later starts from a copy of it."""
    others = _files_under("")
    build_demo()
    if connection.vendor != "sqlite":
        return
    made = {name: content for name, content in _files_under("").items() if name not in others}
    with one_at_a_time():
        database, files = _places()
        if not files.exists():
            _keep(database, files, made)


def _places() -> tuple[Path, Path]:
    database, files = (KEPT / f"demo-{_mark()}.{kind}" for kind in ("db", "files"))
    return database, files


def _fill(database: Path, files: Path) -> None:
    with closing(sqlite3.connect(database)) as kept:
        kept.backup(connection.connection)
    for name, content in pickle.loads(files.read_bytes()).items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


def _keep(database: Path, files: Path, contents: dict[str, bytes]) -> None:
    for old in KEPT.glob("demo-*"):
        old.unlink()
    # A backup would wait for the end of the transaction in which it was built.
    database.write_bytes(connection.connection.serialize())
    files.write_bytes(pickle.dumps(contents))


def _files_under(folder: str) -> dict[str, bytes]:
    folders, names = default_storage.listdir(folder)
    found = {}
    for name in (f"{folder}{name}" for name in names):
        with default_storage.open(name) as file:
            found[name] = file.read()
    for inner in folders:
        found |= _files_under(f"{folder}{inner}/")
    return found


def _mark() -> str:
    return f"{today_in_thailand()}-{_code()}"


@cache
def _code() -> str:
    files = [path for app in APPS for path in (HOME / app).rglob("*") if path.is_file()]
    says = hashlib.sha256()
    for path in sorted(files):
        if path.suffix != ".pyc":
            says.update(path.read_bytes())
    return says.hexdigest()[:16]
