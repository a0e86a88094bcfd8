from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import AdminForm
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from fairs.models import Meeting, VendorCall
from onsite.models import PublicHoliday
from otopfair.staff.site import staff_site
from otopfair.thai.admin import (
    ThaiDateAdminMixin,
    baht_column,
    fiscal_year_filter,
    thai_date_column,
    thai_datetime_column,
    thai_time_column,
    thai_year_filter,
    yes_no_column,
)
from tests.factories import make_administrator, make_call, make_committee, make_fair_event
from tests.filled_forms import filled_form


def make_meeting(held_on, **fields):
    return Meeting.objects.create(committee=make_committee(), held_on=held_on, **fields)


def admin_of(model, **options):
    options.setdefault("list_display", ["__str__"])
    admin_class = type("SomeAdmin", (ThaiDateAdminMixin, admin.ModelAdmin), options)
    return admin_class(model, admin.AdminSite())


def request_by(user, **params):
    request = RequestFactory().get("/", params)
    request.user = user
    return request


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (thai_date_column, date(2020, 10, 26), "26 ต.ค. 2563"),
        (
            thai_datetime_column,
            datetime(2020, 10, 24, 2, 12, tzinfo=UTC),
            "24 ต.ค. 2563 เวลา 09.12 น.",
        ),
        (thai_time_column, time(13, 30), "13.30 น."),
        (baht_column, Decimal("1500.50"), "1,500.50"),
        (yes_no_column, True, "ใช่"),
        (yes_no_column, False, "ไม่ใช่"),
    ],
)
def test_what_a_column_prints(column, value, text):
    made = column("fair_event__value", "หัวคอลัมน์")

    assert made(SimpleNamespace(fair_event=SimpleNamespace(value=value))) == text
    assert made(SimpleNamespace(fair_event=None)) == "–"
    assert made.short_description == "หัวคอลัมน์"
    assert made.admin_order_field == "fair_event__value"


def test_plain_dates_in_a_list_become_thai_columns():
    register = admin_of(Meeting, list_display=["held_on", "venue", "starts_time"])
    meeting = Meeting(held_on=date(2020, 10, 26), starts_time=time(13, 30))

    held_on, venue, starts_time = register.get_list_display(None)

    assert held_on(meeting) == "26 ต.ค. 2563"
    assert venue == "venue"
    assert starts_time(meeting) == "13.30 น."
    assert register.get_list_display_links(None, [held_on, venue]) == [held_on]


def test_a_date_that_is_edited_in_the_list_stays_a_field():
    register = admin_of(Meeting, list_display=["venue", "held_on"], list_editable=["held_on"])

    assert register.get_list_display(None) == ["venue", "held_on"]


def readonly_texts(register, request, meeting):
    """What the change page shows of each field that cannot be edited."""
    fieldsets = register.get_fieldsets(request, meeting)
    form = register.get_form(request, meeting, change=True)(instance=meeting)
    readonly = register.get_readonly_fields(request, meeting)
    if not register.has_change_permission(request, meeting):
        readonly = admin.utils.flatten_fieldsets(fieldsets)
    shown = AdminForm(form, fieldsets, {}, readonly, register)
    return [
        (field.field["label"], field.contents())
        for fieldset in shown
        for line in fieldset
        for field in line
        if field.is_readonly
    ], sorted(form.fields)


@pytest.mark.django_db
def test_a_read_only_date_is_shown_in_the_buddhist_era():
    register = admin_of(
        Meeting, fields=["venue", ("held_on", "starts_time")], readonly_fields=["held_on"]
    )
    meeting = make_meeting(date(2020, 10, 26), venue="ศาลากลาง")

    shown, editable = readonly_texts(register, request_by(make_administrator()), meeting)

    assert shown == [("วันที่ประชุม", "26 ต.ค. 2563")]
    assert editable == ["starts_time", "venue"]


@pytest.mark.django_db
def test_a_read_only_date_is_shown_once_without_a_list_of_fields():
    register = admin_of(Meeting, readonly_fields=["held_on"], exclude=["committee", "purpose"])
    meeting = make_meeting(date(2020, 10, 26))

    shown, editable = readonly_texts(register, request_by(make_administrator()), meeting)

    assert shown == [("วันที่ประชุม", "26 ต.ค. 2563")]
    assert "held_on" not in editable


@pytest.mark.django_db
def test_who_may_only_look_sees_thai_dates_too():
    register = admin_of(Meeting, fields=["venue", "held_on"])
    register.has_change_permission = lambda request, obj=None: False
    meeting = make_meeting(date(2020, 10, 26), venue="ศาลากลาง")

    shown, editable = readonly_texts(register, request_by(make_administrator()), meeting)

    assert shown == [("สถานที่ประชุม", "ศาลากลาง"), ("วันที่ประชุม", "26 ต.ค. 2563")]
    assert editable == []


def filtered(register, list_filter, **params):
    request = request_by(make_administrator(), **params)
    chosen = list_filter(
        request, {key: [value] for key, value in params.items()}, register.model, register
    )
    return chosen.lookup_choices, set(chosen.queryset(request, register.get_queryset(request)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("list_filter", "choices", "value"),
    [
        (fiscal_year_filter("held_on"), [("2564", "2564"), ("2563", "2563")], "2563"),
        (thai_year_filter("held_on"), [("2020", "2563"), ("2019", "2562")], "2019"),
    ],
    ids=["fiscal year", "year"],
)
def test_a_filter_offers_the_periods_that_have_rows(list_filter, choices, value):
    make_meeting(date(2020, 10, 1))
    september = make_meeting(date(2020, 9, 30))
    october = make_meeting(date(2019, 10, 1))
    found = {"2563": {september, october}, "2019": {october}}

    offered, rows = filtered(admin_of(Meeting), list_filter, **{list_filter.parameter_name: value})

    assert offered == choices
    assert rows == found[value]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [thai_year_filter, fiscal_year_filter])
@pytest.mark.parametrize("value", ["", "ปีหน้า", "2020-13", "99999", "²", "9" * 30, "\0"])
def test_a_broken_address_filters_nothing(kind, value):
    meeting = make_meeting(date(2020, 10, 1))
    list_filter = kind("held_on")

    _, rows = filtered(admin_of(Meeting), list_filter, **{list_filter.parameter_name: value})

    assert rows == {meeting}


@pytest.mark.django_db
def test_a_moment_belongs_to_the_fiscal_year_it_has_in_thailand():
    event = make_fair_event()
    # 00.30 on 1 October in Thailand is still September in UTC.
    call = make_call(event, opens_at=datetime(2020, 9, 30, 17, 30, tzinfo=UTC))
    register, list_filter = admin_of(VendorCall), fiscal_year_filter("opens_at")

    assert filtered(register, list_filter, opens_at_fiscal_year="2564") == (
        [("2564", "2564")],
        {call},
    )
    assert filtered(register, list_filter, opens_at_fiscal_year="2563")[1] == set()


def date_columns(model):
    return {field.name for field in model._meta.fields if isinstance(field, models.DateField)}


@pytest.mark.parametrize("register", staff_site._registry.values(), ids=str)
def test_every_register_of_the_staff_site_knows_the_buddhist_era(register):
    inlines = [inline(register.model, staff_site) for inline in register.inlines]

    assert [each for each in (register, *inlines) if not isinstance(each, ThaiDateAdminMixin)] == []
    assert register.date_hierarchy is None
    assert date_columns(register.model) & {*register.list_filter} == set()


@pytest.mark.django_db
def test_a_register_and_its_pages_show_no_gregorian_year(client):
    fair = make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 10, 26))
    client.force_login(make_administrator())

    for url in (
        reverse("staff:fairs_fairevent_changelist"),
        reverse("staff:fairs_fairevent_change", args=[fair.pk]),
    ):
        page = client.get(url).content.decode().replace("\u00a0", " ")

        assert "26 ต.ค. 2563" in page
        assert "ค.ศ." not in page


@pytest.mark.django_db
def test_a_date_typed_in_a_register_is_read_as_buddhist(client):
    day = PublicHoliday.objects.create(on=date(2020, 10, 26), name_th="วันหยุด")
    client.force_login(make_administrator())
    url = reverse("staff:onsite_publicholiday_change", args=[day.pk])

    client.post(url, filled_form(client.get(url), holds="on") | {"on": "29 ก.พ. 2563"})

    day.refresh_from_db()
    assert day.on == date(2020, 2, 29)
