"""Gives a draft back on the page where it was typed."""

import re

from django.shortcuts import render
from django.template.loader import render_to_string

from otopfair.drafts.keeping import draft_of_page, drop_drafts, note_who
from otopfair.drafts.refill import refill
from otopfair.onward import page_before

# Fields that carry a key or a fingerprint: nobody typed them.
SILENT = re.compile(r"(^|-)(form_key|seen)(-|$)", re.IGNORECASE)


class DraftsMiddleware:
    """Reads the session only on pages that have read it: open pages stay without a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        note_who(request, response)
        if request.method == "GET" and (draft := draft_of_page(request)):
            return give_back(request, response, draft)
        if (
            request.method == "POST"
            and response.status_code < 400
            and request.user.is_authenticated
        ):
            drop_drafts(request, path=request.path, page=page_before(request, request.path))
        return response


def give_back(request, response, draft: dict):
    """The page with the draft in its form; a page of its own when the form is gone."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code == 200 and is_page and not response.streaming:
        where = {"page": draft["page"], "path": draft["path"]}
        text, fields = response.content.decode(), draft["fields"]
        left = refill(text, fields, **where).left
        note = render_to_string("drafts/_note.html", context_of(draft, left), request)
        filled = refill(text, fields, note=note, **where)
        if filled.found:
            response.content = filled.text
            return response
    drop_drafts(request, page=draft["page"])
    return render(request, "drafts/without_form.html", context_of(draft, draft["fields"]))


def context_of(draft: dict, left: list) -> dict:
    texts = [value for name, value in left if value.strip() and not SILENT.search(name)]
    return {"draft": draft, "left": texts}
