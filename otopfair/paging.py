"""Pages of a list: "1–50 จาก 162", with the page in the address."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

MOST_FIRST = 100


def page_of(request, rows, *, per_page: int = 50, count: int | None = None) -> Page:
    """The page of `rows` that ?page= asks for; nonsense gives the first, too far the last.

    `count` is the number of rows when it is known already; otherwise the rows are counted.
    """
    paginator = Paginator(rows, per_page)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(paginator.num_pages)


def first_of(rows) -> Page:
    """The first of a queue beside another list; the page says how many more wait."""
    return Paginator(rows, MOST_FIRST).page(1)
