"""A list of vendors whom the committee has chosen on paper is entered at once."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import FairEvent, VendorCall
from otopfair.errors import RuleBroken, about
from otopfair.history.models import record_all
from otopfair.removals.changes import chunks
from vendors.eligibility import why_barred
from vendors.limits import Comer, Limits
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    Decision,
    InterestConflict,
    Outcome,
    PhaseKind,
    Vendor,
)
from vendors.notifications import tell_each
from vendors.operations.enrolling import (
    ASKED,
    HAS_A_DRAFT,
    acts_of,
    application_on_paper,
    decision_on_paper,
    letter_of,
)
from vendors.operations.interests import HAS_TO_DO
from vendors.operations.nevertheless import reasons_for
from vendors.operations.penalties import Banned
from vendors.operations.phases import require_phase
from vendors.operations.sending import next_number


class OnPaper(NamedTuple):
    """A vendor of the list, with the category and the reason that are kept."""

    vendor: Vendor
    category: int
    form_key: UUID
    why: str
    has_booth: bool = False


class Enrolled(NamedTuple):
    """The application of a vendor; with the decision where it is a new one."""

    application: BoothApplication
    decision: Decision | None = None


def enrol_vendors(
    fair_event: FairEvent, entries: Sequence[OnPaper], *, beside_reason: str = "", by
) -> list[Enrolled]:
    """enrol_vendor() for each entry in its order: all of them, or none, in a few statements.

    The caller has locked the fair and the vendors. Raises what enrol_vendor() raises, `about` the
    vendor for whom it is.
    """
    live = _live(fair_event, entries)
    coming = [one for one in entries if one.vendor.pk not in live]
    if not coming:
        return [Enrolled(live[one.vendor.pk]) for one in entries]
    call = fair_event.newest_call()
    with about(coming[0].vendor):
        require_phase(call, PhaseKind.MEETING, by=by)
    new = _decided(fair_event, call, coming, beside_reason, by)
    _insert([one.application for one in new.values()], fair_event)
    _keep(coming, new, by)
    _tell(fair_event, coming, new)
    return [new.get(one.vendor.pk) or Enrolled(live[one.vendor.pk]) for one in entries]


def _live(fair_event: FairEvent, entries: Sequence[OnPaper]) -> dict[int, BoothApplication]:
    found: dict[int, BoothApplication] = {}
    calls = {call.pk: call for call in fair_event.calls.order_by("pk")}
    for some in chunks(entries):
        rows = fair_event.applications.filter(vendor__in=[one.vendor.pk for one in some])
        for row in rows.exclude(status__in=ENDED_STATUSES).order_by("pk"):
            found[row.vendor_id] = row
    for one in entries:
        if one.vendor.pk in found and found[one.vendor.pk].status == ApplicationStatus.DRAFT:
            with about(one.vendor):
                raise RuleBroken(HAS_A_DRAFT)
    for one in entries:
        if (live := found.get(one.vendor.pk)) is not None:
            live.vendor, live.fair_event = one.vendor, fair_event
            live.call = calls.get(live.call_id) if live.call_id else None
    return found


def _decided(
    fair_event: FairEvent, call: VendorCall | None, coming: list[OnPaper], beside_reason: str, by
) -> dict[int, Enrolled]:
    """The applications with their decisions, by vendor, held against bans, interests and limits."""
    limits = Limits(fair_event, [one.vendor.pk for one in coming])
    has_to_do = _has_to_do(fair_event, by)
    reasons = dict.fromkeys((f"{question}_reason" for question in ASKED), beside_reason)
    now, new = timezone.now(), {}
    for one in coming:
        comer = Comer(one.vendor.pk, one.vendor.province_id, one.category)
        with about(one.vendor):
            if limits.is_barred(comer):
                raise Banned(why_barred(one.vendor, fair_event))
            if one.vendor.pk in has_to_do:
                raise RuleBroken(HAS_TO_DO)
            application = application_on_paper(
                fair_event, call, one.vendor, one.category, one.form_key, now, by
            )
            problems = limits.passed_over(comer)
            kept = reasons_for(problems, application, Outcome.SELECT, reasons)
        decision = decision_on_paper(application, one.why, kept, by)
        new[one.vendor.pk] = Enrolled(application, decision)
    return new


def _has_to_do(fair_event: FairEvent, by) -> set[int]:
    """The vendors of the fair with whom `by` has to do."""
    own = InterestConflict.objects.filter(officer=by, application__fair_event=fair_event)
    return set(own.order_by().values_list("application__vendor", flat=True))


def _insert(applications: list[BoothApplication], fair_event: FairEvent) -> None:
    for number, application in enumerate(applications, start=next_number(fair_event)):
        application.reference_prefix = fair_event.reference_code
        application.reference_number = number
    try:
        with transaction.atomic():
            BoothApplication.objects.bulk_create(applications)
    except IntegrityError as error:
        raise RuleBroken(HAS_A_DRAFT) from error


def _keep(coming: list[OnPaper], new: dict[int, Enrolled], by) -> None:
    decided = [(one, *new[one.vendor.pk]) for one in coming]
    Decision.objects.bulk_create(decision for *_one, decision in decided if decision)
    record_all(
        act
        for one, application, decision in decided
        if decision
        for act in acts_of(application, decision, one.why, by)
    )


def _tell(fair_event: FairEvent, coming: list[OnPaper], new: dict[int, Enrolled]) -> None:
    """Who has no booth yet: the others are told of it with their booth."""
    without = [one for one in coming if not one.has_booth]
    if not without or fair_event.has_ended:
        return
    said = []
    what_comes = ""
    for one in without:
        application = new[one.vendor.pk].application
        # None of them has a turn to choose of its own yet: the same comes next for all.
        subject, body, what_comes = letter_of(application, one.why, what_comes)
        said.append((application.pk, subject, body))
    tell_each(fair_event, said)
