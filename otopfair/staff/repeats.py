"""A register's add form pressed twice opens one record: the second press gets the first answer.

The key of the form stands with the line of history that tells who opened the record; it is unique
for that person in the database.
"""

from uuid import UUID, uuid4

from django.apps import apps
from django.db import IntegrityError, models

from otopfair.history.models import HistoryEntry


class OnceOnlyMixin:
    """For a ModelAdmin whose log_addition() records with `key_of(request)`."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is not None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        context = {"form_key": key_of(request) or uuid4(), **(extra_context or {})}
        if first := opened_before(request):
            return self.response_add(request, first)
        try:
            response = super().changeform_view(request, None, form_url, context)
        except IntegrityError:
            if first := opened_before(request):
                return self.response_add(request, first)
            raise
        # The other press was faster than our look, and its record made this form look wrong.
        if response.status_code != 302 and (first := opened_before(request)):
            return self.response_add(request, first)
        return response


def key_of(request) -> UUID | None:
    """The key that the form carried; None for a page, or when it is no key."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def opened_before(request) -> models.Model | None:
    """The record that this form has opened already."""
    key = key_of(request)
    entry = key and HistoryEntry.objects.filter(actor=request.user, form_key=key).first()
    if not entry:
        return None
    return apps.get_model(entry.subject_type)._base_manager.filter(pk=entry.subject_id).first()
