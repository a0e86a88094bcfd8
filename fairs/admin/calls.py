from django import forms
from django.contrib import admin

from fairs.acts import call_made
from fairs.admin.shared import SharedAdmin
from fairs.doubts import doubts_about_call, doubts_about_places
from fairs.models import (
    BoothClass,
    CallCell,
    CallQuestion,
    FairEvent,
    ProductCategory,
    QuestionKind,
    TermsText,
    VendorCall,
)
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.folding import FOLDS
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.staff.taken_out import AskingInlineFormSet
from otopfair.thai.admin import thai_datetime_column
from otopfair.thai.digits import whole_number


class VendorCallForm(AsksBeforeSaving, SeenModelForm):
    asks_about = frozenset({"fair_event", "closes_at", "result_on", "confirm_until"})

    def doubts(self):
        return doubts_about_call(self.instance)


class CallCellFormSet(AskingInlineFormSet):
    """The places of a call are known only when all its rows are."""

    def doubts(self):
        if not self.has_changed():
            return []
        rows = self.initial_forms + [form for form in self.extra_forms if form.has_changed()]
        cells = [form.instance for form in rows if not self._should_delete_form(form)]
        return [*super().doubts(), *doubts_about_places(self.instance.fair_event, cells)]


class CallCellInline(StaffInline):
    model = CallCell
    formset = CallCellFormSet
    fields = [("category", "zone", "origin"), ("reserved", "maximum")]
    classes = [FOLDS]


class BoothClassInline(StaffInline):
    model = BoothClass
    fields = [
        ("sequence", "name", "is_offered"),
        ("size", "power_amps"),
        ("category", "origin", "most_booths"),
        ("fee_baht", "deposit_baht"),
    ]
    classes = [FOLDS]


class CallQuestionForm(SeenModelForm):
    categories = forms.TypedMultipleChoiceField(
        label="ถามเฉพาะประเภท",
        choices=ProductCategory,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ไม่ติ๊กเลย = ถามทุกประเภท",
    )


class CallQuestionInline(StaffInline):
    model = CallQuestion
    form = CallQuestionForm
    fields = [
        ("sequence", "kind", "is_required", "is_used"),
        "text",
        "hint",
        "choices_text",
        "categories",
        "asked_after",
        "asked_if",
    ]
    classes = [FOLDS]

    def get_formset(self, request, obj=None, **kwargs):
        request.call_of_questions = obj
        return super().get_formset(request, obj, **kwargs)

    def usable_rows(self, db_field, request):
        """A question follows one of its own call."""
        call = request.call_of_questions
        rows = CallQuestion.objects.filter(kind=QuestionKind.CHOICE)
        return rows.filter(call=call) if call else rows.none()


@admin.register(VendorCall, site=staff_site)
class VendorCallAdmin(StaffModelAdmin):
    form = VendorCallForm
    change_form_template = "fairs/work/call_change_form.html"
    list_display = [
        "fair_event",
        "name",
        thai_datetime_column("opens_at", "เปิดรับสมัคร"),
        thai_datetime_column("closes_at", "ปิดรับสมัคร"),
        "terms",
    ]
    list_select_related = ["fair_event", "terms"]
    search_fields = ["fair_event__name_th", "name"]
    ordering = ["-opens_at", "pk"]
    FIRST = [
        "fair_event",
        ("sequence", "name", "kind"),
        ("opens_at", "closes_at"),
        ("terms", "max_booths"),
    ]
    SECTIONS = {
        "จัดบูธ": ["allocation_way", ("picking_opens_at", "turn_minutes", "hold_minutes")],
        "ประกาศผล ยืนยัน และโต้แย้ง": [
            "decided_by",
            ("result_on", "confirm_until", "days_to_answer"),
            ("days_to_pay", "pay_until"),
            ("days_to_object", "days_to_reply"),
            "give_back_rule",
        ],
        "ข้อความที่ร้านอ่านก่อนสมัคร": ["booth_text", "eligibility"],
    }
    inlines = [CallCellInline, BoothClassInline, CallQuestionInline]

    def get_fieldsets(self, request, obj=None):
        """What a call has already is folded; a new one is filled in from top to bottom."""
        classes = [FOLDS] if obj else []
        sections = [
            (name, {"fields": fields, "classes": classes}) for name, fields in self.SECTIONS.items()
        ]
        return [(None, {"fields": self.FIRST}), *sections]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            call_made.happened(call=obj)

    def get_changeform_initial_data(self, request):
        """A further round of the fair follows the last one."""
        start = super().get_changeform_initial_data(request)
        fair_event_id = whole_number(start.get("fair_event", ""))
        fair_event = FairEvent.objects.visible_to(request.user).filter(pk=fair_event_id).first()
        last = fair_event and fair_event.newest_call()
        number = last.sequence + 1 if last else 1
        return {"sequence": number, "name": f"รอบที่ {number}", **start}


@admin.register(TermsText, site=staff_site)
class TermsTextAdmin(SharedAdmin):
    """Accepted terms never change: a used version is read-only, a new one is added."""

    list_display = ["title", "version", "province", "summary"]
    list_select_related = ["province"]
    search_fields = ["title", "body"]
    fields = [("title", "version"), "province", "summary", "body"]

    def fixed_fields(self, request, obj=None):
        used = obj is not None and obj.calls.exists()
        return ["title", "version", "summary", "body"] if used else []


staff_site.rail_register("fairs.vendorcall", group="call", icon="megaphone", order=10)
