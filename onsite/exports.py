"""The days on site as .xlsx: what was found, who came through the gates, what was complained of,
what was answered."""

from collections.abc import Iterable

from onsite.models import Complaint, Finding, SurveyQuestion
from onsite.reports.surveys import QuestionResult, SurveyResults
from onsite.reports.visitor_counts import DayVisitors, Sum
from otopfair.documents.xlsx import DATE, NUMBER, TEXT, Column, Table, workbook_bytes
from otopfair.thai.formatting import format_datetime
from otopfair.thai.percents import rounded

FOUND = [
    *(Column("บูธ", width=10), Column("ร้าน", width=36), Column("ข้อที่ตรวจ", width=40)),
    *(Column("สิ่งที่พบ", width=50), Column("ให้แก้ภายใน", width=24), Column("สถานะ", width=16)),
    *(Column("พบเมื่อ", width=24), Column("ผู้พบ", width=26)),
    *(Column("แก้แล้วเมื่อ", width=24), Column("ผู้ดูว่าแก้แล้ว", width=26)),
]
DAYS = [
    *(Column("วันที่", DATE, 20), Column("จำนวนคน", NUMBER), Column("วิธีนับ", width=40)),
    *(Column("ช่องที่นับแล้ว", NUMBER), Column("ช่องที่ยังไม่นับ", NUMBER)),
]
COMPLAINTS = [
    *(Column("เลขที่", width=16), Column("แจ้งเมื่อ", width=24), Column("ตอบภายใน", DATE, 20)),
    *(Column("สถานะ", width=24), Column("บูธ", width=10), Column("ร้าน", width=36)),
    *(Column("เรื่อง", width=60), Column("ผู้รับผิดชอบ", width=26), Column("คำตอบ", width=60)),
]

RESULTS = [
    *(Column("คำถาม", width=44), Column("คำตอบ", width=30), Column("คน", NUMBER)),
    *(Column("ร้อยละ", NUMBER), Column("เฉลี่ย", NUMBER), Column("ร้อยละที่พึงพอใจ", NUMBER)),
]


def findings_workbook(title: str, findings: list[Finding], *, made_at) -> bytes:
    rows = [
        [
            str(one.booth),
            str(one.vendor or ""),
            one.item.text,
            one.text,
            _moment(one.due_at),
            one.badge[1],
            _moment(one.found_at),
            str(one.found_by),
            _moment(one.mended_at),
            str(one.mended_by or ""),
        ]
        for one in findings
    ]
    return _book("สิ่งที่พบ", FOUND, rows, title, made_at)


def visitors_workbook(title: str, days: Iterable[DayVisitors], total: Sum, *, made_at) -> bytes:
    """The sum of each day, with the methods that were used; nothing where nobody counted."""
    rows = [[one.day, *_sum(one.sum)] for one in days]
    return _book("ผู้ชม", DAYS, rows, title, made_at, total=["รวม", *_sum(total)])


def complaints_workbook(title: str, complaints: list[Complaint], *, made_at) -> bytes:
    """Without who complained: a file goes further than a page."""
    rows = [
        [
            one.reference_no,
            _moment(one.sent_at),
            one.answer_by,
            one.badge[1],
            str(one.booth or ""),
            str(one.vendor or ""),
            one.text,
            str(one.assigned_to or ""),
            one.answer,
        ]
        for one in complaints
    ]
    return _book("เรื่องร้องเรียน", COMPLAINTS, rows, title, made_at)


def survey_workbook(
    title: str,
    results: SurveyResults,
    questions: list[SurveyQuestion],
    answers: list[list],
    *,
    made_at,
) -> bytes:
    """What came of each question; and every set of answers, without who gave it."""
    heads = [title, f"ผู้ตอบ {results.people:,} คน ข้อมูล ณ {format_datetime(made_at)}"]
    rows = [row for one in results.questions for row in _of_question(one)]
    columns = [Column(one.text, _kind_of(one), 24) for one in questions]
    return workbook_bytes(
        [Table("สรุป", RESULTS, rows, heads), Table("คำตอบทุกชุด", columns, answers, heads)]
    )


def _kind_of(question: SurveyQuestion) -> str:
    return NUMBER if question.kind in ("scale", "number") else TEXT


def _of_question(one: QuestionResult) -> list[list]:
    scores = one.scores
    mean = scores.mean if scores.mean is not None else one.mean
    share = None if scores.share is None else rounded(scores.share, 1)
    head = [one.question.text, "ผู้ตอบข้อนี้", one.answered, None]
    head += [None if mean is None else rounded(mean, 1), share]
    counts = [
        ["", count.label, count.people, rounded(count.share, 1), None, None] for count in one.counts
    ]
    return [head, *counts]


def _sum(total: Sum) -> list:
    people = "" if total.people is None else total.people
    return [people, " และ".join(total.methods), total.counted, total.missing]


def _moment(moment) -> str:
    return format_datetime(moment) if moment else ""


def _book(name: str, columns, rows, title: str, made_at, total=None) -> bytes:
    heads = [title, f"{len(rows):,} รายการ ข้อมูล ณ {format_datetime(made_at)}"]
    return workbook_bytes([Table(name, columns, rows, heads, total)])
