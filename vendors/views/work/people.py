"""An officer opens an account for a shop, lets its people in again, hands over codes on slips."""

from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otopfair.accounts.codes import RULES, spaced
from otopfair.accounts.models import CodeUse
from otopfair.accounts.slips import let_in_again
from otopfair.documents.qr import qr_drawing
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.staff.site import staff_site
from vendors.forms.people import (
    InviteForm,
    LetInForm,
    LetInWithoutShopForm,
    OpenAccountForm,
)
from vendors.models import MemberRole, Vendor
from vendors.operations.people import HOLDS, invite, let_in_without_shop, open_account_for

OPEN, LET_IN, CODE = "open", "let-in", "code"


@staff_site.work_page(
    "shops/<int:vendor_id>/people/",
    name="shop-people",
    permission="vendors.help_vendor",
    row=Vendor.objects.select_related("province", "district"),
)
@require_http_methods(["GET", "POST"])
def shop_people(request, vendor):
    """Who acts for the shop. Each POST answers with a slip, whose code is read nowhere again."""
    forms, act = _forms(vendor), request.POST.get("act", "")
    if request.method == "POST" and act in forms:
        form = forms[act] = _forms(vendor, request.POST)[act]
        if form.is_valid():
            try:
                slip = ACTS[act](vendor, form.cleaned_data, request.user)
                return slip_page(request, slip, back_url=request.path, vendor=vendor)
            except RuleBroken as broken:
                broken.put_on(form)
    return _page(request, vendor, forms, act)


@staff_site.work_page("accounts/let-in/", name="let-in", permission="vendors.help_vendor")
@require_http_methods(["GET", "POST"])
def let_in(request):
    """The way back in for who has no shop yet. The POST answers with a slip, as for a shop."""
    form = LetInWithoutShopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            owner, code = let_in_without_shop(
                answers["login"], by=request.user, reason=answers["reason"]
            )
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            slip = sign_in_slip(owner, code, CodeUse.RECOVERY)
            return slip_page(request, slip, back_url=request.path)
    context = {"title": "ลืมรหัสผ่าน ยังไม่มีร้าน", "form": form}
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/let_in.html", context, status=status)


def _forms(vendor, data=None) -> dict:
    return {
        OPEN: OpenAccountForm(data, auto_id="open_%s"),
        LET_IN: LetInForm(data, vendor=vendor, auto_id="in_%s"),
        CODE: InviteForm(data, initial={"role": MemberRole.OWNER}, auto_id="code_%s"),
    }


def _open(vendor, answers: dict, user) -> dict:
    owner, code = open_account_for(vendor, by=user, **answers)
    return sign_in_slip(owner, code, CodeUse.FIRST)


def _let_in(vendor, answers: dict, user) -> dict:
    owner = answers["member"].user
    with transaction.atomic():
        code = let_in_again(owner, by=user, reason=answers["reason"], about=vendor)
        summary = f"ออกรหัสให้ {owner} เข้าบัญชีใหม่"
        record(vendor, "let_in", summary, by=user, reason=answers["reason"])
    return sign_in_slip(owner, code, CodeUse.RECOVERY)


def _code(vendor, answers: dict, user) -> dict:
    row, code = invite(vendor, MemberRole(answers["role"]), by=user, form_key=answers["form_key"])
    return {
        "code": spaced(code),
        "role": row.get_role_display(),
        "until": timezone.now() + HOLDS,
        "address": f"{settings.SITE_URL}{reverse('my-join')}",
    }


ACTS = {OPEN: _open, LET_IN: _let_in, CODE: _code}


def sign_in_slip(owner, code: str, use: CodeUse) -> dict:
    """What stands on the slip of an account: whose, the code, until when, and where."""
    return {
        "owner": owner,
        "code": spaced(code),
        "until": timezone.now() + RULES[use].holds,
        "address": f"{settings.SITE_URL}{reverse('account_slip')}",
    }


def slip_page(request, slip: dict, *, back_url: str, vendor=None):
    """On paper. The code stands behind "#" of the drawing: browsers keep that to themselves, so
    that no log of a server has it."""
    leads_to = f"{slip['address']}#code={slip['code'].replace('-', '')}"
    drawing = qr_drawing(leads_to, title=f"เปิด {slip['address']}")
    context = {"vendor": vendor, "slip": slip, "qr": drawing, "back_url": back_url}
    return render(request, "vendors/work/slip.html", context)


def _page(request, vendor, forms: dict, act: str):
    wrong = forms.get(act)
    context = {
        "title": f"ผู้ดูแลร้าน {vendor}",
        "vendor": vendor,
        "members": list(vendor.members.select_related("user").order_by("pk")),
        "open_form": forms[OPEN],
        "in_form": forms[LET_IN],
        "code_form": forms[CODE],
        "wrong": wrong,
        "history": HistoryEntry.objects.of(vendor)[:50],
    }
    status = 422 if wrong is not None and wrong.errors else 200
    return staff_site.page(request, "vendors/work/shop_people.html", context, status=status)
