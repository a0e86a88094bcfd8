"""When a row was last written: kept true by every way of writing, for site maps and feeds.

A model has `changed_at = ChangedAtField()`, a queryset class with `TellsWhenChanged`, and
`base_manager_name = "objects"`: Django saves a row through the base manager, and so do those of
our operations that write any kind of row.
"""

from django.db import models
from django.utils import timezone

CHANGED_AT = "changed_at"


class ChangedAtField(models.DateTimeField):
    """The moment of the last write, whatever was written."""

    def __init__(self, verbose_name="เปลี่ยนเมื่อ", **kwargs):
        super().__init__(verbose_name, **{**kwargs, "auto_now": True})


class TellsWhenChanged(models.QuerySet):
    """Also what writes some columns only says when: update(), bulk_update() and
    save(update_fields=…) know nothing of `auto_now`."""

    def update(self, **values):
        return super().update(**{CHANGED_AT: timezone.now(), **values})

    update.alters_data = True

    def _update(self, values):
        """What Model.save() calls for the columns that it writes."""
        field = self.model._meta.get_field(CHANGED_AT)
        if all(written != field for written, *_value in values):
            values = [*values, (field, None, timezone.now())]
        return super()._update(values)

    def bulk_create(self, objs, *args, update_fields=None, **kwargs):
        if update_fields is not None:
            update_fields = {*update_fields, CHANGED_AT}
        return super().bulk_create(objs, *args, update_fields=update_fields, **kwargs)
