"""Nobody learns a decision before it is announced who does not decide: every door, before and
after, for the vendor, for strangers and for staff who only read."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from otopfair.outbox.models import Delivery, Message
from otopfair.rights.roles import Role, granted
from otopfair.staff.site import staff_site
from otopfair.work.clock import do_what_is_due
from tests import rights_table
from tests.factories import (
    assign,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.copies import as_shown
from vendors.models import BoothApplication, DecisionReason, Outcome, SentCopy
from vendors.operations.announcements import approve_announcement, prepare_announcement
from vendors.operations.announcing import announce_decisions
from vendors.operations.letters import save_letter

pytestmark = [
    pytest.mark.long,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_moment"),
]
CHANGES_EVERY_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="form_key" value="[^"]+"|\?v=\d+'
    r"|/(?:CreationDate|ModDate) \([^)]*\)|/ID \[[^]]*\]|<xmp(?:MM)?:(?:\w*Date|\w*ID)>[^<]*"
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
    now = timezone.now()
    SentCopy.objects.create(
        application=application,
        revision=1,
        answers=as_shown(application),
        sent_by=owner,
        sent_at=now,
    )
    return application


@pytest.fixture(autouse=True)
def _as_plain_data(monkeypatch):
    """A PDF is compared by what it is made of: its bytes are new each time."""
    for maker in (
        "vendors.views.portal.applications.render_pdf",
        "sales.views.work.reports.render_report",
    ):
        monkeypatch.setattr(maker, lambda *made_of: json.dumps(made_of).encode())


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
        f"/fairs/{slug}/fairness/",
        f"/fairs/{slug}/plan/",
        "/vendors/",
    ]
    return sorted(found) + public + [f"/search/?q={application.vendor.name_th}"]


def seen_at(client, url) -> tuple:
    """What a door shows, without what is new at every look; its headers with those that caches
    ask by; how many questions to the database it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    return answer.status_code, headers_of(answer), words_of(answer), len(asked)


def headers_of(answer) -> dict[str, str]:
    """But for its length: the hidden key of a form is as long as it likes."""
    return {name: value for name, value in answer.items() if name != "Content-Length"}


def words_of(answer) -> str:
    words = b"".join(answer) if answer.streaming else answer.content
    return CHANGES_EVERY_TIME.sub("", words.decode("utf-8", "backslashreplace"))


def forget_what_is_known() -> None:
    """What an earlier walk has read is asked for again."""
    cache.clear()
    ContentType.objects.clear_cache()


def everything(application, owner) -> dict[str, tuple]:
    forget_what_is_known()
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


DECISIONS = {
    "pass": {},
    "select": {},
    "reserve": {},
    "refuse": {"note": "คำที่ยังไม่มีใครควรรู้"},
}


def test_no_door_tells_what_was_decided(application, owner):
    before = everything(application, owner)
    for outcome, fields in DECISIONS.items():
        with transaction.atomic():
            make_decision(BoothApplication.objects.get(), outcome, **fields)

            assert everything(application, owner) == before, outcome
            assert list(Message.objects.all()) == []
            transaction.set_rollback(True)


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


# --- What a vendor's press answers ------------------------------------------------------------

PRESSES = {
    "my-application-confirm": {},
    "my-application-withdraw": {"reason": "ป่วย"},
    "my-application-give-back": {"reason": "ป่วย", "allocation": "1"},
    "my-application-object": {"text": "ขอให้พิจารณาใหม่"},
}


def answers_to_presses(application, owner) -> dict[str, tuple]:
    """What each press answers, and the page after it; what it did is undone."""
    vendor, found = Client(), {}
    vendor.force_login(owner)
    for name, sent in PRESSES.items():
        with transaction.atomic():
            answer = vendor.post(reverse(name, args=[application.pk]), sent, follow=True)
            transaction.set_rollback(True)
        found[name] = answer.status_code, answer.redirect_chain, words_of(answer)
    return found


@pytest.mark.parametrize("outcome", ["select", "reserve", "refuse"])
def test_no_press_answers_what_was_decided(application, owner, outcome):
    before = answers_to_presses(application, owner)

    make_decision(application, outcome, note="คำที่ยังไม่มีใครควรรู้")

    assert answers_to_presses(application, owner) == before
    assert before["my-application-confirm"][0] == 409
    assert before["my-application-withdraw"][0] == 200


def test_the_receipt_is_the_same_before_and_after(application, owner):
    client = Client()
    client.force_login(owner)
    receipt = reverse("my-application-receipt", args=[application.pk])
    before = seen_at(client, receipt)

    make_decision(application, "refuse", note="คำที่ยังไม่มีใครควรรู้")

    assert before[0] == 200
    assert seen_at(client, receipt) == before


# --- Staff who do not decide ------------------------------------------------------------------

READERS = dict(zip("DSFOV", list(Role)[2:], strict=True))
WAITS_FOR_DECIDERS = "รอประกาศ"


@pytest.fixture
def reader(application):
    """Somebody with every role that does not decide: who sees the most of all who only read."""
    person, fair = make_user("ผู้ดูทุกอย่าง"), application.fair_event
    vendor = application.vendor
    vendor.district_id = "4001"
    vendor.save()
    assign(person, Role.DISTRICT_OFFICER, district_id="4001")
    assign(person, Role.COMMITTEE_SECRETARY, province="40")
    for role in (Role.FAIR_HELPER, Role.ORGANISERS_PARTNER, Role.VIEWER):
        assign(person, role, fair_event=fair)
    return person


def staff_doors(application) -> list[str]:
    """Every work page that a role which does not decide may open here, and the registers."""
    open_to = {
        name
        for name, _row, *cells in (line.split() for line in rights_table.PAGES.split("\n") if line)
        if set(READERS) & set(cells)
    }
    named = {
        "fair_event_id": application.fair_event_id,
        "application_id": application.pk,
        "vendor_id": application.vendor_id,
        "vendorcall_id": application.call_id,
        "day": application.fair_event.opens_on.isoformat(),
    }
    found = []
    for page in staff_site.work_pages:
        needed = {key: value for key, value in named.items() if f":{key}>" in page.route}
        if page.name in open_to and page.route.count("<") == len(needed):
            found.append(reverse(f"staff:{page.name}", kwargs=needed))
    review = reverse("staff:review-fair", args=[application.fair_event_id])
    found += [f"{review}?status={outcome}" for outcome in Outcome]
    found.append(reverse("staff:fairness-fair", args=[application.fair_event_id]) + "?print=1")
    found.append(reverse("staff:search") + f"?q={application.reference_no}")
    for page, args in (
        ("changelist", []),
        ("change", [application.pk]),
        ("history", [application.pk]),
    ):
        found.append(reverse(f"staff:vendors_boothapplication_{page}", args=args))
    return found


def read_by(person, application) -> dict[str, tuple]:
    forget_what_is_known()
    client = Client()
    client.force_login(person)
    return {url: seen_at(client, url) for url in staff_doors(application)}


def test_who_only_reads_has_no_right_to_decide():
    decides = "vendors.decide_boothapplication"
    assert [role for role in Role if granted(role, decides)] == list(Role)[:2]


def test_staff_who_do_not_decide_learn_it_with_the_vendor(application, reader):
    other = make_application(application.fair_event, status="submitted")  # who is left undecided
    before = read_by(reader, application)

    make_decision(application, "refuse", note="คำที่ยังไม่มีใครควรรู้")
    assert read_by(reader, application) == before
    make_decision(application, "select")
    assert read_by(reader, application) == before

    opened = {url for url, seen in before.items() if seen[0] == 200}
    for name, row in (
        ("review-fair", application.fair_event),
        ("review-export", application.fair_event),
        ("review-scores", application.fair_event),
        ("fairness-fair", application.fair_event),
        ("fairness-xlsx", application.fair_event),
        ("review", application),
        ("review-same-person", application),
    ):
        assert reverse(f"staff:{name}", args=[row.pk]) in opened
    told = [url for url, seen in before.items() if WAITS_FOR_DECIDERS in seen[2]]
    assert [url for url in told if "?status=" not in url] == []  # what is asked for is named
    announce_decisions(application, by=make_officer())
    assert read_by(reader, application) != before
    assert other.status == "submitted"


def test_control_who_decides_reads_what_waits(application):
    officer = make_officer()
    before = read_by(officer, application)

    make_decision(application, "select", by=officer)

    after = read_by(officer, application)
    changed = {url for url in before if after[url] != before[url]}
    for name, row in (
        ("review-fair", application.fair_event),
        ("review-export", application.fair_event),
        ("fairness-fair", application.fair_event),
        ("review", application),
    ):
        assert reverse(f"staff:{name}", args=[row.pk]) in changed
    assert reverse("staff:vendors_boothapplication_changelist") in changed


def test_who_decides_elsewhere_only_reads_here(application):
    """The same person: an officer of Lampang who helps at this fair."""
    person = assign(make_officer("52"), Role.FAIR_HELPER, fair_event=application.fair_event)
    own = make_application(make_fair_event("งานลำปาง", province="52"), status="submitted")
    for one in (application, own):
        make_decision(one, "pass")

    rows = BoothApplication.objects.with_standing_for(person)

    known = {row.pk: row.standing for row in rows.filter(pk__in=[application.pk, own.pk])}
    assert known == {application.pk: "submitted", own.pk: "pass"}
