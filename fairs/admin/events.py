"""Fairs and their series. State and dates of a fair change only on its work pages."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect

from fairs.admin.place_steps import PlaceStepsForm, PlaceStepsMixin
from fairs.admin.shared import SharedAdmin
from fairs.doubts import doubts_about_fair
from fairs.models import (
    EventOrganiser,
    FairAddress,
    FairDay,
    FairEvent,
    FairRole,
    FairSeries,
    OfficialAct,
    Participation,
    ProgrammeItem,
    TripCost,
    TripMember,
)
from fairs.operations.addresses import keep_addresses
from fairs.operations.days import keep_own_days
from fairs.operations.events import if_closed_on
from fairs.proposals import last_editions, proposed_address, proposed_code, usual_start
from fairs.scopes import scope_of
from otopfair.rights.may import permission_of
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.folding import FOLDS
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.staff.taken_out import AskingInlineFormSet
from otopfair.thai.admin import thai_year_filter
from otopfair.thai.forms import PeriodField, PeriodForm

MOST_COPIED = 5


@admin.register(FairSeries, site=staff_site)
class FairSeriesAdmin(SharedAdmin):
    list_display = ["name_th", "province", "cloth"]
    list_select_related = ["province"]
    search_fields = ["name_th", "name_en"]
    fields = ["name_th", "name_en", "province", "cloth"]


class EventOrganiserInline(StaffInline):
    model = EventOrganiser
    fields = [("sequence", "agency", "role")]
    adds_related = ("agency",)


class OfficialActInline(StaffInline):
    model = OfficialAct
    fields = [
        ("kind", "sequence"),
        ("person", "position_title", "agency"),
        ("capacity", "acting_for", "acting_for_person"),
        ("on", "time", "place"),
    ]
    fk_name = "fair_event"
    adds_related = ("person", "agency", "acting_for_person")


class FairDayFormSet(AskingInlineFormSet):
    """A day that is closed after it has sold is asked about."""

    def doubts(self):
        if not self.has_changed() or self.instance.pk is None:
            return []
        rows = self.initial_forms + [form for form in self.extra_forms if form.has_changed()]
        kept = [form.instance for form in rows if not self._should_delete_form(form)]
        closed = {row.on for row in kept if row.is_closed}
        asked = [one.text for one in if_closed_on(self.instance, closed) if one.needs_agreement]
        return [*super().doubts(), *asked]


class FairDayInline(StaffInline):
    model = FairDay
    formset = FairDayFormSet
    fields = [("on", "is_closed", "opens_time", "closes_time", "note")]


class ProgrammeItemInline(StaffInline):
    model = ProgrammeItem
    fields = [("on", "starts_time", "title", "place")]


class ParticipationInline(StaffInline):
    model = Participation
    fields = [
        ("host_name", "host_agency"),
        "host_url",
        ("booths_text", "booth_count"),
        ("leaves_on", "returns_on"),
        "travel",
        "freight",
    ]


class TripMemberInline(StaffInline):
    model = TripMember
    fields = [("sequence", "person", "position_title", "agency", "duty")]
    adds_related = ("person", "agency")


class TripCostInline(StaffInline):
    model = TripCost
    fields = [("kind", "text", "amount_baht", "paid_by")]


class FairEventForm(PlaceStepsForm, AsksBeforeSaving, PeriodForm, SeenModelForm):
    place_steps = ("venue_province", "venue_district")
    period = PeriodField(label="วันที่จัด", required=False)
    asks_about = frozenset(
        {
            "series",
            "name_th",
            "edition_no",
            "year_label_be",
            "period",
            "venue",
            "venue_name",
            "venue_province",
        }
    )
    named_by = (
        *("series", "name_th", "name_en", "edition_no", "year_label_be", "period"),
        *("home_province", "venue_province"),
    )
    proposals = {"reference_code": proposed_code, "slug": proposed_address}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.proposals.keys() & self.fields.keys():
            self.fields[name].required = False
            self.fields[name].help_text += " เว้นว่างไว้ ระบบเสนอจากชื่องาน"
        if "venue_name" in self.fields:
            self.fields["venue_name"].required = False

    def clean(self):
        """An empty code or address gets one from the name; the box shows it from then on."""
        cleaned = super().clean()
        self._take_from_venue(cleaned)
        typed = {name: cleaned[name] for name in self.named_by if cleaned.get(name) is not None}
        for name, proposed in self.proposals.items():
            if name in self.fields and cleaned.get(name) == "" and "name_th" in typed:
                cleaned[name] = proposed(FairEvent(**typed))
                self.data = self.data.copy()
                self.data[self.add_prefix(name)] = cleaned[name]
        return cleaned

    def _take_from_venue(self, cleaned):
        """What the register of venues knows need not be typed; what is typed stands."""
        venue = cleaned.get("venue")
        if venue:
            known = {"venue_name": venue.name_th, "venue_district": venue.district}
            for name, value in known.items():
                cleaned[name] = cleaned.get(name) or value
            cleaned["venue_province"] = venue.province
            # A new fair is not asked for its map.
            self.instance.map_url = cleaned["map_url"] = cleaned.get("map_url") or venue.map_url
        elif cleaned.get("venue_name") == "":
            self.add_error("venue_name", "กรอกสถานที่ หรือเลือกจากทะเบียนสถานที่")

    def clean_slug(self):
        """What was another fair's address leads there, whatever it is called now."""
        slug = self.cleaned_data["slug"]
        others = FairAddress.objects.exclude(fair_event=self.instance.pk)
        if others.filter(slug=slug).exists():
            raise forms.ValidationError("ที่อยู่นี้เคยเป็นของงานอื่น ลิงก์เดิมยังพาไปที่นั่น ใช้ที่อยู่อื่น")
        return slug

    def doubts(self):
        return doubts_about_fair(self.instance)


@admin.register(FairEvent, site=staff_site)
class FairEventAdmin(PlaceStepsMixin, StaffModelAdmin):
    form = FairEventForm
    list_display = ["__str__", "period", "venue_name", "state"]
    list_filter = ["state", "role", thai_year_filter("opens_on")]
    list_select_related = ["home_province"]
    search_fields = ["name_th", "name_en", "theme_name", "reference_code"]
    sorted_by = {"__str__": ["name_th", "edition_no"], "period": ["opens_on", "closes_on"]}
    autocomplete_fields = ["venue"]
    readonly_fields = ["state"]
    change_form_template = "fairs/work/fair_change_form.html"
    fieldsets = [
        (
            "ชื่องาน",
            {
                "fields": [
                    "series",
                    "name_th",
                    "name_en",
                    ("edition_no", "year_label_be"),
                    "theme_name",
                    ("reference_code", "slug"),
                    ("role", "state"),
                    "description",
                ]
            },
        ),
        (
            "วันและสถานที่",
            {
                "fields": [
                    "period",
                    ("opens_time", "closes_time"),
                    "venue",
                    "venue_name",
                    "venue_province",
                    "venue_district",
                    "home_province",
                    "map_url",
                    "contact_phone",
                ]
            },
        ),
        (
            "ร้านและเป้าหมาย",
            {
                "fields": [
                    ("vendor_count_qualifier", "vendor_count"),
                    "sales_target_baht",
                    "visitor_target",
                ]
            },
        ),
    ]
    # What a fair begins with; the rest has its step on the fair's page.
    first_fieldsets = [
        (
            None,
            {
                "fields": [
                    "series",
                    "name_th",
                    "name_en",
                    ("edition_no", "year_label_be"),
                    "role",
                    "period",
                    ("opens_time", "closes_time"),
                    "venue",
                    "venue_name",
                    "venue_province",
                    "venue_district",
                    ("home_province", "contact_phone"),
                ]
            },
        ),
        ("ระบบเสนอให้จากชื่องาน", {"fields": [("reference_code", "slug")], "classes": [FOLDS]}),
    ]
    inlines = [FairDayInline, EventOrganiserInline, OfficialActInline, ProgrammeItemInline]
    of_joined = [ParticipationInline, TripMemberInline, TripCostInline]

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj) if obj else self.first_fieldsets

    def get_inlines(self, request, obj):
        """Rows come once the fair is there; one that we join has a host and a trip, too."""
        if obj is None:
            return []
        return [*self.inlines, *(self.of_joined if obj.role == FairRole.JOINED else [])]

    def get_changeform_initial_data(self, request):
        """Most fairs are held at home, at the hours and with the telephone of the last one."""
        homes = scope_of(request.user, permission_of("add", FairEvent)).provinces
        start = usual_start(homes[0]) if len(homes) == 1 else {}
        return start | super().get_changeform_initial_data(request)

    def add_view(self, request, form_url="", extra_context=None):
        """Shows which fairs the new one could be made from."""
        rows = FairEvent.objects.covered_by(request.user, permission_of("add", FairEvent))
        context = {"may_be_copied": last_editions(rows)[:MOST_COPIED]}
        return super().add_view(request, form_url, {**context, **(extra_context or {})})

    def fixed_fields(self, request, obj=None):
        """The dates of a fair that is there already are moved on a page of their own, which tells
        the vendors."""
        return [*self.readonly_fields, *(["period"] if obj else [])]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        keep_own_days(form.instance)
        if "slug" in form.changed_data:
            before = form.initial["slug"] if change else ""
            keep_addresses(form.instance, before=before, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        """A new fair leads to its list of next steps, unless another button was pressed."""
        return self._to_steps(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        """Whoever came from a step goes back to the list of them."""
        return self._to_steps(request, obj, super().response_change(request, obj))

    def _to_steps(self, request, obj, response):
        if {"_popup", "_addanother", "_continue"} & request.POST.keys():
            return response
        return redirect("staff:fair-state", obj.pk)

    @admin.display(description="วันที่จัด", ordering="opens_on")
    def period(self, fair_event):
        period = fair_event.period
        return period.short if period else "ยังไม่ทราบวัน"


staff_site.rail_register("fairs.fairevent", group="prepare", icon="tent")
