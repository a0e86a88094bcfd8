"""The evening: 300 officers enter the takings of 20 booth-days each, on the grids of 30 fairs.

    make bench-evening                     on the PostgreSQL of DATABASE_URL: 3 minutes of it
    make bench-evening ARGS="--minutes 30" the whole of it
    make bench-evening ARGS="--pace 10 --minutes 10"  the whole of it, three times as fast

Over HTTP against gunicorn with two workers, in a database of its own that goes afterwards. Each
officer saves row after row, as the grid does when a row is left, and looks what others have saved:
after each row and every half a minute. One in twenty rows comes twice at once, as from a line that
lost the answer. The goal is a p95 under 500 ms at the pace of 30 minutes; a shorter run keeps the
pace, and is a part of the evening. Exits with 1 when a figure is lost, doubled or wrong, or anybody
reads an error; the speed is told, and whether it meets the goal.
"""

import argparse
import asyncio
import os
import random
import sys
import time
from dataclasses import dataclass, field

from tests.load.pressing import Answer, Pressed, get, post, press
from tests.load.run import PORTAL, collect_static, manage
from tests.load.rush import TOKEN, a_database, in_django, server

FAIRS, OFFICERS, BOOTHS = 30, 10, 10  # booths of an officer, each on two days
P95_S, LOOKS_EVERY_S, TWICE = 0.5, 30.0, 0.05


@dataclass(frozen=True)
class Officer:
    """A session, and the rows it enters."""

    session: str
    who: str
    person: str
    fair: str
    zone: str
    rows: list[tuple[str, str]]  # day and allocation

    @property
    def headers(self) -> dict[str, str]:
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}; who={self.who}"
        return {"Cookie": cookies, "X_CSRFToken": TOKEN, "HX_Request": "true"}

    def row(self, day: str, place: str, sold: int, seen: str) -> bytes:
        path = f"/staff/fairs/{self.fair}/sales/{day}/rows/{place}/"
        body = f"sold-{place}={sold}&ordered-{place}=0&seen-{place}={seen}"
        kept = {"X_Kept_By_Page": "1", "X_Kept_For": self.person}
        return post(path, body, **self.headers, **kept)

    def look(self) -> bytes:
        path = f"/staff/fairs/{self.fair}/sales/{self.rows[0][0]}/live/?zone={self.zone}"
        return get(path, **self.headers, X_Only_Asks="1")


@dataclass
class Evening:
    officers: list[Officer]
    seen: str
    seconds: float
    dice: random.Random = field(default_factory=lambda: random.Random(20))
    saved: list[Answer] = field(default_factory=list)
    looked: list[Answer] = field(default_factory=list)
    entered: list[int] = field(default_factory=list)

    async def run(self) -> None:
        self.until = time.perf_counter() + self.seconds
        await asyncio.gather(*(self._enters(one) for one in self.officers))

    async def _enters(self, officer: Officer) -> None:
        """Each row at its time, with some chance; the looks between them beside it."""
        began, step = time.perf_counter(), self.seconds / len(officer.rows)
        looks = asyncio.create_task(self._looks(officer, self.dice.random() * LOOKS_EVERY_S))
        for number, (day, place) in enumerate(officer.rows):
            due = began + step * (number + self.dice.random())
            await asyncio.sleep(max(0, due - time.perf_counter()))
            await self._save(officer, day, place)
        looks.cancel()

    async def _save(self, officer: Officer, day: str, place: str) -> None:
        sold = 1_000 + len(self.entered)
        self.entered.append(sold)
        request = officer.row(day, place, sold, self.seen)
        times = 1 + (self.dice.random() < TWICE)
        self.saved += await asyncio.gather(*(press(PORTAL, request, []) for _ in range(times)))
        self.looked.append(await press(PORTAL, officer.look(), []))

    async def _looks(self, officer: Officer, first: float) -> None:
        await asyncio.sleep(first)
        while True:
            self.looked.append(await press(PORTAL, officer.look(), []))
            await asyncio.sleep(LOOKS_EVERY_S)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0, help="how long it is watched")
    parser.add_argument("--pace", type=float, default=30.0, help="minutes for 20 booth-days each")
    parser.add_argument("--fairs", type=int, default=FAIRS, help="with 10 officers each")
    chosen = parser.parse_args()
    collect_static()
    with a_database(os.environ.get("DATABASE_URL", "").startswith("postgres")):
        manage("migrate", "--verbosity", "0")
        told = in_django("make_evening", chosen.fairs, OFFICERS, BOOTHS, world="evening_world")
        seen, *lines = told.splitlines()
        share = chosen.minutes / chosen.pace
        evening = Evening([_officer(line, share) for line in lines], seen, chosen.minutes * 60)
        with server("otopfair.wsgi:application", PORTAL):
            asyncio.run(evening.run())
        wrong = faults_of(evening)
    tell(evening, wrong)
    return int(bool(wrong))


def _officer(line: str, share: float) -> Officer:
    """Who enters the given share of its rows."""
    session, who, person, fair, zone, days, places = line.split()
    rows = [(day, place) for day in days.split(",") for place in places.split(",")]
    return Officer(session, who, person, fair, zone, rows[: max(1, round(len(rows) * share))])


def faults_of(evening: Evening) -> list[str]:
    """In words what must never be; nothing when all is well."""
    counted = in_django("count_evening", world="evening_world").split()
    rows, baht, revisions, sums = int(counted[0]), float(counted[1]), *map(int, counted[2:])
    errors = [one.status for one in (*evening.saved, *evening.looked) if one.status != 200]
    checks = {
        f"{len(errors)} answers are errors: {sorted(set(errors))}": not errors,
        f"{len(evening.entered)} figures were entered, {rows} stand": rows == len(evening.entered),
        f"they come to {baht}, not {sum(evening.entered)}": baht == sum(evening.entered),
        f"{revisions} figures were replaced": revisions == 0,
        f"{sums} kept sums are wrong": sums == 0,
    }
    return [words for words, is_well in checks.items() if not is_well]


def tell(evening: Evening, wrong: list[str]) -> None:
    for name, answers in (("saved a row", evening.saved), ("looked", evening.looked)):
        told = Pressed(answers, evening.seconds, 0)
        p95 = told.p95(200)
        goal = "" if name == "looked" or p95 < P95_S else " (misses its goal)"
        print(
            f"{len(evening.officers)} officers {name:11} {len(answers):6} times in"
            f" {evening.seconds / 60:.1f} min ({told.a_second:5.1f} a second)"
            f"  | median {told.median * 1000:4.0f} ms  p95 {p95 * 1000:4.0f} ms{goal}"
            f"  slowest {told.slowest * 1000:5.0f} ms  | load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
    for words in wrong:
        print(f"       WRONG: {words}")


if __name__ == "__main__":
    sys.exit(main())
