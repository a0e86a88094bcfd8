"""What every operation on an application asks and keeps: where it stands, what was seen."""

from otopfair.errors import RuleBroken
from otopfair.stale import StalePage, who_changed
from vendors.models import BoothApplication


def require(application: BoothApplication, statuses, sentence: str) -> None:
    if application.status not in statuses:
        raise RuleBroken(f"{sentence} (ตอนนี้: {application.get_status_display()})")


def require_seen(application: BoothApplication, seen_version: int | None) -> None:
    """Raise StalePage unless the page showed this version: everything done to it counts."""
    if seen_version in (None, application.version):
        return
    what = "มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า"
    if not application.hides_name:
        what = who_changed(application, beside=application.decisions.order_by("pk"))
    now = BoothApplication.objects.with_standing().get(pk=application.pk)
    raise StalePage(
        f"{what} ตอนนี้: {now.standing_words} ตรวจแล้วบันทึกอีกครั้ง",
        seen_now=str(application.version),
    )


def bump_version(application: BoothApplication) -> None:
    """A new version for officers' pages; nothing else, so that the vendor's "saved at" stays."""
    application.version += 1
    type(application).objects.filter(pk=application.pk).update(version=application.version)


def save(application: BoothApplication) -> None:
    """Save it as a new version: an officer's page that shows the old one is out of date."""
    application.version += 1
    application.save()
