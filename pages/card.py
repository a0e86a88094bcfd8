"""The picture of the site, for pages that have none of their own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from otopfair.documents.pictures import PICTURE_TYPE, kept_picture


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def site_card(request):
    words = {
        "title": _("วันนี้มีงาน OTOP ที่ไหน"),
        "edition": "",
        "dates": _("โอทอปแฟร์"),
        "place": _("งาน ร้าน และสินค้า OTOP ทั่วไทย"),
        "cloth": "indigo",
    }
    return HttpResponse(kept_picture("share-card.typ", words), content_type=PICTURE_TYPE)
