"""Pages of a list: "1–50 จาก 162", with the page in the address."""

from collections.abc import Sequence
from datetime import date

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

MOST_FIRST = 100
FOUR_WEEKS = 28


def page_of(
    request, rows, *, per_page: int = 50, count: int | None = None, opens_at: int = 1
) -> Page:
    """The page of `rows` that ?page= asks for; nonsense gives the first, too far the last.

    `count` is the number of rows when it is known already; otherwise the rows are counted.
    `opens_at` is the page that is shown while none is asked for.
    """
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(request.GET.get("page", opens_at))
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(paginator.num_pages)


def weeks_of(request, days: Sequence[date], today: date) -> Page:
    """Four weeks of a fair's days, as ?page= asks, and those of today at first: by a slip of the
    year a fair may last for decades."""
    past = sum(day < today for day in days)
    opens_at = min(past, max(len(days) - 1, 0)) // FOUR_WEEKS + 1
    return page_of(request, days, per_page=FOUR_WEEKS, opens_at=opens_at)


def neighbours(rows: Sequence, row) -> tuple:
    """What stands before `row` and after it, or None."""
    place = rows.index(row)
    before = rows[place - 1] if place else None
    return before, rows[place + 1] if place + 1 < len(rows) else None


def first_of(rows) -> Page:
    """The first of a queue beside another list; the page says how many more wait."""
    return Paginator(rows, MOST_FIRST).page(1)
