"""Pages of plain text: privacy and help."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from otopfair.look.sharing import Shared


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def privacy(request):
    """What is stored, who sees it, for how long, and how to have it mended."""
    days = settings.CARD_NAMES_KEPT_DAYS
    words = _("โอทอปแฟร์เก็บข้อมูลอะไร ใครเห็น เก็บนานเท่าไร และขอดู แก้ หรือลบอย่างไร")
    shared = Shared(_("ประกาศความเป็นส่วนตัว"), words, request.path)
    context = {"card_names_kept_days": days, "shared": shared}
    return render(request, "pages/privacy.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def help_page(request):
    """Short answers for visitors and vendors."""
    words = _("คำถามที่พบบ่อยของผู้ชมและผู้ผลิต: หางาน หาร้าน สมัครออกบูธ ส่งยอดขาย")
    shared = Shared(_("วิธีใช้และคำถามที่พบบ่อย"), words, request.path)
    return render(request, "pages/help.html", {"shared": shared})
