"""Who has which role where, from when until when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand

PLACES = ("province", "district", "fair_event", "everything")
PLACES_OF_ROLE = {
    Role.ADMINISTRATOR: ("everything",),
    Role.PROVINCIAL_OFFICER: ("province",),
    Role.DISTRICT_OFFICER: ("district",),
    Role.COMMITTEE_SECRETARY: ("province",),
    Role.FAIR_HELPER: ("fair_event",),
    Role.ORGANISERS_PARTNER: ("fair_event",),
    Role.VIEWER: ("province", "fair_event", "everything"),
}
# Their work ends with the fair, so the day on which it ends must be named.
ROLES_WITH_END = (Role.FAIR_HELPER, Role.ORGANISERS_PARTNER)
WRONG_PLACE = "เลือกพื้นที่หนึ่งแห่งที่ตรงกับบทบาท เช่น เจ้าหน้าที่จังหวัดคู่กับจังหวัด ผู้ช่วยงานคู่กับงาน"


def _only(place: str) -> Q:
    """Exactly this place is given."""
    given = Q(everything=place == "everything")
    for other in PLACES[:-1]:
        given &= Q(**{f"{other}__isnull": other != place})
    return given


def _fits() -> Q:
    fits = Q()
    for role, places in PLACES_OF_ROLE.items():
        for place in places:
            fits |= Q(role=role) & _only(place)
    return fits


class AssignmentQuerySet(PlacedQuerySet):
    """Assignments lie where they hold; one for everything is the administrators' own."""

    places = (
        Place("provinces", "province"),
        Place("provinces", "district__province"),
        Place("districts", "district"),
        *of_fair("fair_event"),
    )

    def current(self, today=None):
        today = today or today_in_thailand()
        running = Q(until=None) | Q(until__gte=today)
        return self.filter(running, from_on__lte=today, taken_at=None).order_by("pk")


class Assignment(models.Model):
    """One term of one person in one role at one place. Taken back, it stays as history."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignments",
        verbose_name="ผู้ใช้",
    )
    role = models.CharField("บทบาท", max_length=24, choices=Role)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="จังหวัด",
    )
    district = models.ForeignKey(
        "fairs.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="อำเภอ",
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="งาน",
    )
    everything = models.BooleanField("ทุกจังหวัด ทุกงาน", default=False)
    from_on = models.DateField("ตั้งแต่วันที่", default=today_in_thailand)
    until = models.DateField("ถึงวันที่", null=True, blank=True)
    taken_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บทบาทที่ให้ไว้"
        ordering = ["pk"]
        permissions = [(f"give_{role}", f"ให้และถอนบทบาท{role.label}") for role in Role]
        indexes = [models.Index(fields=["user", "taken_at"], name="assignment_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=_fits(),
                name="assignment_place_fits_role",
                violation_error_message=WRONG_PLACE,
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_on")),
                name="assignment_ends_after_it_begins",
                violation_error_message="วันสุดท้ายต้องไม่มาก่อนวันแรก",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=ROLES_WITH_END) | Q(until__isnull=False),
                name="assignment_at_a_fair_ends",
                violation_error_message="บทบาทในงานเดียวต้องบอกวันสุดท้าย",
            ),
            *(
                models.UniqueConstraint(
                    fields=["user", "role", place, "from_on"],
                    condition=Q(taken_at=None) & _only(place),
                    name=f"assignment_once_from_a_day_{place}",
                    violation_error_message="คนนี้มีบทบาทนี้ที่นี่ตั้งแต่วันนั้นแล้ว",
                )
                for place in PLACES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.place}"

    def clean(self) -> None:
        """One sentence beside the place, before the constraint says it for the whole form."""
        given = [place for place in PLACES if getattr(self, place)]
        if self.role and (len(given) != 1 or given[0] not in PLACES_OF_ROLE[self.role]):
            raise ValidationError(WRONG_PLACE)

    @property
    def place(self) -> str:
        """Where it holds, as it is read."""
        if self.everything:
            return "ทุกจังหวัด"
        if self.province_id:
            return self.province.title
        return self.district.long_name if self.district_id else str(self.fair_event)
