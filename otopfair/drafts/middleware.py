"""Gives a draft back on the page where it was typed."""

import re
from http import HTTPStatus

from django.shortcuts import render
from django.template.loader import render_to_string

from otopfair.drafts.keeping import (
    KEPT_BY_PAGE,
    draft_of_page,
    drop_drafts,
    keep_refused,
    note_who,
)
from otopfair.drafts.refill import refill
from otopfair.onward import page_before
from otopfair.sent_by_page import SENT_BY_PAGE

# Fields that carry a key or a fingerprint: nobody typed them.
REFUSALS = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS}
SILENT = re.compile(r"(^|-)(form_key|seen)(-|$)", re.IGNORECASE)


class DraftsMiddleware:
    """Reads the session only on pages that have read it: open pages stay without a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_refused = request.method == "POST" and response.status_code in REFUSALS
        if is_refused and is_whole_page(request):
            keep_refused(request)
        if not request.session.accessed:
            return response
        note_who(request, response)
        if request.method == "GET" and not request.htmx and (draft := draft_of_page(request)):
            return give_back(request, response, draft)
        if request.method == "POST" and response.status_code < 400 and is_taken(request):
            drop_drafts(request, path=request.path, page=page_before(request, request.path))
        return response


def is_whole_page(request) -> bool:
    """Whether the answer stands in the browser by itself, where Back will look for it."""
    if KEPT_BY_PAGE in request.headers:
        return False
    if SENT_BY_PAGE in request.headers:
        return True
    return not request.htmx and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def is_taken(request) -> bool:
    """Not only sent on to sign in."""
    match = request.resolver_match
    is_open = match is not None and not getattr(match.func, "login_required", True)
    return is_open or request.user.is_authenticated


def give_back(request, response, draft: dict):
    """The page with the draft in its form; a page of its own when the form is gone.

    A refusal has been read: its words come back into the form while they differ from what it says,
    and are forgotten otherwise.
    """
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code == 200 and is_page and not response.streaming:
        where = {"page": draft["page"], "path": draft["path"]}
        text, fields = response.content.decode(), draft["fields"]
        first = refill(text, fields, **where)
        if draft["refused"] and not first.differs and "unfinished" not in draft:
            return forget(request, response, draft)
        left = first.left
        note = render_to_string("drafts/_note.html", context_of(draft, left), request)
        filled = refill(text, fields, note=note, **where)
        if filled.found:
            response.content = filled.text
            return response
    if draft["refused"]:
        return forget(request, response, draft)
    drop_drafts(request, page=draft["page"])
    return render(request, "drafts/without_form.html", context_of(draft, draft["fields"]))


def forget(request, response, draft: dict):
    drop_drafts(request, page=draft["page"])
    return response


def context_of(draft: dict, left: list) -> dict:
    texts = [value for name, value in left if value.strip() and not SILENT.search(name)]
    return {"draft": draft, "left": texts}
