"""News for officers: what it looks like, publishing it under a day, and withdrawing it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.forms.news import PublishNewsForm, WithdrawForm
from fairs.models import NewsItem
from fairs.operations.news import publish_news, withdraw_news
from fairs.views.news import parts_of_news
from otopfair.errors import status_after
from otopfair.history.models import HistoryEntry
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand

VIEW, CHANGE, ADD = "fairs.view_newsitem", "fairs.change_newsitem", "fairs.add_newsitem"
NEWS = NewsItem.objects.select_related("province", "fair_event", "project")
TYPED = ("title", "lead", "body", "reporter", "editor", "newsroom", "source_name")


@staff_site.work_page("news/<int:news_item_id>/", name="news-state", permission=CHANGE, row=NEWS)
@never_cache
@require_http_methods(["GET", "POST"])
def news_state(request, news_item):
    """Where it stands; POST act=publish or act=withdraw."""
    act, status = request.POST.get("act"), 200
    publishing = PublishNewsForm(request.POST if act == "publish" else None, news_item=news_item)
    withdrawing = WithdrawForm(request.POST if act == "withdraw" else None)
    if act in ("publish", "withdraw"):
        form, do = (publishing, publish_news) if act == "publish" else (withdrawing, withdraw_news)
        status = status_after(form, lambda: do(news_item, **form.cleaned_data, by=request.user))
        if status == 302:
            messages.success(request, "เผยแพร่ข่าวแล้ว" if act == "publish" else "ถอนข่าวแล้ว")
            return redirect("staff:news-state", news_item.pk)
    context = {
        "title": "เผยแพร่ข่าว",
        "news": news_item,
        "publishing": publishing,
        "withdrawing": withdrawing,
        "form": withdrawing if act == "withdraw" else publishing,
        "photo_count": news_item.photos.count(),
        "is_coming": news_item.is_published and news_item.published_on > today_in_thailand(),
        "history": HistoryEntry.objects.of(news_item)[:50],
    }
    return staff_site.page(request, "fairs/work/news_state.html", context, status=status)


@staff_site.work_page(
    "news/<int:news_item_id>/preview/", name="news-preview", permission=VIEW, row=NEWS
)
@never_cache
@require_safe
def news_preview(request, news_item):
    """The saved news as visitors will read it."""
    return _page(request, news_item)


@staff_site.work_page("news/preview/", name="news-typed", permission=ADD)
@never_cache
@press_only
def news_typed(request):
    """What has been typed and not saved yet: beside the box, or without scripts in a new tab."""
    typed = {name: request.POST.get(name, "") for name in TYPED}
    limits = {name: NewsItem._meta.get_field(name).max_length for name in TYPED}
    news_item = NewsItem(**{name: text[: limits[name]] for name, text in typed.items()})
    if request.htmx:
        return render(request, "fairs/work/_news_typed.html", _shown(news_item))
    return _page(request, news_item)


def _page(request, news_item: NewsItem):
    context = {"title": "ดูตัวอย่างข่าว", **_shown(news_item)}
    return staff_site.page(request, "fairs/work/news_preview.html", context)


def _shown(news_item: NewsItem) -> dict:
    news_item.published_on = news_item.published_on or today_in_thailand()
    return parts_of_news(news_item)
