"""What the evening needs in the database: running fairs, vendors in booths, officers signed in."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from fairs.models import Assignment, Booth, FairEvent, TermsText, VendorCall, Zone
from fairs.operations.holding import lock_fair
from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, BoothSaleRevision
from sales.operations.takings import seen_figure
from sales.reports.sums import wrong_sums
from tests.load.rush_world import KHON_KAEN, applications_to, note_of, sign_in
from vendors.operations.giving_many import allocate_booths

DAYS = 2
ZONES = 5


def make_evening(fairs: int, officers: int, booths: int) -> None:
    """Print the fingerprint of an empty row; then for each officer the session and who it is, the
    fair, its zone, its days, and the allocations that the officer enters on both."""
    print(seen_figure(None))
    for number in range(fairs):
        fair_event, zones = _fair(number, officers * booths)
        people = [_officer(number, nth) for nth in range(officers)]
        places = _places(fair_event, people[0])
        days = ",".join(day.isoformat() for day in fair_event.days)
        for nth, (user, key) in enumerate(zip(people, sign_in(people), strict=True)):
            mine = ",".join(str(one.pk) for one in places[nth * booths : (nth + 1) * booths])
            zone = zones[nth % ZONES].pk
            print(key, note_of(user), user.pk, fair_event.pk, zone, days, mine)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def count_evening() -> None:
    """Print how many figures there are, what they come to, and how many are wrong in any way."""
    told = BoothSale.objects.aggregate(Count("pk"), Sum("sold_baht"))
    print(told["pk__count"], told["sold_baht__sum"] or 0, BoothSaleRevision.objects.count())
    print(len(list(wrong_sums())))


def _fair(number: int, booths: int) -> tuple[FairEvent, list[Zone]]:
    today = today_in_thailand()
    fair_event = FairEvent.objects.create(
        name_th=f"งานทดสอบ {number}",
        slug=f"evening-{number}",
        reference_code=f"EV{number}",
        state="published",
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        opens_on=today - timedelta(days=DAYS - 1),
        closes_on=today,
    )
    zones = [Zone.objects.create(fair_event=fair_event, code=code) for code in "ABCDE"]
    for nth in range(booths):
        zone = zones[nth * ZONES // booths]
        Booth.objects.create(zone=zone, code=f"{zone.code}{nth + 1:03d}")
    return fair_event, zones


def _officer(number: int, nth: int) -> User:
    user = User.objects.create(
        email=f"{number}-{nth}@evening.test", full_name=f"เจ้าหน้าที่ {nth}", password="!"
    )
    Assignment.objects.create(
        user=user, role=Role.PROVINCIAL_OFFICER, province_id=KHON_KAEN, from_on=today_in_thailand()
    )
    return user


def _places(fair_event: FairEvent, by: User) -> list:
    terms = TermsText.objects.create(title=f"ข้อตกลง {fair_event}", summary="ขายเอง", body="ขายเอง")
    call = VendorCall.objects.create(
        fair_event=fair_event,
        opens_at=timezone.now() - timedelta(days=9),
        closes_at=timezone.now() - timedelta(days=8),
        terms=terms,
    )
    booths = list(fair_event.booths.select_related("zone").order_by("pk"))
    with transaction.atomic():
        lock_fair(fair_event, what="")
        applications = applications_to(fair_event, call, len(booths))
        return allocate_booths(list(zip(applications, booths, strict=True)), by=by)
