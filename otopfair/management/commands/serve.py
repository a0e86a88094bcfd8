"""Web server and worker together, for one small machine. Ctrl-C or SIGTERM stops both.

The worker's death never ends the web server: it is started again, later each time it falls at once.
"""

import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from otopfair.thai.digits import is_digits

STOP_SECONDS = 15
LOOK_SECONDS = 0.2
# A worker that falls is started again after 1, 2, 4 … seconds, and after 1 when it had run well.
LONGEST_PAUSE_SECONDS = 60
RAN_WELL_SECONDS = 60


class Command(BaseCommand):
    help = "Start the web server and the worker, and stop both together."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
        parser.add_argument("--check", action="store_true", help="only look whether it is free")

    def handle(self, *args, bind, check, **options):
        refuse_taken_port(bind)
        if check:
            return
        signals: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: signals.append(number))
        web = start([sys.executable, "-m", "gunicorn", "--bind", bind, *_quietly(options)])
        worker = Restarted([sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"])
        self.stdout.write(f"http://{bind}  (Ctrl-C stops)")
        while not signals and web.poll() is None:
            time.sleep(LOOK_SECONDS)
            if (code := worker.look_after()) is not None:
                pause = f"starting it again in {worker.pause} s"
                self.stderr.write(f"The worker stopped by itself ({code}); {pause}.")
        fallen = web.poll() is not None
        stop([web, *worker.children])
        if fallen and not signals:
            raise CommandError("The web server stopped by itself; its last lines above say why.")
        self.stdout.write("Stopped.")


def start(command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


class Restarted:
    """A program that is started again whenever it ends."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.pause = 0
        self._start()

    @property
    def children(self) -> list[subprocess.Popen]:
        return [] if self.child is None else [self.child]

    def look_after(self) -> int | None:
        """Start the program when its pause is over; return its code when it has just ended."""
        now = time.monotonic()
        if self.child is None:
            if now >= self.start_at:
                self._start()
            return None
        code = self.child.poll()
        if code is None:
            return None
        ran_well = now - self.started_at >= RAN_WELL_SECONDS
        self.pause = 1 if ran_well or not self.pause else min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        self.child, self.start_at = None, now + self.pause
        return code

    def _start(self) -> None:
        self.child: subprocess.Popen | None = start(self.command)
        self.started_at = time.monotonic()


def refuse_taken_port(bind: str) -> None:
    """Raise CommandError when somebody already listens on `bind` ("host:port")."""
    host, _, port = bind.rpartition(":")
    if not is_digits(port):
        raise CommandError(f"{bind} is not an address with a port, for example 127.0.0.1:8000.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except (OSError, OverflowError):
            raise CommandError(
                f"Port {port} is taken or not allowed; choose another: make demo PORT=8001"
            ) from None


def stop(children) -> None:
    """Ask every child to stop, wait, and end what does not listen."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _quietly(options) -> list[str]:
    return [] if options["verbosity"] > 1 else ["--log-level", "warning"]
