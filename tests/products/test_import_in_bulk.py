"""A list saved in bulk does what its rows would do one by one, and its statements do not grow."""

from collections import defaultdict
from itertools import groupby

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from otopfair.errors import RuleBroken
from products.imports.batches import plan_of
from products.imports.kinds import ImportKind, kind_of
from products.models import ImportBatch, StarRating, StarRound
from products.operations import imports
from products.operations.imports import apply_batch
from tests import factories as make
from tests.products.row_by_row import save_row_by_row
from vendors.models import BoothHold, InterestConflict, Vendor, VendorPhone

pytestmark = pytest.mark.django_db
APPS = ("fairs", "vendors", "products", "history", "outbox")
HEADER = [
    *("ชื่อกลุ่ม/กิจการ", "ชื่อ - สกุล", "ประเภท", "ผลิตภัณฑ์", "ดาว"),
    *("อำเภอ", "จังหวัด", "โทรศัพท์", "บูธ"),
]


def line(
    name, contact="", category="ผ้า", product="", stars="", district="", province="ขอนแก่น", **more
):
    return [
        *(name, contact, category, product, stars, district, province),
        *(more.get("phone", ""), more.get("booth", "")),
    ]


def batch_of(fair, officer, *rows):
    return ImportBatch.objects.create(
        kind="vendors",
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=fair,
        file_name="รายชื่อ.xlsx",
        cells=[HEADER, *rows],
        uploaded_by=officer,
    )


# --- The same tables ----------------------------------------------------------------------------


def tables():
    """Every row of every table: keys as ranks, moments as whether they are there."""
    ranks, rows = {}, {}
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            order = ("vendor", "sequence") if model is VendorPhone else ("pk",)
            rows[model] = list(model._base_manager.order_by(*order))
            ranks[model._meta.label_lower] = {row.pk: n for n, row in enumerate(rows[model])}
    said = {}
    for model, found in rows.items():
        said[model._meta.label] = [plain(row, ranks) for row in found]
    history = defaultdict(list)
    for one in said.pop("history.HistoryEntry"):
        history[one["subject_type"], str(one["subject_id"])].append(one)
    said["history"] = dict(history)
    for label in ("vendors.AllocationDay", "vendors.TwinPair", "outbox.Message", "outbox.Delivery"):
        said[label] = sorted(said[label], key=str)
    return said


def plain(row, ranks):
    values = {}
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if isinstance(column, models.DateTimeField):
            value = value is not None
        elif column.primary_key:
            continue
        elif column.is_relation:
            value = ranks.get(column.related_model._meta.label_lower, {}).get(value, value)
        values[column.attname] = value
    for kind, key in (
        ("subject_type", "subject_id"),
        ("recipient_type", "recipient_id"),
        ("about_type", "about_id"),
        ("row_type", "row_id"),
    ):
        if kind in values:
            values[key] = ranks.get(values[kind], {}).get(values[key], values[key])
    if row._meta.label == "products.ImportedRow":
        for name in ("before", "after"):
            values[name] = values[name] and without_keys(values[name])
    if row._meta.label == "outbox.Message":
        values["link"] = values["link"].rstrip("0123456789/")
    if row._meta.label == "outbox.Delivery":
        message = row.message
        values["message_id"] = [message.subject, message.body, message.recipient_name]
    return values


def without_keys(values):
    skipped = ("id", "_at")
    return {name: v for name, v in values.items() if not name.endswith(skipped)}


class TakenBack(Exception):
    pass


def saved(save, monkeypatch, batch, **how):
    found = None
    kind: ImportKind = kind_of("vendors")
    try:
        with transaction.atomic(), monkeypatch.context() as patch:
            if save is not None:
                patch.setitem(kind.__dict__, "save", save)
            apply_batch(batch, by=batch.uploaded_by, **how)
            found = tables()
            raise TakenBack
    except TakenBack:
        return found
    except RuleBroken as broken:
        return broken.message


def assert_same(monkeypatch, batch, **how):
    one_by_one = saved(save_row_by_row, monkeypatch, batch, **how)
    in_bulk = saved(None, monkeypatch, batch, **how)
    if isinstance(one_by_one, str):
        assert in_bulk == one_by_one
        return one_by_one
    assert in_bulk.keys() == one_by_one.keys()
    for label, rows in one_by_one.items():
        assert in_bulk[label] == rows, label
    return in_bulk


@pytest.fixture
def officer():
    return make.make_officer()


@pytest.fixture
def rounds():
    StarRound.objects.create(year_be=2560, name_th="รอบปี 2560")
    return StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")


def test_new_and_known_vendors_with_products_stars_and_booths(monkeypatch, officer, rounds):
    fair = make.make_fair_event()
    make.make_call(fair, categories=[3, 4], places=20)
    for code in ("A01", "A02", "A04", "B01"):
        make.make_booth(fair, code)
    make.make_booth(fair, "A03", places=2)
    owner = make.make_user("นางหนึ่ง", email="one@example.invalid")
    known = make.make_vendor("กลุ่มทอผ้าเดิม", user=owner, contact_name="นางเก่า ใจดี")
    known.phones.create(number="0811111111")
    cloth = make.make_product(known, "ผ้าไหม")
    StarRating.objects.create(product=cloth, star_round=rounds, stars=3)
    lampang = make.make_vendor("กลุ่มลำปาง", province_id="52", contact_name="เดิม")
    make.make_product(lampang, "เซรามิก")
    enrolled = make.make_application(fair, make.make_vendor("กลุ่มยืนยันแล้ว"))
    waits = make.make_application(fair, make.make_vendor("กลุ่มรอตรวจ"), status="submitted")
    make.make_booth(fair, "C01", held_for="ร้านที่จองไว้")
    tomorrow = make.timezone.now() + make.timedelta(days=1)
    BoothHold.objects.update(application=enrolled, until=tomorrow)
    make.make_vendor("ทอผ้าบ้านโคกสูง", district_id="4001")
    batch = batch_of(
        fair,
        officer,
        line(
            "กลุ่มใหม่หนึ่ง",
            "นางใหม่ ดี",
            product="ผ้าฝ้าย",
            stars="4",
            phone="0822222222 0833333333",
            booth="A01",
        ),
        line("กลุ่มใหม่หนึ่ง", product="ผ้าคลุม", stars="5", phone="0822222222"),
        line("กลุ่มใหม่หนึ่ง", product="เสื่อ", category="ของใช้"),
        line(
            "กลุ่มทอผ้าเดิม",
            "นางใหม่กว่า ใจดี",
            product="ผ้าไหม",
            stars="5",
            district="บ้านไผ่",
            phone="0811111111 0844444444",
            booth="A03",
        ),
        line("กลุ่มทอผ้าเดิม", product="ผ้าขาวม้า", stars="3"),
        line("กลุ่มลำปาง", "คนใหม่", product="เซรามิก", stars="5", province="ลำปาง", booth="A03"),
        line("กลุ่มยืนยันแล้ว", product="หมอน", booth="A04"),
        line("กลุ่มรอตรวจ", product="ผ้าห่ม"),
        line("กลุ่มทอผ้าบ้านโคกสูง", district="เมืองขอนแก่น", booth="A02"),
        line("ทอผ้าไหมบ้านโคกสูง", district="เมืองขอนแก่น", phone="0822222222"),
        line("บริษัทไม่มีบูธ จำกัด", category="ของใช้"),
    )
    left = assert_same(monkeypatch, batch, beside_reason="คนละร้าน", shows_new=True)
    assert not isinstance(left, str), left
    assert len(left["products.ImportedRow"]) > 40
    assert len(left["vendors.TwinPair"]) >= 3
    assert len(left["vendors.AllocationDay"]) == 7 * 5
    assert waits.offered_products.count() == 0
    assert [hold["released_at"] for hold in left["vendors.BoothHold"]] == [True]


def test_a_list_for_a_fair_without_booths_beside_the_limits(monkeypatch, officer, rounds):
    fair = make.make_fair_event()
    make.make_call(fair, categories=[3], places=2, max_booths=1)
    batch = batch_of(
        fair,
        officer,
        line("กลุ่มหนึ่ง", phone="0811111111", booth="A01"),
        line("กลุ่มสอง", phone="0811111111", booth="A02"),
        line("กลุ่มสาม", booth="B01"),
        line("กลุ่มสี่", booth="A01"),
        line("กลุ่มจังหวัดผิด", province="ขอนแกน", booth="A09"),
    )
    left = assert_same(monkeypatch, batch, accept_partial=True, beside_reason="มติเพิ่มบูธ")
    assert [one["share_reason"] for one in left["vendors.Decision"]] == ["", "มติเพิ่มบูธ", "", ""]
    assert [one["beyond_reason"] for one in left["vendors.Decision"]] == ["", "", *["มติเพิ่มบูธ"] * 2]
    assert {one["code"] for one in left["fairs.Booth"]} == {"A01", "A02", "A09", "B01"}


def test_a_fair_that_is_over_is_entered_for_the_record(monkeypatch, officer, rounds):
    past = make.timezone.localdate() - make.timedelta(days=90)
    fair = make.make_fair_event(opens_on=past, closes_on=past + make.timedelta(days=2))
    owner = make.make_user("นางหนึ่ง", email="one@example.invalid")
    make.make_vendor("กลุ่มมีบัญชี", user=owner)
    batch = batch_of(
        fair, officer, line("กลุ่มมีบัญชี", booth="A01"), line("กลุ่มใหม่", booth="A02"), line("กลุ่มท้าย")
    )
    left = assert_same(monkeypatch, batch)
    assert [one["recipient_name"] for one in left["outbox.Message"]] == ["กลุ่มมีบัญชี"]


def quota_of_zone(fair, batch):
    call = make.make_call(fair, categories=[3], places=20)
    call.cells.create(category=3, zone=fair.zones.get(code="A"), maximum=1)


def draft(fair, batch):
    """Started by the vendor after the page was read; the plan sees it as the officer presses."""
    make.make_application(fair, Vendor.objects.get(name_th="กลุ่มเดิม"), status="draft")


def interest(fair, batch):
    gone = make.make_application(fair, Vendor.objects.get(name_th="กลุ่มเดิม"), status="withdrawn")
    InterestConflict.objects.create(application=gone, officer=batch.uploaded_by, reason="ญาติ")


def ban(fair, batch):
    make.make_penalty(Vendor.objects.get(name_th="กลุ่มเดิม"))


def phase(fair, batch):
    call = make.make_call(fair, categories=[3], places=20)
    ended = make.timezone.localdate() - make.timedelta(days=1)
    call.phases.filter(kind="meeting").update(until_on=ended)


def draw(fair, batch):
    call = make.make_call(fair, categories=[3], places=20)
    type(call).objects.filter(pk=call.pk).update(allocation_way="draw")


@pytest.mark.parametrize(
    ("against", "sentence"),
    [
        (quota_of_zone, "แถว 3: .*โซน A รับไม่เกิน 1 บูธ.*จึงให้บูธ A02 ไม่ได้"),
        (draft, "ยังมี 1 แถวที่นำเข้าไม่ได้"),
        (interest, "แถว 2: คุณแจ้งส่วนได้เสียกับร้านนี้ไว้"),
        (ban, "ยังมี 1 แถวที่นำเข้าไม่ได้"),
        (phase, "แถว 2: ขั้น .* จบไปแล้วเมื่อ"),
        (draw, None),
    ],
)
def test_what_stands_against_one_row_is_said_in_the_same_words(
    monkeypatch, officer, against, sentence
):
    fair = make.make_fair_event()
    make.make_booth(fair, "A01")
    make.make_booth(fair, "A02")
    make.make_vendor("กลุ่มเดิม")
    rows = (line("กลุ่มเดิม", booth="A01"), line("กลุ่มใหม่", booth="A02"))
    batch = batch_of(fair, officer, *rows)
    against(fair, batch)
    said = assert_same(monkeypatch, batch)
    if sentence is None:
        assert not isinstance(said, str)
    else:
        with pytest.raises(RuleBroken, match=sentence):
            apply_batch(batch, by=officer)
        assert Vendor.objects.count() == 1


def test_what_only_a_later_row_says_of_a_vendor_is_kept(officer, rounds):
    fair_event = make.make_fair_event()
    batch = batch_of(
        fair_event,
        officer,
        line("กลุ่มหนึ่ง", product="ผ้าไหม", phone="0811111111"),
        line("กลุ่มหนึ่ง", "นางหนึ่ง ใจดี", product="ผ้าคลุม", district="ชนบท"),
        line("กลุ่มหนึ่ง", product="ผ้าไหม", phone="0811111111 0822222222"),
        line("กลุ่มหนึ่ง", product="ผ้าไหม", phone="0899999999"),
    )
    apply_batch(batch, by=officer)
    one, other = Vendor.objects.order_by("pk")
    assert (one.contact_name, one.district.name_th) == ("นางหนึ่ง ใจดี", "ชนบท")
    assert [phone.number for phone in one.phones.all()] == ["0811111111", "0822222222"]
    assert sorted(product.name_th for product in one.products.all()) == ["ผ้าคลุม", "ผ้าไหม"]
    assert [phone.number for phone in other.phones.all()] == ["0899999999"]


# --- Statements ---------------------------------------------------------------------------------


def kinds_of_statement(fair, officer, count):
    """The statements of saving `count` rows; batches of one kind that follow each other are one."""
    rows = [
        line(
            f"กลุ่ม {fair.slug} ที่ {n}",
            f"นางคนที่ {n}",
            product=f"ผ้า {n}",
            stars="4",
            phone=f"08{fair.pk % 10}{n:07}",
            booth=f"A{n}",
        )
        for n in range(count)
    ]
    batch = batch_of(fair, officer, *rows)
    with CaptureQueriesContext(connection) as caught:
        apply_batch(batch, by=officer)
    heads = [one["sql"][:60] for one in caught.captured_queries]
    return [head for head, _same in groupby(head for head in heads if "SAVEPOINT" not in head)]


def test_the_number_of_statements_does_not_grow_with_the_rows(officer, rounds):
    few, many = make.make_fair_event(), make.make_fair_event()
    for fair in (few, many):
        make.make_call(fair, places=500)
    ten = kinds_of_statement(few, officer, 10)
    hundred = kinds_of_statement(many, officer, 100)
    assert len(hundred) == len(ten)


# --- What changed meanwhile ---------------------------------------------------------------------


def test_a_row_that_changed_after_the_plan_is_refused_by_name(officer, rounds, monkeypatch):
    fair = make.make_fair_event()
    vendor = make.make_vendor("กลุ่มเดิม", contact_name="นางเดิม")
    batch = batch_of(fair, officer, line("กลุ่มเดิม", "นางจากไฟล์ ดี"), line("กลุ่มใหม่"))

    def plan_then_change(one):
        plan = plan_of(one)
        Vendor.objects.filter(pk=vendor.pk).update(contact_name="นางเปลี่ยนเอง")
        return plan

    monkeypatch.setattr(imports, "plan_of", plan_then_change)
    with pytest.raises(RuleBroken, match=r"แถว 2 กลุ่มเดิม: .*จาก “นางเดิม” เป็น “นางเปลี่ยนเอง”"):
        apply_batch(batch, by=officer)
    vendor.refresh_from_db()
    assert vendor.contact_name == "นางเปลี่ยนเอง"
    Vendor.objects.filter(pk=vendor.pk).update(contact_name="นางเดิม")
    saved = apply_batch(batch, by=officer, accept_partial=True)
    [said] = saved.options["overtaken"]
    assert said.startswith("แถว 2 กลุ่มเดิม")
    vendor.refresh_from_db()
    assert vendor.contact_name == "นางเปลี่ยนเอง"
    assert Vendor.objects.filter(name_th="กลุ่มใหม่").exists()
