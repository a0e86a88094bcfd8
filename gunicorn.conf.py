"""The web server. One process takes a handful of requests at once; more load, more processes."""

import gc
import logging
import os
from pathlib import Path

wsgi_app = "otopfair.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # code is shared memory; no database connection is opened before the fork
gc.set_threshold(20_000, 50, 50)

keepalive = 30
timeout = 60
graceful_timeout = 20
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - heartbeat files must not wait for a disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108

# One JSON object a line; behind a proxy that keeps its own log, leave it off.
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
access_log_format = (
    '{"at":"%(t)s","from":"%({x-forwarded-for}i)s","peer":"%(h)s","method":"%(m)s",'
    '"path":"%(U)s","status":%(s)s,"bytes":"%(B)s","microseconds":%(D)s,"agent":"%(a)s"}'
)

# Django answers HEAD with the body of GET and leaves it to the server to drop it: no news.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def pre_fork(server, worker):
    """What was imported stays shared: it is not looked through for garbage again. So do the words
    that searching knows."""
    from fairs.vocabulary import load_words  # Django is set up only by now

    load_words()
    gc.freeze()
