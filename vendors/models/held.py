"""What a vendor holds from a day until a day: registrations, standards, documents."""

from datetime import date

from django.db import models
from django.db.models import Q


class HeldQuerySet(models.QuerySet):
    def in_force(self):
        """Rows that count at all, whatever the day: each kind of row says which."""
        return self

    def valid_on(self, day: date):
        """Rows that hold on `day`; one without an end holds until it is replaced."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.in_force().filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))

    def holding_at(self, fair_event):
        """Rows that hold on the first day of a fair and on the last, as far as they are known."""
        rows = self.in_force()
        for day in _days_of(fair_event):
            rows = rows.valid_on(day)
        return rows


class Held(models.Model):
    """A row with the days on which it holds."""

    valid_from = models.DateField("ตั้งแต่", null=True, blank=True)
    valid_until = models.DateField("ถึง", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_in_force(self) -> bool:
        """One of `in_force()`."""
        return True

    def is_valid_on(self, day: date) -> bool:
        """One of `valid_on(day)`."""
        return self.is_in_force and self._covers(day)

    def holds_at(self, fair_event) -> bool:
        """One of `holding_at(fair_event)`."""
        return self.is_in_force and self.covers(fair_event)

    def covers(self, fair_event) -> bool:
        """Whether its days cover those of a fair, in force or not."""
        return all(self._covers(day) for day in _days_of(fair_event))

    def _covers(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or self.valid_until >= day)


def _days_of(fair_event) -> list[date]:
    return [day for day in (fair_event.opens_on, fair_event.closes_on) if day]
