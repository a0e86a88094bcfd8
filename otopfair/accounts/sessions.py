"""An officer's session ends after some hours, and sooner when nobody is at the desk."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

OFFICER = "officer"  # {"began": seconds, "seen": seconds}
WRITTEN_EVERY_SECONDS = 60


@receiver(user_logged_in, dispatch_uid="accounts.officers_session")
def begin_if_officer(sender, request, user, **kwargs) -> None:
    if user.is_staff:
        begin(request.session)


def begin(session) -> None:
    now = _now()
    session[OFFICER] = {"began": now, "seen": now}


def keep_alive(session) -> bool:
    """Note that somebody is there; False when the officer's session is over.

    Written at most once a minute, so that not every page is a write.
    """
    times, now = session[OFFICER], _now()
    too_old = now - times["began"] >= settings.OFFICER_SESSION_HOURS * 3600
    if too_old or now - times["seen"] >= settings.OFFICER_IDLE_MINUTES * 60:
        return False
    if now - times["seen"] >= WRITTEN_EVERY_SECONDS:
        session[OFFICER] = {**times, "seen": now}
    return True


def _now() -> int:
    return int(timezone.now().timestamp())
