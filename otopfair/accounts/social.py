"""LINE and ThaID sign in accounts that were linked while signed in, and open none."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.signals import social_account_added
from django.contrib import messages
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse

from otopfair.accounts.linked import LINE
from otopfair.history.models import record

NOT_LINKED = "บัญชีนี้ยังไม่ได้ผูก เข้าสู่ระบบด้วยเบอร์หรืออีเมลก่อน แล้วผูกในหน้าเบอร์โทรและอีเมล"
NOT_OFFICERS = "เจ้าหน้าที่เข้าสู่ระบบด้วยรหัสผ่าน หรือ ThaID"


class LinkedOnlyAdapter(DefaultSocialAccountAdapter):
    """Nobody becomes somebody here by an address that another house knows."""

    def pre_social_login(self, request, sociallogin):
        if request.user.is_authenticated:
            return
        if not sociallogin.is_existing:
            self._refuse(request, NOT_LINKED)
        if sociallogin.account.provider == LINE and sociallogin.user.is_staff:
            self._refuse(request, NOT_OFFICERS)

    def is_open_for_signup(self, request, sociallogin):
        return False

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("socialaccount_connections")

    def _refuse(self, request, sentence: str):
        messages.error(request, sentence)
        raise ImmediateHttpResponse(redirect("account_login"))


@receiver(social_account_added, dispatch_uid="accounts.linked")
def note_the_link(request, sociallogin, **kwargs) -> None:
    """The trace; and the name under which LINE sends messages to this person."""
    user, account = sociallogin.user, sociallogin.account
    if account.provider == LINE:
        user.line_user_id = account.uid
        user.save(update_fields=["line_user_id"])
    record(user, "link", f"ผูก{'ไลน์' if account.provider == LINE else 'ThaID'}กับบัญชี", by=user)
