"""Base classes of the registers: scoped rows, Thai dates, history with every change."""

from collections import Counter
from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, flatten
from django.core.exceptions import EmptyResultSet, PermissionDenied
from django.db import connection, models, router
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.removals.models import Removal
from otopfair.removals.removing import called, remove
from otopfair.rights.may import may, permission_of
from otopfair.staff.asking import questions_of
from otopfair.staff.folding import fold
from otopfair.staff.kept_rows import NO_CHOICE, KeptRowsField
from otopfair.staff.lists.listing import ListsRowsMixin
from otopfair.staff.look_ups import LookUpField, LookUpSelect
from otopfair.staff.repeats import OnceOnlyMixin, key_of
from otopfair.staff.rows_changed import changed_values, changes_of_rows
from otopfair.staff.stale import SEEN, SeenModelForm
from otopfair.staff.taken_out import AskingInlineFormSet
from otopfair.thai.admin import ThaiDateAdminMixin
from otopfair.thai.digits import whole_number


class RowRightsMixin:
    """Every question of Django's admin about rights is asked of the row; in an inline, of the
    record that it belongs to. A read-only form, an action and a look-up ask the same."""

    def may(self, request, verb: str, row=None) -> bool:
        return may(request.user, permission_of(verb, self.model), row)

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view", obj) or self.may(request, "change", obj)

    def has_add_permission(self, request, obj=None):
        return self.may(request, "add", obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)


class ScopedChoicesMixin:
    """Choices of a foreign key: only rows that the officer may use."""

    related_links = True
    adds_related: tuple[str, ...] = ()  # the fields that have the link to add one all the same

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs = {"queryset": self.usable_rows(db_field, request), **kwargs}
        searched = self._searches(db_field.name)
        if not searched:
            kwargs = {"form_class": KeptRowsField, **kwargs}
        else:
            box = LookUpSelect(db_field, self.admin_site)
            kwargs = {"form_class": LookUpField, "widget": box, **kwargs}
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if not searched:
            field.keep(kept_rows(request, field.queryset))
        if self._puts_in_place(db_field) and self.needs_place(db_field.name, request):
            field.required = True
        return field

    def usable_rows(self, db_field, request):
        """The rows that may be chosen. Where the field puts the record into a province, a district
        or a fair: only those in which this officer may write such records."""
        rows = db_field.remote_field.model._default_manager.all()
        if hasattr(rows, "covered_by") and self._puts_in_place(db_field):
            written = [permission_of(verb, self.model) for verb in ("change", "add")]
            held = next((one for one in written if may(request.user, one)), written[0])
            rows = rows.covered_by(request.user, held)
        elif hasattr(rows, "visible_to"):
            rows = rows.visible_to(request.user)
        return self.limit_choices(db_field.name, rows, request.user)

    def needs_place(self, name: str, request) -> bool:
        """A record without a place is the country's: only who may write there leaves it empty."""
        rows = self.model._default_manager.all()
        return not rows.is_everywhere(request.user, permission_of("add", self.model))

    def _puts_in_place(self, db_field) -> bool:
        rows = self.model._default_manager.all()
        return db_field.name in getattr(rows, "place_fields", ())

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A bin beside a choice would delete the whole record that is chosen: there is none. In an
        inline the other links beside every choice would crowd the row; where officials are named,
        one that is not there yet can be added."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "widget"):
            field.widget.can_delete_related = False
        if not self.related_links and hasattr(field, "widget"):
            field.widget.can_change_related = field.widget.can_view_related = False
            if db_field.name not in self.adds_related:
                field.widget.can_add_related = False
        return field

    def limit_choices(self, name: str, rows, user):
        """A register narrows the choices of one field further."""
        return rows

    def _searches(self, name: str) -> bool:
        """Fields that are looked up as one types have no list of choices."""
        return name in self.get_autocomplete_fields(None)


def kept_rows(request, rows) -> dict:
    """`rows` by their keys as text, read once a request."""
    kept = request.__dict__.setdefault("_register_rows", {})
    try:
        key = (rows.model, str(rows.query))
    except EmptyResultSet:  # nothing of this kind lies in the officer's scope
        return {}
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


class StaffInline(
    ThaiChoicesMixin, ScopedChoicesMixin, RowRightsMixin, ThaiDateAdminMixin, admin.StackedInline
):
    """Rows that belong to a record: one card each, labels above, also on a phone."""

    formset = AskingInlineFormSet
    extra = 1  # the empty card is the way to add one without JavaScript
    related_links = False

    def fixed_fields(self, request, obj=None):
        """Django leaves the fields of rows that may only be looked at in the form."""
        names = super().fixed_fields(request, obj)
        if self.has_change_permission(request, obj) or self.has_add_permission(request, obj):
            return names
        return list(dict.fromkeys([*names, *flatten(self.fields)]))

    def get_queryset(self, request):
        """A row's heading names what it points to: read with the row, not one by one."""
        links = [field.name for field in self.model._meta.concrete_fields if field.many_to_one]
        return super().get_queryset(request).select_related(*links)


class StaffModelAdmin(
    ListsRowsMixin,
    OnceOnlyMixin,
    ThaiChoicesMixin,
    ScopedChoicesMixin,
    RowRightsMixin,
    ThaiDateAdminMixin,
    admin.ModelAdmin,
):
    """A register. Rows come from `visible_to(user)` where the model's manager has it."""

    formfield_overrides = {
        **ThaiDateAdminMixin.formfield_overrides,
        models.URLField: {"assume_scheme": "https"},
    }
    form = SeenModelForm
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def page_of(self, row, kept_filters: str = "") -> str:
        """Where a row of the list leads: the record's form, and from there back to the list."""
        page = f"staff:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(page, args=[row.pk]) + kept_filters

    @property
    def begin_url(self) -> str:
        return reverse(f"staff:{self.opts.app_label}_{self.opts.model_name}_add")

    def is_here(self, name: str) -> bool:
        """Whether the work page of this name belongs to the register."""
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """An officer of one province need not choose it for a new record."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        own = list(getattr(field, "kept", {}))
        if self._puts_in_place(db_field) and field.required and len(own) == 1:
            field.initial = own[0]
        return field

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
        forbidden = {
            model._meta.verbose_name
            for model, rows in collector.data.items()
            if model in self.admin_site._registry and not may_delete_all(request.user, rows)
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

    def take_away(self, row, *, by) -> Removal | None:
        """Remove a record, so that it can be put back; None where it is gone for good."""
        page = f"staff:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return remove(
            row,
            owner=record_above(row),
            title=called(row),
            permission=permission_of("delete", self.model),
            back_url=reverse(page),
            by=by,
        )

    def delete_model(self, request, obj):
        request.removal = self.take_away(obj, by=request.user)

    def delete_view(self, request, object_id, extra_context=None):
        """Shows what goes and asks. What a rule forbids is said on the record's page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except RuleBroken as broken:
            self.message_user(request, broken.message, messages.ERROR)
            page = f"staff:{self.opts.app_label}_{self.opts.model_name}_change"
            return redirect(page, object_id)

    def response_delete(self, request, obj_display, obj_id):
        if request.removal is None:
            return super().response_delete(request, obj_display, obj_id)
        return redirect("staff:removed-one", request.removal.pk)

    def save_formset(self, request, form, formset, change):
        """Rows that are taken out of a record can be put back, too."""
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            remove(
                row,
                owner=form.instance,
                title=called(row),
                permission=permission_of("change", self.model),
                back_url=request.path,
                by=request.user,
            )
            self.message_user(request, f"ลบ{called(row)}แล้ว เรียกคืนได้ที่หน้าสิ่งที่ลบแล้ว")
        for row in rows:
            row.save()
        formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        """The last wall: what was saved lies where this officer may write, or nothing is saved."""
        super().save_related(request, form, formsets, change)
        if change:
            request._changed_values |= changes_of_rows(formsets)
        if not self.may(request, "change" if change else "add", form.instance):
            raise PermissionDenied

    def log_addition(self, request, obj, message):
        record(obj, "add", "เพิ่มในทะเบียน", by=request.user, form_key=key_of(request))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if message:  # the same form twice changes nothing, and leaves no second trace
            changes = getattr(request, "_changed_values", {})
            record(obj, "change", "แก้ไขในทะเบียน", by=request.user, changes=changes)
        return super().log_change(request, obj, message)

    def save_form(self, request, form, change):
        if change:
            request._changed_values = changed_values(form)
        return super().save_form(request, form, change)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Rows that are only shown cannot be in conflict with anything."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and not inline.has_change_permission(request, obj):
            kwargs["data"].pop(f"{prefix}-{SEEN}", None)
        return kwargs

    def get_inline_formsets(self, *args, **kwargs):
        return fold(super().get_inline_formsets(*args, **kwargs))

    def render_change_form(self, request, context, *args, **kwargs):
        forms_shown = [context["adminform"].form]
        forms_shown += [inline.formset for inline in context["inline_admin_formsets"]]
        context["differences"] = [
            difference for form in forms_shown for difference in getattr(form, "differences", ())
        ]
        context["asked"] = questions_of(forms_shown)
        answer = super().render_change_form(request, context, *args, **kwargs)
        if request.method == "POST":  # what is taken is answered by a redirect
            answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer

    def history_view(self, request, object_id, extra_context=None):
        """The record's own history, newest first, in place of Django's log."""
        entries = HistoryEntry.objects.none()
        if number := whole_number(object_id):
            kind = self.opts.label_lower
            entries = HistoryEntry.objects.filter(subject_type=kind, subject_id=number)
        # Read by the template, after Django has refused rows outside the scope.
        context = {"entries": entries[:200], **(extra_context or {})}
        return super().history_view(request, object_id, context)


def may_delete_all(user, rows) -> bool:
    """Whether `user` may delete each of `rows` (of one model), asked once for all of them."""
    model = type(next(iter(rows)))
    permission = permission_of("delete", model)
    found = model._default_manager.filter(pk__in=[row.pk for row in rows])
    if not hasattr(found, "covered_by"):
        return may(user, permission)
    return found.covered_by(user, permission).count() == len(rows)


# Where a record hangs: the first that it has carries its history, and shows what was removed.
ABOVE = ("meeting", "fair_event", "vendor", "product", "province", "home_province", "committee")


def record_above(row: models.Model) -> models.Model | None:
    """The record that `row` belongs to; None when it belongs to the whole country."""
    return next((above for name in ABOVE if (above := getattr(row, name, None))), None)


class LookUpAdmin(StaffModelAdmin):
    """A register to look things up: its rows are written by operations, or by nobody."""

    tells_more = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
