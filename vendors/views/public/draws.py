"""Draws of booths for everybody: the frozen list, how it is drawn, the result, and both files."""

import json
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from otopfair.documents.xlsx import file_response
from vendors import drawing
from vendors.draws import published_draw, read_draw
from vendors.models import Draw
from vendors.views.public.fairs import published_fair

SECONDS = 10


def _draws_of(fair_event):
    return Draw.objects.filter(call__fair_event=fair_event).select_related("call")


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=SECONDS)
def fair_draws(request, slug: str):
    """Every draw of a fair, those called off too."""
    fair_event = published_fair(slug)
    context = {"section": "fairs", "fair": fair_event, "tab": "draws"}
    draws = list(_draws_of(fair_event))
    context |= {"draws": draws, "is_drawn": any(draw.drawn_at for draw in draws)}
    return render(request, "vendors/draws.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=SECONDS)
def fair_draw(request, slug: str, draw_id: int):
    """One draw, before and after."""
    fair_event, draw = _one(slug, draw_id)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "draws",
        "draw": draw,
        "read": read_draw(draw),
    }
    return render(request, "vendors/draw.html", context)


@login_not_required
@require_safe
def fair_draw_list(request, slug: str, draw_id: int):
    """The frozen list, byte by byte what the SHA-256 is of."""
    _fair_event, draw = _one(slug, draw_id)
    return _text(draw.list_text, f"draw-{draw.pk}-list.txt")


@login_not_required
@require_safe
def fair_draw_file(request, slug: str, draw_id: int):
    """All that is needed to draw again; 404 before the draw, since the secret is in it."""
    fair_event, draw = _one(slug, draw_id)
    if not draw.drawn_at:
        raise Http404
    data = json.dumps(published_draw(draw), ensure_ascii=False, indent=1)
    return file_response(
        data.encode(),
        "application/json",
        ascii_name=f"draw-{draw.pk}.json",
        thai_name=f"{draw} {fair_event}.json",
    )


@login_not_required
@require_safe
def fair_draw_script(request, slug: str):
    """The program that has drawn, as it runs here."""
    published_fair(slug)
    return _text(_script(), "draw.py")


@cache
def _script() -> str:
    return Path(drawing.__file__).read_text(encoding="utf-8")


def _text(text: str, name: str) -> HttpResponse:
    """Plain text to keep: no line break is changed on the way."""
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _one(slug: str, draw_id: int):
    fair_event = published_fair(slug)
    return fair_event, get_object_or_404(_draws_of(fair_event), pk=draw_id)
