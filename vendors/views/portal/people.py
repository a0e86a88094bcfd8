"""The people of a shop: its owner invites and removes them; a code brings somebody in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from otopfair.accounts.codes import spaced
from otopfair.accounts.limits import count_try
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from vendors.forms.people import InviteForm, JoinForm
from vendors.models import MemberRole
from vendors.operations.people import cancel_invite, invite, join, remove_member
from vendors.views.portal.access import SESSION_KEY, portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def people(request):
    """Who acts for the shop. POST makes a code; it is shown on this answer only."""
    form, code = InviteForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        role = MemberRole(answers["role"])
        try:
            _row, code = invite(request.vendor, role, by=request.user, form_key=answers["form_key"])
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        else:
            form = InviteForm()
    return _people_page(request, form, spaced(code) if code else "")


def _people_page(request, form, code: str = "", problem: str = ""):
    members = list(request.vendor.members.select_related("user").order_by("pk"))
    mine = next(member for member in members if member.user_id == request.user.pk)
    context = {
        "form": form,
        "code": code,
        "problem": problem,
        "members": members,
        "mine": mine,
        "invites": request.vendor.invites.waiting(timezone.now()).select_related("made_by"),
    }
    status = 422 if form.errors or problem else 200
    return portal_page(request, "vendors/portal/people.html", context, status=status)


@vendor_page
@press_only
def remove(request, member_id):
    """Take somebody's access away, or leave the shop."""
    member = get_object_or_404(request.vendor.members.select_related("user"), pk=member_id)
    try:
        remove_member(member, by=request.user)
    except RuleBroken as broken:
        return _people_page(request, InviteForm(), problem=broken.message)
    messages.success(request, f"{member.user} ไม่ดูแลร้านนี้แล้ว")
    return redirect("my-register" if member.user_id == request.user.pk else "my-people")


@vendor_page
@press_only
def cancel(request, invite_id):
    row = get_object_or_404(request.vendor.invites, pk=invite_id)
    try:
        cancel_invite(row, by=request.user)
    except RuleBroken as broken:
        return _people_page(request, InviteForm(), problem=broken.message)
    messages.success(request, "ยกเลิกรหัสแล้ว")
    return redirect("my-people")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def use_invite(request):
    """Type a code from the shop's owner or from an officer."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tries = count_try("slip", account=str(request.user.pk))
        try:
            vendor = join(request.user, form.cleaned_data["code"])
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            tries.forgive()
            request.session[SESSION_KEY] = vendor.pk
            messages.success(request, f"คุณดูแลร้าน {vendor} ได้แล้ว")
            return redirect("my-profile")
    status = 422 if form.errors else 200
    return portal_page(request, "vendors/portal/join.html", {"form": form}, status=status)
