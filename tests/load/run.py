"""Throughput of the hottest pages beside a minimal Django page with as many cards, in one run.

    make bench-data && make bench

Two gunicorn servers of the same shape, the portal and the floor (`floor.py`), are driven in turn,
several rounds each; the median counts. The portal's pages are rendered anew for every request.
Exits with 1 when a page falls below half of its floor.
"""

import argparse
import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

HOUSE = Path(__file__).resolve().parents[2]
REQUIRED = 0.5
PORTAL, FLOOR = 8131, 8132
CONNECTIONS = 8


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fair", default="", help="slug; a fair with 120 booths when left out")
    chosen = parser.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        print("DATABASE_URL ต้องชี้ไปที่ PostgreSQL / must name a PostgreSQL database")
        return 2
    slug = chosen.fair or fair_with_120_booths()
    pages = [
        ("catalogue, 30 cards", "/products/", "/30/", True),
        ("catalogue, category and province", "/products/?category=3&province=40", "/30/", False),
        ("fair, 120 booths", f"/fairs/{slug}/", "/120/", True),
        ("fair plan, 120 booths drawn and listed", f"/fairs/{slug}/plan/", "/120/", False),
        ("home", "/", "/30/", False),
    ]
    collect_static()
    servers = [serve("otopfair.wsgi:application", PORTAL), serve("tests.load.floor", FLOOR)]
    try:
        return measure(pages, chosen.seconds, chosen.rounds)
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "DEBUG": "0",
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": os.environ.get("SECRET_KEY", "only-for-measuring" * 4),
        "PYTHONPATH": str(HOUSE),
    }


def manage(*arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=HOUSE, env=environment(), check=True, capture_output=True, text=True
    )
    return done.stdout


def fair_with_120_booths() -> str:
    found = manage(
        "shell",
        "--no-imports",
        "-c",
        "from fairs.models import FairEvent; from django.db.models import Count;"
        "print(FairEvent.objects.published().annotate(n=Count('booths'))"
        ".filter(n=120).order_by('-opens_on').values_list('slug', flat=True).first() or '')",
    ).strip()
    if not found:
        sys.exit("ไม่มีงานที่มี 120 บูธ รัน make bench-data ก่อน / no fair of 120 booths yet")
    return found


def collect_static() -> None:
    manage("collectstatic", "--noinput", "--verbosity", "0")


def serve(application: str, port: int, path: str = "") -> subprocess.Popen:
    """A server that has answered once, at `path`."""
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    command += ["--keep-alive", "30", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=HOUSE, env=environment())
    path = path or ("/30/" if port == FLOOR else "/help/")
    for _attempt in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
        except HTTPError:
            return server  # it says no, and is there
        except OSError:
            time.sleep(0.1)
        else:
            return server
    server.terminate()
    sys.exit(f"{application} does not answer")


def measure(pages: list[tuple], seconds: float, rounds: int) -> int:
    print(f"{'page':42}{'kB':>6}{'per s':>9}{'floor':>9}{'ratio':>8}")
    failed = False
    for name, path, floor_path, is_required in pages:
        size = page_size(PORTAL, path)
        page_size(FLOOR, floor_path)
        ours, floors = [], []
        for _round in range(rounds):
            floors.append(requests_per_second(FLOOR, floor_path, seconds))
            ours.append(requests_per_second(PORTAL, path, seconds))
        our, floor = statistics.median(ours), statistics.median(floors)
        ratio = our / floor
        is_low = is_required and ratio < REQUIRED
        failed |= is_low
        note = f"  below {REQUIRED}" if is_low else ""
        print(f"{name:42}{size / 1000:6.1f}{our:9.1f}{floor:9.1f}{ratio:8.2f}{note}", flush=True)
    return int(failed)


def page_size(port: int, path: str) -> int:
    """Bytes of the page; an answer that is not 200 stops the run."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return len(answer.read())


def requests_per_second(port: int, path: str, seconds: float) -> float:
    if shutil.which("wrk"):
        return with_wrk(f"http://127.0.0.1:{port}{path}", seconds)
    return with_threads(port, path, seconds)


def with_wrk(url: str, seconds: float) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        sys.exit(f"{url} answers with errors\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))


def with_threads(port: int, path: str, seconds: float) -> float:
    """The same load from Python, where wrk is missing: slower, equally for both servers."""
    until = time.monotonic() + seconds
    counts = [0] * CONNECTIONS

    def drive(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.monotonic() < until:
            connection.request("GET", path)
            if connection.getresponse().read():
                counts[number] += 1

    drivers = [threading.Thread(target=drive, args=[number]) for number in range(CONNECTIONS)]
    for driver in drivers:
        driver.start()
    for driver in drivers:
        driver.join()
    return sum(counts) / seconds


if __name__ == "__main__":
    sys.exit(main())
