"""An office words its own reports: every option of the grammar, to the letter (G1–G12)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.stale import StalePage
from otopfair.thai.calendar import THAILAND
from sales.forms.wording import WordingForm
from sales.models import DailyReport, ReportWording
from sales.operations.reports import close_report
from sales.operations.wording import save_wording, words_of_row
from sales.reports.example import example_figures, example_words
from sales.reports.figures import Ranking
from sales.reports.printing import printed_report, signatures_of
from sales.reports.sentences import (
    amounts,
    cumulative_lines,
    header_lines,
    numbered_lines,
    report_text,
    total_lines,
    zone_lines,
)
from sales.reports.style import ReportStyle, style_from_json, style_to_json
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)

TEXTS = Path(__file__).parents[1] / "cases" / "reports"
SURIN = Province(pk="32", name_th="สุรินทร์")
EVERY_OPTION = ReportStyle(
    zone_mark=")",
    booth_word="บูท",
    vendor_word="กลุ่ม",
    orders_word="ยอดสั่งซื้อ",
    digits="everywhere",
    opening="organised",
    dated="made",
    amounts="millions",
    zones_as_types=True,
    salutation="เรียน ผู้ว่าราชการจังหวัดสุรินทร์",
    closing="จึงเรียนมาเพื่อโปรดทราบ",
    signer_name="นายตัวอย่าง 9 ดี",
    is_signed_in_text=True,
    category_words={"3": "ผ้า เครื่องแต่งกาย", "4": "ของใช้ฯ"},
)
USUAL = ReportStyle()
DAY = date(2020, 10, 28)
DAY_SHOWN = date(2026, 12, 26)
WORDING_PAGE = "staff:wording"


def text_in(style: ReportStyle) -> str:
    words = example_words(SURIN, style)
    return report_text(words, example_figures(), style, made_on=date(2026, 12, 27))


def paper_in(style: ReportStyle) -> dict:
    words = example_words(SURIN, style)
    return printed_report(
        words,
        example_figures(),
        style,
        time_of_data=datetime(2026, 12, 26, 21, 5, tzinfo=THAILAND),
        reference="RPT-SR26-25691226-1",
        signatures=signatures_of(words, style, "นางสาวมาลี ใจดี", "นักวิชาการพัฒนาชุมชน"),
    )


@pytest.mark.parametrize(("name", "style"), [("usual", USUAL), ("every-option", EVERY_OPTION)])
def test_a_whole_report_is_right_to_the_letter(name, style):
    assert f"{text_in(style)}\n" == (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def test_g1_every_line_adds_up():
    figures = example_figures()
    lines = [one for zone in figures.zones for one in (zone.line, *zone.categories)]
    assert [line.total for line in lines] == [line.sold + line.ordered for line in lines]
    assert figures.grand.total == sum(zone.line.total for zone in figures.zones)


def test_g2_without_orders_neither_orders_nor_a_sum_is_printed():
    drinks = example_figures().categories[1]
    assert amounts(drinks) == "ยอดจำหน่าย 15,700 บาท"


def test_g3_only_a_zone_that_is_split_has_types():
    marks = [one.mark for one in numbered_lines(example_figures().zones, USUAL)]
    assert marks == ["1.", "1.1", "1.2", "1.3", "1.4", "1.5", "2."]


@pytest.mark.parametrize(("word", "count"), [("ราย", "66 บูธ (72 ราย)"), ("กลุ่ม", "66 บูธ (72 กลุ่ม)")])
def test_g4_booths_and_vendors_are_counted_in_their_own_words(word, count):
    style = replace(USUAL, vendor_word=word)
    first, _ = total_lines(example_words(SURIN, style), example_figures(), style)
    assert first == f"จังหวัดสุรินทร์ ร่วมจัดแสดงและจำหน่ายสินค้า รวม {count} ส่งยอดครบแล้ว 64 บูธ"


@pytest.mark.parametrize("word", ["ยอดสั่งจอง", "ยอดสั่งซื้อ"])
def test_g5_orders_have_the_word_of_the_office(word):
    style = replace(USUAL, orders_word=word)
    assert amounts(example_figures().grand, style) == (
        f"ยอดจำหน่าย 3,828,290 บาท {word} 503,600 บาท รวมทั้งสิ้น 4,331,890 บาท"
    )


@pytest.mark.parametrize(
    ("mark", "marks"), [(".", ["1.", "1.1", "2."]), (")", ["1)", "1.1", "2)"])]
)
def test_g6_zones_are_numbered_as_the_office_numbers(mark, marks):
    lines = numbered_lines(example_figures().zones, replace(USUAL, zone_mark=mark))
    assert [lines[place].mark for place in (0, 1, -1)] == marks


def test_g7_a_zone_may_come_in_as_a_type():
    lines = zone_lines(example_figures().zones, replace(USUAL, zones_as_types=True))
    assert [line[: line.index(" จำนวน")] for line in lines] == [
        "1. ประเภทอาหาร",
        "2. ประเภทเครื่องดื่ม",
        "3. ประเภทผ้าและเครื่องแต่งกาย",
        "4. ประเภทของใช้ ของตกแต่ง ของที่ระลึก",
        "5. ประเภทสมุนไพรที่ไม่ใช่อาหาร",
        "6. ประเภท OTOP ชวนชิม",
    ]


def test_g7_types_of_two_zones_are_one_line():
    split = example_figures().zones[0]
    lines = numbered_lines((split, split), replace(USUAL, zones_as_types=True))
    assert [(one.line.booths, one.line.total) for one in lines][:2] == [
        (10, Decimal(280_000)),
        (4, Decimal(31_400)),
    ]


def test_g8_booths_and_types_are_spelled_as_the_office_spells_them():
    style = replace(USUAL, booth_word="บูท", category_words={"3": "ผ้า เครื่องแต่งกาย"})
    cloth = zone_lines(example_figures().zones, style)[3]
    assert cloth.startswith("1.3 ประเภทผ้า เครื่องแต่งกาย จำนวน 46 บูท ")


def test_g9_a_report_may_bear_another_day_than_its_sales():
    text = text_in(replace(USUAL, dated="made")).splitlines()
    assert text[0] == "วันอาทิตย์ที่ 27 ธันวาคม พ.ศ. 2569"
    assert text[4].startswith("ยอดจำหน่ายประจำวันเสาร์ที่ 26 ธันวาคม 2569 ")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 บาท"),
        (4900, "4,900 บาท"),
        (999_999, "999,999 บาท"),
        (1_000_000, "1.00 ล้านบาท"),
        (319_006_768, "319.01 ล้านบาท"),
    ],
)
def test_g10_what_is_less_than_a_million_is_told_in_baht(amount, words):
    assert replace(USUAL, amounts="millions").large(Decimal(amount)) == words


def test_g10_sums_of_days_may_be_in_millions_and_those_of_the_day_never_are():
    style, figures = replace(USUAL, amounts="millions"), example_figures()
    [line] = cumulative_lines(example_words(SURIN, style), figures.cumulative, DAY_SHOWN, style)
    assert line.startswith("ยอดสะสม 8 วัน (19–26 ธันวาคม 2569) รวม 28.45 ล้านบาท ")
    assert amounts(figures.grand, style).endswith("รวมทั้งสิ้น 4,331,890 บาท")


def test_g11_days_are_counted_from_the_opening_to_a_stated_date():
    so_far = example_figures().cumulative
    words = replace(example_words(SURIN, USUAL), first_day=date(2026, 12, 25))
    [line] = cumulative_lines(words, so_far, DAY_SHOWN)
    assert line.startswith("ยอดสะสม 8 วัน (25–26 ธันวาคม 2569) รวม 28,450,000 บาท ")
    opening_day = replace(words, first_day=date(2026, 12, 26))
    [line] = cumulative_lines(opening_day, so_far, DAY_SHOWN)
    assert line.startswith("ยอดสะสม 8 วัน รวม ")


def test_g12_results_stand_beside_their_target():
    so_far = example_figures().cumulative
    [line] = cumulative_lines(example_words(SURIN, USUAL), so_far, DAY_SHOWN)
    assert " คิดเป็นร้อยละ 94.8 ของเป้าหมาย 30,000,000 บาท " in line


def test_a_percent_is_rounded_once():
    figures = example_figures()
    nearly = replace(figures.cumulative, sold=Decimal(33_449), ordered=Decimal(0))
    nearly = replace(nearly, target=Decimal(100_000), last_total=None)
    [line] = cumulative_lines(example_words(SURIN, USUAL), nearly, DAY_SHOWN)
    assert line.endswith("คิดเป็นร้อยละ 33.4 ของเป้าหมาย 100,000 บาท")  # not 33.45, then 33.5


def test_a_fair_of_one_day_is_on_a_day_and_not_between_days():
    words = replace(example_words(SURIN, USUAL), last_day=date(2026, 12, 19))
    opening = header_lines(words, date(2026, 12, 19), USUAL)[1]
    assert " ในวันที่ 19 ธันวาคม 2569 ณ " in opening


def test_names_and_numbers_that_are_names_keep_their_digits():
    paper = paper_in(replace(EVERY_OPTION, opening="as-held").on_paper())
    assert paper["fair"] == "งาน “OTOP City 2026” ครั้งที่ ๒๐ ประจำปี ๒๕๖๙"
    assert paper["ranking"] == [
        ["๑", "กลุ่มทอผ้าไหมบ้านตัวอย่าง", "A01", "๔๑๒,๓๐๐"],
        ["๒", "กลุ่มจักสาน 99", "C07", "๙๘,๔๕๐"],
    ]
    assert paper["sentences"][0] == "ยังไม่ส่งยอด ๒\u00a0บูท ได้แก่ A12, 17"
    assert paper["signatures"][1][1] == "(นายตัวอย่าง 9 ดี)"
    assert paper["reference"] == "เลขอ้างอิง RPT-SR26-25691226-1"


@pytest.mark.parametrize(
    ("digits", "arabic", "text", "paper"),
    [
        ("papers", False, "1.1", "๑.๑"),
        ("papers", True, "1.1", "1.1"),
        ("everywhere", False, "๑.๑", "๑.๑"),
        ("nowhere", False, "1.1", "1.1"),
    ],
)
def test_thai_digits_stand_where_the_office_wants_them(digits, arabic, text, paper):
    style, zones = replace(USUAL, digits=digits), example_figures().zones
    shown = [
        numbered_lines(zones, one)[1].mark
        for one in (style.in_text(), style.on_paper(arabic=arabic))
    ]
    assert shown == [text, paper]


def test_the_paper_has_the_words_of_the_office():
    paper = paper_in(EVERY_OPTION)
    assert paper["salutation"] == "เรียน ผู้ว่าราชการจังหวัดสุรินทร์"
    assert paper["lines_head"][1:4] == ["จำนวนบูท", "ยอดจำหน่าย (บาท)", "ยอดสั่งซื้อ (บาท)"]
    assert paper["tail"][-1] == "จึงเรียนมาเพื่อโปรดทราบ"
    assert [lines[1:] for lines in paper["signatures"]] == [
        ["(นางสาวมาลี ใจดี)", "นักวิชาการพัฒนาชุมชน"],
        ["(นายตัวอย่าง 9 ดี)", "พัฒนาการจังหวัดสุรินทร์"],
    ]


def test_who_has_not_reported_is_not_printed_as_zero():
    shown = example_figures()
    silent = replace(shown.grand, sold=Decimal(0), ordered=Decimal(0), is_silent=True)
    words = example_words(SURIN, USUAL)
    paper = printed_report(
        words,
        replace(shown, grand=silent, cumulative=None, sellers=Ranking()),
        USUAL,
        time_of_data=datetime(2026, 12, 26, 21, 5, tzinfo=THAILAND),
        reference="RPT-1",
        signatures=[],
    )
    assert paper["grand"] == ["รวมทั้งสิ้น", "66", "–", "–", "ยังไม่ส่งยอด"]
    assert (paper["words"], paper["tail"]) == ("", ["รวมทั้งวัน ยังไม่ส่งยอด"])


def test_words_survive_being_kept_and_an_older_row_of_words_is_read():
    assert style_from_json(style_to_json(EVERY_OPTION)) == EVERY_OPTION
    assert style_from_json({"booth_word": "บูท"}) == replace(USUAL, booth_word="บูท")
    assert style_from_json({}) == USUAL


@pytest.fixture
def khon_kaen(db):
    return Province.objects.get(pk="40")


def test_saving_words_keeps_them_with_their_history(khon_kaen):
    officer = make_officer()
    save_wording(khon_kaen, booth_word="บูท", category_words={"4": "ของใช้ฯ"}, by=officer)
    saved = save_wording(khon_kaen, booth_word="บูท", by=officer)
    assert (saved.booth_word, saved.category_words) == ("บูท", {"4": "ของใช้ฯ"})
    [entry] = HistoryEntry.objects.filter(subject_type="sales.reportwording")
    assert entry.changes == {"คำเรียกบูธ": ["บูธ", "บูท"], "คำเรียกประเภท": ["", "ของใช้: ของใช้ฯ"]}


def test_words_that_somebody_else_has_changed_are_shown_beside_mine(khon_kaen):
    officer = make_officer()
    form = WordingForm(words=words_of_row(ReportWording(province=khon_kaen)))
    seen = form["seen"].value()
    save_wording(khon_kaen, booth_word="บูท", by=officer, seen=seen)
    with pytest.raises(StalePage) as stale:
        save_wording(khon_kaen, vendor_word="กลุ่ม", booth_word="บูธ", by=officer, seen=seen)
    assert [(one.label, one.theirs, one.mine) for one in stale.value.differences] == [
        ("คำเรียกบูธ", "บูท", "บูธ"),
        ("คำนับร้าน", "ราย", "กลุ่ม"),
    ]
    assert isinstance(stale.value, RuleBroken)
    assert ReportWording.objects.get().vendor_word == "ราย"


def test_the_page_saves_shows_at_once_and_refuses(client, khon_kaen):
    client.force_login(make_officer())
    page = client.get(reverse(WORDING_PAGE))
    typed = {
        name: box.value() or ""
        for name, box in zip(page.context["form"].fields, page.context["form"], strict=True)
    }
    typed = {name: value for name, value in typed.items() if value is not False}
    shown = client.post(
        reverse(WORDING_PAGE) + "?preview", {**typed, "booth_word": "บูท", "closing": "จบ"}
    )
    assert "รวม 66 บูท (72 ราย) ส่งยอดครบแล้ว 64 บูท" in shown.content.decode()
    assert ReportWording.objects.count() == 0
    refused = client.post(reverse(WORDING_PAGE), {**typed, "reporter_word": ""})
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"reporter_word": ["กรอกคำหน้าผู้รายงาน"]},
    )
    done = client.post(
        reverse(WORDING_PAGE), {**typed, "orders_word": "ยอดสั่งซื้อ", "category_3": "ผ้าทอ"}
    )
    saved = ReportWording.objects.get()
    assert (done.status_code, saved.orders_word, saved.category_words) == (
        302,
        "ยอดสั่งซื้อ",
        {"3": "ผ้าทอ"},
    )


def test_a_viewer_of_another_province_and_a_secretary_change_nothing(client, khon_kaen):
    client.force_login(make_officer("52"))
    assert client.get(reverse(WORDING_PAGE) + "?province=40").status_code == 404
    assert client.post(reverse(WORDING_PAGE) + "?province=40", {}).status_code == 404
    assert ReportWording.objects.count() == 0


def test_a_closed_report_keeps_the_words_it_was_closed_with(client, khon_kaen):
    officer = make_officer()
    save_wording(khon_kaen, booth_word="บูท", by=officer)
    fair = make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1))
    make_sale(make_allocation(make_booth(fair, "C01")), sold_on=DAY)
    close_report(fair, DAY, by=officer)
    save_wording(khon_kaen, booth_word="บูธ", by=officer)
    assert "รวม 1 บูท" in DailyReport.objects.get().text
    client.force_login(officer)
    printed = client.get(reverse("staff:report-print", args=[fair.pk, DAY.isoformat()]))
    assert printed.context["printed"]["lines_head"][1] == "จำนวนบูท"
