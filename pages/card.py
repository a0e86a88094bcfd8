"""The picture of the site, for pages that have none of their own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from otopfair.documents.pictures import PICTURE_TYPE, kept_picture

WORDS = {
    "title": "วันนี้มีงาน OTOP ที่ไหน",
    "edition": "",
    "dates": "โอทอปแฟร์",
    "place": "งาน ร้าน และสินค้า OTOP ทั่วไทย",
    "cloth": "indigo",
}


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def site_card(request):
    return HttpResponse(kept_picture("share-card.typ", WORDS), content_type=PICTURE_TYPE)
