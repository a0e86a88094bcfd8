"""What was typed into a form that could not be taken: kept in the session for its owner alone."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.signing import BadSignature
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from otopfair.onward import onward, own_address, page_before
from otopfair.sent_by_page import SENT_BY_PAGE
from otopfair.trouble import typed_fields

DRAFTS = "drafts"
MOST_DRAFTS = 5
MOST_LETTERS = 200_000
KEPT_SECONDS = 12 * 3600
# How long for who is not known: the next person at this browser may be another.
KEPT_FOR_STRANGERS_SECONDS = 30 * 60
ANYBODY = ""  # the owner of what was typed on a page open to all
# The header of a part whose page sends it again with the whole form.
KEPT_BY_PAGE = "X-Kept-By-Page"
KEPT_FOR = "X-Kept-For"  # the person who typed what a page has kept
NOT_KNOWN = "?"  # and on a closed page, when the browser has lost all its cookies
# Who was signed in last in this browser; signed, and gone with signing out.
WHO, WHO_SALT, WHO_SECONDS = "who", "otopfair.drafts.who", 30 * 24 * 3600


def who_was(request) -> str:
    """The id of the person whose session has ended in this browser, or ""."""
    try:
        return request.get_signed_cookie(WHO, salt=WHO_SALT, max_age=WHO_SECONDS)
    except (KeyError, BadSignature):
        return ""


def note_who(request, response) -> None:
    """Keep the browser's note of who is signed in true."""
    if getattr(request, "has_signed_out", False):
        response.delete_cookie(WHO)
        return
    person = request.session.get("_auth_user_id", "")
    if person and who_was(request) != person:
        response.set_signed_cookie(
            WHO,
            person,
            salt=WHO_SALT,
            max_age=WHO_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def form_page(request) -> str:
    """The page on which the form of this request stands."""
    shown = own_address(request, request.headers.get("HX-Current-URL"))
    return shown or page_before(request) or request.get_full_path()


def answer_page(request) -> str:
    """The address at which the answer to this post can be opened again."""
    only_pressed = getattr(request.resolver_match.func, "press_only", False)
    return form_page(request) if only_pressed else request.get_full_path()


def is_typed_by_hand(request) -> bool:
    """Not sent by a script of ours that keeps the entry itself (static/js/takings.js, grid.js)."""
    if KEPT_BY_PAGE in request.headers:
        return False
    by_script = request.headers.get("Sec-Fetch-Dest", "document") == "empty"
    return "HX-Request" in request.headers or SENT_BY_PAGE in request.headers or not by_script


def keep_draft(request, owner: str, *, page: str = "", refused: bool = False) -> None:
    """Keep what was typed; `owner` is the id of who typed it, ANYBODY or NOT_KNOWN.

    `refused` when the form was answered with what is wrong: who gives it up is not held up later.
    """
    fields = typed_fields(request)
    if sum(len(name) + len(value) for name, value in fields) > MOST_LETTERS:
        return
    page = page or form_page(request)
    draft = {
        "owner": owner,
        "path": request.path,
        "page": page,
        "fields": fields,
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
        "at": _now(),
        "refused": refused,
    }
    others = [one for one in request.session.get(DRAFTS, []) if one["page"] != page]
    request.session[DRAFTS] = [*others, draft][-MOST_DRAFTS:]


def keep_refused(request) -> None:
    """Keep what a page has refused, for Back and for who opens the page again."""
    if request.user.is_authenticated:
        keep_draft(request, str(request.user.pk), page=answer_page(request), refused=True)
    elif request.path == reverse("account_signup"):
        # Of the pages open to all, the one where more is typed than a name and a password.
        keep_draft(request, ANYBODY, page=answer_page(request), refused=True)


def draft_of_page(request) -> dict | None:
    """The draft that waits on the page asked for, if it is this person's and not too old.

    Of what was refused here and what was kept while it was filled in, the later.
    """
    found = [_draft_in_session(request), getattr(request, "unfinished", None)]
    return max(filter(None, found), key=lambda draft: draft["at"], default=None)


def _draft_in_session(request) -> dict | None:
    page, person = request.get_full_path(), request.session.get("_auth_user_id", "")
    for draft in request.session.get(DRAFTS, []):
        if draft["page"] == page and draft["owner"] in (ANYBODY, person) and _is_fresh(draft):
            return draft
    return None


def wait_for_sign_in(request) -> bool:
    """Whether something typed here is still to be sent by who signs in."""
    return any(_is_fresh(one) and not one["refused"] for one in request.session.get(DRAFTS, []))


def typed_before(request) -> dict[str, str]:
    """What a draft will give back on this page, for a list that hangs on an earlier answer."""
    draft = draft_of_page(request) if request.method == "GET" else None
    return dict(draft["fields"]) if draft else {}


def drop_drafts(request, *, path: str = "", page: str = "") -> None:
    """Forget the drafts of a form that has been taken, or that nobody wants."""
    drafts = request.session.get(DRAFTS, [])
    left = [one for one in drafts if one["path"] != path and one["page"] != page]
    if left != drafts:
        request.session[DRAFTS] = left


@receiver(user_logged_in, dispatch_uid="drafts.only_ones_own")
def drop_those_of_others(sender, request, user, **kwargs) -> None:
    """One of whom nobody knows belongs to who signs in on the way back to its page."""
    drafts, person = request.session.get(DRAFTS), str(user.pk)
    if not drafts:
        return
    wanted = onward(request)
    for draft in drafts:
        if draft["owner"] == NOT_KNOWN and draft["page"] == wanted and _is_fresh(draft):
            draft["owner"] = person
    request.session[DRAFTS] = [one for one in drafts if one["owner"] == person]


@receiver(user_logged_out, dispatch_uid="drafts.forget_who")
def forget_who(sender, request, **kwargs) -> None:
    request.has_signed_out = True


def _is_fresh(draft: dict) -> bool:
    is_known = draft["owner"] not in (ANYBODY, NOT_KNOWN)
    most = KEPT_SECONDS if is_known else KEPT_FOR_STRANGERS_SECONDS
    return _now() - draft["at"] < most


def _now() -> int:
    return int(timezone.now().timestamp())
