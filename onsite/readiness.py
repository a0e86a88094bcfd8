"""A step of a fair before it opens: what holds in its days."""

from collections.abc import Iterator

from django.urls import reverse

from fairs.fair_steps import Part, Step
from fairs.models import FairEvent
from onsite.models import OnSiteRules
from otopfair.thai.formatting import format_deadline

SET = "onsite.change_onsiterules"


def on_site_steps(fair_event: FairEvent) -> Iterator[Step]:
    """Rules of its own; without them the usual ones hold."""
    rules = OnSiteRules.objects.filter(fair_event=fair_event).first()
    usual = rules or OnSiteRules()
    yield Step(
        "on_site",
        Part.RUN,
        "กติกาหน้างาน",
        rules is not None,
        f"ร้านถึงบูธ{format_deadline(usual.arrive_by_time)} บัตรบูธละ {usual.cards_a_booth} ใบ",
        reverse("staff:arrivals-rules", args=[fair_event.pk]),
        SET,
    )
