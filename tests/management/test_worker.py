"""The worker runs what was committed, survives poison, picks up after the dead, stops when told."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from otopfair.accounts.models import Session
from otopfair.management.commands.worker import (
    forget_finished_tasks,
    keep_house,
    put_back_abandoned_tasks,
)
from otopfair.outbox.models import Message
from otopfair.outbox.writing import tell
from tests.factories import make_user
from tests.management.tasks import always_fails, mark_messages


@pytest.fixture(autouse=True)
def _tasks_in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work() -> None:
    call_command("worker", "--once")


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_and_a_message_goes_out():
    tell(make_user(), "ก่อน", "ข้อความ")
    mark_messages.enqueue("หลัง")
    work()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert [message.subject for message in mail.outbox] == ["หลัง"]


@pytest.mark.django_db(transaction=True)
def test_a_task_of_an_act_that_was_undone_does_not_run():
    tell(make_user(email=None, phone="0812345678"), "ก่อน", "ข้อความ")

    def act_and_fail():
        with transaction.atomic():
            mark_messages.enqueue("หลัง")
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        act_and_fail()
    work()
    assert Message.objects.get().subject == "ก่อน"


@pytest.mark.django_db(transaction=True)
def test_a_task_that_raises_is_parked_and_stops_nobody():
    tell(make_user(email=None, phone="0812345678"), "ก่อน", "ข้อความ")
    poison = always_fails.enqueue()
    mark_messages.enqueue("หลัง")
    work()
    work()
    row = DBTaskResult.objects.get(pk=poison.id)
    assert (row.status, len(row.worker_ids)) == (TaskResultStatus.FAILED, 1)
    assert "ValueError: poison" in row.traceback
    assert Message.objects.get().subject == "หลัง"


def running_task(*, minutes_ago: int, starts: int = 1) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=mark_messages.enqueue("หลัง").id)
    row.status = TaskResultStatus.RUNNING
    row.started_at = timezone.now() - timedelta(minutes=minutes_ago)
    row.worker_ids = ["gone"] * starts
    row.save()
    return row


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_ready_again():
    dead, alive = running_task(minutes_ago=11), running_task(minutes_ago=9)
    assert put_back_abandoned_tasks() == 1
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.status, dead.started_at) == (TaskResultStatus.READY, None)
    assert alive.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_that_killed_five_workers_is_parked():
    row = running_task(minutes_ago=11, starts=5)
    assert put_back_abandoned_tasks() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED
    assert "its worker died 5 times" in row.traceback


@pytest.mark.django_db
def test_old_results_are_forgotten():
    old, new = running_task(minutes_ago=1), running_task(minutes_ago=1)
    old.set_successful(None)
    new.set_successful(None)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=15))
    forget_finished_tasks()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [new.pk]


@pytest.mark.django_db
def test_sessions_that_are_over_go():
    for hours in (-1, 1):
        until = timezone.now() + timedelta(hours=hours)
        Session.objects.create(session_key=f"k{hours}", session_data="", expire_date=until)

    keep_house()

    assert [row.session_key for row in Session.objects.all()] == ["k1"]


def test_the_worker_stops_on_sigterm(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "otopfair.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
    }
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    worker = subprocess.Popen(
        [*manage, "worker", "--interval", "0.2"], env=environment, stderr=subprocess.PIPE, text=True
    )
    # No table is there yet: the worker says so and waits for the database, it does not end.
    assert any("database not there" in line for line in worker.stderr)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=10)
    assert worker.returncode == 0
