"""The person who signs in. What a person may do is a relation to a province, a fair or a vendor."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone


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
        return self.create_user(email=email, password=password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Officer, vendor and visitor are relations of a user, not kinds of user."""

    email = models.EmailField("อีเมล", unique=True, null=True, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=10, unique=True, null=True, blank=True)
    phone_verified_at = models.DateTimeField("ยืนยันโทรศัพท์เมื่อ", null=True, blank=True)
    full_name = models.CharField("ชื่อและนามสกุล", max_length=200, blank=True)
    position_title = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)
    date_joined = models.DateTimeField("เปิดบัญชีเมื่อ", default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ใช้"
        ordering = ["pk"]
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
        """May enter the staff site: an administrator, or one with a role that says so."""
        return self.is_active and (self.is_superuser or self.has_perm("fairs.use_staff_site"))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
