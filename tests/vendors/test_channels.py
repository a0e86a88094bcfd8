"""LINE, Facebook, a page, e-mail, fax: officers read them, visitors what the vendor shows."""

import pytest
from django.urls import reverse

from otopfair.outbox.writing import Letter, write
from tests.factories import make_application, make_fair_event, make_officer, make_user, make_vendor
from tests.filled_forms import filled_form
from vendors.channels import public_ways_to, ways_to
from vendors.models import Vendor
from vendors.notifications import recipient_of

pytestmark = pytest.mark.django_db
SAID = {
    "line_id": "@silk",
    "facebook": "กลุ่มทอผ้าไหม",
    "website": "www.silk.example",
    "email": "shop@silk.example",
    "fax": "043236537",
}
SHOWN = ["@silk", "กลุ่มทอผ้าไหม", "www.silk.example", "shop@silk.example", "043-236-537"]
CONTACT = f"{reverse('my-profile')}?part=contact"


@pytest.fixture
def vendor():
    return make_vendor(user=make_user(), **SAID)


@pytest.mark.parametrize("page", ["application", "calls", "messages", "new shop"])
def test_officers_read_them_where_they_call(client, vendor, page):
    fair = make_fair_event()
    application = make_application(fair, vendor, status="submitted")
    Vendor.objects.filter(pk=vendor.pk).update(email="")
    write(
        [Letter(recipient_of(make_vendor(**SAID | {"email": ""})), "x", "x")],
        kind="fair",
        about=fair,
    )
    client.force_login(make_officer())
    address = {
        "application": reverse("staff:review", args=[application.pk]),
        "calls": reverse("staff:messages-fair", args=[fair.pk]),
        "messages": reverse("staff:messages-vendor", args=[vendor.pk]),
        "new shop": reverse("staff:new-shop", args=[vendor.pk]),
    }[page]
    words = client.get(address).content.decode()
    assert [one for one in SHOWN if one in words] == [one for one in SHOWN if "shop@" not in one]


@pytest.mark.parametrize(
    ("consents", "shown"),
    [({}, []), ({"line_is_public": True}, ["@silk"]), ({"website_is_public": True}, SHOWN[2:3])],
)
def test_visitors_read_what_the_vendor_shows(client, vendor, consents, shown):
    Vendor.objects.filter(pk=vendor.pk).update(**consents)
    page = client.get(reverse("vendor", args=[vendor.pk])).content.decode()
    assert [words for words in SHOWN if words in page] == shown


def test_no_box_is_ticked_beforehand_and_a_tick_is_kept(client, vendor):
    client.force_login(vendor.members.get().user)
    form = client.get(CONTACT)
    boxes = [name for name in form.context["form"].fields if name.endswith("_is_public")]
    assert [form.context["form"][name].value() for name in boxes] == [False] * 3
    typed = filled_form(form, holds="line_id") | {"line_is_public": "on"}
    typed |= {"contact_name": "นางกัลยา", "phones": "0812345678"}
    client.post(CONTACT, typed)
    vendor.refresh_from_db()
    assert [getattr(vendor, name) for name in boxes] == [True, False, False]


def test_a_tick_without_anything_to_show_is_not_kept(client, vendor):
    """What is added later, by an officer or a merge, was not agreed to."""
    client.force_login(vendor.members.get().user)
    typed = filled_form(client.get(CONTACT), holds="line_id")
    typed |= {"line_id": "", "line_is_public": "on"}
    client.post(CONTACT, typed | {"contact_name": "นางกัลยา", "phones": "0812345678"})
    vendor.refresh_from_db()
    assert (vendor.line_id, vendor.line_is_public) == ("", False)


@pytest.mark.parametrize(
    ("field", "words", "url"),
    [
        ("line_id", "silk.kk", "https://line.me/R/ti/p/~silk.kk"),
        ("line_id", "@silk", "https://line.me/R/ti/p/@silk"),
        ("line_id", "ไหมขอนแก่น", ""),
        ("facebook", "silk.khonkaen", "https://www.facebook.com/silk.khonkaen"),
        ("facebook", "http://m.facebook.com/silk?x=1", "https://m.facebook.com/silk?x=1"),
        ("facebook", "กลุ่มทอผ้า", ""),
        ("facebook", "https://evil.example/facebook.com/x", ""),
        ("website", "silk.example/shop", "https://silk.example/shop"),
        ("website", "http://silk.example", "http://silk.example"),
        ("website", "javascript:alert(1)", ""),
        ("website", "data:text/html,x.y", ""),
        ("website", "user@silk.example", ""),
        ("website", "ไม่มี", ""),
    ],
)
def test_a_link_leads_only_where_the_words_say(field, words, url):
    vendor = Vendor(**{field: words, f"{field.removesuffix('_id')}_is_public": True})
    assert [way.url for way in public_ways_to(vendor)] == [url]
    assert [way.words for way in ways_to(vendor)] == [words]
