"""Base classes of the registers: scoped rows, Thai dates, history with every change."""

from collections import Counter
from datetime import date, datetime

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import connection, models, router
from django.http import Http404

from otopfair.history.models import HistoryEntry, record
from otopfair.staff.stale import StaleAwareForm
from otopfair.thai.admin import ThaiDateAdminMixin
from otopfair.thai.formatting import format_date, format_datetime

NO_CHOICE = [("", "ยังไม่เลือก")]


class KeptRowsField(forms.ModelChoiceField):
    """A foreign key whose rows are read once a request, for every row of every inline."""

    def keep(self, rows: dict) -> None:
        self.kept = rows
        self.choices = [*NO_CHOICE, *((key, str(row)) for key, row in rows.items())]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.kept[str(getattr(value, "pk", value))]
        except KeyError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None


class ScopedChoicesMixin:
    """Choices of a foreign key: only rows that the officer may see."""

    related_links = True

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.remote_field.model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        rows = self.limit_choices(db_field.name, rows, request.user)
        kwargs = {"queryset": rows, **kwargs}
        if self._searches(db_field.name):
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = super().formfield_for_foreignkey(
            db_field, request, **{"form_class": KeptRowsField, **kwargs}
        )
        field.keep(kept_rows(request, field.queryset))
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In an inline the pop-up links beside every choice would crowd the row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if not self.related_links and hasattr(field, "widget"):
            for link in ("can_add_related", "can_change_related", "can_view_related"):
                setattr(field.widget, link, False)
            field.widget.can_delete_related = False
        return field

    def limit_choices(self, name: str, rows, user):
        """A register narrows the choices of one field further."""
        return rows

    def _searches(self, name: str) -> bool:
        """Fields that are looked up as one types have no list of choices."""
        return name in self.get_autocomplete_fields(None) or name in self.raw_id_fields


def kept_rows(request, rows) -> dict:
    """`rows` by their keys as text, read once a request."""
    kept = request.__dict__.setdefault("_register_rows", {})
    key = (rows.model, str(rows.query))
    if key not in kept:
        kept[key] = {str(row.pk): row for row in rows.select_related()}
    return kept[key]


class ThaiChoicesMixin:
    """The empty choice is a word, everywhere the same."""

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        needs_blank = db_field.blank or not (db_field.has_default() or "initial" in kwargs)
        choices = db_field.get_choices(include_blank=needs_blank, blank_choice=NO_CHOICE)
        return super().formfield_for_choice_field(
            db_field, request, **{"choices": choices, **kwargs}
        )


class StaffInline(ThaiChoicesMixin, ScopedChoicesMixin, ThaiDateAdminMixin, admin.StackedInline):
    """Rows that belong to a record: one card each, labels above, also on a phone."""

    extra = 1  # the empty card is the way to add one without JavaScript
    related_links = False

    def get_queryset(self, request):
        """A row's heading names what it points to: read with the row, not one by one."""
        links = [field.name for field in self.model._meta.concrete_fields if field.many_to_one]
        return super().get_queryset(request).select_related(*links)


class StaffModelAdmin(ThaiChoicesMixin, ScopedChoicesMixin, ThaiDateAdminMixin, admin.ModelAdmin):
    """A register. Rows come from `visible_to(user)` where the model's manager has it."""

    formfield_overrides = {
        **ThaiDateAdminMixin.formfield_overrides,
        models.URLField: {"assume_scheme": "https"},
    }
    form = StaleAwareForm
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_object(self, request, object_id, from_field=None):
        """A row that is being saved is locked, so that the second saver sees the first."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        self.model._base_manager.select_for_update(no_key=True).get(pk=row.pk)
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A row outside the scope is as good as none: 404, like everywhere else."""
        raise Http404

    def get_deleted_objects(self, objs, request):
        """What goes along, and what stands in the way, by kind and number: a list of thousands
        of names tells nobody anything, and reads each of them."""
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        registers = self.admin_site._registry
        forbidden = {
            model._meta.verbose_name
            for model in collector.data
            if model in registers and not registers[model].has_delete_permission(request)
        }
        counts = {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in collector.model_objs.items()
        }
        in_the_way = Counter(row._meta.verbose_name_plural for row in collector.protected)
        return (
            [str(row) for row in objs],
            counts,
            forbidden,
            [f"{kind} {number:,} รายการ" for kind, number in in_the_way.items()],
        )

    def log_addition(self, request, obj, message):
        record(obj, "add", "เพิ่มในทะเบียน", by=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        changes = getattr(request, "_changed_values", {})
        record(obj, "change", "แก้ไขในทะเบียน", by=request.user, changes=changes)
        return super().log_change(request, obj, message)

    def save_form(self, request, form, change):
        if change:
            request._changed_values = changed_values(form)
        return super().save_form(request, form, change)

    def history_view(self, request, object_id, extra_context=None):
        """The record's own history, newest first, in place of Django's log."""
        entries = HistoryEntry.objects.none()
        if object_id.isdigit():
            kind = self.opts.label_lower
            entries = HistoryEntry.objects.filter(subject_type=kind, subject_id=object_id)
        # Read by the template, after Django has refused rows outside the scope.
        context = {"entries": entries[:200], **(extra_context or {})}
        return super().history_view(request, object_id, context)


class LookUpAdmin(StaffModelAdmin):
    """A register to look things up: its rows are written by operations, or by nobody."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def changed_values(form) -> dict[str, list[str]]:
    """Label → [before, after] of every field that the form changes, as people read it."""
    changes = {}
    for name in form.changed_data:
        field = form.fields[name]
        label = str(field.label or name)
        changes[label] = [
            shown(field, form.initial.get(name)),
            shown(field, form.cleaned_data[name]),
        ]
    return changes


def shown(field, value) -> str:
    """One value as text: a date in Thai, a choice by its label, a row by its name."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    key = str(getattr(value, "pk", value))
    labels = {str(choice): str(label) for choice, label in getattr(field, "choices", [])}
    return labels.get(key, str(value))
