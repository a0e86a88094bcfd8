"""Every register is a list of the house: order, search, filters, columns, files, cards, words.

One world is read by all; a page is read once for all that it shows.
"""

import csv
import io
import re
from datetime import time

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fairs.models import Agency, Booth, FairEvent, Meeting, Resolution
from otopfair.history.models import HistoryEntry
from otopfair.history.words import as_read
from otopfair.staff.lists.columns import NONE, columns_of, more_columns_of
from otopfair.staff.lists.words import register_groups
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.model_fields import PhoneNumberField, SortKeyField
from otopfair.thai.ordering import ThaiOrder
from tests import factories as make
from tests.filled_forms import filled_form
from tests.shared_rows import written_once
from tests.staff.world import make_world
from tests.thai.vectors import SORT_ORDER
from vendors.models import Vendor

pytestmark = pytest.mark.long

REGISTERS = sorted(staff_site._registry.items(), key=lambda pair: pair[0]._meta.label)
PER_PAGE = 50
each_register = pytest.mark.parametrize(
    ("model", "admin"), REGISTERS, ids=[model._meta.label_lower for model, _ in REGISTERS]
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One row of everything, and who may see it."""
    with written_once(django_db_blocker):
        make_world()
        yield make.make_administrator()


@pytest.fixture
def administrator(client, world, db):
    client.force_login(world)
    return world


def asked(user, query: str = ""):
    request = RequestFactory().get(f"/?{query}")
    request.user = user
    return request


def shown(admin, user, query: str = ""):
    return admin.get_changelist_instance(asked(user, query))


def address(model) -> str:
    return reverse(f"staff:{model._meta.app_label}_{model._meta.model_name}_changelist")


def all_columns(admin, user) -> str:
    return "&".join(f"cols={column.name}" for column in shown(admin, user).choices)


# --- Order --------------------------------------------------------------------------------------


def is_text_without_key(column) -> bool:
    """A column of text that a plain F would put in the order of its codes."""
    source = column.source
    is_text = isinstance(source, models.CharField | models.TextField)
    return is_text and not isinstance(source, SortKeyField)


@pytest.mark.once
@each_register
def test_no_heading_puts_text_or_names_in_the_order_of_their_codes(world, model, admin):
    request = asked(world)
    own = columns_of(admin, request)
    every = [*own, *more_columns_of(admin, request, {column.name for column in own})]
    by_code = [
        column.name
        for column in every
        if column.order and is_text_without_key(column)
        if isinstance(column.order[0], F)
        and not isinstance(end_of(model, column.order[0].name), SortKeyField)
    ]
    assert by_code == []


def end_of(model, path: str):
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
    return field


@each_register
def test_every_heading_that_can_be_pressed_orders_the_rows_both_ways(administrator, model, admin):
    wide = all_columns(admin, administrator)
    for column in shown(admin, administrator, wide).columns:
        for sign in ("", "-") if column.order else ():
            page = shown(admin, administrator, f"{wide}&o={sign}{column.name}")
            assert len(page.rows) == min(page.result_count, PER_PAGE), column.name


@pytest.mark.django_db
def test_a_column_without_a_key_stands_in_thai_order_and_numbers_as_numbers():
    committee = make.make_committee()
    rooms = ["ห้อง 2", "ห้อง 10", "ห้อง 10 ก"]
    for venue in reversed([*SORT_ORDER, *rooms]):
        Meeting.objects.create(committee=committee, venue=venue, held_on="2019-01-17")

    found = list(Meeting.objects.order_by(ThaiOrder("venue")).values_list("venue", flat=True))

    assert [venue for venue in found if venue in SORT_ORDER] == SORT_ORDER
    assert [venue for venue in found if venue in rooms] == rooms


@pytest.mark.django_db
@pytest.mark.parametrize(("order", "found"), [("done_on", [1, 2, 0]), ("-done_on", [2, 1, 0])])
def test_what_is_not_known_stands_last_whichever_way_one_looks(administrator, order, found):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on="2019-01-17")
    days = [None, "2019-02-01", "2019-03-01"]
    rows = [
        meeting.resolutions.create(number=f"{at}", kind="agreed", text="เห็นชอบ", done_on=day)
        for at, day in enumerate(days)
    ]
    page = shown(staff_site._registry[Resolution], administrator, f"o={order}")
    mine = [rows.index(row.record) for row in page.rows if row.record in rows]
    assert mine == found


# --- Search -------------------------------------------------------------------------------------


@each_register
def test_what_stands_in_a_column_of_text_finds_its_row(administrator, model, admin):
    if not shown(admin, administrator).result_count:
        return
    row = shown(admin, administrator).rows[0].record
    for column in shown(admin, administrator).columns:
        source = column.source
        is_name = isinstance(source, models.CharField) and not source.choices
        is_name = is_name or isinstance(source, models.ForeignKey)
        typed = column.text(row) if is_name else NONE
        if typed == NONE or column.name in UNSEARCHED:
            continue
        found = shown(admin, administrator, f"q={typed}").queryset
        assert row.pk in set(found.values_list("pk", flat=True)), (column.name, typed)


# Where the row is found by what it is about, and not by who did it or under which terms.
UNSEARCHED = {"uploaded_by", "closed_by", "allocated_by", "meeting", "order", "terms"}


@pytest.mark.parametrize(
    "typed",
    [
        *("081-234-5678", "0812345678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678", "2345678", "081 234"),
        *("เมืองขอนแก่น", "อ.เมืองขอนแก่น", "จังหวัดขอนแก่น", "Khon Kaen", "ขอนแก่น ร้าน 1"),
    ],
)
def test_a_shop_is_found_by_telephone_and_place_in_any_spelling(administrator, typed):
    page = shown(staff_site._registry[Vendor], administrator, f"q={typed.replace('+', '%2B')}")
    assert "ร้าน 1" in [row.name.text for row in page.rows]


@pytest.mark.parametrize("typed", ["ก12", "ก 12", "ก-๑๒", "12"])
def test_a_booth_is_found_by_its_code_in_any_spelling(administrator, typed):
    make.make_booth(FairEvent.objects.order_by("pk").first(), "ก12")
    found = shown(staff_site._registry[Booth], administrator, f"q={typed}").rows
    assert [row.name.text for row in found] == ["ก12"]


# --- The page -----------------------------------------------------------------------------------


@pytest.mark.once
@each_register
def test_the_page_is_cards_on_a_phone_and_has_all_that_a_list_has(
    client, administrator, model, admin
):
    html = client.get(address(model)).content.decode()
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = re.findall(r"<td(?! class=\"tick\")[^>]*>", body)

    assert 'class="table cards"' in html
    assert [cell for cell in cells if "data-label=" not in cell] == []
    for part in ('name="q"', 'name="cols"', 'name="name"', f"{model._meta.label_lower}/export/"):
        assert part in html, part


@pytest.mark.once
@each_register
def test_choices_places_and_yes_or_no_are_filters_in_the_address(world, model, admin):
    listed = shown(admin, world)
    named = {name if isinstance(name, str) else name[0] for name in plain(admin, world)}
    for column in listed.columns:
        source = column.source
        is_choice = source is not None and (
            source.choices or isinstance(source, models.BooleanField)
        )
        if is_choice and "__" not in column.name:
            assert column.name in named


def plain(admin, user) -> list:
    filters = admin.get_list_filter(asked(user))
    return [one for one in filters if isinstance(one, str | tuple)]


def test_what_narrows_a_list_is_a_chip_with_the_address_without_it(client, administrator):
    page = client.get(address(Agency), {"q": "หน่วยงาน", "kind__exact": "province", "o": "kind"})
    chips = [(chip["label"], chip["url"]) for chip in page.context["cl"].chips]
    assert [label for label, _ in chips][:1] == ["ค้น: หน่วยงาน"]
    assert chips[0][1] == "?kind__exact=province&o=kind"
    assert page.context["cl"].clear_url == "?o=kind"


# --- Statements ---------------------------------------------------------------------------------


def statements(client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


@pytest.mark.once
def test_all_columns_of_ten_rows_ask_as_many_questions_as_of_one(client, administrator):
    urls = [f"{address(model)}?{all_columns(admin, administrator)}" for model, admin in REGISTERS]
    for url in urls:
        client.get(url)
    before = {url: statements(client, url) for url in urls}
    for number in range(2, 11):
        make_world(number)
    assert {url: statements(client, url) for url in urls} == before


@pytest.mark.once
def test_a_thousand_rows_ask_as_many_questions_as_ten(client, administrator):
    url = f"{address(Agency)}?q=หน่วย&o=-name_th"
    for number in range(10):
        make.make_agency(f"หน่วย {number}")
    client.get(url)
    before = statements(client, url)
    Agency.objects.bulk_create(Agency(name_th=f"หน่วย {n}", kind="other") for n in range(10, 1000))
    page = client.get(url)
    assert (page.context["cl"].result_count, statements(client, url)) == (1001, before)


# --- Files --------------------------------------------------------------------------------------


@pytest.mark.once
@each_register
def test_a_file_holds_what_the_screen_shows(client, administrator, model, admin):
    wide = all_columns(admin, administrator)
    page = shown(admin, administrator, wide)
    answer = client.post(
        reverse("staff:register-export", args=[model._meta.label_lower]) + f"?{wide}",
        {"form": "csv", "reason": "ตรวจรายชื่อ"},
    )
    text = answer.content.decode("utf-8")
    heads, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert heads == [column.label for column in page.columns]
    assert len(rows) == page.result_count
    assert rows[:PER_PAGE] == [
        [in_file(cell.text) for cell in (row.name, *row.cells)] for row in page.rows
    ]


def in_file(text: str) -> str:
    """Nothing is empty there, and no text is a formula."""
    if text == NONE:
        return ""
    return f"'{text}" if text[0] in "=+-@" else text


def test_a_spreadsheet_has_real_days_in_the_buddhist_era(client, administrator):
    answer = client.post(reverse("staff:register-export", args=["fairs.meeting"]), {"form": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    cells = [cell for row in sheet.to_python() for cell in row]
    days = [cell for cell in cells if hasattr(cell, "year")]
    assert [(day.year, day.month, day.day) for day in days] == [(2019, 1, 17)]


def test_who_takes_personal_data_says_why_and_leaves_a_trace(client, administrator):
    url = reverse("staff:register-export", args=["fairs.person"])
    refused = client.post(url, {"form": "csv", "reason": ""})
    assert (refused.status_code, HistoryEntry.objects.filter(verb="export").count()) == (422, 0)

    client.post(url, {"form": "csv", "reason": "เชิญประชุม"})

    trace = HistoryEntry.objects.of(administrator).get(verb="export")
    assert (trace.actor, trace.reason) == (administrator, "เชิญประชุม")
    assert trace.summary.startswith("ส่งออกทะเบียนบุคคล")


# --- History ------------------------------------------------------------------------------------


@pytest.mark.once
@each_register
def test_no_value_of_a_record_is_read_as_a_code(world, model, admin):
    """What the history says of a change: names, not keys; hours, sums and telephones as people
    write them."""
    codes = {}
    for row in model._base_manager.order_by("pk")[:3]:
        for column in model._meta.concrete_fields:
            value = column.value_from_object(row)
            if (read := as_read(column, value)) and is_a_code(column, value, read):
                codes[column.name] = read
    assert codes == {}


def is_a_code(column, value, read: str) -> bool:
    if isinstance(column, models.ForeignKey) or column.choices or isinstance(value, bool):
        return read == str(value)
    if isinstance(column, models.TimeField | models.DateField):
        return ":" in read or read == str(value)
    if isinstance(column, PhoneNumberField):
        return value.startswith("0") and "-" not in read
    is_sum = (
        isinstance(column, models.DecimalField | models.IntegerField) and not column.primary_key
    )
    return is_sum and not column.name.endswith("_be") and value >= 1000 and "," not in read


def test_what_changes_in_the_rows_under_a_record_stands_in_its_history(client, administrator):
    fair = make.make_fair_event()
    item = {"on": fair.opens_on, "starts_time": time(9), "title": "พิธีเปิด"}
    fair.programme.create(**item)
    page = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    boxes = filled_form(client.get(page), holds="seen")
    typed = {
        "venue_name": "ศาลากลาง",
        "programme-0-starts_time": "9.30",
        "programme-1-on": boxes["programme-0-on"],
        "programme-1-starts_time": "18.00",
        "programme-1-title": "ประกวดร้องเพลง",
    }

    answer = client.post(page, boxes | typed)

    assert answer.status_code == 302
    assert HistoryEntry.objects.of(fair).first().changes == {
        "สถานที่": ["สวนรัชดานุสรณ์", "ศาลากลาง"],
        "กำหนดการ พิธีเปิด เวลา": ["09.00 น.", "09.30 น."],
        "เพิ่มกำหนดการ": ["", "ประกวดร้องเพลง"],
    }


# --- The index ----------------------------------------------------------------------------------


def test_every_register_stands_once_in_a_group_of_work():
    named = [one.model for group in register_groups() for one in group.registers]
    assert sorted(named) == sorted(model._meta.label_lower for model, _ in REGISTERS)


def test_a_register_that_nobody_types_into_says_where_its_rows_come_from():
    silent = [
        one.model
        for group in register_groups()
        for one in group.registers
        if isinstance(staff_site._registry[apps.get_model(one.model)], LookUpAdmin)
        if not one.comes
    ]
    assert silent == []
