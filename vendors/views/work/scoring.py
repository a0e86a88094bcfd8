"""Scoring: the card of one application, the queue, and how far everybody is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent, VendorCall
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.copies import as_shown, last_copy
from vendors.filtering import applications_of
from vendors.forms.scoring import ScoreForm
from vendors.models import PhaseKind, ScoreCard, ScoringTask
from vendors.operations.phases import why_not
from vendors.operations.scoring import save_card
from vendors.operations.sharing_out import scorers_of, share_out
from vendors.scoring import (
    Scored,
    conflicts_with,
    counted_cards,
    is_to_score,
    proposals,
    rule_of,
    scored,
    scored_one,
    to_score,
    used_criteria,
)
from vendors.views.work.review_page import APPLICATIONS, PLAN, SCORE, VIEW

FAIRS = FairEvent.objects.prefetch_related("calls")
A_PAGE = 25


@staff_site.work_page(
    "applications/<int:application_id>/score/",
    name="review-score",
    permission=SCORE,
    row=APPLICATIONS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def review_score(request, application):
    """The card of this officer for one application. POST keeps it, or sends it and goes on."""
    criteria = used_criteria(application.call) if application.call else []
    figures = proposals([application], criteria)[application.pk]
    card = application.score_cards.filter(scorer=request.user).first()
    form = ScoreForm(request.POST or None, criteria=criteria, figures=figures, card=card)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request, application, form)
            except RuleBroken as broken:
                status = broken.put_on(form)
            else:
                return redirect(_after_saving(request, application))
    return _score_page(request, application, form, card, status)


def _save(request, application, form) -> None:
    answers = form.cleaned_data
    save_card(
        application,
        form.given,
        comment=answers["comment"],
        send="send" in request.POST,
        change_reason=answers.get("change_reason", ""),
        by=request.user,
    )
    done = "ส่งคะแนน" if "send" in request.POST else "บันทึกคะแนนไว้"
    messages.success(request, f"{done} {application} แล้ว")


def _after_saving(request, application) -> str:
    if "send" not in request.POST:
        return reverse("staff:review-score", args=[application.pk])
    url = reverse("staff:review-score-next", args=[application.fair_event_id])
    return f"{url}?after={application.pk}"


def _score_page(request, application, form, card, status):
    copy = last_copy(application)
    closed = _closed(application, request.user)
    own_is_missing = not closed and is_to_score(application, request.user)
    calls = _open_calls(application.fair_event.calls.all(), request.user)
    waiting = to_score(calls, request.user).count()
    context = {
        "title": f"ให้คะแนน {application}",
        "application": application,
        "fair_event": application.fair_event,
        "sent": copy.answers if copy else as_shown(application),
        "form": form,
        "card": card,
        "waiting": waiting,
        "closed": closed,
        "others": None if own_is_missing else _cards(application),
        "scored": None if own_is_missing else scored_one(application),
        "spread_from": rule_of(application.call).spread_from if application.call else None,
        "conflicts": conflicts_with(application),
        "notes": list(application.review_notes.select_related("written_by").order_by("pk")),
    }
    return staff_site.page(request, "vendors/work/score.html", context, status=status)


def _open_calls(calls, user) -> list[VendorCall]:
    """The calls in which this officer may score today."""
    return [call for call in calls if not why_not(call, PhaseKind.SCORING, user)]


def _closed(application, user) -> str:
    """Why this officer does not score it today; "" when nothing keeps from it."""
    if application.call is None:
        return "ใบนี้ไม่ได้มาจากประกาศรับสมัคร จึงไม่มีเกณฑ์ให้คะแนน"
    if any(row.officer_id == user.pk for row in conflicts_with(application)):
        return "คุณแจ้งส่วนได้เสียกับร้านนี้ไว้ จึงไม่ให้คะแนน"
    scorers = set(application.scoring_tasks.order_by("pk").values_list("scorer", flat=True))
    if scorers and user.pk not in scorers:
        return "ใบนี้แบ่งให้เจ้าหน้าที่คนอื่นให้คะแนน"
    return why_not(application.call, PhaseKind.SCORING, user)


def _cards(application) -> list[ScoreCard]:
    """The sent cards that count, with their scores."""
    cards = counted_cards().filter(application=application)
    return list(
        cards.select_related("scorer").prefetch_related("scores__criterion").order_by("sent_at")
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/score-next/", name="review-score-next", permission=SCORE, row=FAIRS
)
@require_safe
def review_score_next(request, fair_event):
    """Leads to the next application that this officer is to score, in the order of sending."""
    rows = to_score(_open_calls(fair_event.calls.all(), request.user), request.user)
    if request.GET.get("mine") == "1":
        rows = rows.filter(scoring_tasks__scorer=request.user)
    waiting = list(rows.values_list("pk", "submitted_at"))
    if not waiting:
        messages.info(request, "ไม่มีใบที่รอให้คุณให้คะแนน")
        return redirect("staff:review-scores", fair_event.pk)
    here = whole_number(request.GET.get("after", ""))
    sent = dict(fair_event.applications.filter(pk=here).values_list("pk", "submitted_at"))
    later = [key for key, at in waiting if here in sent and (at, key) > (sent[here], here)]
    return redirect("staff:review-score", later[0] if later else waiting[0][0])


@staff_site.work_page(
    "fairs/<int:fair_event_id>/scores/", name="review-scores", permission=VIEW, row=FAIRS
)
@require_safe
def review_scores(request, fair_event):
    """Every application with its cards, totals and spread; how far each scorer is."""
    calls = list(fair_event.calls.all())
    standings = scored(calls)
    can_score = may(request.user, SCORE, fair_event)
    open_calls = _open_calls(calls, request.user) if can_score else []
    hidden = set(to_score(open_calls, request.user).values_list("pk", flat=True))
    rows = applications_of(fair_event, request.user).filter(call__in=calls)
    rows = rows.order_by("submitted_at", "pk")
    if request.GET.get("show") == "mine":
        rows = rows.filter(scoring_tasks__scorer=request.user)
    limits = {call.pk: rule_of(call).spread_from for call in calls}
    shown = list(rows.for_review_list())
    for row in shown:
        row.scored = standings.get(row.pk, Scored())
        row.is_closed = row.pk in hidden
        row.is_spread = row.scored.spread >= limits[row.call_id]
    if request.GET.get("show") == "spread":
        shown = [row for row in shown if row.is_spread and not row.is_closed]
    context = {
        "title": "คะแนน",
        "fair_event": fair_event,
        "calls": calls,
        "show": request.GET.get("show", ""),
        "page": page_of(request, shown, per_page=A_PAGE),
        "scorers": _how_far(calls),
        "waiting": len(hidden),
        "can_score": can_score,
        "can_plan": may(request.user, PLAN, fair_event),
    }
    return staff_site.page(request, "vendors/work/scores.html", context)


def _how_far(calls: list[VendorCall]) -> list[dict]:
    """Tasks given and cards sent, by scorer."""
    found: dict[int, dict] = {}
    tasks = ScoringTask.objects.filter(application__call__in=calls).select_related("scorer")
    for task in tasks.order_by("scorer__full_name", "scorer", "pk"):
        line = found.setdefault(task.scorer_id, {"scorer": task.scorer, "tasks": 0, "sent": 0})
        line["tasks"] += 1
    cards = ScoreCard.objects.filter(application__call__in=calls, sent_at__isnull=False)
    for card in cards.select_related("scorer").order_by("scorer__full_name", "scorer", "pk"):
        line = found.setdefault(card.scorer_id, {"scorer": card.scorer, "tasks": 0, "sent": 0})
        line["sent"] += 1
    return list(found.values())


@staff_site.work_page(
    "calls/<int:vendorcall_id>/share-out/",
    name="review-share-out",
    permission=PLAN,
    row=VendorCall.objects.select_related("fair_event"),
)
@press_only
def review_share_out(request, vendorcall):
    """Share the applications of a call out among those who score."""
    try:
        given = share_out(vendorcall, anew="anew" in request.POST, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        people = len(scorers_of(vendorcall))
        messages.success(request, f"แบ่งให้ {people} คน เพิ่ม {given} งาน")
    return redirect("staff:review-scores", vendorcall.fair_event_id)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/interests/", name="review-interests", permission=VIEW, row=FAIRS
)
@require_safe
def review_interests(request, fair_event):
    """The list of conflicts of interest, as it is printed with the minutes."""
    call = whole_number(request.GET.get("call", ""))
    rows = applications_of(fair_event, request.user).filter(conflicts__isnull=False).distinct()
    rows = rows.filter(call=call) if call else rows
    applications = list(
        rows.select_related("vendor")
        .prefetch_related("conflicts__officer")
        .order_by("reference_number", "pk")
    )
    context = {"fair_event": fair_event, "applications": applications}
    return render(request, "vendors/work/interests_print.html", context)
