"""What waits for officers after a fair: vendors who have not told what became of their orders."""

from datetime import date, timedelta

from django.urls import reverse

from fairs.models import FairEvent
from pages.tasks import Task, by_day
from sales.reports.follow_ups import still_asked

ENTER = "sales.enter_boothsale"
LAST_DAYS = timedelta(days=14)  # before that, vendors are reminded and answer by themselves


def orders_to_ask(user, today: date):
    """One row a round, in its last days: whoever has not answered by then is called."""
    for fair_event, round_, number in still_asked(FairEvent.objects.covered_by(user, ENTER), today):
        if round_.closes_on - LAST_DAYS > today:
            continue
        page = reverse("staff:order-follow-ups-fair", args=[fair_event.pk])
        yield Task(
            number,
            "ร้านยังไม่บอกผลยอดสั่งจอง",
            f"{fair_event} {round_.label} โทรถามแล้วกรอกแทนร้าน",
            f"{page}?months={round_.months}",
            "ดูร้านที่ยังไม่ตอบ",
            "soon",
            by_day(round_.closes_on, today),
        )
