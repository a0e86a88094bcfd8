"""A saved import is taken back as a whole: what goes, what stays and why; it can be put back."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import Booth, FairState, Zone
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.removals.models import Removal
from otopfair.removals.removing import restore
from otopfair.thai.folding import fold
from products.imports.taking_back import plan_taking_back
from products.models import ImportBatch, OfferedProduct, Product, StarRating, StarRound
from products.operations.imports import apply_batch
from products.operations.taking_back import take_back_batch
from sales.models import BoothSale, BoothSaleRevision, SaleSource
from sales.operations.reports import close_report
from sales.operations.takings import check_booth_sale, record_booth_sale
from tests import factories as make
from vendors.models import (
    AllocationDay,
    BoothAllocation,
    BoothApplication,
    Decision,
    Vendor,
    VendorMember,
    VendorPhone,
)

pytestmark = pytest.mark.django_db
HEADER = [
    *("ชื่อกลุ่ม/กิจการ", "ชื่อ - สกุล", "ประเภท", "ผลิตภัณฑ์", "ดาว"),
    *("อำเภอ", "จังหวัด", "โทรศัพท์", "บูธ"),
]
WEAVERS = [
    *("กลุ่มทอผ้าบ้านหนึ่ง", "นางหนึ่ง ใจดี", "ผ้า", "ผ้าไหม", "4"),
    *("", "ขอนแก่น", "0811111111", "A01"),
]
POTTERS = [
    *("กลุ่มปั้นหม้อบ้านสอง", "นางสอง ใจดี", "ของใช้", "หม้อดิน", "5"),
    *("", "ขอนแก่น", "0822222222", "A02"),
]
WHOLE = (
    *(
        Zone,
        Booth,
        Vendor,
        VendorPhone,
        Product,
        StarRating,
        BoothApplication,
        Decision,
        OfferedProduct,
    ),
    *(BoothAllocation, AllocationDay, BoothSale),
)


@pytest.fixture
def fair():
    StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
    return make.make_fair_event()


@pytest.fixture
def officer():
    return make.make_officer()


def bring_in(fair, officer, *rows, header=HEADER, kind="vendors", **options):
    batch = ImportBatch.objects.create(
        kind=kind,
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=fair,
        file_name="รายชื่อ.xlsx",
        cells=[header, *rows],
        options=options,
        uploaded_by=officer,
    )
    return apply_batch(batch, by=officer)


def bring_in_takings(fair, officer, *rows):
    header = ["บูธ", "ยอดจำหน่าย", "ยอดสั่งจอง"]
    day = fair.opens_on.isoformat()
    return bring_in(fair, officer, *rows, header=header, kind="sales", sold_on=day)


def take_back(batch, by, **fields):
    fields = {"reason": "ผิดไฟล์", "back_url": "/", **fields}
    return take_back_batch(ImportBatch.objects.get(pk=batch.pk), by=by, **fields)


def everything():
    """Every column but that of the last write, which putting back is."""
    return {
        model: [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in WHOLE
    }


def why_stays(removal):
    return {who: why for _what, who, why in removal.stays}


def test_what_a_list_opened_goes_as_a_whole(fair, officer):
    before = everything()
    batch = bring_in(fair, officer, WEAVERS, POTTERS)

    removal = take_back(batch, officer)

    assert everything() == before
    assert removal.stays == []
    assert "ผู้ประกอบการ 2" in removal.goes
    assert "การจัดบูธ 2" in removal.goes


def test_what_went_comes_back_as_it_was(fair, officer):
    batch = bring_in(fair, officer, WEAVERS, POTTERS)
    before = everything()
    removal = take_back(batch, officer)

    restore(removal, by=officer)

    assert everything() == before
    assert not ImportBatch.objects.get(pk=batch.pk).is_taken_back


def test_what_came_back_can_be_taken_back_again(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    first = take_back(batch, officer)
    restore(first, by=officer)

    second = take_back(batch, officer)

    assert (second.pk != first.pk, Vendor.objects.count()) == (True, 0)


def test_a_vendor_known_before_gets_its_former_values_back_field_by_field(fair, officer):
    known = make.make_vendor(WEAVERS[0], contact_name="นายเก่า เคยอยู่")
    batch = bring_in(fair, officer, WEAVERS)
    [line] = plan_taking_back(batch, officer).changing

    take_back(batch, officer)

    known.refresh_from_db()
    assert line.words == {"ประธานหรือเจ้าของ": ["นางหนึ่ง ใจดี", "นายเก่า เคยอยู่"]}
    assert known.contact_name == "นายเก่า เคยอยู่"
    assert fold("นายเก่า") in known.search_text
    assert not known.phones.exists()
    assert not known.products.exists()
    history = HistoryEntry.objects.of(known).first()
    assert (history.reason, history.actor) == ("ผิดไฟล์", officer)
    assert history.changes == line.words


def test_putting_back_gives_a_known_vendor_the_values_of_the_list_again(fair, officer):
    known = make.make_vendor(WEAVERS[0], contact_name="นายเก่า เคยอยู่")
    removal = take_back(bring_in(fair, officer, WEAVERS), officer)

    restore(removal, by=officer)

    known.refresh_from_db()
    assert (known.contact_name, known.phones.count()) == ("นางหนึ่ง ใจดี", 1)


def test_a_value_changed_since_is_nobodys_to_overwrite_when_putting_back(fair, officer):
    known = make.make_vendor(WEAVERS[0], contact_name="นายเก่า เคยอยู่")
    removal = take_back(bring_in(fair, officer, WEAVERS), officer)
    Vendor.objects.filter(pk=known.pk).update(contact_name="นายใหม่ เพิ่งมา")

    with pytest.raises(RuleBroken, match="ถูกแก้หลังจากนั้น"):
        restore(removal, by=officer)

    known.refresh_from_db()
    assert (known.contact_name, known.phones.count()) == ("นายใหม่ เพิ่งมา", 0)


def test_a_vendor_that_somebody_changed_stays_and_is_named_with_who(fair, officer):
    batch = bring_in(fair, officer, WEAVERS, POTTERS)
    vendor = Vendor.objects.get(name_th=WEAVERS[0])
    Vendor.objects.filter(pk=vendor.pk).update(story="ทอมาสามรุ่น")
    HistoryEntry.objects.create(
        subject_type="vendors.vendor",
        subject_id=vendor.pk,
        verb="change",
        summary="แก้ข้อมูลร้าน",
        actor_name="นางหนึ่ง",
    )

    removal = take_back(batch, officer)

    assert [one.name_th for one in Vendor.objects.all()] == [WEAVERS[0]]
    assert why_stays(removal)[WEAVERS[0]].startswith("แก้หลังนำเข้า: แก้ข้อมูลร้าน โดย นางหนึ่ง")


def test_a_vendor_with_an_account_or_another_application_stays(fair, officer):
    batch = bring_in(fair, officer, WEAVERS, POTTERS)
    weavers, potters = Vendor.objects.order_by("pk")
    VendorMember.objects.create(vendor=weavers, user=make.make_user())
    make.make_application(make.make_fair_event("งานอื่น"), potters)

    removal = take_back(batch, officer)

    assert Vendor.objects.count() == 2
    whys = why_stays(removal)
    assert whys[WEAVERS[0]] == "มีผู้ดูแลร้านที่ไม่ได้มาจากไฟล์นี้ผูกอยู่"
    assert whys[POTTERS[0]] == "มีใบสมัครที่ไม่ได้มาจากไฟล์นี้ผูกอยู่"
    assert BoothApplication.objects.filter(fair_event=fair).count() == 0


def test_who_has_sold_stays_with_booth_and_application(fair, officer):
    batch = bring_in(fair, officer, WEAVERS, POTTERS)
    make.make_sale(BoothAllocation.objects.get(booth__code="A01"))

    removal = take_back(batch, officer)

    assert [one.name_th for one in Vendor.objects.all()] == [WEAVERS[0]]
    assert [one.code for one in Booth.objects.all()] == ["A01"]
    assert why_stays(removal)["A01"] == "มียอดจำหน่ายที่ไม่ได้มาจากไฟล์นี้ผูกอยู่"


def test_a_booth_given_to_somebody_else_stays_with_its_zone(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    Booth.objects.update(places=2)
    make.make_allocation(Booth.objects.get(), make.make_vendor("ร้านที่สอง"))

    removal = take_back(batch, officer)

    assert (Booth.objects.count(), Zone.objects.count()) == (1, 1)
    assert Vendor.objects.get().name_th == "ร้านที่สอง"
    assert any(why.startswith("บูธ A01 ยังอยู่") for why in why_stays(removal).values())


def test_another_provinces_vendor_goes_back_only_by_who_may_change_it(fair, officer):
    known = make.make_vendor(WEAVERS[0], contact_name="นายเก่า เคยอยู่")
    batch = bring_in(fair, officer, WEAVERS)
    neighbour = make.make_helper(fair)

    removal = take_back(batch, neighbour)

    known.refresh_from_db()
    assert known.contact_name == "นางหนึ่ง ใจดี"
    assert why_stays(removal)[WEAVERS[0]] == "ร้านนี้อยู่นอกความดูแลของคุณ"
    assert not BoothApplication.objects.exists()


def test_stars_that_a_list_gave_or_replaced_go_back_and_the_product_shows_it(fair, officer):
    product = make.make_product(make.make_vendor(WEAVERS[0]), "ผ้าไหม")
    product.ratings.create(star_round=StarRound.objects.get(), stars=3)
    batch = bring_in(fair, officer, WEAVERS)
    product.refresh_from_db()
    assert product.stars == 4

    removal = take_back(batch, officer)
    product.refresh_from_db()
    assert (product.stars, product.ratings.get().stars) == (3, 3)

    restore(removal, by=officer)
    product.refresh_from_db()
    assert (product.stars, product.ratings.get().stars) == (4, 4)


def test_a_known_vendor_is_told_that_its_booth_is_gone(fair, officer):
    user = make.make_user()
    make.make_vendor(WEAVERS[0], user=user)
    batch = bring_in(fair, officer, WEAVERS)

    take_back(batch, officer)

    letter = Delivery.objects.inbox_of(user).first().message
    assert (letter.subject, "ผิดไฟล์" in letter.body) == ("คืนบูธ A01", True)


def test_a_known_vendor_without_a_booth_is_told_that_it_was_chosen_and_is_no_more(fair, officer):
    """Seen: only booths were told of; who was on a list without one never heard of it."""
    user = make.make_user()
    make.make_vendor(WEAVERS[0], user=user)
    batch = bring_in(fair, officer, [*WEAVERS[:-1], ""])
    removal = take_back(batch, officer)
    restore(removal, by=officer)

    letters = [one.message.subject for one in Delivery.objects.inbox_of(user)]
    came, went, chosen = letters
    assert chosen.startswith("ร้านได้รับคัดเลือก")
    assert went.endswith("ถูกถอนจากบัญชีที่คัดเลือก")
    assert came.endswith("กลับมามีผล")


def test_nobody_is_to_be_called_for_a_vendor_that_is_gone(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    assert Delivery.objects.to_call().exists()

    take_back(batch, officer)

    assert (Delivery.objects.count(), Message.objects.count()) == (0, 0)


def test_a_number_that_was_told_is_not_given_again(fair, officer):
    number = 1
    batch = bring_in(fair, officer, WEAVERS)
    assert BoothApplication.objects.get().reference_number == number
    take_back(batch, officer)

    bring_in(fair, officer, POTTERS)

    assert BoothApplication.objects.get().reference_number == number + 1


def test_nobody_is_registered_twice_by_putting_back(fair, officer):
    removal = take_back(bring_in(fair, officer, WEAVERS), officer)
    bring_in(fair, officer, [*WEAVERS[:-1], "A07"])

    with pytest.raises(RuleBroken):
        restore(removal, by=officer)

    assert Vendor.objects.count() == 1


def test_a_namesake_of_before_the_import_is_no_reason_not_to_put_back(fair, officer):
    make.make_vendor(WEAVERS[0]).phones.create(number="0899999999")
    make.make_vendor(WEAVERS[0]).phones.create(number="0888888888")
    removal = take_back(bring_in(fair, officer, WEAVERS), officer)
    assert Vendor.objects.count() == 2

    restore(removal, by=officer)

    assert Vendor.objects.count() == 3


def test_a_vendors_own_figure_comes_back_with_its_origin(fair, officer):
    user = make.make_user()
    allocation = make.make_allocation(make.make_booth(fair, "C01"))
    own = make.make_sale(allocation, sold="1000", source=SaleSource.VENDOR, reported_by=user)
    make.make_allocation(make.make_booth(fair, "C02"))
    before = BoothSale.objects.values().get()
    batch = bring_in_takings(fair, officer, ["C01", "7000", "0"], ["C02", "500", "0"])
    after = list(BoothSale.objects.order_by("pk").values())

    removal = take_back(batch, officer)

    assert BoothSale.objects.values().get() == before
    revision = BoothSaleRevision.objects.first()
    assert (revision.sold_before, revision.sold_after) == (Decimal(7000), Decimal(1000))
    assert revision.reason == "ถอนการนำเข้า: ผิดไฟล์"
    assert HistoryEntry.objects.of(own).first().verb == "take_back"

    restore(removal, by=officer)
    assert list(BoothSale.objects.order_by("pk").values()) == after
    assert BoothSaleRevision.objects.filter(sale=own).count() == 3


def test_a_figure_corrected_or_checked_after_the_import_stays(fair, officer):
    booths = [make.make_allocation(make.make_booth(fair, code)) for code in ("C01", "C02", "C03")]
    batch = bring_in_takings(fair, officer, *([row.booth.code, "700", "0"] for row in booths))
    record_booth_sale(
        booths[0],
        sold_on=fair.opens_on,
        sold_baht=Decimal(800),
        ordered_baht=Decimal(0),
        source=SaleSource.OFFICER,
        by=officer,
    )
    check_booth_sale(BoothSale.objects.get(booth=booths[1].booth), by=officer)

    removal = take_back(batch, officer)

    assert [sale.booth.code for sale in BoothSale.objects.order_by("pk")] == ["C01", "C02"]
    assert len(removal.stays) == 2
    assert any("ตรวจยอดแล้ว" in why for why in why_stays(removal).values())


def test_figures_of_a_closed_day_stay(fair, officer):
    make.make_allocation(make.make_booth(fair, "C01"))
    batch = bring_in_takings(fair, officer, ["C01", "700", "0"])
    close_report(fair, fair.opens_on, by=officer)

    [line] = plan_taking_back(batch, officer).lines
    assert line.why.startswith("รายงานวันที่")
    assert line.why.endswith("ปิดแล้ว")
    with pytest.raises(RuleBroken, match="ไม่มีอะไรให้ถอน"):
        take_back(batch, officer)


def test_figures_do_not_come_back_into_a_day_closed_meanwhile(fair, officer):
    for code in ("C01", "C02"):
        make.make_allocation(make.make_booth(fair, code))
    removal = take_back(bring_in_takings(fair, officer, ["C01", "700", "0"]), officer)
    bring_in_takings(fair, officer, ["C02", "100", "0"])
    close_report(fair, fair.opens_on, accept_missing=True, by=officer)

    with pytest.raises(RuleBroken, match="ปิดแล้ว"):
        restore(removal, by=officer)

    assert BoothSale.objects.count() == 1


def test_the_same_press_again_is_done_already_and_another_officer_reads_who_did_it(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    removal = take_back(batch, officer)

    assert take_back(batch, officer) == removal
    with pytest.raises(RuleBroken, match=r"น\.ส\.มาลี ใจดี ถอนการนำเข้านี้ไปแล้วเมื่อ"):
        take_back(batch, make.make_administrator())
    assert Removal.objects.count() == 1
    assert HistoryEntry.objects.of(fair).filter(verb="take_back").count() == 1


def test_a_page_that_no_longer_says_what_would_happen_takes_nothing_back(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    seen = plan_taking_back(batch, officer).seen
    Vendor.objects.update(story="ทอมาสามรุ่น")

    with pytest.raises(RuleBroken, match="มีคนเปลี่ยนรายการหลังจากเปิดหน้านี้"):
        take_back(batch, officer, seen=seen)

    assert BoothAllocation.objects.count() == 1


def test_taking_back_says_why(fair, officer):
    with pytest.raises(RuleBroken, match="บอกเหตุ"):
        take_back(bring_in(fair, officer, WEAVERS), officer, reason=" ")


def test_nothing_is_taken_back_or_put_back_at_a_cancelled_fair(fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    removal = take_back(bring_in(fair, officer, [*POTTERS[:-1], ""]), officer)
    fair.state = FairState.CANCELLED
    fair.save()

    with pytest.raises(RuleBroken, match="จึงถอนการนำเข้าไม่ได้"):
        take_back(batch, officer)
    with pytest.raises(RuleBroken, match="จึงเรียกคืนการนำเข้าไม่ได้"):
        restore(removal, by=officer)


def test_a_sheet_that_is_not_saved_or_changed_nothing_has_nothing_to_take_back(fair, officer):
    bring_in(fair, officer, WEAVERS)
    same = bring_in(fair, officer, WEAVERS)
    waiting = ImportBatch.objects.create(
        kind="vendors", fair_event=fair, file_name="x", cells=[], uploaded_by=officer
    )
    with pytest.raises(RuleBroken, match="ไม่ได้เพิ่มหรือเปลี่ยนอะไร"):
        take_back(same, officer)
    with pytest.raises(RuleBroken, match="ยังไม่ได้นำเข้า"):
        take_back(waiting, officer)


def rows(first, count):
    return [
        [f"กลุ่มที่ {number}", "", "ผ้า", "ผ้าไหม", "4", "", "ขอนแก่น", "", f"A{number:02d}"]
        for number in range(first, first + count)
    ]


def statements(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_a_longer_list_takes_no_more_statements(fair, officer):
    other = make.make_fair_event("งานอื่น")
    few, many = bring_in(fair, officer, *rows(1, 2)), bring_in(other, officer, *rows(10, 12))

    assert statements(lambda: take_back(few, officer)) == statements(
        lambda: take_back(many, officer)
    )


def test_the_page_says_row_by_row_what_happens_asks_and_does_it(client, fair, officer):
    make.make_vendor(WEAVERS[0], contact_name="นายเก่า เคยอยู่")
    batch = bring_in(fair, officer, WEAVERS, POTTERS)
    VendorMember.objects.create(
        vendor=Vendor.objects.get(name_th=POTTERS[0]), user=make.make_user()
    )
    client.force_login(officer)
    done = client.get(reverse("staff:import-batch", args=[batch.pk])).content.decode()
    url = reverse("staff:import-take-back", args=[batch.pk])
    assert url in done
    assert "ถอนการนำเข้าทั้งชุด" in done

    asked = client.get(url).content.decode()
    assert "นางหนึ่ง ใจดี → นายเก่า เคยอยู่" in asked
    assert "มีผู้ดูแลร้านที่ไม่ได้มาจากไฟล์นี้ผูกอยู่" in asked
    seen = plan_taking_back(batch, officer).seen
    answer = client.post(url, {"reason": "ผิดไฟล์", "seen": seen})

    removal = Removal.objects.get()
    page = reverse("staff:removed-one", args=[removal.pk])
    assert answer["Location"] == page
    assert "ถอนการนำเข้า “รายชื่อ.xlsx”แล้ว" in client.get(page).content.decode()
    listed = client.get(reverse("staff:imports"), {"fair": fair.pk}).content.decode()
    assert "ถอนแล้ว" in listed
    done = client.get(reverse("staff:import-batch", args=[batch.pk])).content.decode()
    assert page in done
    assert url not in done
    client.post(page)
    assert "ถอนแล้ว" not in client.get(reverse("staff:imports"), {"fair": fair.pk}).content.decode()


def test_a_refused_press_keeps_the_reason_that_was_typed(client, fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    client.force_login(officer)

    url = reverse("staff:import-take-back", args=[batch.pk])
    answer = client.post(url, {"reason": "ผิดไฟล์", "seen": "เก่า"})

    assert answer.status_code == 422
    assert 'value="ผิดไฟล์"' in answer.content.decode()
    assert BoothAllocation.objects.count() == 1


def test_who_may_not_import_there_may_not_take_back(client, fair, officer):
    batch = bring_in(fair, officer, WEAVERS)
    url = reverse("staff:import-take-back", args=[batch.pk])

    for stranger in (make.make_helper(fair), make.make_officer("52")):
        client.force_login(stranger)
        assert client.post(url, {"reason": "ผิดไฟล์"}).status_code == 404
    assert Vendor.objects.count() == 1
