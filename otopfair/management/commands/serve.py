"""Web server and worker together, for one small machine. Ctrl-C or SIGTERM stops both."""

import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STOP_SECONDS = 15


class Command(BaseCommand):
    help = "Start the web server and the worker, and stop both together."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
        parser.add_argument("--check", action="store_true", help="only look whether it is free")

    def handle(self, *args, bind, check, **options):
        refuse_taken_port(bind)
        if check:
            return
        programs = {
            "web server": [sys.executable, "-m", "gunicorn", "--bind", bind, *_quietly(options)],
            "worker": [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"],
        }
        signals: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: signals.append(number))
        children = {
            name: subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
            for name, command in programs.items()
        }
        self.stdout.write(f"http://{bind}  (Ctrl-C stops)")
        fallen = None
        while not signals and not fallen:
            time.sleep(0.2)
            fallen = next(
                (name for name, child in children.items() if child.poll() is not None), None
            )
        stop(children.values())
        if fallen and not signals:
            raise CommandError(f"The {fallen} stopped by itself; its last lines above say why.")
        self.stdout.write("Stopped.")


def refuse_taken_port(bind: str) -> None:
    """Raise CommandError when somebody already listens on `bind` ("host:port")."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit():
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
