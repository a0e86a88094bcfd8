"""The linked sign-ins of an account, and what happens when one of them fails."""

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from otopfair.accounts.linked import LINE, doors
from otopfair.history.models import record
from otopfair.onward import press_only


@never_cache
@require_safe
def linked(request):
    """What is linked, what can be linked, and how to undo it."""
    accounts = {row.provider: row for row in SocialAccount.objects.filter(user=request.user)}
    rows = [(door, accounts.get(door.key)) for door in doors()]
    return render(request, "account/linked.html", {"rows": rows})


@never_cache
@press_only
def unlink(request, account_id):
    """Forget a link; LINE messages end with it."""
    row = get_object_or_404(SocialAccount, pk=account_id, user=request.user)
    with transaction.atomic():
        if row.provider == LINE:
            request.user.line_user_id = ""
            request.user.save(update_fields=["line_user_id"])
        row.delete()
        record(request.user, "unlink", "เลิกผูกการเข้าสู่ระบบทางอื่น", by=request.user)
    messages.success(request, "เลิกผูกแล้ว")
    return redirect("socialaccount_connections")


@login_not_required
@never_cache
def failed(request):
    """The other side said no, was away, or the way back was too old: no fault of the person's."""
    messages.error(request, "เข้าสู่ระบบทางนี้ไม่สำเร็จ ลองอีกครั้ง หรือใช้เบอร์โทรหรืออีเมล")
    return redirect("account_login")
