"""Officers write to chosen vendors of a fair: choose, write, look at real cases, send."""

from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import District, FairEvent, ProductCategory
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Channel
from otopfair.outbox.phones import LONGEST_SMS
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.stale import seen_of
from otopfair.thai.digits import whole_number
from otopfair.work.running import start_work, work_of
from vendors.bulk import WRITE
from vendors.forms.writing import WriteForm
from vendors.models import ApplicationStatus, BoothApplication, MessageTemplate
from vendors.notifications import count_by_channel, recipient_of, with_recipients
from vendors.placeholders import require_known
from vendors.recipients import STATUSES, TELL, RecipientFilter, conditions, may_be_written_to
from vendors.views.work.ticked import all_items, items_of
from vendors.wording import PLACEHOLDERS, FilledLetter, cases_of, letters_for

MOST_NAMED = 20
NOBODY = "ยังไม่ได้เลือกร้าน ติ๊กหน้าชื่อร้าน หรือกดเลือกทั้งหมด"
OTHERS_NOW = "รายชื่อหรือใบสมัครเปลี่ยนไปหลังจากที่คุณตรวจ ยังไม่ได้ส่ง ตรวจอีกครั้งแล้วกดส่ง"


@dataclass
class Chosen:
    """Who was chosen on this request, and by what the next page says it again."""

    rows: list[BoothApplication]
    everybody: bool
    leaves_out: bool

    @property
    def values(self) -> list[str]:
        return [f"{row.pk}:{row.version}" for row in self.rows]

    @property
    def seen(self) -> str:
        return seen_of({"to": self.values})


@staff_site.work_page(
    "fairs/<int:fair_event_id>/messages/write/",
    name="messages-write",
    permission=TELL,
    row=FairEvent.objects,
)
@never_cache
@require_http_methods(["GET", "POST"])
def write_fair(request, fair_event):
    """GET chooses the vendors; POST carries them on: to the words, to the check, to the worker."""
    filters = RecipientFilter.from_query(request.GET)
    if request.method == "GET":
        return _choose(request, fair_event, filters)
    key = _key(request)
    if key and (work := work_of(key, request.user)):
        return redirect("staff:bulk-work", work.pk)
    chosen = _chosen(request, fair_event, filters)
    if not chosen.rows:
        return _choose(request, fair_event, filters, problem=NOBODY)
    if request.POST.get("act") not in {"check", "send"}:
        return _words(request, fair_event, filters, chosen, _started(request))
    form = WriteForm(request.POST)
    if not _is_sound(form):
        return _words(request, fair_event, filters, chosen, form, status=422)
    return _check(request, fair_event, filters, chosen, form)


def _choose(request, fair_event, filters, problem=""):
    applications = may_be_written_to(fair_event, request.user)
    rows = filters.rows(applications, fair_event).for_review_list()
    counts = filters.counts(applications, fair_event)
    context = {
        "title": "เขียนถึงร้าน",
        "fair_event": fair_event,
        "filters": filters,
        "page": page_of(request, rows),
        "chips": _chips(filters, counts),
        "categories": ProductCategory.choices,
        "districts": District.objects.filter(vendors__applications__in=applications).distinct(),
        "zones": fair_event.zones.order_by("sequence", "pk"),
        "conditions": conditions(),
        "templates": MessageTemplate.objects.visible_to(request.user),
        "all_ticked": request.GET.get("all") == "1",
        "all_url": filters.address(all="1"),
        "hidden": _hidden_count(fair_event, request.user),
        "problem": problem,
    }
    status = 422 if problem else 200
    return staff_site.page(request, "vendors/work/write_choose.html", context, status=status)


def _words(request, fair_event, filters, chosen, form, *, status=200):
    context = {
        "title": "เขียนข้อความ",
        "fair_event": fair_event,
        "filters": filters,
        "chosen": chosen,
        "form": form,
        "placeholders": PLACEHOLDERS.items(),
    }
    return staff_site.page(request, "vendors/work/write_words.html", context, status=status)


def _check(request, fair_event, filters, chosen, form):
    """What they will read, by which channels, and who lacks what; or on with it."""
    words = form.cleaned_data
    letters = letters_for(fair_event, chosen.rows, words["subject"], words["body"])
    lacking = [letter for letter in letters if letter.problem]
    if chosen.leaves_out:
        letters, lacking = [one for one in letters if not one.problem], []
    send = Chosen([one.application for one in letters], chosen.everybody, chosen.leaves_out)
    overtaken = ""
    if request.POST.get("act") == "send" and letters and not lacking:
        if request.POST.get("seen") == send.seen:
            return _start(request, fair_event, filters, send, form)
        overtaken = OTHERS_NOW
    whole = [letter for letter in letters if not letter.problem]
    channels = count_by_channel(recipient_of(one.application.vendor) for one in whole)
    context = {
        "title": "ตรวจก่อนส่ง",
        "fair_event": fair_event,
        "filters": filters,
        "chosen": chosen,
        "form": form,
        "words": words,
        "count": len(letters),
        "seen": send.seen,
        "lacking": lacking[:MOST_NAMED],
        "lacking_count": len(lacking),
        "fits": len(whole),
        "cases": cases_of(whole),
        "inbox": channels.pop(Channel.INBOX, 0),
        "calls": channels.pop(Channel.TELEPHONE, 0),
        "channels": [(channel.label, count) for channel, count in channels.items()],
        "cut_in_sms": channels.get(Channel.SMS) and _longest(letters) > LONGEST_SMS,
        "overtaken": overtaken,
        "has_errors": bool(lacking or overtaken),
    }
    status = 409 if overtaken else 422 if lacking else 200
    return staff_site.page(request, "vendors/work/write_check.html", context, status=status)


def _start(request, fair_event, filters, chosen, form):
    words = form.cleaned_data
    work = start_work(
        WRITE,
        all_items(chosen.rows),
        title=f"ส่งข้อความถึง {len(chosen.rows)} ร้าน {fair_event}",
        form_key=words["form_key"],
        by=request.user,
        back_url=f"{request.path}{filters.address()}",
        subject=words["subject"],
        body=words["body"],
    )
    return redirect("staff:bulk-work", work.pk)


def _chosen(request, fair_event, filters) -> Chosen:
    """All that the filters find, or those that were ticked; with all that a letter needs."""
    applications = may_be_written_to(fair_event, request.user)
    everybody = request.POST.get("all") == "1"
    if everybody:
        rows = list(with_recipients(filters.rows(applications, fair_event)))
    else:
        ticked = {key for key, _seen in items_of(request.POST.getlist("ids"), applications)}
        rows = list(with_recipients(applications.filter(pk__in=ticked)))
    return Chosen(rows, everybody, request.POST.get("leave_out") == "1")


def _started(request) -> WriteForm:
    """The words as they were typed, or those of the template that was chosen to start from."""
    if "subject" in request.POST or "body" in request.POST:
        return WriteForm(initial={name: request.POST.get(name, "") for name in ("subject", "body")})
    number = whole_number(request.POST.get("template", ""))
    template = MessageTemplate.objects.visible_to(request.user).filter(pk=number).first()
    start = {"subject": template.subject, "body": template.body} if template else {}
    return WriteForm(initial=start)


def _is_sound(form: WriteForm) -> bool:
    if not form.is_valid():
        return False
    try:
        require_known(PLACEHOLDERS, form.cleaned_data["subject"], form.cleaned_data["body"])
    except RuleBroken as broken:
        broken.put_on(form)
    return form.is_valid()


def _longest(letters: list[FilledLetter]) -> int:
    return max((letter.length for letter in letters), default=0)


def _hidden_count(fair_event, user) -> int:
    """Applicants whose names a phase hides: nobody writes to them meanwhile."""
    sent = BoothApplication.objects.covered_by(user, TELL).filter(fair_event=fair_event)
    return sent.with_standing().filter(name_is_hidden=True).count()


def _chips(filters: RecipientFilter, counts: dict[str, int]) -> list[dict]:
    labels = dict(ApplicationStatus.choices)
    chips = [("", "ยังร่วมงานอยู่"), *((value, labels[value]) for value in STATUSES)]
    return [
        {
            "label": f"{label} {counts.get(value, 0)}",
            "url": filters.address(status=value),
            "on": filters.status == value,
        }
        for value, label in chips
        if not value or counts.get(value) or filters.status == value
    ]


def _key(request) -> UUID | None:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
