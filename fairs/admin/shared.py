"""Registers of rows that all provinces use: the owner changes them, the others ask it to."""

from fairs.operations.shared import owner_of
from otopfair.staff.registers import StaffModelAdmin


class SharedAdmin(StaffModelAdmin):
    change_form_template = "fairs/work/shared_change_form.html"

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            context |= {"owner": owner_of(obj), "ask_page": f"staff:ask-{obj._meta.model_name}"}
        return super().render_change_form(request, context, obj=obj, **kwargs)
