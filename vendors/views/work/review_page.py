"""What the page of one application shows, whichever of its forms was sent."""

from django.db.models import Q
from django.urls import reverse

from otopfair.history.models import HistoryEntry
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.asked import TELLS_NOBODY, as_sent, files_of
from vendors.copies import as_shown, differences, last_copy
from vendors.draws import draws_with
from vendors.filtering import ApplicationFilter, applications_of
from vendors.forms.checking import DocumentsForm, InterestForm, NoteForm
from vendors.forms.decisions import ACTS_IN, DecisionForm, ReviewAct
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    Decision,
    Penalty,
    PhaseKind,
    VendorStandard,
)
from vendors.operations.checking import CHECKABLE, checks_of
from vendors.operations.deciding import work_for
from vendors.operations.phases import whys_not
from vendors.operations.returning import RETURNABLE
from vendors.paperwork import document_kinds, lines_of
from vendors.persons import everything_of_one_person
from vendors.places import Room
from vendors.recipients import TELL
from vendors.scoring import conflicts_with, is_to_score

VIEW = "vendors.view_boothapplication"
DECIDE = "vendors.decide_boothapplication"
SCORE = "vendors.score_boothapplication"
PLAN = "vendors.plan_review"
PUNISH = "vendors.add_penalty"
GIVE = "vendors.add_boothallocation"
APPLICATIONS = (
    BoothApplication.objects.with_standing()
    .select_related(
        "vendor__province", "vendor__district", "vendor__subdistrict", "fair_event", "call"
    )
    .prefetch_related("vendor__registrations")
)
NOT_OF_A_PHASE = {ReviewAct.CONFIRM, ReviewAct.WITHDRAW}


class Place:
    """Where an application stands in the filtered list."""

    def __init__(self, fair_event_id, position, total, previous_id, next_id):
        self.fair_event_id, self.position, self.total = fair_event_id, position, total
        self.previous_id, self.next_id = previous_id, next_id

    @classmethod
    def of(cls, application, filters: ApplicationFilter, user) -> "Place":
        rows = filters.rows(applications_of(application.fair_event, user))
        ids = list(rows.values_list("pk", flat=True))
        if application.pk not in ids:
            return cls(application.fair_event_id, None, len(ids), None, next(iter(ids), None))
        here = ids.index(application.pk)
        return cls(
            application.fair_event_id,
            here + 1,
            len(ids),
            ids[here - 1] if here else None,
            ids[here + 1] if here + 1 < len(ids) else None,
        )

    def after_saving(self, filters: ApplicationFilter) -> str:
        if self.next_id:
            return reverse("staff:review", args=[self.next_id]) + filters.address()
        return reverse("staff:review-fair", args=[self.fair_event_id]) + filters.address()


def is_reviewer(user, application) -> bool:
    """Whether this officer judges applications there, in one way or another."""
    return may(user, SCORE, application) or may(user, DECIDE, application)


def new_form(request, application, whys, has_interest) -> tuple[DecisionForm | None, str]:
    """The decision that is still to be taken, with what is open today; or None, and why not."""
    standing = application.standing
    if not may(request.user, DECIDE, application) or standing not in ACTS_IN:
        return None, ""
    if has_interest:
        return None, "คุณแจ้งส่วนได้เสียกับร้านนี้ไว้ ให้เจ้าหน้าที่คนอื่นตัดสิน"
    closed = _closed_acts(application, whys)
    if set(ACTS_IN[standing]) <= closed.keys():
        return None, next(iter(closed.values()))
    initial = {"seen": application.version}
    return DecisionForm(initial=initial, standing=standing, closed=frozenset(closed)), ""


def _closed_acts(application, whys: dict[str, str]) -> dict[str, str]:
    """Acts that are not done today or not by this person, and why."""
    pending = list(application.decisions.pending().order_by("-pk"))
    acts = [act for act in ACTS_IN[application.standing] if act not in NOT_OF_A_PHASE]
    kinds = {act: work_for(application, act, pending) for act in acts}
    return {act: whys[kind] for act, kind in kinds.items() if kind in whys}


def review_page(request, application, *, status=200, shows_identity=False, **forms):
    """The page. `forms` are those that were sent: form, documents, note_form, interest_form."""
    filters = ApplicationFilter.from_query(request.GET)
    decides = may(request.user, DECIDE, application)
    if not decides:  # who only reads learns a decision when it is announced
        application.standing = application.status
    whys = whys_not(application.call, request.user)
    conflicts = conflicts_with(application)
    has_interest = any(row.officer_id == request.user.pk for row in conflicts)
    copy = last_copy(application)
    sent = forms.get("form")
    form, closed = (sent, "") if sent else new_form(request, application, whys, has_interest)
    context = {
        "title": f"ตรวจใบสมัคร {application.reference_no}",
        "application": application,
        "vendor": application.vendor,
        "fair_event": application.fair_event,
        "place": Place.of(application, filters, request.user),
        "filters": filters,
        "form": form,
        "closed": closed,
        "quota": _quota(application),
        "decisions": _decisions(application, decides),
        "penalties": _penalties(application),
        "shows_identity": shows_identity,
        "decides": decides,
        "to_score": PhaseKind.SCORING not in whys
        and may(request.user, SCORE, application)
        and is_to_score(application, request.user),
        "conflicts": conflicts,
        **_of_booths(application, request.user),
        **_as_sent(application, copy),
        **_who(application, decides),
        **_documents(request, application, forms.get("documents"), whys, copy),
        **_between_officers(request, application, forms, has_interest),
        **_sent_back(request, application, whys, has_interest),
    }
    return staff_site.page(request, "vendors/work/review.html", context, status=status)


def _of_booths(application, user) -> dict:
    """Its booths; for who gives booths the ways there: draws, and what was asked beside the rules.
    While names are hidden nothing leads to a list with names."""
    booths = application.allocations.live().select_related("booth__zone").order_by("request_no")
    found: dict = {"booths": list(booths)}
    if application.status != ApplicationStatus.CONFIRMED or application.hides_name:
        return found
    if not may(user, GIVE, application.fair_event):
        return found
    overrides = application.overrides.filter(set_aside_at=None).select_related("booth")
    found["overrides"] = list(overrides.order_by("pk"))
    return {**found, "can_give": True, "draws": draws_with(application)}


def _penalties(application) -> list:
    """Warnings and bans in force of the person behind it; while names are hidden, of its shop."""
    vendor = application.vendor
    whose = Q(vendor=vendor.pk) if application.hides_name else everything_of_one_person(vendor)
    return list(Penalty.objects.in_force().filter(whose).select_related("vendor").order_by("pk"))


def _decisions(application, decides: bool) -> list:
    """Those that hold; for who does not decide, those that were announced."""
    rows = application.decisions.filter(set_aside_at=None)
    rows = rows.select_related("reason", "decided_by", "announced_by").order_by("pk")
    return [row for row in rows if decides or row.announced_at]


def _as_sent(application, copy) -> dict:
    """What was sent, and what is not so in the register any more."""
    return {
        "asked": _asked(application, copy),
        "copy": copy,
        "sent": copy.answers if copy else as_shown(application),
        "differences": [] if application.hides_name else differences(copy, application),
    }


def _asked(application, copy) -> list[dict]:
    """Questions and answers as they were sent, with a way to each file. While names are hidden
    nothing that was written freely is shown: it may tell who wrote it."""
    rows = copy.answers.get("questions", []) if copy else as_sent(application)
    if application.hides_name:
        return [row for row in rows if row["kind"] in TELLS_NOBODY]
    files = files_of(application)
    return [{**row, "file": files.get(row["id"])} for row in rows]


def _who(application, decides: bool) -> dict:
    """What tells who the applicant is; nothing while names are hidden."""
    if application.hides_name:
        return {"phones": [], "registrations": [], "history": []}
    return {
        "phones": list(application.vendor.phones.all()),
        "registrations": _registrations(application),
        "history": _history(application, decides),
    }


def _history(application, decides: bool) -> list:
    """What was done to it and to what officers keep beside it, newest first. A decision that waits
    is for who decides only."""
    beside = (application.decisions, application.document_checks, application.conflicts)
    rows = [row for rows in beside for row in rows.order_by("pk")]
    rows = [row for row in rows if decides or not _waits(row)]
    return list(HistoryEntry.objects.of_all([application, *rows])[:50])


def _waits(row) -> bool:
    return isinstance(row, Decision) and row.announced_at is None


def _documents(request, application, form, whys, copy) -> dict:
    """Every document with what was found, and the form while it is the time to look."""
    checks = checks_of(application)
    is_open = application.status in CHECKABLE and PhaseKind.DOCUMENTS not in whys
    form = form or DocumentsForm(papers=lines_of(application), checks=checks)
    hidden = [kind for kind in document_kinds() if kind.names] if application.hides_name else []
    return {
        "documents": form,
        "hidden_documents": hidden,
        "document_lines": [
            _document(application, line, checks.get(line.key), copy, result=result, note=note)
            for line, result, note in form.lines
        ],
        "checks_documents": is_open and may(request.user, DECIDE, application),
    }


def _document(application, line, check, copy, **fields) -> dict:
    """One line: the paper with its file and what the queue of papers said, and what was found."""
    paper, url = line.paper, ""
    if paper and paper.file:
        sort = "standards" if isinstance(paper, VendorStandard) else "documents"
        url = reverse("staff:review-file", args=[application.pk, sort, paper.pk])
    sent_again = copy and check and check.revision < copy.revision
    newer = paper and check and check.checked_at < paper.sent_at
    shown = {"line": line, "kind": line.kind, "paper": paper, "url": url, "check": check}
    return {**shown, **fields, "is_old": sent_again or newer}


def _sent_back(request, application, whys, has_interest) -> dict:
    """What was sent back and what became of it; whether this officer may send it back now."""
    return {
        "corrections": list(application.corrections.order_by("-created_at", "pk")),
        "can_return": application.status in RETURNABLE
        and not has_interest
        and work_for(application, "return", []) not in whys
        and may(request.user, DECIDE, application),
    }


def _between_officers(request, application, forms, has_interest) -> dict:
    return {
        "notes": list(application.review_notes.select_related("written_by").order_by("pk")),
        "is_officer": is_reviewer(request.user, application),
        "can_tell": may(request.user, TELL, application.vendor),
        "can_punish": may(request.user, PUNISH, application.vendor),
        "note_form": forms.get("note_form") or NoteForm(auto_id="note_%s"),
        "interest_form": None
        if has_interest
        else forms.get("interest_form") or InterestForm(auto_id="interest_%s"),
    }


def _quota(application) -> dict | None:
    """Places of the call in the application's category, and how many are chosen already."""
    call = application.call
    if not call or not call.takes(application.category):
        return None
    room = Room(call, without=application)
    problem = room.problem(application)
    places, chosen = call.places_of(application.category), room.chosen(application.category)
    return {"places": places, "chosen": chosen, "problem": problem}


def _registrations(application) -> list[dict]:
    """The vendor's registrations, and whether each holds on every day of the fair."""
    return [
        {
            "text": str(row),
            "until": row.valid_until,
            "holds": row.holds_at(application.fair_event),
            "waits": row.state_words if row.is_told and not row.is_in_force else "",
        }
        for row in application.vendor.registrations.all()
    ]
