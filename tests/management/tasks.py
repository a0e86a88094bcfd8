"""Tasks that the worker's tests run: module level, so that a worker finds them by name."""

from django_tasks import task

from otopfair.outbox.models import Message


@task()
def mark_messages(subject: str) -> None:
    Message.objects.update(subject=subject)


@task()
def always_fails() -> None:
    raise ValueError("poison")
