"""An office words its reports; reports that are closed keep the words they have."""

from django.db import transaction

from fairs.models import ProductCategory, Province
from otopfair.history.models import record
from otopfair.history.words import changes_between
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from sales.models import ReportWording
from sales.reports.style import COLUMNS
from sales.reports.wording import wording_of


def save_wording(province: Province, *, by, seen: str | None = None, **words) -> ReportWording:
    """Word the reports of `province`; what is not named stays as it is.

    Raises StalePage when somebody has worded them since the page was shown.
    """
    with transaction.atomic():
        province = lock(province)
        wording = wording_of(province)
        words = {**words_of_row(wording), **words}
        now, mine = as_compared(words_of_row(wording)), as_compared(words)
        if is_same(now, mine):
            return wording
        require_seen(wording, seen, now=now, mine=mine)
        for name, value in words.items():
            setattr(wording, name, value)
        wording.save()
        changes = changes_between(ReportWording, now, mine)
        record(wording, "word", "ตั้งถ้อยคำในรายงาน", by=by, changes=changes)
    return wording


def words_of_row(wording: ReportWording) -> dict:
    """What officers say, by column."""
    return {name: getattr(wording, name) for name in COLUMNS}


def as_compared(words: dict) -> dict:
    """The words as people read them beside each other: categories by name."""
    spelled = [
        f"{ProductCategory(int(key)).facts.short}: {word}"
        for key, word in sorted(words["category_words"].items())
    ]
    return {**words, "category_words": spelled}
