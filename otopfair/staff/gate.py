"""The one gate of the work pages: fetches the row that the address names, and asks for it.

Outside of what the person may look at, the row is as good as none: 404. What may be looked at but
not worked on answers 403. Only then the view runs, and it gets the row itself.
"""

import re
from functools import wraps

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404

from otopfair.rights.may import may

_KEY = re.compile(r"<(?:int|str):(\w+)_id>")


def gate(view, route: str, permission: str, rows=None):
    """`view` behind the question whether this person has `permission` on the row of `route`."""
    name = name_of_row(route)
    if bool(name) != (rows is not None):
        raise ImproperlyConfigured(f"{route} names a row without saying where it comes from")

    @wraps(view)
    def gated(request, *args, **kwargs):
        row = None
        if name:
            found = rows.visible_to(request.user).filter(pk=kwargs.pop(f"{name}_id"))
            kwargs[name] = row = found.first()
            if row is None:
                raise Http404
        if not may(request.user, permission, row):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gated


def name_of_row(route: str) -> str:
    """The first row that an address names: "zone" of "zones/<int:zone_id>/remove/"."""
    found = _KEY.search(route)
    return found[1] if found else ""
