"""Nobody outside learns a decision before it is announced: every door, before and after."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from otopfair.outbox.models import Delivery, Message
from otopfair.work.clock import do_what_is_due
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import DecisionReason, Outcome
from vendors.operations.announcements import approve_announcement, prepare_announcement
from vendors.operations.announcing import announce_decisions
from vendors.operations.letters import save_letter

pytestmark = pytest.mark.django_db
CHANGES_EVERY_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="form_key" value="[^"]+"|\?v=\d+'
)


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def application(owner):
    fair = make_fair_event(slug="silk")
    make_call(fair)
    vendor = make_vendor("กลุ่มทอผ้าบ้านดอนข่า", user=owner)
    application = make_application(fair, vendor, status="submitted", started_by=owner)
    make_offer(application)
    return application


def doors(application) -> list[str]:
    """Every page of the vendor's portal, and the public ones that tell of fair and vendor."""
    arguments = {
        "application_id": application.pk,
        "product_id": application.offered_products.get().product_id,
        "slug": application.fair_event.slug,
        "fair_slug": application.fair_event.slug,
    }
    resolver = get_resolver()
    found = []
    for name in resolver.reverse_dict:
        if isinstance(name, str) and name.startswith("my-"):
            [(_path, needed)] = resolver.reverse_dict[name][0][:1] or [("", [])]
            kwargs = {one: arguments[one] for one in needed if one in arguments}
            if len(kwargs) == len(needed):
                found.append(reverse(name, kwargs=kwargs))
    slug = application.fair_event.slug
    public = [f"/fairs/{slug}/results/", f"/fairs/{slug}/results/1/", f"/fairs/{slug}/"]
    public += [
        f"/fairs/{slug}/results/1/announcement.pdf",
        f"/fairs/{slug}/vendors/",
        f"/fairs/{slug}/plan/",
        "/vendors/",
    ]
    return sorted(found) + public + [f"/search/?q={application.vendor.name_th}"]


def seen_at(client, url) -> tuple[int, str, str]:
    """What a door shows, without what is new at every look."""
    answer = client.get(url)
    words = answer.content.decode() if not answer.streaming else ""
    return answer.status_code, answer.get("Location", ""), CHANGES_EVERY_TIME.sub("", words)


def everything(application, owner) -> dict[str, tuple]:
    vendor, stranger = Client(), Client()
    vendor.force_login(owner)
    urls = doors(application)
    return {
        **{f"vendor {url}": seen_at(vendor, url) for url in urls},
        **{f"stranger {url}": seen_at(stranger, url) for url in urls},
    }


def test_the_doors_are_there(application):
    urls = doors(application)

    for name in ("my-home", "my-applications", "my-messages", "my-profile"):
        assert reverse(name) in urls
    assert reverse("my-application", args=[application.pk]) in urls
    assert reverse("my-apply-done", args=[application.fair_event.slug]) in urls


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        ("pass", {}),
        ("select", {}),
        ("reserve", {}),
        ("refuse", {"note": "คำที่ยังไม่มีใครควรรู้"}),
    ],
)
def test_no_door_tells_what_was_decided(application, owner, outcome, fields):
    before = everything(application, owner)

    make_decision(application, outcome, **fields)

    assert everything(application, owner) == before
    assert list(Message.objects.all()) == []


@pytest.mark.parametrize("approved", [False, True])
def test_no_door_tells_what_is_prepared_or_approved_for_later(application, owner, approved):
    before = everything(application, owner)
    first, second = make_officer(), make_officer(full_name="นายเอก ขยัน")
    make_decision(application, "select", by=first)
    later = timezone.now() + timedelta(minutes=5)
    announcement = prepare_announcement(
        application.call,
        [(application.pk, None)],
        applies_at=later,
        answer_by=timezone.localdate() + timedelta(days=5),
        form_key=uuid4(),
        by=first,
    )
    save_letter(application.call, Outcome.PASS, subject="คำลับ", body="คำลับ {ชื่อร้าน}", by=second)
    if approved:
        approve_announcement(announcement, by=second)
    do_what_is_due()

    assert everything(application, owner) == before
    assert Message.objects.filter(recipient_type="vendors.vendor").count() == 0


def test_after_its_time_the_list_stands_at_its_address(application, owner):
    first, second = make_officer(), make_officer(full_name="นายเอก ขยัน")
    make_decision(application, "select", by=first)
    announcement = prepare_announcement(
        application.call,
        [(application.pk, None)],
        applies_at=None,
        answer_by=timezone.localdate() + timedelta(days=5),
        form_key=uuid4(),
        by=first,
    )
    address = f"/fairs/silk/results/{announcement.pk}/"
    assert Client().get(address).status_code == 404
    assert Client().get(f"{address}announcement.pdf").status_code == 404
    approve_announcement(announcement, by=second)

    do_what_is_due()

    page = Client().get(address)
    assert application.vendor.name_th in page.content.decode()
    assert "Cookie" not in page.get("Vary", "")
    paper = Client().get(f"{address}announcement.pdf")
    assert paper.content.startswith(b"%PDF")


def test_control_the_announcement_is_told_at_the_doors(application, owner):
    before = everything(application, owner)
    make_decision(application, "select")

    announce_decisions(application, by=make_officer())

    after = everything(application, owner)
    page = f"vendor {reverse('my-application', args=[application.pk])}"
    assert after[page] != before[page]
    assert Delivery.objects.inbox_of(owner).count() == 1


def test_a_reason_for_officers_is_told_at_no_door_ever(application, owner):
    secret = DecisionReason.objects.get(code="R07")
    make_decision(application, "refuse", reason=secret, note="ที่เต็มแล้ว")

    announce_decisions(application, by=make_officer())

    shown = everything(application, owner)
    assert [url for url, seen in shown.items() if secret.text_th in seen[2]] == []


def test_what_was_set_aside_is_told_to_nobody(application, owner):
    make_decision(application, "refuse", note="คำที่ถูกเปลี่ยนใจ")
    make_decision(application, "select")

    announce_decisions(application, by=make_officer())

    shown = everything(application, owner)
    assert [url for url, seen in shown.items() if "คำที่ถูกเปลี่ยนใจ" in seen[2]] == []
