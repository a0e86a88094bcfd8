"""Web server and worker start together and stop together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError


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


def test_sigterm_stops_web_server_and_worker(tmp_path, free_port):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "otopfair.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
        "WEB_CONCURRENCY": "1",
    }
    manage = str(settings.BASE_DIR / "manage.py")
    served = subprocess.Popen(
        [sys.executable, manage, "serve", "--bind", f"127.0.0.1:{free_port}"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert wait_for_answer(f"http://127.0.0.1:{free_port}/healthz") == b"ok\n"
    served.send_signal(signal.SIGTERM)
    output, _ = served.communicate(timeout=30)
    assert (served.returncode, output.splitlines()[-1]) == (0, "Stopped.")
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{free_port}/healthz", timeout=1)
