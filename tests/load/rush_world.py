"""What the rush needs in the database: a fair, its booths, and vendors who are signed in."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from fairs.models import Booth, FairEvent, TermsText, VendorCall, Zone
from otopfair.accounts.models import Session, User
from otopfair.accounts.session_store import SessionStore
from otopfair.drafts.keeping import WHO, WHO_SALT
from vendors.models import BoothAllocation, BoothApplication, Vendor, VendorMember

BACKEND = "otopfair.accounts.backends.SignInBackend"
KHON_KAEN = "40"


def lay_floor(booths: int) -> None:
    """The table of the minimal view, with nobody in it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rush_floor")
        cursor.execute("CREATE TABLE rush_floor (id integer PRIMARY KEY, taken_by bigint NULL)")
        rows = ", ".join(f"({number}, NULL)" for number in range(1, booths + 1))
        cursor.execute(f"INSERT INTO rush_floor VALUES {rows}")


def make_world(vendors: int, booths: int) -> None:
    """Print the ids of the booths, then for each vendor its application, its session, and the
    note of who is signed in that its browser has since the first page."""
    fair_event = _fair(booths)
    call = fair_event.calls.get()
    applications = applications_to(fair_event, call, vendors)
    print(*fair_event.booths.order_by("pk").values_list("pk", flat=True))
    for application, key in zip(applications, _sessions(applications), strict=True):
        print(application.pk, key, note_of(application.started_by))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def count_given() -> None:
    """Print how many booths, vendors and places are given at the newest fair."""
    rows = BoothAllocation.objects.live().filter(booth__fair_event=FairEvent.objects.latest("pk"))
    booths = rows.values("booth").distinct().count()
    print(booths, rows.values("application__vendor").distinct().count(), rows.count())


def _fair(booths: int) -> FairEvent:
    now, number = timezone.now(), FairEvent.objects.count()
    fair_event = FairEvent.objects.create(
        name_th="งานทดสอบ",
        slug=f"rush-{number}",
        reference_code=f"RU{number}",
        state="published",
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        opens_on=now.date() + timedelta(days=30),
        closes_on=now.date() + timedelta(days=36),
    )
    zone = Zone.objects.create(fair_event=fair_event, code="C", name_th="ผ้า")
    for place in range(booths):
        x, y = 3 * (place % 12), 3 * (place // 12)
        code = f"C{place + 1:03d}"
        Booth.objects.create(zone=zone, code=code, plan_x=x, plan_y=y)
    terms = TermsText.objects.create(title=f"ข้อตกลง {number}", summary="ขายเอง", body="ขายเอง")
    VendorCall.objects.create(
        fair_event=fair_event,
        opens_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
        allocation_way="self",
        picking_opens_at=now,
        terms=terms,
    )
    return fair_event


def applications_to(fair_event, call, count: int) -> list[BoothApplication]:
    people = User.objects.bulk_create(
        User(email=f"{uuid4().hex}@rush.test", full_name="ผู้ทดสอบ", password="!")
        for _ in range(count)
    )
    vendors = Vendor.objects.bulk_create(
        Vendor(kind="group", name_th=f"ร้าน {number}", province_id=KHON_KAEN)
        for number in range(count)
    )
    VendorMember.objects.bulk_create(
        VendorMember(vendor=vendor, user=user) for vendor, user in zip(vendors, people, strict=True)
    )
    now = timezone.now()
    return BoothApplication.objects.bulk_create(
        BoothApplication(
            fair_event=fair_event,
            vendor=vendor,
            call=call,
            status="confirmed",
            category=3,
            reference_prefix=fair_event.reference_code,
            reference_number=number,
            submitted_at=now,
            confirmed_at=now,
            started_by=user,
            form_key=uuid4(),
        )
        for number, (vendor, user) in enumerate(zip(vendors, people, strict=True), 1)
    )


def _sessions(applications: list[BoothApplication]) -> list[str]:
    """Each vendor has signed in; the keys of their sessions."""
    return sign_in([row.started_by for row in applications])


def sign_in(people: list[User]) -> list[str]:
    """The keys of their sessions."""
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    keys = [uuid4().hex for _ in people]
    Session.objects.bulk_create(
        Session(
            session_key=key,
            session_data=store.encode(_signed_in(user)),
            expire_date=until,
            account=user,
        )
        for key, user in zip(keys, people, strict=True)
    )
    return keys


def note_of(user) -> str:
    response = HttpResponse()
    response.set_signed_cookie(WHO, str(user.pk), salt=WHO_SALT)
    return response.cookies[WHO].value


def _signed_in(user: User) -> dict[str, str]:
    return {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
