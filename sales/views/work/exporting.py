"""Figures leave with a reason, from whichever page."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from otopfair.errors import RuleBroken
from sales.operations.exports import note_export


def refused_export(request, subject: Model, what: str, back: str) -> HttpResponseRedirect | None:
    """None when it is written down who takes `what` along, and why; without a reason the way
    `back`, where the refusal is read."""
    reason = request.POST.get("reason", "")
    try:
        note_export(subject, what, by=request.user, reason=reason)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(back)
    return None
