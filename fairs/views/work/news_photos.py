"""The photos of a piece of news."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.forms.news import NewsCaptionForm, NewsPhotoForm
from fairs.models import NewsPhoto
from fairs.models.news import MOST_PHOTOS
from fairs.operations.news_photos import (
    add_news_photo,
    caption_news_photo,
    lead_with_photo,
    take_out_news_photo,
)
from fairs.views.work.news import CHANGE, NEWS
from otopfair.errors import status_after
from otopfair.staff.removals import Asking, ask_and_remove
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage

PHOTOS = NewsPhoto.objects.select_related("news_item")


@staff_site.work_page(
    "news/<int:news_item_id>/photos/", name="news-photos", permission=CHANGE, row=NEWS
)
@never_cache
@require_http_methods(["GET", "POST"])
def news_photos(request, news_item):
    """What is there; POST puts one more photo in."""
    form = NewsPhotoForm(request.POST or None, request.FILES or None)
    status = 200
    if form.is_bound:
        status = status_after(form, lambda: _add(form, news_item, request.user))
        if status == 302:
            messages.success(request, "ใส่รูปแล้ว")
            return redirect("staff:news-photos", news_item.pk)
    context = {
        "title": "รูปข่าว",
        "news": news_item,
        "photos": list(news_item.photos.in_order()),
        "most": MOST_PHOTOS,
        "form": form,
    }
    return staff_site.page(request, "fairs/work/news_photos.html", context, status=status)


def _add(form: NewsPhotoForm, news_item, by) -> None:
    typed = form.cleaned_data
    add_news_photo(
        news_item, typed["photo"], caption=typed["caption"], form_key=typed["form_key"], by=by
    )


@staff_site.work_page(
    "news-photos/<int:news_photo_id>/", name="news-photo", permission=CHANGE, row=PHOTOS
)
@never_cache
@require_http_methods(["GET", "POST"])
def news_photo(request, news_photo):
    """One photo: its caption; POST act=first puts it on the card."""
    back = redirect("staff:news-photos", news_photo.news_item_id)
    if request.POST.get("act") == "first":
        lead_with_photo(news_photo, by=request.user)
        messages.success(request, "ใช้รูปนี้เป็นรูปแรกแล้ว")
        return back
    start = {"caption": news_photo.caption}
    form = NewsCaptionForm(request.POST or None, initial=start)
    status = 200
    if form.is_bound:
        try:
            status = status_after(form, lambda: _caption(form, news_photo, request.user))
        except StalePage as stale:
            form.keep(stale)
            status = stale.status
        if status == 302:
            messages.success(request, "บันทึกคำบรรยายแล้ว")
            return back
    context = {"title": "คำบรรยายรูป", "photo": news_photo, "form": form}
    return staff_site.page(request, "fairs/work/news_photo.html", context, status=status)


def _caption(form: NewsCaptionForm, photo: NewsPhoto, by) -> None:
    typed = form.cleaned_data
    caption_news_photo(photo, typed["caption"], seen=typed["seen"] or None, by=by)


@staff_site.work_page(
    "news-photos/<int:news_photo_id>/take-out/",
    name="news-photo-out",
    permission=CHANGE,
    row=PHOTOS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def news_photo_out(request, news_photo):
    """Asks first; the page after it puts the photo back."""
    back_url = reverse("staff:news-photos", args=[news_photo.news_item_id])
    asking = Asking(title=f"รูป “{news_photo.caption}”", goes=[], back_url=back_url)
    return ask_and_remove(
        request, asking, lambda _: take_out_news_photo(news_photo, by=request.user)
    )
