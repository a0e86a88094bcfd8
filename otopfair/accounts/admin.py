"""Accounts of people who sign in; administrators only."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Q

from otopfair.accounts.models import User
from otopfair.history.models import record
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import StaleAwareForm
from otopfair.thai.admin import thai_date_column
from otopfair.thai.forms import PhoneField
from otopfair.thai.phones import PhoneError, parse_phone

NAMES_PEOPLE = ("fairs.add_fairhelper", "vendors.add_vendormember")


class AccountFields(forms.ModelForm):
    """An empty e-mail or phone is stored as NULL, so that two accounts may both have none."""

    phone = PhoneField(label="โทรศัพท์", required=False)

    def clean_email(self):
        email = self.cleaned_data.get("email")
        return email.lower() if email else None

    def clean_phone(self):
        return self.cleaned_data.get("phone") or None


class AccountCreationForm(AccountFields, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["full_name", "position_title", "email", "phone"]


class AccountChangeForm(AccountFields, StaleAwareForm):
    class Meta:
        model = User
        fields = ["full_name", "position_title", "email", "phone", "is_active", "is_superuser"]


@admin.register(User, site=staff_site)
class AccountAdmin(StaffModelAdmin, UserAdmin):
    form = AccountChangeForm
    add_form = AccountCreationForm
    list_display = [
        "full_name",
        "position_title",
        "email",
        "phone",
        "is_active",
        "is_superuser",
        thai_date_column("last_login", "เข้าระบบล่าสุด"),
    ]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["full_name", "email", "phone"]
    ordering = ["full_name", "pk"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["full_name", "position_title", ("email", "phone")]}),
        ("สิทธิ์", {"fields": ["is_active", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["full_name", "position_title", ("email", "phone")]}),
        ("รหัสผ่านแรก", {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def has_view_permission(self, request, obj=None):
        """Who names helpers or a vendor's people may look accounts up, and see nothing else."""
        page = request.resolver_match
        looks_up = page is not None and page.url_name == "autocomplete"
        may_name = any(request.user.has_perm(perm) for perm in NAMES_PEOPLE)
        return (looks_up and may_name) or super().has_view_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        """An officer finds an account by its whole e-mail or phone; nobody leafs through them."""
        if super().has_view_permission(request):
            return super().get_search_results(request, queryset, search_term)
        typed = search_term.strip()
        try:
            phone = parse_phone(typed)
        except PhoneError:
            phone = ""
        found = Q(email__iexact=typed) if "@" in typed else Q(phone=phone, phone__gt="")
        return queryset.filter(found), False

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(User.objects.get(pk=id), "password", "ตั้งรหัสผ่านใหม่", by=request.user)
        return response


staff_site.rail_register("accounts.user", group="registers", icon="user")
