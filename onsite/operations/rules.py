"""Officers set what holds while a fair is open."""

from datetime import time

from django.db import transaction

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from onsite.models import OnSiteRules
from otopfair.history.models import record
from otopfair.thai.formatting import format_deadline


def set_rules(
    fair_event: FairEvent, *, arrive_by_time: time, cards_a_booth: int, by
) -> OnSiteRules:
    """By when vendors are at their booths, and how many cards a booth has."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงตั้งกติกาหน้างานไม่ได้")
        values = {"arrive_by_time": arrive_by_time, "cards_a_booth": cards_a_booth}
        rules, _is_new = OnSiteRules.objects.update_or_create(
            fair_event=fair_event, defaults=values
        )
        said = f"ร้านถึงบูธ{format_deadline(arrive_by_time)} บัตรบูธละ {cards_a_booth} ใบ"
        record(fair_event, "set_on_site", said, by=by)
    return rules
