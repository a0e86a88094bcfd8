"""The rush: 120 booths are opened, and a thousand vendors and more press in the same second.

    make bench-rush                       on the PostgreSQL of DATABASE_URL: 1,000, 2,000, 5,000
    make bench-rush ARGS="--vendors 300"  as many as one likes

Over HTTP against gunicorn, in a database of its own that goes afterwards; without DATABASE_URL on
SQLite with 300. First a minimal claim view (`claim_floor.py`), then the portal's, with session,
CSRF, rights, the rule of one booth and history, are pressed by the same vendors for the same
booths, in turns. Exits with 1 when a booth has two vendors, a vendor two booths, a booth that was
pressed has nobody, or anybody reads an error; the speeds are told, and which goal each misses.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import environ

from tests.load.pressing import Pressed, post, press_all
from tests.load.run import FLOOR, PORTAL, collect_static, environment, manage, serve

BOOTHS = 120
REHEARSED = 40  # presses at another fair before, as the floor answers one: nothing is met first
FLOOR_RATIO, LOSERS_P95_S, SLOWEST_BY_MEDIAN = 0.5, 3.0, 3.0
WON, GONE = (200, 302), (409, 422)  # the floor's word and the portal's for who came late


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vendors", type=int, nargs="*", help="how many press")
    parser.add_argument("--rounds", type=int, default=3, help="of each; the median counts")
    parser.add_argument("--plain", action="store_true", help="browsers without a script")
    chosen = parser.parse_args()
    is_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    numbers = chosen.vendors or ([1000, 2000, 5000] if is_postgres else [300])
    collect_static()
    with a_database(is_postgres):
        manage("migrate", "--verbosity", "0")
        wrong = [rush(number, chosen.rounds, chosen.plain) for number in numbers]
    return int(any(wrong))


@contextmanager
def a_database(is_postgres: bool):
    """A database for this run alone, named by DATABASE_URL until it goes."""
    before = os.environ.get("DATABASE_URL")
    name = f"rush_{uuid.uuid4().hex[:8]}"
    if not is_postgres:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / name}"
            yield
        return
    _on_server(before, f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = f"{before.rpartition('/')[0]}/{name}"
    try:
        yield
    finally:
        _on_server(before, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(url: str, statement: str) -> None:
    import psycopg

    place = environ.Env.db_url_config(url)
    parts = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
    parts |= {"password": place["PASSWORD"], "dbname": place["NAME"]}
    with psycopg.connect(autocommit=True, **{k: v for k, v in parts.items() if v}) as server:
        server.execute(statement)


def rush(vendors: int, rounds: int, plain: bool) -> bool:
    """Some rounds of the floor and of ours in turns; whether anything was wrong."""
    floors, ours, wrong = [], [], []
    for number in range(rounds):
        wishes = wishes_of(vendors, number)
        floors.append(press_floor(wishes))
        pressed, faults = press_portal(wishes, plain)
        ours.append(pressed)
        wrong += faults
    told(vendors, floors, ours, wrong)
    return bool(wrong)


def wishes_of(vendors: int, number: int) -> list[int]:
    """The booth, 1 to 120, that each vendor presses."""
    dice = random.Random(1000 * vendors + number)
    return [dice.randrange(BOOTHS) + 1 for _ in range(vendors)]


@contextmanager
def server(application: str, port: int):
    """One answer is asked for before: the server is there."""
    process = serve(application, port, path="/help/" if port == PORTAL else "/0/0/")
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def press_floor(wishes: list[int]) -> Pressed:
    in_django("lay_floor", BOOTHS)
    with server("tests.load.claim_floor", FLOOR):
        requests = [post(f"/{booth}/{n}/", "") for n, booth in enumerate(wishes, 1)]
        return press_all(FLOOR, requests)


def press_portal(wishes: list[int], plain: bool) -> tuple[Pressed, list[str]]:
    """All press once, then the winners take what they hold; and what was wrong with it."""
    earlier = wishes_of(REHEARSED, 0)
    rehearsal, rush_itself = (presses_of(all_of, plain) for all_of in (earlier, wishes))
    with server("otopfair.wsgi:application", PORTAL):
        press_all(PORTAL, rehearsal.picks)
        pressed = press_all(PORTAL, rush_itself.picks)
        answers = zip(rush_itself.takes, pressed.answers, strict=True)
        taken = press_all(PORTAL, [take for take, one in answers if one.status in WON])
    return pressed, faults_of(pressed, taken, len(set(wishes)))


class Presses(NamedTuple):
    """Of each vendor of a new fair: the press for the booth that it wants, and to take it."""

    picks: list[bytes]
    takes: list[bytes]


def presses_of(wishes: list[int], plain: bool) -> Presses:
    world = in_django("make_world", len(wishes), BOOTHS)
    booths, *vendors = [line.split() for line in world.splitlines()]
    htmx = {} if plain else {"HX_Request": "true"}

    def request(vendor, body: str) -> bytes:
        application, session, who = vendor
        cookies = f"sessionid={session}; csrftoken={TOKEN}; who={who}"
        body = f"csrfmiddlewaretoken={TOKEN_OF_FORM}&{body}"
        return post(f"/my/applications/{application}/booth/", body, Cookie=cookies, **htmx)

    bodies = [f"act=pick&booth={booths[booth - 1]}" for booth in wishes]
    picks = [request(vendor, body) for vendor, body in zip(vendors, bodies, strict=True)]
    return Presses(picks, [request(vendor, "act=take") for vendor in vendors])


def faults_of(pressed: Pressed, taken: Pressed, wanted: int) -> list[str]:
    """In words what must never be; nothing when all is well."""
    booths, vendors, rows = map(int, in_django("count_given").split())
    errors = len(pressed.answers) - pressed.count(*WON, *GONE) + taken.count(0, 409, 422, 500, 503)
    checks = {
        f"{errors} answers are errors": errors == 0,
        f"{rows} places in {booths} booths": rows == booths,
        f"{rows} places for {vendors} vendors": rows == vendors,
        f"{wanted} booths were pressed, {booths} are given": booths == wanted,
        f"{pressed.count(*WON)} were told that they won, {rows} did": pressed.count(*WON) == rows,
    }
    return [words for words, is_well in checks.items() if not is_well]


def told(vendors: int, floors: list[Pressed], ours: list[Pressed], wrong: list[str]) -> None:
    floor, our = (statistics.median(one.a_second for one in rows) for rows in (floors, ours))
    p95 = statistics.median(one.p95(*GONE) for one in ours)
    spread = statistics.median(one.slowest / one.median for one in ours)
    sent = max(one.sent_within for one in ours)
    print(
        f"{vendors:6} vendors, {BOOTHS} booths, sent within {sent:.2f} s"
        f"  | answers a second {our:7.0f}  floor {floor:7.0f}  ratio {our / floor:.2f}"
        f"{_misses(our / floor >= FLOOR_RATIO)}"
        f"  | losers p95 {p95:.2f} s{_misses(p95 < LOSERS_P95_S)}"
        f"  | slowest/median {spread:.1f}{_misses(spread <= SLOWEST_BY_MEDIAN)}"
        f"  | load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    for words in wrong:
        print(f"       WRONG: {words}")


def _misses(is_met: bool) -> str:
    return "" if is_met else " (misses its goal)"


TOKEN = "r" * 32  # of the cookie
TOKEN_OF_FORM = "a" * 32 + TOKEN  # the same as a page's form has it: what it is masked with first


def in_django(name: str, *arguments: int, world: str = "rush_world") -> str:
    """Call a function of `rush_world.py`, or another, in a process that knows the models."""
    call = f"from tests.load import {world} as world; world.{name}(*{list(arguments)})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", call]
    done = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
