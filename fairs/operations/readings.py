"""How often news was read: counted in the process, written down about once a minute.

Nobody is counted, only readings. What a process has not written yet when it is stopped is lost:
less than a minute of them. A proxy that answers for us hides its readings.
"""

import threading
import time
from collections import Counter

from django.db import DatabaseError
from django.db.models import F

from fairs.models import NewsItem

WRITTEN_EVERY = 60  # seconds


class Readings:
    """The readings of one process that stand nowhere else yet."""

    def __init__(self) -> None:
        self._waiting: Counter[int] = Counter()
        self._lock = threading.Lock()
        self._due = 0.0

    def note(self, news_id: int) -> None:
        """One more reading; the first after a minute writes down all."""
        with self._lock:
            self._waiting[news_id] += 1
            now = time.monotonic()
            if now < self._due:
                return
            self._due = now + WRITTEN_EVERY
            waiting, self._waiting = self._waiting, Counter()
        self._write(waiting)

    def waiting(self, news_id: int) -> int:
        return self._waiting[news_id]

    def _write(self, waiting: Counter[int]) -> None:
        """A page is not refused because it could not be counted; its readings wait on."""
        for news_id, times in waiting.items():
            rows = NewsItem.objects.filter(pk=news_id)
            try:
                rows.update(readings=F("readings") + times, changed_at=F("changed_at"))
            except DatabaseError:
                with self._lock:
                    self._waiting[news_id] += times


readings = Readings()
