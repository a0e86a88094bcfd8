"""The list of results as everybody reads it: kept when it is announced, shown as it was kept."""

from django.utils.translation import gettext_noop

from fairs.models import ProductCategory
from vendors.models import Announcement, BoothApplication, Decision, Outcome, ReservePlace

# In the order of the annexes. Who was refused stands on no list.
ANNEXES = {
    Outcome.SELECT: gettext_noop("ผู้ได้รับคัดเลือก"),
    Outcome.RESERVE: gettext_noop("บัญชีสำรอง"),
    Outcome.PASS: gettext_noop("ผู้ผ่านการตรวจเอกสาร"),
}


def list_of(announcement: Announcement) -> dict:
    """What this announcement has told, by annex and category; plain values."""
    newest = _newest(announcement)
    numbers = dict(
        ReservePlace.objects.filter(application__in=newest)
        .order_by("pk")
        .values_list("application", "number")
    )
    listed = [key for key, outcome in newest.items() if outcome in ANNEXES]
    rows = BoothApplication.objects.filter(pk__in=listed).select_related(
        "vendor__province", "vendor__district"
    )
    lines = [
        {**_line(row), "outcome": newest[row.pk], "number": numbers.get(row.pk)}
        for row in rows.order_by("category", "reference_number", "pk")
    ]
    return {"lines": lines, "told": len(newest)}


def _newest(announcement: Announcement) -> dict[int, str]:
    told = Decision.objects.filter(announcement=announcement, announced_at__isnull=False)
    return dict(told.order_by("pk").values_list("application", "outcome"))


def _line(application: BoothApplication) -> dict:
    return {
        "reference": application.reference_no,
        "name": application.vendor.name_th,
        "place": application.vendor.place,
        "category": application.category,
        "booths": application.booths_wanted,
    }


def annexes_of(announcement: Announcement) -> list[dict]:
    """The kept list as annexes with their categories, numbered within each."""
    lines = announcement.published.get("lines", [])
    found = []
    for outcome, title in ANNEXES.items():
        mine = [line for line in lines if line["outcome"] == outcome]
        if mine:
            is_reserve = outcome == Outcome.RESERVE
            found.append(
                {
                    "title": title,
                    "is_of_chosen": outcome == Outcome.SELECT,
                    "count": len(mine),
                    "first_head": gettext_noop("สำรองลำดับที่") if is_reserve else gettext_noop("ที่"),
                    "groups": _groups(mine, is_reserve),
                }
            )
    return found


def _groups(lines: list[dict], is_reserve: bool) -> list[dict]:
    groups = []
    for category in ProductCategory:
        rows = [line for line in lines if line["category"] == category]
        if is_reserve:
            rows.sort(key=lambda line: line["number"] or 0)
        numbered = [
            {**line, "place_no": line["number"] if is_reserve else place}
            for place, line in enumerate(rows, start=1)
        ]
        if rows:
            groups.append({"label": category.label, "rows": numbered})
    return groups
