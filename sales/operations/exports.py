"""Figures that leave the portal leave a trace: who took them, and what for."""

from django.db import models, transaction

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record


def note_export(subject: models.Model, what: str, *, by, reason: str) -> HistoryEntry:
    """Write into the history of `subject` that `by` took `what` along, and why.

    Raises RuleBroken without a reason.
    """
    if not (reason := reason.strip()):
        raise RuleBroken("กรอกว่าจะนำตัวเลขไปใช้ทำอะไร แล้วดาวน์โหลดอีกครั้ง", field="reason")
    with transaction.atomic():
        return record(subject, "export", f"ดาวน์โหลด{what}", by=by, reason=reason)
