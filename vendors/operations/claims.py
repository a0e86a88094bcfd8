"""Somebody says that a registered shop is theirs; an officer of its home province decides."""

from django.db import transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.writing import Letter, reaches, tell, write
from vendors.models import ClaimState, MemberRole, Vendor, VendorClaim, VendorMember
from vendors.notifications import recipient_of


def claim_vendor(vendor: Vendor, *, by, note: str = "") -> VendorClaim:
    """Ask for a registered shop. A second press finds the first; its people are told.

    Raises RuleBroken for who acts for the shop already.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        if vendor.members.filter(user=by).exists():
            raise RuleBroken("คุณดูแลร้านนี้อยู่แล้ว")
        if (open_claim := _open_claim(vendor, by)) is not None:
            return open_claim
        claim = VendorClaim.objects.create(vendor=vendor, user=by, note=note)
        record(vendor, "claim", "ขอดูแลร้าน", by=by, reason=note)
        recipient = recipient_of(vendor)
        if reaches(recipient):
            words = f"{by} ขอดูแลร้าน {vendor} ถ้าไม่รู้จัก โทรบอกเจ้าหน้าที่จังหวัด{vendor.province}"
            write([Letter(recipient, "มีคนขอดูแลร้านของคุณ", words, "/my/people/")], kind="vendor")
    return claim


def _open_claim(vendor: Vendor, by) -> VendorClaim | None:
    return vendor.claims.filter(user=by, state=ClaimState.OPEN).first()


def decide_claim(claim: VendorClaim, *, accepted: bool, by, reason: str = "") -> VendorClaim:
    """Let the person act for the shop, or say why not. The same answer twice is done.

    Raises RuleBroken when it was decided otherwise, or is refused without a reason.
    """
    outcome = ClaimState.ACCEPTED if accepted else ClaimState.REFUSED
    with transaction.atomic():
        vendor = lock(claim.vendor)
        claim = lock(claim)
        if claim.state == outcome:
            return claim
        if claim.state != ClaimState.OPEN:
            raise RuleBroken(f"คำขอนี้ตัดสินแล้ว: {claim.get_state_display()}")
        if not accepted and not reason.strip():
            raise RuleBroken("บอกผู้ขอว่าทำไมไม่ผูกร้าน", field="reason")
        claim.state, claim.reason = outcome, reason.strip()
        claim.decided_by, claim.decided_at = by, timezone.now()
        claim.save()
        _settle(vendor, claim, by)
    return claim


def _settle(vendor: Vendor, claim: VendorClaim, by) -> None:
    """The trace, the membership and the letter."""
    if claim.state == ClaimState.ACCEPTED:
        VendorMember.objects.get_or_create(
            vendor=vendor, user=claim.user, defaults={"role": MemberRole.OWNER}
        )
        record(vendor, "join", f"ให้ {claim.user} ดูแลร้านตามคำขอ", by=by, reason=claim.reason)
        body = f"ร้าน {vendor} อยู่ในบัญชีของคุณแล้ว"
        tell(claim.user, "ดูแลร้านได้แล้ว", body, link="/my/", about=vendor)
        return
    record(vendor, "claim_refused", f"ไม่ให้ {claim.user} ดูแลร้าน", by=by, reason=claim.reason)
    body = f"คำขอดูแลร้าน {vendor} ไม่ผ่าน\n{claim.reason}"
    tell(claim.user, "คำขอดูแลร้านไม่ผ่าน", body, link="/my/register/", about=vendor)
