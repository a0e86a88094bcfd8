"""Registers of texts that are written here and go out by a page of their own."""

from django.shortcuts import redirect

from otopfair.drafts.unfinished import kept_while_filled_in
from otopfair.staff.registers import StaffModelAdmin


class DraftedTextAdmin(StaffModelAdmin):
    """What is typed is kept until it is taken, on any device; a new text leads to `goes_out_by`."""

    goes_out_by: str

    def changeform_view(self, request, *args, **kwargs):
        view = kept_while_filled_in()(super().changeform_view)
        return view(request, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        """Unless another button was pressed."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_popup", "_addanother", "_continue"} & request.POST.keys():
            return response
        return redirect(self.goes_out_by, obj.pk)
