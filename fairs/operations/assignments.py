"""Roles are given and taken; both leave a trace."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fairs.models import Assignment
from fairs.scopes import forget_assignments
from otopfair.accounts.models import User
from otopfair.accounts.slips import open_for
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from otopfair.rights.may import may
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date

LAST_ADMINISTRATOR = "เป็นผู้ดูแลระบบคนสุดท้าย จึงถอนไม่ได้ ให้บทบาทนี้แก่คนอื่นก่อน"
NOT_YOURS = "ให้และถอนบทบาทนี้ได้เฉพาะในพื้นที่ที่คุณดูแล"


def give_role(
    user, role: str, *, by, reason: str, from_on: date | None = None, until=None, **place
) -> Assignment:
    """Give `user` a role at one place: province=, district=, fair_event= or everything=True.

    Raises RuleBroken when `by` does not hold that place with the right to give this role, when
    the place does not fit the role, or when the same role there overlaps in time.
    """
    with transaction.atomic():
        lock(user)
        assignment = Assignment(
            user=user, role=role, from_on=from_on or today_in_thailand(), until=until, **place
        )
        if (given := _the_same(assignment, place)) is not None:
            return given
        _refuse_nonsense(assignment)
        _refuse_overlap(assignment, place)
        assignment.save()
        if not may(by, f"fairs.give_{role}", assignment):
            raise RuleBroken(NOT_YOURS)
        summary = f"ให้บทบาท{assignment.get_role_display()} {assignment.place}แก่ {user}"
        record(assignment, "give", f"{summary} {_term(assignment)}", by=by, reason=reason)
    forget_assignments(user)
    return assignment


def give_role_to_newcomer(
    newcomer: dict, role: str, *, by, **term_and_place
) -> tuple[Assignment, str]:
    """Open an account for somebody who has none (full_name, phone, email) and give it the role;
    with the code for the slip. Both or neither; raises RuleBroken like each of them."""
    with transaction.atomic():
        user, code = open_for(**newcomer, by=by)
        return give_role(user, role, by=by, **term_and_place), code


def take_role(assignment: Assignment, *, by, reason: str) -> Assignment:
    """Take a role back at once. Raises RuleBroken for the last administrator."""
    with transaction.atomic():
        lock(assignment.user)
        others = _other_administrators(assignment)
        assignment = lock(assignment)
        if not may(by, f"fairs.give_{assignment.role}", assignment):
            raise RuleBroken(NOT_YOURS)
        if assignment.taken_at:
            return assignment
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ถอนบทบาท", field="reason")
        if assignment.role == Role.ADMINISTRATOR and not others:
            raise RuleBroken(LAST_ADMINISTRATOR)
        assignment.taken_at = timezone.now()
        assignment.save()
        summary = f"ถอนบทบาท{assignment.get_role_display()} {assignment.place}ของ {assignment.user}"
        record(assignment, "take", summary, by=by, reason=reason)
    forget_assignments(assignment.user)
    return assignment


def make_first_administrator(user) -> Assignment:
    """For `manage.py createsuperuser`: nobody is there yet who could give the role."""
    assignment = Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, everything=True)
    record(assignment, "give", f"ให้บทบาทผู้ดูแลระบบแก่ {user} ด้วยคำสั่ง createsuperuser", by=None)
    return assignment


def _the_same(new: Assignment, place: dict) -> Assignment | None:
    """A second press is not a second act."""
    rows = Assignment.objects.filter(user=new.user, role=new.role, taken_at=None, **place)
    return rows.filter(from_on=new.from_on, until=new.until).first()


def _refuse_nonsense(assignment: Assignment) -> None:
    try:
        assignment.full_clean()
    except ValidationError as wrong:
        raise RuleBroken(" ".join(dict.fromkeys(wrong.messages))) from wrong


def _refuse_overlap(new: Assignment, place: dict) -> None:
    begun = Q() if new.until is None else Q(from_on__lte=new.until)
    not_over = Q(until=None) | Q(until__gte=new.from_on)
    rows = Assignment.objects.filter(user=new.user, role=new.role, taken_at=None, **place)
    if other := rows.filter(begun, not_over).order_by("pk").first():
        raise RuleBroken(f"{new.user} มีบทบาทนี้ที่นี่แล้ว {_term(other)}")


def _other_administrators(assignment: Assignment) -> list[Assignment]:
    """All are locked, in one order: two who take from each other at once cannot both succeed."""
    if assignment.role != Role.ADMINISTRATOR:
        return []
    rows = Assignment.objects.current().filter(role=Role.ADMINISTRATOR, until=None)
    active = User.objects.filter(is_active=True)
    return [row for row in lock_all(rows.filter(user__in=active)) if row.pk != assignment.pk]


def _term(assignment: Assignment) -> str:
    begins = f"ตั้งแต่ {format_date(assignment.from_on)}"
    return f"{begins} ถึง {format_date(assignment.until)}" if assignment.until else begins
