"""Who acts for a vendor: invited by a code, removed, and what only an owner may do."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from otopfair.accounts.codes import digest_of, new_letters, plain
from otopfair.accounts.finding import find_account
from otopfair.accounts.limits import count_try
from otopfair.accounts.models import User
from otopfair.accounts.slips import let_in_again, open_for
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.writing import tell
from vendors.models import MemberRole, Vendor, VendorInvite, VendorMember

HOLDS = timedelta(days=14)
WRONG = "รหัสไม่ถูกต้อง หมดอายุ หรือใช้ไปแล้ว ขอรหัสใหม่จากเจ้าของร้านหรือเจ้าหน้าที่"
PURPOSE = "join"


def require_owner(vendor: Vendor, by) -> None:
    """A helper does the daily work; what binds the shop is its owner's. Officers pass."""
    if vendor.members.filter(user=by, role=MemberRole.HELPER).exists():
        raise RuleBroken("คุณเป็นผู้ช่วยของร้านนี้ ให้เจ้าของร้านทำขั้นนี้")


def invite(
    vendor: Vendor, role: MemberRole, *, by, form_key: UUID | None = None
) -> tuple[VendorInvite, str]:
    """Make a code for one more person; it is said once. The same form again makes the one before
    worthless. Raises RuleBroken for a helper, and when the form's code has been used."""
    with transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        _forget_the_forms(form_key, by)
        code = new_letters()
        row = VendorInvite.objects.create(
            vendor=vendor,
            role=role,
            digest=digest_of(PURPOSE, code),
            made_by=by,
            expires_at=timezone.now() + HOLDS,
            form_key=form_key,
        )
        summary = f"ออกรหัสเข้าดูแลร้าน ({row.get_role_display()})"
        record(vendor, "invite", summary, by=by)
    return row, code


def join(user: User, typed: str) -> Vendor:
    """Act for the vendor of a code from now on; owners are told. Raises RuleBroken.

    The same person again finds it done.
    """
    digest = digest_of(PURPOSE, plain(typed))
    found = VendorInvite.objects.filter(digest=digest).select_related("vendor").first()
    if found is None:
        raise RuleBroken(WRONG, field="code")
    with transaction.atomic():
        vendor, row = lock(found.vendor), lock(found)
        if row.used_by_id == user.pk:
            return vendor
        if row.used_at or row.expires_at <= timezone.now():
            raise RuleBroken(WRONG, field="code")
        row.used_by, row.used_at = user, timezone.now()
        row.save()
        VendorMember.objects.get_or_create(vendor=vendor, user=user, defaults={"role": row.role})
        record(vendor, "join", f"{user} เข้าดูแลร้าน ({row.get_role_display()})", by=user)
        for owner in _owners(vendor).exclude(user=user).select_related("user"):
            body = f"{user} เข้าดูแลร้าน {vendor}"
            tell(owner.user, "มีคนเข้าดูแลร้าน", body, link="/my/people/", about=vendor)
    return vendor


def remove_member(member: VendorMember, *, by) -> None:
    """Take somebody's access away, or leave. Raises RuleBroken for the last owner."""
    with transaction.atomic():
        vendor = lock(member.vendor)
        if member.user_id != by.pk:
            require_owner(vendor, by)
        if not VendorMember.objects.filter(pk=member.pk).exists():
            return
        if _is_last_owner(member):
            raise RuleBroken("เป็นเจ้าของคนสุดท้าย เพิ่มเจ้าของอีกคนก่อน หรือโทรหาเจ้าหน้าที่")
        user = member.user
        member.delete()
        record(vendor, "leave", f"{user} ไม่ดูแลร้านแล้ว", by=by)
        if user.pk != by.pk:
            tell(user, "คุณไม่ได้ดูแลร้านนี้แล้ว", f"{by} เอาคุณออกจากร้าน {vendor}", about=vendor)


def cancel_invite(row: VendorInvite, *, by) -> None:
    """Make a code worthless that nobody has used yet. Twice is once."""
    with transaction.atomic():
        vendor, row = lock(row.vendor), lock(row)
        require_owner(vendor, by)
        if row.used_at is None and row.expires_at > timezone.now():
            row.expires_at = timezone.now()
            row.save()
            record(vendor, "invite_cancel", "ยกเลิกรหัสเข้าดูแลร้าน", by=by)


def open_account_for(
    vendor: Vendor, *, full_name: str, phone: str, email: str, by
) -> tuple[User, str]:
    """An officer opens an account that owns the vendor; returns it and the code for its slip."""
    with transaction.atomic():
        vendor = lock(vendor)
        user, code = open_for(full_name=full_name, phone=phone, email=email, by=by)
        VendorMember.objects.create(vendor=vendor, user=user, role=MemberRole.OWNER)
        record(vendor, "open_for", f"เปิดบัญชีให้ {user} ดูแลร้าน", by=by)
    return user, code


def let_in_without_shop(login: str, *, by, reason: str) -> tuple[User, str]:
    """A code for the account of somebody who acts for no shop; whose shop there is, its page does.

    Raises RuleBroken when there is no such account, or when it acts for a shop.
    """
    count_try("let-in", account=str(by.pk))
    user = find_account(login)
    if user is None:
        raise RuleBroken("ไม่มีบัญชีที่ใช้เบอร์หรืออีเมลนี้ ตรวจเลขอีกครั้ง หรือให้เขาเปิดบัญชีใหม่", field="login")
    if (member := user.vendor_memberships.select_related("vendor").first()) is not None:
        raise RuleBroken(f"คนนี้ดูแลร้าน {member.vendor} ออกใบรหัสในหน้าผู้ดูแลของร้านนั้น", field="login")
    return user, let_in_again(user, by=by, reason=reason)


def _owners(vendor: Vendor):
    return vendor.members.filter(role=MemberRole.OWNER)


def _is_last_owner(member: VendorMember) -> bool:
    others = _owners(member.vendor).exclude(pk=member.pk)
    return member.role == MemberRole.OWNER and not others.exists()


def _forget_the_forms(form_key: UUID | None, by) -> None:
    """The code of a form that is sent again was shown to nobody, or is shown anew."""
    if form_key is None:
        return
    for row in VendorInvite.objects.filter(made_by=by, form_key=form_key):
        if row.used_at:
            raise RuleBroken("รหัสของแบบฟอร์มนี้ใช้ไปแล้ว เปิดหน้าใหม่เพื่อออกรหัสอีก")
        row.delete()
