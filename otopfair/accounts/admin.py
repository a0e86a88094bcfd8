"""Accounts of people who sign in; administrators only."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from otopfair.accounts.fields import limited_password
from otopfair.accounts.finding import accounts_for
from otopfair.accounts.models import User
from otopfair.history.models import record
from otopfair.rights.may import may
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.thai.admin import thai_date_column
from otopfair.thai.forms import PhoneField


class AccountFields(forms.ModelForm):
    """An empty e-mail or phone is stored as NULL, so that two accounts may both have none."""

    phone = PhoneField(label="โทรศัพท์", required=False)

    def clean_email(self):
        email = self.cleaned_data.get("email")
        return email.lower() if email else None

    def clean_phone(self):
        return self.cleaned_data.get("phone") or None


class AccountCreationForm(AccountFields, AdminUserCreationForm):
    password1, password2 = map(limited_password, AdminUserCreationForm.create_password_fields())

    class Meta:
        model = User
        fields = ["full_name", "position_title", "email", "phone"]


class AccountChangeForm(AccountFields, SeenModelForm):
    class Meta:
        model = User
        fields = ["full_name", "position_title", "email", "phone", "is_active"]


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
        thai_date_column("last_login", "เข้าระบบล่าสุด"),
    ]
    list_filter = ["is_active"]
    search_fields = ["full_name", "email", "phone"]
    ordering = ["sort_key", "pk"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["full_name", "position_title", ("email", "phone")]}),
        ("การใช้งาน", {"fields": ["is_active"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["full_name", "position_title", ("email", "phone")]}),
        ("รหัสผ่านแรก", {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def has_view_permission(self, request, obj=None):
        """Who adds rows that name an account may look accounts up for that, and nothing else."""
        return self._is_looked_up(request) or super().has_view_permission(request, obj)

    def bulk_acts(self, request):
        """Who goes is forgotten for good: one by one, and after a look at the account."""
        return []

    @staticmethod
    def _is_looked_up(request) -> bool:
        page = request.resolver_match
        if page is None or page.url_name != "autocomplete":
            return False
        named = request.GET.get("app_label", ""), request.GET.get("model_name", "")
        return may(request.user, "{}.add_{}".format(*named))

    def get_search_results(self, request, queryset, search_term):
        """An officer finds an account by its whole e-mail or phone, or by a name from own lists."""
        if super().has_view_permission(request):
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(pk__in=accounts_for(request.user, search_term)), False

    def take_away(self, row, *, by):
        """A person who goes is forgotten: nothing of the account is kept."""
        row.delete()

    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(User.objects.get(pk=id), "password", "ตั้งรหัสผ่านใหม่", by=request.user)
        return response


staff_site.rail_register("accounts.user", group="registers", icon="user")
