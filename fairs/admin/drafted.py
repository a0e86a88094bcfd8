"""Registers of texts that are written here and go out by a page of their own."""

from django.shortcuts import redirect

from otopfair.drafts.unfinished import kept_while_filled_in
from otopfair.staff.registers import StaffModelAdmin
from otopfair.thai.digits import whole_number


class DraftedTextAdmin(StaffModelAdmin):
    """What is typed is kept until it is taken, on any device; a new text leads to `goes_out_by`."""

    goes_out_by: str

    def changeform_view(self, request, *args, **kwargs):
        view = kept_while_filled_in(self._written_of)(super().changeform_view)
        return view(request, *args, **kwargs)

    def _written_of(self, request) -> str:
        """What the text is about by its address ("?project=5"): that of another is none of it."""
        rows = sorted(one.name for one in self.model._meta.concrete_fields if one.many_to_one)
        asked = {name: whole_number(request.GET.get(name, "")) for name in rows}
        return "&".join(f"{name}={key}" for name, key in asked.items() if key is not None)[:64]

    def response_add(self, request, obj, post_url_continue=None):
        """Unless another button was pressed."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_popup", "_addanother", "_continue"} & request.POST.keys():
            return response
        return redirect(self.goes_out_by, obj.pk)
