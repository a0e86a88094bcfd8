"""What the pages of takings ask of the database of DATABASE_URL, and what keeping sums costs.

Each page is opened some times; of its statements, those of the frame apart, the slowest counts, at
its median. Sizes that were measured before stand in var/bench-sums.json: growth from the smallest
of them to this one is an exponent, 0 where ten times the rows cost nothing and 1 where they cost
ten times as much.
Exits with 1 when a statement takes longer than 10 ms, a page more than twelve of them, an entry
with its sums more than 2.5 plain ones, or when growth is above 0.3.
"""

import json
import math
import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otopfair.settings")
os.environ.setdefault("SECRET_KEY", "only-for-measuring" * 4)
os.environ["ALLOWED_HOSTS"] = "testserver"
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from fairs.models import Assignment, FairEvent  # noqa: E402
from otopfair.accounts.models import User  # noqa: E402
from otopfair.rights.roles import Role  # noqa: E402
from otopfair.thai.calendar import fiscal_year_be  # noqa: E402
from sales.models import BoothSale  # noqa: E402

KNOWN = Path(__file__).resolve().parents[2] / "var" / "bench-sums.json"
ROUNDS, ENTRIES = 9, 300
MOST_MS, MOST_STATEMENTS, MOST_INSERTS, MOST_GROWTH = 10, 12, 2.5, 0.3
LEAST_MS = 0.3  # below it, growth is noise of the clock


def pages() -> dict[str, str]:
    """A fair in the middle of the years that has an edition before, and the overview's steps."""
    fairs = FairEvent.objects.filter(reference_code__startswith="B").order_by("opens_on", "pk")
    fair_event = fairs[fairs.count() // 2]
    overview, year = reverse("staff:overview"), fiscal_year_be(fair_event.opens_on)
    province = fair_event.home_province_id
    day = fair_event.opens_on + timedelta(days=3)
    return {
        "report of a day": reverse("staff:report-day", args=[fair_event.pk, day]),
        "overview": overview,
        "overview, a year": f"{overview}?year={year}",
        "overview, a province": f"{overview}?province={province}",
        "overview, a category": f"{overview}?category=3",
        "overview, province and year": f"{overview}?province={province}&year={year}",
        "overview, a fair": f"{overview}?fair={fair_event.pk}",
    }


def reader() -> User:
    """Who reads the figures of the whole country, and has no desk on which things wait."""
    user, is_new = User.objects.get_or_create(email="reader@demo.test")
    if is_new:
        Assignment.objects.create(user=user, role=Role.VIEWER, everything=True)
    return user


@dataclass
class Statement:
    """One statement of a page: its text, and milliseconds at the median of some rounds."""

    sql: str
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def statements_of(client: Client, url: str) -> list[Statement]:
    found: list[Statement] = []
    for number in range(ROUNDS + 1):
        taken: list[tuple[str, float]] = []

        def timed(execute, sql, params, many, context, taken=taken):
            started = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                taken.append((sql, (time.perf_counter() - started) * 1000))

        with connection.execute_wrapper(timed):
            answer = client.get(url)
        if answer.status_code != 200:
            sys.exit(f"{url} answers {answer.status_code}")
        if number == 0:  # the first fills caches
            found = [Statement(sql) for sql, _time in taken]
            continue
        for one, (_sql, took) in zip(found, taken, strict=False):
            one.times.append(took)
    return [one for one in found if one.times]


def cost_of_sums() -> tuple[float, float]:
    """(milliseconds of a plain insert, of one with its sums), side by side, and undone."""
    sale = BoothSale.objects.order_by("pk").first()
    days = (sale.fair_event.opens_on + timedelta(days=1_000 + n) for n in range(10 * ENTRIES))
    times: dict[bool, list[float]] = {True: [], False: []}
    for _round in range(3):
        for with_sums in (True, False):
            with transaction.atomic():
                _let_sums_be_kept(with_sums)
                times[with_sums] += [_insert(sale, next(days)) for _entry in range(ENTRIES)]
                transaction.set_rollback(True)
    return statistics.median(times[False]), statistics.median(times[True])


def _let_sums_be_kept(kept: bool) -> None:
    if not kept:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE sales_boothsale DISABLE TRIGGER sales_sums_written")


def _insert(sale: BoothSale, day) -> float:
    sale.pk, sale.sold_on = None, day
    started = time.perf_counter()
    sale.save(force_insert=True)
    return (time.perf_counter() - started) * 1000


def growth(smaller: float, larger: float, times: float) -> float:
    """The exponent; what is below the clock's noise has not grown."""
    if times < 2 or larger < LEAST_MS:
        return 0
    return math.log(larger / max(smaller, LEAST_MS / 2)) / math.log(times)


def main() -> int:
    if connection.vendor != "postgresql":
        print("sums are measured on PostgreSQL alone")
        return 0
    client, rows = Client(), BoothSale.objects.count()
    client.force_login(reader())
    known = json.loads(KNOWN.read_text()) if KNOWN.exists() else {}
    least = min(map(int, known), default=rows)
    failed, mine = False, {}
    heads = ("statements", "slowest ms", "all ms", "growth")
    print(f"{f'{rows:,} sales rows':34}" + "".join(f"{head:>12}" for head in heads))
    frame = {one.sql for one in statements_of(client, reverse("staff:registers"))}
    for name, url in pages().items():
        every = statements_of(client, url)
        own = [one.median for one in every if one.sql not in frame]
        mine[name] = sum(own)
        before = known.get(str(least), mine)[name]
        exponent = growth(before, mine[name], rows / least)
        failed |= len(every) > MOST_STATEMENTS or max(own) > MOST_MS or exponent > MOST_GROWTH
        numbers = f"{len(every):>12}{max(own):>12.1f}{sum(own):>12.1f}{exponent:>12.2f}"
        print(f"{name:34}{numbers}")
    plain, kept = cost_of_sums()
    failed |= kept > MOST_INSERTS * plain
    print(f"an entry {plain:.2f} ms, with its sums {kept:.2f} ms: {kept / plain:.2f} plain inserts")
    KNOWN.write_text(json.dumps({**known, str(rows): mine}))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
