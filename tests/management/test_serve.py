"""Web server and worker start together and stop together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from otopfair.management.commands import serve as serve_command
from otopfair.management.commands.serve import Restarted


@pytest.fixture
def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_refused_in_one_sentence():
    with closing(socket.create_server(("127.0.0.1", 0))) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(CommandError) as refused:
            call_command("serve", "--bind", f"127.0.0.1:{port}")
    assert str(refused.value) == (
        f"Port {port} is taken or not allowed; choose another: make demo PORT=8001"
    )


def test_an_address_without_a_port_is_refused():
    with pytest.raises(CommandError, match="is not an address with a port"):
        call_command("serve", "--bind", "127.0.0.1")


def wait_for_answer(url: str, seconds: int = 60) -> bytes:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=5) as response:
                return response.read()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.fixture
def serve(tmp_path, free_port):
    """Start `serve` on an empty database."""
    started = []

    def start():
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "otopfair.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
            "WEB_CONCURRENCY": "1",
        }
        served = subprocess.Popen(
            [sys.executable, manage, "serve", "--bind", f"127.0.0.1:{free_port}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(served)
        return served

    manage = str(settings.BASE_DIR / "manage.py")
    yield start
    for served in started:
        if served.poll() is None:
            served.kill()
            served.communicate()


def worker_of(served) -> int | None:
    """The worker's process id, read from the system's list."""
    children = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
    for child in children:
        if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
            return int(child)
    return None


def wait_for_worker(served, *, other_than: int | None = None) -> int:
    deadline = time.monotonic() + 30
    while (worker := worker_of(served)) in (None, other_than):
        assert time.monotonic() < deadline, "no worker came"
        time.sleep(0.1)
    return worker


def test_sigterm_stops_web_server_and_worker(serve, free_port):
    served = serve()
    assert wait_for_answer(f"http://127.0.0.1:{free_port}/healthz") == b"ok\n"
    served.send_signal(signal.SIGTERM)
    output, _ = served.communicate(timeout=30)
    assert (served.returncode, output.splitlines()[-1]) == (0, "Stopped.")
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{free_port}/healthz", timeout=1)


def test_a_worker_that_dies_is_started_again_and_the_web_server_stays(serve, free_port):
    served = serve()
    url = f"http://127.0.0.1:{free_port}/healthz"
    wait_for_answer(url)
    first = wait_for_worker(served)
    os.kill(first, signal.SIGKILL)
    second = wait_for_worker(served, other_than=first)
    assert second != first
    assert wait_for_answer(url) == b"ok\n"
    served.send_signal(signal.SIGTERM)
    _, errors = served.communicate(timeout=30)
    said = [line for line in errors.splitlines() if line.startswith("The worker stopped")]
    assert said[0] == "The worker stopped by itself (-9); starting it again in 1 s."
    assert served.returncode == 0


class FakeChild:
    def poll(self):
        return 1


def test_a_worker_that_falls_at_once_is_started_later_each_time(monkeypatch):
    now = [0.0]
    starts = []
    monkeypatch.setattr(serve_command.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        serve_command, "start", lambda command: starts.append(now[0]) or FakeChild()
    )
    worker = Restarted(["worker"])
    for _ in range(200 * 5):
        worker.look_after()
        now[0] += 0.2
    gaps = [round(later - earlier) for earlier, later in pairwise(starts)]
    assert gaps == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_worker_that_ran_well_is_started_again_soon(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(serve_command.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(serve_command, "start", lambda command: FakeChild())
    worker = Restarted(["worker"])
    worker.pause = 32
    now[0] = 61
    assert (worker.look_after(), worker.pause) == (1, 1)
