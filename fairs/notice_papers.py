"""A notice as an official paper: one set of words for the page and the PDF."""

from fairs.models import Notice
from otopfair.documents.emblem import emblem_numbers
from otopfair.documents.pdf import render_pdf
from otopfair.thai.digits import AsWritten, in_official_digits
from otopfair.thai.formatting import format_date_with_era
from otopfair.thai.line_breaks import keep_together

DOTS = "." * 40
MOST_PAGES = 60


def printed_notice(notice: Notice, *, thai_digits: bool = True) -> dict:
    """All words of the paper, by place; of a draft with dots where nothing is known yet."""
    lines = [line.strip() for line in notice.body.splitlines()]
    data = {
        "title": f"ประกาศ{notice.issuing_office}",
        "subject": f"เรื่อง {notice.subject}",
        "number": f"ที่ {notice.numbered or DOTS}",
        "paragraphs": [keep_together(line) for line in lines if line] or [""],
        "dated": dated_words(notice),
        "signature": [AsWritten(f"({notice.signer_name or DOTS})"), *notice.signed_as],
        "digits": [str(number) for number in range(MOST_PAGES)],
    }
    return in_official_digits(data) if thai_digits else data


def dated_words(notice: Notice) -> str:
    """ประกาศ ณ วันที่ 26 ตุลาคม พ.ศ. 2563"""
    day = format_date_with_era(notice.signed_on) if notice.signed_on else DOTS
    return f"ประกาศ ณ วันที่ {day}"


def notice_pdf(notice: Notice) -> bytes:
    return render_pdf("notice.typ", printed_notice(notice) | {"emblem": emblem_numbers()})
