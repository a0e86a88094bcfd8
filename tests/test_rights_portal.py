"""Every address of the vendor's portal: for the own vendor, another vendor, and none at all."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    a_picture,
    charge,
    make_allocation,
    make_answered_file,
    make_application,
    make_booth,
    make_call,
    make_document,
    make_fair_event,
    make_officer,
    make_penalty,
    make_product,
    make_slip,
    make_standard,
    make_user,
    make_vendor,
    pay,
)
from tests.onsite.rows import make_card, make_complaint, make_finding
from tests.test_public_urls import ADDRESSES
from vendors.copies import as_shown
from vendors.models import MemberRole, StandardKind, VendorDocumentKind
from vendors.operations.payees import approve_payee, propose_payee
from vendors.operations.people import invite
from vendors.views.portal.claims import token_for

pytestmark = pytest.mark.django_db

# The row that an address names. Another vendor's row is 404; a fair where one does not stand, too.
# Who has no vendor is sent to register one first; "-" names no row, "+" is open without a vendor.
PORTAL = {
    **dict.fromkeys(["my-register", "my-messages", "my-register-twins", "my-join"], "+"),
    "my-people": "-",
    **dict.fromkeys(["my-dossier", "my-standards", "my-documents", "my-registration"], "-"),
    "my-registration-tell": "registered as",
    "my-standard-add": "standard kind",
    "my-document": "document kind",
    **dict.fromkeys(["my-standard", "my-standard-file"], "standard"),
    **dict.fromkeys(["my-standard-restore", "my-standard-remove"], "standard"),
    "my-document-file": "document",
    **dict.fromkeys(["my-document-restore", "my-document-remove"], "document"),
    "my-member-remove": "member",
    "my-invite-cancel": "invite",
    "my-claim": "claim",
    "my-claim-shop": "shown",
    **dict.fromkeys(["my-home", "my-profile", "my-products", "my-product-add"], "-"),
    **dict.fromkeys(["my-applications", "my-sales", "my-vendor"], "-"),
    **dict.fromkeys(["my-application", "my-application-confirm"], "application"),
    **dict.fromkeys(["my-application-withdraw", "my-application-products"], "application"),
    "my-application-receipt": "application",
    "my-application-payment-proof": "application",
    "my-application-payment-qr": "application",
    "my-application-slip": "application",
    "my-booth": "application",
    "my-wishes": "application",
    "my-slip-file": "slip",
    "my-application-give-back": "application",
    "my-application-object": "application",
    "my-answer-file": "answer",
    "my-apply-questions": "draft",
    "my-penalties": "-",
    "my-penalty-object": "penalty",
    **dict.fromkeys(["my-product-edit", "my-product-photos"], "product"),
    **dict.fromkeys(["my-product-withdraw", "my-product-restore"], "product"),
    **dict.fromkeys(["my-apply", "my-apply-category", "my-apply-products"], "draft"),
    **dict.fromkeys(["my-apply-note", "my-apply-check"], "draft"),
    **dict.fromkeys(["my-apply-fix", "my-apply-done", "my-apply-go-on"], "draft"),
    "my-attendance": "-",
    "my-cards": "application",
    "my-card": "card",
    "my-inspections": "-",
    "my-complaints": "-",
    "my-complaint": "complaint",
    "my-survey": "stand",
    "my-inspection-photo": "photo",
    "my-sales-fair": "stand",
    "my-sales-day": "stand",
    "my-order-follow-up": "stand",
}


@pytest.fixture
def own():
    """A vendor with a draft, an application, a product and a stand, and who signs in for it."""
    return make_set()


def make_set() -> dict:
    user = make_user()
    vendor = make_vendor(f"ร้านของ {user.pk}", user=user)
    fair, coming = make_fair_event(), make_fair_event()
    make_call(coming)
    allocation = make_allocation(make_booth(fair), vendor)
    draft = make_application(coming, vendor, status="draft", started_by=user)
    answers = as_shown(allocation.application)
    allocation.application.copies.create(
        revision=1, answers=answers, sent_by=user, sent_at=timezone.now()
    )
    charge(allocation.application, fee_baht=100)
    pay(allocation.application, 40)
    payee = {"name": "กองทุน", "promptpay_kind": "phone", "promptpay_number": "0801234567"}
    approve_payee(propose_payee(fair, by=make_officer(), **payee), by=make_officer())
    found = make_finding(allocation.booth, vendor)
    taken = {"file": a_picture(), "taken_by": user, "form_key": uuid4()}
    return {
        "user": user,
        "member": [vendor.members.get().pk],
        "invite": [invite(vendor, MemberRole.HELPER, by=user)[0].pk],
        "slip": [make_slip(allocation.application, by=user).pk],
        "standard": [make_standard(vendor, file=a_picture(), file_name="ใบ.png").pk],
        "document": [make_document(vendor).pk],
        "standard kind": [StandardKind.objects.order_by("pk")[0].pk],
        "document kind": [VendorDocumentKind.objects.order_by("pk")[0].pk],
        "registered as": ["juristic"],
        "claim": [token_for(user, make_vendor(f"ของใครก็ได้ {user.pk}"))],
        "shown": [make_vendor(f"ที่ผู้ชมเห็น {user.pk}").pk],
        "card": [make_card(allocation.application).pk],
        "complaint": [make_complaint(fair, vendor=vendor, asked_at=timezone.now()).pk],
        "photo": [found.visit.photos.create(**taken).pk],
        "application": [allocation.application.pk],
        "answer": [make_answered_file(draft, coming.newest_call()).pk],
        "penalty": [make_penalty(vendor).pk],
        "product": [make_product(vendor).pk],
        "draft": [draft.fair_event.slug],
        "stand": [fair.slug],
        "day": fair.opens_on.isoformat(),
    }


def address_of(name: str, rows: dict) -> str:
    args = list(rows.get(PORTAL[name], []))
    more = {"my-sales-day": [rows["day"]], "my-order-follow-up": [1]} if args else {}
    return reverse(name, args=[*args, *more.get(name, [])])


def answer_of(client, url: str) -> str:
    """ "in", "404", or "away" for who is sent on: to register a vendor, or to the desk."""
    response = client.get(url)
    if response.status_code == 405:
        response = client.post(url)
    if response.status_code in (403, 404):
        return str(response.status_code)
    onward = response.headers.get("Location", "")
    away = onward.startswith(("/my/register", "/after-sign-in"))
    return "away" if away else "in"


def test_every_address_of_the_portal_has_a_row_in_the_table():
    names = {name for name, path in ADDRESSES if path.startswith("/my/")}
    assert names - {"my-sales-worker"} == PORTAL.keys()  # a script, of nobody: test_public_urls.py


def test_a_vendor_gets_into_the_own_pages(client, own):
    client.force_login(own["user"])
    assert {name: answer_of(client, address_of(name, own)) for name in PORTAL} == dict.fromkeys(
        PORTAL, "in"
    )


def test_another_vendors_rows_are_as_good_as_none(client, own):
    client.force_login(make_set()["user"])
    open_to_all = ("+", "-", "draft", "shown", "standard kind", "document kind", "registered as")
    named = {name for name, row in PORTAL.items() if row not in open_to_all}
    answers = {name: answer_of(client, address_of(name, own)) for name in named}
    assert answers == dict.fromkeys(named, "404")


@pytest.mark.parametrize("who", ["a visitor with an account", "an officer"])
def test_who_has_no_vendor_is_sent_on(client, own, who):
    client.force_login(make_user() if who.startswith("a ") else make_officer())
    closed = {name for name, row in PORTAL.items() if row not in ("+", "shown")}
    answers = {name: answer_of(client, address_of(name, own)) for name in closed}
    # A piece of a page leads nowhere; a claim is an address of one person.
    nowhere = dict.fromkeys(["my-application-products", "my-claim"], "404")
    assert answers == dict.fromkeys(closed, "away") | nowhere
