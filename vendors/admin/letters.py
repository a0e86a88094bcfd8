"""Texts to start from when officers write to vendors; each province keeps its own."""

from django.contrib import admin

from otopfair.errors import RuleBroken
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from vendors.models import MessageTemplate
from vendors.placeholders import require_known
from vendors.wording import PLACEHOLDERS


class MessageTemplateForm(SeenModelForm):
    """Refuses a placeholder that nobody could fill in."""

    def clean(self):
        cleaned = super().clean()
        try:
            require_known(PLACEHOLDERS, cleaned.get("subject", ""), cleaned.get("body", ""))
        except RuleBroken as broken:
            broken.put_on(self)
        return cleaned


@admin.register(MessageTemplate, site=staff_site)
class MessageTemplateAdmin(StaffModelAdmin):
    form = MessageTemplateForm
    list_display = ["name", "subject", "province"]
    list_select_related = ["province"]
    search_fields = ["name", "subject"]
    fields = ["name", "province", "subject", "body"]
