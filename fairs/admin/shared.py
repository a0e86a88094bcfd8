"""Registers of rows that all provinces use: the owner changes them, the others ask it to."""

from fairs.operations.shared import owner_of
from otopfair.staff.registers import StaffModelAdmin


class SharedAdmin(StaffModelAdmin):
    change_form_template = "fairs/work/shared_change_form.html"

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            name = obj._meta.model_name
            pages = {"ask_page": f"staff:ask-{name}", "hand_over_page": f"staff:hand-over-{name}"}
            context |= {"owner": owner_of(obj), **pages}
        return super().render_change_form(request, context, obj=obj, **kwargs)
