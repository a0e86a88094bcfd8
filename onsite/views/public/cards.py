"""What anybody reads who opens the code of a card: that it holds today, and of which booth."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onsite.cards import check_card
from otopfair.rights.may import may

NOTE = "onsite.note_arrival"


@login_not_required
@never_cache
@require_safe
def card_check(request, token):
    """Whoever notes arrivals at this fair goes on to the page of officers, which asks anew."""
    checked = check_card(token)
    if checked is None:
        raise Http404
    if may(request.user, NOTE, checked.fair_event):
        return redirect("staff:card-check", token)
    return render(request, "onsite/public/card.html", {"checked": checked})
