"""The worker: background tasks, what falls due, outgoing e-mail, and clearing what is left over."""

import logging
import os
import signal
import time
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from otopfair.accounts.session_store import SessionStore
from otopfair.outbox.sending import send_due_deliveries
from otopfair.removals.removing import forget_outlived
from otopfair.work.clock import do_what_is_due

logger = logging.getLogger(__name__)

STOP_SECONDS = 8
ABANDONED_AFTER = timedelta(minutes=10)
HOUSEKEEPING_SECONDS = 60
KEEP_FINISHED = timedelta(days=14)
MAX_STARTS = 5


class Command(BaseCommand):
    help = "Run background tasks and send e-mail until SIGTERM."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args, interval, once, **options):
        tasks = task_worker()
        if not once:
            stop_on_signals(tasks)
        next_housekeeping = 0.0
        while tasks.running:
            close_old_connections()
            try:
                if time.monotonic() >= next_housekeeping:
                    keep_house()
                    next_housekeeping = time.monotonic() + HOUSEKEEPING_SECONDS
                busy = run_ready_tasks(tasks) + do_what_is_due() + send_due_deliveries()
            except DatabaseError:
                logger.exception("database not there; trying again")
                busy = 0
            if once:
                return
            if not busy and tasks.running:
                time.sleep(interval)


def task_worker() -> Worker:
    """The worker of django-tasks-db, set to empty the queue and come back."""
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def stop_on_signals(tasks: Worker) -> None:
    """Finish the task in hand; a task that takes longer than STOP_SECONDS is put back later."""

    def stop(number, frame):
        tasks.running = False
        signal.alarm(STOP_SECONDS)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGALRM, lambda number, frame: os._exit(1))


def run_ready_tasks(tasks: Worker) -> int:
    """Run every task that is ready; return how many there were when we looked."""
    ready = DBTaskResult.objects.ready().count()
    if ready:
        tasks.run()
    return ready


def keep_house() -> None:
    """What a dead worker left behind, and what has been kept long enough."""
    put_back_abandoned_tasks()
    forget_finished_tasks()
    forget_outlived()
    SessionStore.clear_expired()


def put_back_abandoned_tasks() -> int:
    """Make tasks ready again whose worker died (kill -9, power cut); return how many.

    A task that ended its worker MAX_STARTS times is parked as failed.
    """
    started_before = timezone.now() - ABANDONED_AFTER
    put_back = 0
    for row in DBTaskResult.objects.running().filter(started_at__lt=started_before):
        starts = len(row.worker_ids)
        if starts >= MAX_STARTS:
            row.set_failed(RuntimeError(f"its worker died {starts} times"))
            logger.error("task=%s parked: its worker died %s times", row.pk, starts)
            continue
        # The old started_at in the condition lets only one worker do it.
        put_back += DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
        ).update(status=TaskResultStatus.READY, started_at=None)
        logger.warning("task=%s put back: its worker is gone", row.pk)
    return put_back


def forget_finished_tasks() -> None:
    """Delete the results of old tasks."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_FINISHED).delete()
