"""An empty database with all migrations done, made once and copied for every worker of every suite.

It is known by what the migrations and their data say: another word in them makes another one.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

HOME = Path(settings.BASE_DIR)
KEPT = HOME / "var" / "tests"
MAKES_A_DATABASE = (
    "*/migrations/*.py",
    "otopfair/*/migrations/*.py",
    "fairs/geography/*.csv",
    "uv.lock",
)


def start_as_copy(wanted: dict) -> None:
    """Let the test database that the settings `wanted` name start as a copy.

    Django finds nothing left to migrate in it.
    """
    with one_at_a_time():
        if connection.vendor == "sqlite":
            shutil.copyfile(_ready_file(), wanted["NAME"])
        else:
            wanted["TEMPLATE"] = _ready_database()


def make_ready() -> None:
    """Before there is a test that waits for it."""
    with one_at_a_time():
        if connection.vendor == "sqlite":
            _ready_file()
        else:
            _ready_database()


def forget_copy(made: dict) -> None:
    """PostgreSQL's are dropped by Django."""
    if connection.vendor == "sqlite":
        connection.close()
        for path in Path(made["NAME"]).parent.glob(f"{Path(made['NAME']).name}*"):
            path.unlink()


def _mark() -> str:
    paths = sorted(path for pattern in MAKES_A_DATABASE for path in HOME.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of those on one kind of database."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ready_file() -> Path:
    ready = KEPT / f"{_mark()}.sqlite3"
    if not ready.exists():
        for old in KEPT.glob("*.sqlite3*"):
            old.unlink()
        _migrate(f"sqlite:///{ready}.new")
        Path(f"{ready}.new").rename(ready)
    return ready


def _ready_database() -> str:
    """A name that begins with the project's own, so that nothing else is dropped for it."""
    name = f"otopfair_ready_{_mark()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_new"')
            cursor.execute(f'CREATE DATABASE "{name}_new"')
            address = os.environ["DATABASE_URL"].rpartition("/")[0]
            _migrate(f"{address}/{name}_new")
            cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


def _migrate(database_url: str) -> None:
    """In a process of its own: the connection of this one is not led elsewhere."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=HOME,
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        check=True,
    )


if __name__ == "__main__":
    django.setup()
    make_ready()
