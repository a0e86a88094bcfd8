"""What happens at a fair holds the fair first, so that nobody cancels it or closes its day then."""

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.locking import lock, lock_shared


def hold_fair(fair_event: FairEvent, *, what: str, even_cancelled: bool = False) -> FairEvent:
    """Keep the fair as it is until the transaction ends, together with others who act at it.

    Raises RuleBroken when the fair is cancelled, unless what is done concerns the time before
    (`even_cancelled`); `what` ends the sentence: "จึงบันทึกยอดไม่ได้".
    """
    held = lock_shared(fair_event)
    return held if even_cancelled else _going_on(held, what)


def lock_fair(fair_event: FairEvent, *, what: str) -> FairEvent:
    """Lock the fair for an act that counts or closes: nothing else happens at it meanwhile.

    Raises RuleBroken when the fair is cancelled, like `hold_fair`.
    """
    return _going_on(lock(fair_event), what)


def _going_on(fair_event: FairEvent, what: str) -> FairEvent:
    if fair_event.is_cancelled:
        raise RuleBroken(f"{fair_event} ยกเลิกแล้ว {what}")
    return fair_event
