"""The person who signs in. What a person may do is a relation to a province, a fair or a vendor."""

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from otopfair.accounts.acts import administrator_made
from otopfair.accounts.session_store import Session as Session  # Django looks for models here
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.thai.model_fields import PhoneNumberField, SortKeyField
from otopfair.thai.names import split_name


class UserManager(BaseUserManager):
    def create_user(self, email=None, phone=None, password=None, **fields):
        """Make an account; either `email` or `phone` (national digits) must be given."""
        user = self.model(
            email=self.normalize_email(email).lower() if email else None,
            phone=phone or None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email=None, password=None, **fields):
        """For `manage.py createsuperuser`: the first person, who then gives the others roles."""
        with transaction.atomic(using=self._db):
            user = self.create_user(email=email, password=password, **fields)
            administrator_made.happened(user=user)
        return user


class User(AbstractBaseUser):
    """Officer, vendor and visitor are relations of a user, not kinds of user."""

    email = models.EmailField("อีเมล", unique=True, null=True, blank=True)
    phone = PhoneNumberField("โทรศัพท์", max_length=10, unique=True, null=True, blank=True)
    phone_verified_at = models.DateTimeField("ยืนยันโทรศัพท์เมื่อ", null=True, blank=True)
    line_user_id = models.CharField("ไลน์ที่ผูกไว้", max_length=64, blank=True, editable=False)
    email_verified_at = models.DateTimeField("ยืนยันอีเมลเมื่อ", null=True, blank=True)
    full_name = models.CharField("ชื่อและนามสกุล", max_length=200, blank=True)
    sort_key = SortKeyField(source="name_without_title")
    position_title = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)
    date_joined = models.DateTimeField("เปิดบัญชีเมื่อ", default=timezone.now)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", unique=True, null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ใช้"
        ordering = ["pk"]
        permissions = [("use_staff_site", "เข้าระบบเจ้าหน้าที่")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
                name="user_has_email_or_phone",
                violation_error_message="กรอกอีเมลหรือโทรศัพท์อย่างน้อยหนึ่งอย่าง",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email or self.phone or f"ผู้ใช้ {self.pk}"

    @property
    def is_staff(self) -> bool:
        """May enter the staff site: whoever has any role now."""
        return self.has_perm(USE_STAFF_SITE)

    def has_perm(self, perm, obj=None) -> bool:
        """Whether this person may do `perm` to `obj`; without one: somewhere."""
        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in get_backends()
        )

    def has_perms(self, perm_list, obj=None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label) -> bool:
        return self.is_active and any(
            backend.has_module_perms(self, app_label) for backend in get_backends()
        )

    @property
    def name_without_title(self) -> str:
        """People stand in lists under their first name, not under นาย or นางสาว."""
        return " ".join(split_name(self.full_name)[1:])

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Attempt(models.Model):
    """One try that limits count, by a digest of whose it was; forgotten within the hour."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "การลองเข้าระบบ"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["key", "-at"], name="attempt_key_newest"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return self.key


class CodeUse(models.TextChoices):
    SIGN_IN = "sign-in", "เข้าสู่ระบบ"
    CONTACT = "contact", "ยืนยันเบอร์หรืออีเมล"
    FIRST = "first", "เข้าสู่ระบบครั้งแรก"
    RECOVERY = "recovery", "ตั้งรหัสผ่านใหม่"


class OneTimeCode(models.Model):
    """A code that one person may use once, until a moment, in a few tries.

    Neither the code nor its letters stand here: `digest` is keyed with the site's secret, and the
    six digits of a message are made anew from `nonce` when it is sent.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="codes", verbose_name="บัญชี")
    use = models.CharField("ใช้ทำอะไร", max_length=8, choices=CodeUse)
    address = models.CharField("เบอร์หรืออีเมลที่ยืนยัน", max_length=254, blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField("ลองผิด (ครั้ง)", default=0)
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ผู้ออกรหัส"
    )
    made_at = models.DateTimeField("ออกเมื่อ", auto_now_add=True)
    expires_at = models.DateTimeField("ใช้ได้ถึง")
    used_at = models.DateTimeField("ใช้แล้วเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "รหัสใช้ครั้งเดียว"
        ordering = ["pk"]
        indexes = [models.Index(fields=["user", "use", "-id"], name="code_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "use"], condition=Q(used_at=None), name="one_code_waits"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()} {self.user}"
