"""Which other sign-ins this site knows, and the buttons that lead there."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

LINE, THAID = "line", "thaid"


@dataclass(frozen=True)
class Door:
    """One other way in: "line" or "thaid"."""

    key: str
    name: str
    url: str


def doors() -> list[Door]:
    """The ways that are set up; none by default."""
    found = []
    if "line" in settings.SOCIALACCOUNT_PROVIDERS:
        found.append(Door(LINE, "ไลน์", reverse("line_login")))
    if "openid_connect" in settings.SOCIALACCOUNT_PROVIDERS:
        found.append(Door(THAID, "ThaID", reverse("openid_connect_login", args=[THAID])))
    return found
