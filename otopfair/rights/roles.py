"""The roles that a person may be given, and the one table of what each of them may do.

Every app has `<app>/roles.py`, which grants permissions on its own rows; `AppConfig.ready` puts it
on the table. Where a role holds (a province, a district, a fair) is the assignment's business.
"""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices

USE_STAFF_SITE = "accounts.use_staff_site"
READ = ("view",)
KEEP = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")


class Role(TextChoices):
    ADMINISTRATOR = "administrator", "ผู้ดูแลระบบ"
    PROVINCIAL_OFFICER = "provincial_officer", "เจ้าหน้าที่จังหวัด"
    DISTRICT_OFFICER = "district_officer", "เจ้าหน้าที่อำเภอ"
    COMMITTEE_SECRETARY = "committee_secretary", "เลขานุการคณะทำงาน"
    FAIR_HELPER = "fair_helper", "ผู้ช่วยงาน"
    ORGANISERS_PARTNER = "organisers_partner", "หน่วยงานร่วมจัด"
    VIEWER = "viewer", "ผู้ดูข้อมูล"


_TABLE: dict[Role, set[str]] = {role: {USE_STAFF_SITE} for role in Role}


def grant(grants: Mapping[Role, Iterable[str]]) -> None:
    """Put the grants of one app on the table; twice is once."""
    for role, permissions in grants.items():
        _TABLE[role] |= set(permissions)


def granted(role: str, permission: str) -> bool:
    """An administrator may do everything; others what an app has granted."""
    return role == Role.ADMINISTRATOR or permission in _TABLE[role]


def permissions_of(role: str) -> frozenset[str]:
    """All that is granted by name."""
    return frozenset(_TABLE[role])


def on(app: str, *models: str, verbs: Iterable[str] = ALL) -> set[str]:
    """The permissions of `verbs` on `models` of `app`."""
    return {f"{app}.{verb}_{model}" for model in models for verb in verbs}
