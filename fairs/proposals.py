"""A code and an address for a new fair, made from its name; the officer may write others."""

import re
from itertools import chain, count

from django.utils.text import slugify

from fairs.models import FairAddress, FairEvent
from otopfair.thai.calendar import be_year, ce_year, today_in_thailand

_LONGEST_ADDRESS, _LONGEST_CODE = 80, 8
_LONGEST_WORDS = 60
_MOST_INITIALS = 4
_FIGURES = re.compile(r"[0-9]+")
# Words of fairs' names, in English as fairs themselves print them; longer ones first.
_ENGLISH = {
    "ผ้าไหม": "silk",
    "ไหม": "silk",
    "ผ้า": "cloth",
    "เซรามิก": "ceramic",
    "หัตถกรรม": "craft",
    "หัตถอุตสาหกรรม": "craft",
    "จักสาน": "wicker",
    "สมุนไพร": "herb",
    "อาหาร": "food",
    "ผลไม้": "fruit",
    "เกษตร": "farm",
    "กาชาด": "red-cross",
    "ปีใหม่": "new-year",
    "สงกรานต์": "songkran",
    "ลอยกระทง": "loy-krathong",
    "โอทอป": "otop",
    "มหกรรม": "expo",
    "เอ็กซ์โป": "expo",
    "เอ็กโป": "expo",
    "เทศกาล": "festival",
    "ตลาด": "market",
    "ของดี": "best",
    "สินค้า": "goods",
    "ภูมิภาค": "regional",
    "ล้านนา": "lanna",
    "ลานนา": "lanna",
    "อีสาน": "isan",
    "บางกอก": "bangkok",
    "กรุงเทพ": "bangkok",
}


def proposed_address(fair_event: FairEvent) -> str:
    """otop-city-in-khonkaen-20-2563: words of the name, edition, year; free among all fairs."""
    edition = str(fair_event.edition_no or "")
    stem = "-".join(
        filter(None, [_words(fair_event)[:_LONGEST_WORDS].strip("-"), edition, _year(fair_event)])
    )
    return _first_free("slug", stem, _LONGEST_ADDRESS, joint="-")


def proposed_code(fair_event: FairEvent) -> str:
    """OCIK63: initials of the words and the year; free among all fairs."""
    words = [word for word in _words(fair_event).split("-") if word.isalpha()]
    initials = "".join(word[0] for word in words[:_MOST_INITIALS])
    letters = initials if len(initials) > 1 else words[0][:3] if words else "FAIR"
    stem = f"{letters.upper()}{_year(fair_event)[-2:]}"
    return _first_free("reference_code", stem, _LONGEST_CODE, joint="X")


def next_address(source: FairEvent, copy: FairEvent) -> str:
    """The address of a past edition with the next number and year: otop-city-31-2569 becomes
    otop-city-32-2570; one that has neither is proposed from the name."""
    stem = "-".join(_moved_on(word, source, copy) for word in source.slug.split("-"))
    if stem == source.slug:
        return proposed_address(copy)
    return _first_free("slug", stem, _LONGEST_ADDRESS, joint="-")


def next_code(source: FairEvent, copy: FairEvent) -> str:
    """KK31 becomes KK32, and KK69 KK70 where 69 was the year; else proposed from the name."""
    letters = source.reference_code.rstrip("0123456789")
    figures = source.reference_code[len(letters) :]
    moved = _moved_on(figures, source, copy)
    if moved == figures:
        moved = _year(copy)[-2:] if figures == _year(source)[-2:] else figures
    if not letters or moved == figures:
        return proposed_code(copy)
    return _first_free("reference_code", f"{letters}{moved}", _LONGEST_CODE, joint="X")


def next_name(source: FairEvent, copy: FairEvent) -> str:
    """The same name; a year in it moves on, in either era."""
    name, year, later = source.name_th, _year(source), _year(copy)
    for before, after in ((year, later), (str(ce_year(int(year))), str(ce_year(int(later))))):
        name = name.replace(before, after)
    return name


def next_number(source: FairEvent) -> int | None:
    """One more than the highest of its series; a proposal, since posters count as they like."""
    if source.edition_no is None:
        return None
    editions = FairEvent.objects.filter(series=source.series_id).exclude(series=None)
    numbers = editions.exclude(edition_no=None).order_by().values_list("edition_no", flat=True)
    return max([source.edition_no, *numbers]) + 1


def usual_start(province: str) -> dict:
    """What a new fair of a province begins with: its place, and the hours and telephone of the
    last fair that it held at home."""
    fairs = FairEvent.objects.filter(home_province=province, venue_province=province)
    last = fairs.exclude(opens_on=None).order_by("-opens_on", "-pk").first()
    start = {"home_province": province, "venue_province": province}
    if last is not None:
        names = ("opens_time", "closes_time", "contact_phone")
        start |= {name: getattr(last, name) for name in names}
    return start


def last_editions(fairs) -> list[FairEvent]:
    """Of `fairs` the newest of each series, and of each name where there is none. Series come
    first, since they are held again; the newest of them first."""
    rows = fairs.exclude(opens_on=None).select_related("series").order_by("-opens_on", "-pk")
    newest: dict = {}
    for fair_event in rows:
        key = fair_event.series_id or (fair_event.home_province_id, fair_event.name_th)
        newest.setdefault(key, fair_event)
    return sorted(newest.values(), key=lambda fair_event: fair_event.series_id is None)


def _moved_on(word: str, source: FairEvent, copy: FairEvent) -> str:
    if source.edition_no and word == str(source.edition_no) and copy.edition_no:
        return str(copy.edition_no)
    return _year(copy) if word == _year(source) else word


def _words(fair_event: FairEvent) -> str:
    """English words for the fair: its own, those known of its Thai name, else those of a place."""
    series_en = fair_event.series.name_en if fair_event.series_id else ""
    for name in (fair_event.name_en, _translated(fair_event), series_en):
        words = [word for word in slugify(name).split("-") if word and not _FIGURES.fullmatch(word)]
        if words:
            return "-".join(dict.fromkeys(words))
    return next((province.slug for province in _provinces(fair_event)), "fair")


def _provinces(fair_event: FairEvent) -> list:
    venue = [fair_event.venue_province] if fair_event.venue_province_id else []
    return venue + ([fair_event.home_province] if fair_event.home_province_id else [])


def _translated(fair_event: FairEvent) -> str:
    """Latin words of the Thai name as they stand, known Thai words and its provinces in English."""
    known = _ENGLISH | {province.name_th: province.slug for province in _provinces(fair_event)}
    longest_first = sorted(known, key=len, reverse=True)
    found = re.findall(
        "|".join([*map(re.escape, longest_first), "[A-Za-z][A-Za-z0-9]*"]), fair_event.name_th
    )
    return " ".join(known.get(word, word) for word in found)


def _year(fair_event: FairEvent) -> str:
    return str(fair_event.year_label_be or be_year(fair_event.opens_on or today_in_thailand()))


def _first_free(column: str, stem: str, longest: int, joint: str = "") -> str:
    """`stem`, or with the first number behind it that no other fair has or, an address, had."""
    taken: set[str] = set()
    for model in (FairEvent, FairAddress) if column == "slug" else (FairEvent,):
        rows = model.objects.filter(**{f"{column}__startswith": stem[: longest - 4]}).order_by()
        taken.update(rows.values_list(column, flat=True))
    endings = chain([""], (f"{joint}{number}" for number in count(2)))
    proposals = (f"{stem[: longest - len(ending)]}{ending}" for ending in endings)
    return next(proposal for proposal in proposals if proposal not in taken)
