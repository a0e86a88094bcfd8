"""How often one may try. Counted in the database, so that all processes count together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils import timezone
from django.utils.crypto import salted_hmac

from otopfair.accounts.models import Attempt


@dataclass(frozen=True)
class Limit:
    most: int
    minutes: int


# The account stops first. One address may be an office, or a whole mobile network: it is generous,
# and right passwords do not count.
LIMITS = {
    "sign-in": {"account": [Limit(5, 5), Limit(10, 15)], "address": [Limit(300, 5)]},
    "sign-up": {"address": [Limit(100, 15)]},
    "reset": {"account": [Limit(3, 15)], "address": [Limit(100, 15)]},
    "new-password": {"address": [Limit(100, 15)]},
    "change-password": {"account": [Limit(5, 5)]},
    "presence": {"account": [Limit(5, 5)]},
    # Messages cost money and patience; codes bear few wrong tries, and so does their owner.
    "code": {"account": [Limit(3, 15), Limit(6, 60)], "address": [Limit(100, 15)]},
    "try-code": {"account": [Limit(10, 15)], "address": [Limit(300, 15)]},
    "slip": {"account": [Limit(10, 15)], "address": [Limit(100, 15)]},
    # Typing asks the register for twins: enough for slips, too little to leaf through it.
    "twins": {"account": [Limit(60, 15)]},
    "claim": {"account": [Limit(5, 60)]},
    "let-in": {"account": [Limit(20, 60)]},
    "notice": {"account": [Limit(1, 60)]},
    # A fair's visitors may share one address.
    "complaint": {"address": [Limit(30, 15), Limit(60, 60)]},
    "open-data": {"address": [Limit(300, 5)]},
    "survey": {"address": [Limit(120, 15), Limit(300, 60)]},
}
KEPT = timedelta(minutes=60)


class TooManyTries(Exception):
    """Refused; in `minutes` the next try is let through."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"wait {minutes} minutes")
        self.minutes = minutes


class Tries:
    """What one try counts as, to be taken back when it was none (a right password)."""

    def __init__(self, rows: list[Attempt]) -> None:
        self._rows = rows

    def forgive(self) -> None:
        Attempt.objects.filter(pk__in=[row.pk for row in self._rows]).delete()


def count_try(act: str, **whose: str) -> Tries:
    """Count one try of `act` for each of `whose` (account=…, address=…).

    Raises TooManyTries, and then counts nothing. The row is written before it is counted: of
    many tries at once none sees fewer than there are.
    """
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    keys = {by: _key(act, by, name) for by, name in whose.items()}
    tries = Tries([Attempt.objects.create(key=key, at=now) for key in keys.values()])
    waits = [
        _minutes_to_wait(keys[by], limit, now) for by in whose for limit in LIMITS[act].get(by, [])
    ]
    if any(waits):
        tries.forgive()
        raise TooManyTries(max(waits))
    return tries


def forget_tries(act: str, **whose: str) -> None:
    """Begin anew, for example once the password was set anew."""
    keys = [_key(act, by, name) for by, name in whose.items()]
    Attempt.objects.filter(key__in=keys).delete()


def _minutes_to_wait(key: str, limit: Limit, now: datetime) -> int:
    """0 while the newest tries, this one with them, are not more than `limit` allows."""
    window = timedelta(minutes=limit.minutes)
    newest = Attempt.objects.filter(key=key, at__gt=now - window).order_by("-at", "-pk")
    one_too_many = newest.values_list("at", flat=True)[limit.most : limit.most + 1].first()
    if one_too_many is None:
        return 0
    return max(1, ceil((one_too_many + window - now) / timedelta(minutes=1)))


def _key(act: str, by: str, name: str) -> str:
    """The table holds no phone and no address."""
    return salted_hmac(f"otopfair.limits.{act}.{by}", name, algorithm="sha256").hexdigest()
