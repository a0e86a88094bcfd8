"""Booths by the code that somebody types, at fairs that are not over: "C01", "บูธ c1", "บูท 12"."""

import re
from datetime import date

from fairs.models import Booth, FairEvent
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.tongues import name_column
from vendors.models import BoothAllocation, ShowState

MOST_BOOTHS = 12
_NUMBER = r"(?:(?:เลข|หมายเลข|เบอร์|รหัส|no\.?|number)?(?:ที่)?\s*)?"
# Letters, or the word for a booth, tell a code from a number that may be an edition.
_CODE = re.compile(
    rf"{_NUMBER}(?P<word>บูธ|บูท|บู๊ธ|บู๊ท|บู้ธ|บูต|ซุ้ม|ล็อก|ล็อค|ล๊อก|ล๊อค|แผง|booth|stall)?\s*{_NUMBER}"
    r"(?P<code>[a-z]{0,3})[\s\-./]*(?P<number>\d{1,3})(?:\s*(?:โซน|zone)\s*(?P<zone>[a-z]{1,3}))?"
)
_ZONE_FIRST = re.compile(r"^(?:โซน|zone)\s*([a-z]{1,3})\b\s*(.*)$")
# Letters of the code as they are said: "บูธเอ 16".
_SAID = dict(
    pair.split(":")
    for pair in [
        "เอ็กซ์:x",
        "เอฟ:f",
        "เอช:h",
        "เอส:s",
        "เอ็ม:m",
        "เอ็น:n",
        "แอล:l",
        "อาร์:r",
        "บี:b",
        "ซี:c",
        "ดี:d",
        "จี:g",
        "เจ:j",
        "เค:k",
        "โอ:o",
        "พี:p",
        "คิว:q",
        "ที:t",
        "ยู:u",
        "วี:v",
        "เอ:a",
        "อี:e",
        "ไอ:i",
    ]
)
_SAID_LETTER = re.compile(rf"({'|'.join(_SAID)})(?=\s*-?\s*\d)")
_LOOSE_MARKS = re.compile("^[ัิ-ฺ็-๎]+")
_ZEROS = 3


def booths_called(text: str, today: date) -> list[dict]:
    """Code, fair and published vendors of each booth of that code, the nearest fair first."""
    codes = _codes(text)
    if not codes:
        return []
    fairs = FairEvent.objects.published().filter(state="published", closes_on__gte=today)
    booths = list(
        Booth.objects.filter(code__in=codes, fair_event__in=fairs)
        .select_related("fair_event")
        .order_by("fair_event__opens_on", "pk")[:MOST_BOOTHS]
    )
    standing = _vendors_in(booths)
    return [
        {
            "code": booth.code,
            "slug": booth.fair_event.slug,
            "fair": str(booth.fair_event),
            "vendors": " ".join(standing.get(booth.pk, ())),
        }
        for booth in booths
    ]


def _codes(text: str) -> set[str]:
    typed = _LOOSE_MARKS.sub("", to_arabic_digits(normalise(text)).lower())
    typed = _SAID_LETTER.sub(lambda said: _SAID[said[1]], typed)
    typed = _ZONE_FIRST.sub(r"\2 โซน \1", typed)
    found = _CODE.fullmatch(typed)
    if not found or not any(found.group("word", "code", "zone")):
        return set()
    letters, number = (found["code"] or found["zone"] or "").upper(), int(found["number"])
    return {
        f"{letters}{between}{number:0{width}}"
        for between in ("", "-")
        for width in range(1, _ZEROS + 1)
    }


def _vendors_in(booths: list[Booth]) -> dict[int, list[str]]:
    rows = BoothAllocation.objects.live().filter(
        booth__in=booths,
        application__vendor__is_published=True,
        application__vendor__show_state=ShowState.SHOWN,
    )
    names: dict[int, list[str]] = {}
    name_of = name_column("application__vendor__")
    for booth, name in rows.order_by("pk").values_list("booth_id", name_of):
        names.setdefault(booth, []).append(name)
    return names
