"""The press's own lines come out to the letter (R1), and the acceptance cases hold (A1–A13)."""

from datetime import date
from decimal import Decimal

import pytest

from otopfair.thai.baht import baht_in_words
from otopfair.thai.calendar import fiscal_year_be
from otopfair.thai.formatting import format_range
from otopfair.thai.parsing import ThaiDateError, parse_date
from otopfair.thai.percents import percent, percent_text, rounded
from otopfair.thai.periods import runs_of
from sales.reports.figures import (
    Average,
    Cumulative,
    DailyFigures,
    Line,
    Missing,
    Visitors,
    ZoneFigures,
    difference,
    rank,
)
from sales.reports.keeping import from_json, to_json
from sales.reports.sentences import FairWords, amounts, count_and_amounts, report_text
from sales.reports.style import ReportStyle
from sales.reports.targets import target_from

SURIN = FairWords(
    province_title="จังหวัดสุรินทร์",
    office="สำนักงานพัฒนาชุมชนจังหวัดสุรินทร์",
    fair_name="OTOP City 2022",
    venue="อาคารชาเลนเจอร์ 1-3 ศูนย์แสดงสินค้าและการประชุม อิมแพค เมืองทองธานี อำเภอปากเกร็ด จังหวัดนนทบุรี",
    first_day=date(2022, 12, 17),
    last_day=date(2022, 12, 25),
    is_joined=True,
    director="พัฒนาการจังหวัดสุรินทร์",
    governor="ผู้ว่าราชการจังหวัดสุรินทร์",
)
FOOD = Line("อาหาร", 5, Decimal(115000), Decimal(25000), category=1)
DRINK = Line("เครื่องดื่ม", 2, Decimal(15700), Decimal(0), category=2)
CLOTH = Line("ผ้า เครื่องแต่งกาย", 46, category=3)
R1_GRAND = Line("รวมทั้งสิ้น", 66, Decimal(3828290), Decimal(503600), reported=66, vendors=66)
BRACKET = ReportStyle(zone_mark=")")


def sum_lines(label, lines) -> Line:
    return Line(
        label,
        sum(line.booths for line in lines),
        sum(line.sold for line in lines),
        sum(line.ordered for line in lines),
        reported=sum(line.booths for line in lines),
        vendors=sum(line.booths for line in lines),
    )


def surin_day(lines, grand=None, **fields) -> DailyFigures:
    grand = grand or sum_lines("รวมทั้งสิ้น", lines)
    zone = ZoneFigures(sum_lines("โซนผลิตภัณฑ์ OTOP 3 - 5 ดาว", lines), tuple(lines))
    defaults = {
        "day": "2022-12-24",
        "day_number": 8,
        "grand": grand,
        "zones": (zone,),
        "categories": tuple(lines),
    }
    return DailyFigures(**{**defaults, **fields})


def test_r1_is_printed_to_the_letter():
    text = report_text(SURIN, surin_day([FOOD, DRINK], grand=R1_GRAND), BRACKET)
    assert text == (
        "วันเสาร์ที่ 24 ธันวาคม พ.ศ. 2565\n"
        "ผู้ว่าราชการจังหวัดสุรินทร์ มอบหมายให้ สำนักงานพัฒนาชุมชนจังหวัดสุรินทร์ "
        "โดยการอำนวยการของ พัฒนาการจังหวัดสุรินทร์ "
        "นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้าในงาน OTOP City 2022 "
        "ระหว่างวันที่ 17–25 ธันวาคม 2565 ณ อาคารชาเลนเจอร์ 1-3 "
        "ศูนย์แสดงสินค้าและการประชุม อิมแพค เมืองทองธานี อำเภอปากเกร็ด จังหวัดนนทบุรี\n"
        "\n"
        "จังหวัดสุรินทร์ ร่วมจัดแสดงและจำหน่ายสินค้า รวม 66 บูธ\n"
        "ยอดจำหน่ายประจำวันเสาร์ที่ 24 ธันวาคม 2565 ยอดจำหน่าย 3,828,290 บาท "
        "ยอดสั่งจอง 503,600 บาท รวมทั้งสิ้น 4,331,890 บาท\n"
        "\n"
        "1) โซนผลิตภัณฑ์ OTOP 3 - 5 ดาว แบ่งตามประเภท ดังนี้\n"
        "1.1 ประเภทอาหาร จำนวน 5 บูธ ยอดจำหน่าย 115,000 บาท "
        "ยอดสั่งจอง 25,000 บาท รวมทั้งสิ้น 140,000 บาท\n"
        "1.2 ประเภทเครื่องดื่ม จำนวน 2 บูธ ยอดจำหน่าย 15,700 บาท"
    )


def test_a1_the_day_is_the_sum_of_its_lines_and_no_orders_are_not_printed():
    assert surin_day([FOOD, DRINK]).grand.total == Decimal(155700)
    assert count_and_amounts(DRINK) == "จำนวน 2 บูธ ยอดจำหน่าย 15,700 บาท"


def test_a2_the_declared_totals_differ_by_what_is_not_entered():
    left = difference(
        surin_day([FOOD, DRINK, CLOTH]),
        booths=66,
        sold=Decimal(3828290),
        ordered=Decimal(503600),
    )
    assert (left.booths, left.sold, left.ordered) == (13, Decimal(3697590), Decimal(478600))
    assert left.is_zero is False


def test_a3_the_weekday_of_a_date_is_verified():
    assert parse_date("วันเสาร์ที่ 24 ธันวาคม พ.ศ. 2565") == date(2022, 12, 24)
    with pytest.raises(ThaiDateError, match="24 ธันวาคม 2565 เป็นวันเสาร์ ไม่ใช่วันอาทิตย์"):
        parse_date("วันอาทิตย์ที่ 24 ธันวาคม 2565")


def test_a4_the_national_first_day_adds_up_and_the_fair_crosses_the_fiscal_year():
    national = Line("รวม", 0, Decimal(48289471), Decimal(2513995))
    assert national.total == Decimal(50803466)
    assert amounts(national, ReportStyle(orders_word="ยอดสั่งซื้อ")) == (
        "ยอดจำหน่าย 48,289,471 บาท ยอดสั่งซื้อ 2,513,995 บาท รวมทั้งสิ้น 50,803,466 บาท"
    )
    assert [fiscal_year_be(day) for day in (date(2023, 9, 23), date(2023, 10, 1))] == [2566, 2567]


def test_a5_zones_and_categories_share_one_ranking_and_the_rest_is_others():
    printed = [
        ("ผ้าและเครื่องแต่งกาย", 100399210),
        ("โซนศิลปิน OTOP", 44791745),
        ("OTOP ชวนชิม", 31230309),
        ("ของใช้ ของตกแต่ง ของที่ระลึก", 29890422),
        ("OTOP ขึ้นเครื่อง", 27860490),
    ]
    shuffled = [(name, "", Decimal(baht)) for name, baht in reversed(printed)]
    ranking = rank(shuffled, whole=Decimal(319006768))
    assert [(one.name, int(one.total)) for one in ranking.ranked] == printed
    assert percent_text(ranking.ranked[0].share, 2) == "31.47"
    assert ranking.others == Decimal(84834592)


def test_a6_vendors_and_booths_are_two_counts():
    whole = Line("รวม", 50, Decimal(2696500), reported=50, vendors=56)
    day = surin_day([whole], grand=whole, reporters=56, of_reported=whole.total)
    assert (day.per_booth, day.per_vendor) == (Average(whole.total, 50), Average(whole.total, 56))
    assert day.per_booth.each == Decimal(53930)
    assert rounded(day.per_vendor.each) == Decimal("48151.79")
    assert "รวม 50 บูธ (56 ราย)" in report_text(SURIN, day)


def test_a7_the_result_stands_beside_the_target():
    four_days = Cumulative(4, Decimal(327210000), Decimal(0), target=Decimal(600000000))
    assert percent_text(four_days.target_percent) == "54.5"


def test_a8_k1_the_target_is_right_to_the_baht():
    results = [Decimal(4877112422), Decimal(5432857881), Decimal(5895307755)]
    assert target_from(results, Decimal("1.22")) == Decimal(6590146410)
    assert percent_text(percent(Decimal(6590146410) - results[2], results[2]), 2) == "11.79"


def test_a9_the_khon_kaen_fair_has_seven_days_of_one_fiscal_year():
    first, last = date(2020, 10, 26), date(2020, 11, 1)
    assert format_range(first, last) == "26 ตุลาคม – 1 พฤศจิกายน 2563"
    assert {fiscal_year_be(first), fiscal_year_be(last)} == {2564}


def test_a13_the_amount_in_words():
    assert baht_in_words(R1_GRAND.total) == "สี่ล้านสามแสนสามหมื่นหนึ่งพันแปดร้อยเก้าสิบบาทถ้วน"


def test_a_zone_that_is_not_split_is_one_line():
    zones = (ZoneFigures(Line("OTOP ชวนชิม", 10, Decimal(90000))),)
    day = surin_day([FOOD], zones=zones)
    assert "1. โซน OTOP ชวนชิม จำนวน 10 บูธ ยอดจำหน่าย 90,000 บาท" in report_text(SURIN, day)


def test_an_office_may_print_thai_digits_and_another_unit():
    style = ReportStyle(booth_word="บูท", digits="everywhere")
    assert "จำนวน ๕ บูท ยอดจำหน่าย ๑๑๕,๐๐๐ บาท" in report_text(SURIN, surin_day([FOOD]), style)


def test_the_cumulative_sentence_compares_with_target_and_last_edition():
    cumulative = Cumulative(
        3,
        Decimal(5034530),
        Decimal(0),
        target=Decimal(15000000),
        last_edition="ครั้งที่ 19",
        last_total=Decimal(4614600),
        last_days=3,
    )
    text = report_text(SURIN, surin_day([FOOD], cumulative=cumulative))
    assert text.endswith(
        "ยอดสะสม 3 วัน (17–24 ธันวาคม 2565) รวม 5,034,530 บาท "
        "คิดเป็นร้อยละ 33.6 ของเป้าหมาย 15,000,000 บาท "
        "เพิ่มขึ้นร้อยละ 9.1 จากครั้งที่ 19 ในวันเดียวกัน"
    )


def test_booths_that_have_not_reported_are_named_not_counted_as_zero():
    missing = (Missing("A12", "ก"), Missing("C02", "ข"))
    text = report_text(SURIN, surin_day([FOOD], missing=missing))
    assert text.endswith("ยังไม่ส่งยอด 2 บูธ ได้แก่ A12, C02")


def test_figures_survive_being_kept():
    ranking = rank([("ก", "A01", Decimal("10.50"))], whole=Decimal(21))
    day = surin_day(
        [FOOD, DRINK],
        sellers=ranking,
        missing=(Missing("A12", "ก"),),
        cumulative=Cumulative(
            3, Decimal(1), Decimal(2), days_without=1, without=runs_of([date(2022, 12, 19)])
        ),
        visitors=Visitors(1200, ("นับด้วยมือ",), target=9000),
    )
    assert from_json(DailyFigures, to_json(day)) == day
