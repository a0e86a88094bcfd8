"""The worker of the tests: it does a task at once, inside the request that asked for it."""

from django_tasks.backends.immediate import ImmediateBackend
from zeal import zeal_ignore


class WorkerBackend(ImmediateBackend):
    """In truth a process of its own, so what it reads row by row is no N+1 of a page."""

    def enqueue(self, task, args, kwargs):
        with zeal_ignore():
            return super().enqueue(task, args, kwargs)
