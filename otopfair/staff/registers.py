"""Base classes of the registers: scoped rows, Thai dates, history with every change."""

from django.contrib import admin

from otopfair.history.models import HistoryEntry, record
from otopfair.thai.admin import ThaiDateAdminMixin


class StaffModelAdmin(ThaiDateAdminMixin, admin.ModelAdmin):
    """A register. Rows come from `visible_to(user)` where the model's manager has it."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = False
    object_history_template = "admin/object_history.html"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only rows that the officer may see can be chosen."""
        if "queryset" not in kwargs:
            rows = db_field.remote_field.model._default_manager.all()
            if hasattr(rows, "visible_to"):
                kwargs["queryset"] = rows.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def log_addition(self, request, obj, message):
        record(obj, "add", "เพิ่มในทะเบียน", by=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        record(
            obj,
            "change",
            "แก้ไขในทะเบียน",
            by=request.user,
            changes=getattr(request, "_changed_values", {}),
        )
        return super().log_change(request, obj, message)

    def save_form(self, request, form, change):
        if change:
            request._changed_values = changed_values(form)
        return super().save_form(request, form, change)

    def history_view(self, request, object_id, extra_context=None):
        """The record's own history, newest first, in place of Django's log."""
        obj = self.get_object(request, object_id)
        entries = HistoryEntry.objects.of(obj).select_related("actor")[:200] if obj else []
        return super().history_view(
            request, object_id, {"entries": entries, **(extra_context or {})}
        )


def changed_values(form) -> dict[str, list[str]]:
    """Label → [before, after] of every field that the form changes, as text."""
    changes = {}
    for name in form.changed_data:
        field = form.fields[name]
        before, after = form.initial.get(name), form.cleaned_data.get(name)
        changes[str(field.label or name)] = [as_text(before), as_text(after)]
    return changes


def as_text(value) -> str:
    if value is None:
        return ""
    if hasattr(value, "all") or isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in (value.all() if hasattr(value, "all") else value))
    return str(value)
