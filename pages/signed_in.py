"""Where a person goes after signing in."""

from django.shortcuts import redirect

from vendors.models import Vendor


def after_sign_in(request):
    """An officer to the desk, a vendor home, anybody else to register a vendor."""
    if request.user.is_staff:
        return redirect("staff:index")
    if Vendor.objects.managed_by(request.user).exists():
        return redirect("my-home")
    return redirect("my-register")
