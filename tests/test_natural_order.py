"""Codes and names with numbers stand in natural order everywhere: A1, A2 … A12."""

import ast
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fairs.models import Booth, Meeting, Resolution
from otopfair.accounts.models import User
from sales.books import fair_sales_book
from sales.takings import day_rows
from tests import factories as make
from tests.trees import nodes_of
from vendors.filtering import ApplicationFilter
from vendors.ground.board import board_of
from vendors.models import BoothApplication
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
CODES = ["A1", "A2", "A3", "A9", "A10", "A11", "A12", "A100"]


@pytest.fixture
def fair():
    """Booths laid out in an order that is neither the database's nor the alphabet's."""
    fair = make.make_fair_event()
    zone = make.make_zone(fair, "A")
    for code in ("A10", "A100", "A2", "A12", "A1", "A11", "A9", "A3"):
        Booth.objects.create(fair_event=fair, zone=zone, code=code)
    return fair


def test_booths_stand_in_natural_order(fair):
    assert list(Booth.objects.values_list("code", flat=True)) == CODES


def test_the_board_and_the_daily_grid_list_booths_in_natural_order(fair):
    for booth in fair.booths.all():
        make.make_allocation(booth)

    board = [row.code for zone in board_of(fair).zones for row in zone.booths]
    grid = [row.allocation.booth.code for row in day_rows(fair, timezone.localdate())]
    assert (board, grid) == (CODES, CODES)


def test_a_register_sorted_by_a_press_on_its_heading_is_in_natural_order(client, fair):
    client.force_login(make.make_officer())
    register = reverse("staff:fairs_booth_changelist")

    up = client.get(register, {"o": "code"}).context["cl"].result_list
    down = client.get(register, {"o": "-code"}).context["cl"].result_list

    assert [booth.code for booth in up] == CODES
    assert [booth.code for booth in down] == CODES[::-1]


def test_visitors_see_booths_in_natural_order(client, fair):
    response = client.get(reverse("fair-plan", args=[fair.slug]))

    assert [booth.code for booth in response.context["page"].plan.booths] == CODES


def test_the_export_of_takings_lists_booths_in_natural_order(fair):
    for booth in fair.booths.all():
        make.make_sale(make.make_allocation(booth))

    book = CalamineWorkbook.from_filelike(BytesIO(fair_sales_book(fair, made_at=timezone.now())))

    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert [cell for cell in cells if cell in CODES] == CODES


def test_application_numbers_count_as_numbers_and_pass_9999():
    fair = make.make_fair_event(reference_code="KK69")
    make.make_call(fair)
    for number in ("KK69-9999", "KK69-10000", "KK69-0002"):
        make.make_application(fair, status="submitted", reference_no=number)
    draft = make.make_application(fair, status="draft")
    draft.offered_products.create(product=make.make_product(draft.vendor))

    sent = submit_application(draft, accepts_terms=True, by=draft.started_by)

    assert sent.reference_no == "KK69-10001"
    rows = ApplicationFilter(sort="number").rows(BoothApplication.objects.filter(fair_event=fair))
    assert [row.reference_no for row in rows] == [
        "KK69-0002",
        "KK69-9999",
        "KK69-10000",
        "KK69-10001",
    ]


def test_resolutions_stand_in_the_order_of_their_numbers():
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on="2019-01-17")
    for number in ("10", "2", "1.10", "1.2", "1"):
        Resolution.objects.create(meeting=meeting, number=number, kind="agreed", text="เห็นชอบ")

    numbers = meeting.resolutions.values_list("number", flat=True)
    assert list(numbers) == ["1", "1.2", "1.10", "2", "10"]


def test_people_stand_under_their_first_name():
    names = ["นายเอก ใจดี", "นางสาวไก่ ใจดี", "นางขวัญ ใจดี", "ก้อย ใจดี"]
    for name in names:
        make.make_user(name)

    found = User.objects.order_by("sort_key").values_list("full_name", flat=True)
    assert list(found) == ["ก้อย ใจดี", "นางสาวไก่ ใจดี", "นางขวัญ ใจดี", "นายเอก ใจดี"]


def test_nothing_is_ordered_by_a_code_as_text():
    """Provinces and districts are: their codes have one length each."""
    as_text = {"code", "booth__code", "-booth__code", "reference_no", "-reference_no", "full_name"}
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by"
        if as_text & {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        if not {"Province", "District"} & {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    ]
    assert wrong == []
