"""The announcement of results as an official paper: one set of words for the page and the PDF."""

from otopfair.thai.digits import AsWritten, in_official_digits
from otopfair.thai.formatting import format_date, format_date_with_era
from vendors.models import Announcement

DOTS = "." * 40
MOST_PAGES = 60


def printed_announcement(
    shown: Announcement, fair_event, annexes: list[dict], *, thai_digits: bool = True
) -> dict:
    """All words of the paper, by place; Thai digits as offices print them."""
    titles = [annex["title"] for annex in annexes]
    data = {
        "title": f"ประกาศจังหวัด{fair_event.home_province.name_th}",
        "subject": f"เรื่อง {' และ'.join(_subject(title) for title in titles)}",
        "fair": f"{fair_event.called} {shown.call.name}",
        "opening": _opening(shown, fair_event, annexes),
        "rules": _rules(shown, titles),
        "dated": f"ประกาศ ณ วันที่ {format_date_with_era(shown.applied_at)}",
        "signature": [AsWritten(f"({shown.signer_name or DOTS})"), shown.signer_position],
        "annexes": [_annex(number, annex) for number, annex in enumerate(annexes, start=1)],
        "page_word": "หน้า",
        "digits": [str(number) for number in range(MOST_PAGES)],
    }
    return in_official_digits(data) if thai_digits else data


def _subject(title: str) -> str:
    return title if title.startswith("บัญชี") else f"รายชื่อ{title}"


def _opening(shown: Announcement, fair_event, annexes: list[dict]) -> str:
    if shown.opening:
        return shown.opening
    counts = " ".join(f"{annex['title']} {annex['count']} ราย" for annex in annexes)
    when = f" {fair_event.period.held}" if fair_event.period else ""
    return (
        f"ตามที่จังหวัด{fair_event.home_province.name_th}ได้ประกาศรับสมัครผู้ผลิต ผู้ประกอบการ OTOP "
        f"เข้าร่วม{fair_event.called}{when} บัดนี้ การพิจารณาเสร็จสิ้นแล้ว จึงประกาศผล ดังนี้ {counts} "
        "ตามบัญชีแนบท้ายประกาศนี้"
    )


def _rules(shown: Announcement, titles: list[str]) -> list[str]:
    days, rules = shown.call.days_to_object, []
    if "ผู้ได้รับคัดเลือก" in titles:
        until = format_date(shown.answer_by)
        rules.append(f"ผู้ได้รับคัดเลือกต้องยืนยันเข้าร่วมงานภายในวันที่ {until} หากไม่ยืนยันถือว่าสละสิทธิ์")
    if "บัญชีสำรอง" in titles:
        rules.append("เมื่อมีผู้สละสิทธิ์ จะเรียกผู้มีชื่อในบัญชีสำรองตามลำดับ")
    rules.append(f"ผู้สมัครที่ไม่เห็นด้วยกับผล โต้แย้งเป็นหนังสือหรือผ่านระบบได้ภายใน {days} วันนับแต่วันที่ได้รับแจ้ง")
    return rules


def _annex(number: int, annex: dict) -> dict:
    return {
        "title": f"บัญชีแนบท้าย {number} {annex['title']}",
        "head": [annex["first_head"], "ชื่อกลุ่ม / ร้าน", "ที่ตั้ง", "เลขที่ใบสมัคร", "บูธ"],
        "groups": [
            {
                "label": f"ประเภท{group['label']}",
                "rows": [
                    [
                        str(row["place_no"] or ""),
                        AsWritten(row["name"]),
                        row["place"],
                        row["reference"],
                        str(row["booths"]),
                    ]
                    for row in group["rows"]
                ],
            }
            for group in annex["groups"]
        ],
    }
