"""An officer's session ends after some hours, and sooner when nobody is at the desk."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

OFFICER = "officer"  # {"began": seconds, "seen": seconds}
WRITTEN_EVERY_SECONDS = 60
ONLY_ASKS = "X-Only-Asks"  # the header of a page that asks how long the session lasts, unpressed


@receiver(user_logged_in, dispatch_uid="accounts.officers_session")
def begin_if_officer(sender, request, user, **kwargs) -> None:
    if user.is_staff:
        begin(request.session)


def begin(session) -> None:
    now = _now()
    session[OFFICER] = {"began": now, "seen": now}


def keep_alive(session, *, is_used: bool = True) -> bool:
    """Note that somebody is there, unless only a page asks; False when the session is over.

    Written at most once a minute, so that not every page is a write.
    """
    if not seconds_left(session):
        return False
    times, now = session[OFFICER], _now()
    if is_used and now - times["seen"] >= WRITTEN_EVERY_SECONDS:
        session[OFFICER] = {**times, "seen": now}
    return True


def seconds_left(session) -> int:
    """Until an officer's session ends when nothing more is pressed."""
    times = session[OFFICER]
    at_the_latest = times["began"] + settings.OFFICER_SESSION_HOURS * 3600
    when_away = times["seen"] + settings.OFFICER_IDLE_MINUTES * 60
    return max(0, min(at_the_latest, when_away) - _now())


def _now() -> int:
    return int(timezone.now().timestamp())
