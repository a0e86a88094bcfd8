"""Pages of plain text: privacy and help."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def privacy(request):
    """What is stored, who sees it, for how long, and how to have it mended."""
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=600)
def help_page(request):
    """Short answers for visitors and vendors."""
    return render(request, "pages/help.html")
