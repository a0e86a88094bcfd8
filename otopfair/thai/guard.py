"""For tests: a date that reaches a page without a Thai filter fails loudly."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from unittest import mock

from django.template import base
from django.utils.formats import localize


class RawDateInTemplate(AssertionError):
    """A template printed a date by itself; Django would have printed a Gregorian year."""


@contextmanager
def forbid_raw_dates() -> Iterator[None]:
    """While this lasts, `{{ event.opens_on }}` raises; `{{ event.opens_on|thai_date }}` does not.

    Raises RawDateInTemplate, an AssertionError, from the rendering of the template.
    """

    def localize_unless_date(value, use_l10n=None):
        if isinstance(value, date | time):
            raise RawDateInTemplate(f"{value!r} printed without a filter such as thai_date")
        return localize(value, use_l10n=use_l10n)

    with mock.patch.object(base, "localize", localize_unless_date):
        yield
