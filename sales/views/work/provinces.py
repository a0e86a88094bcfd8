"""Of which province a page of results or words is."""

from django.http import Http404

from fairs.models import Province


def provinces_of(user, permission: str) -> list[Province]:
    """The provinces for which `user` has `permission`."""
    return list(Province.objects.covered_by(user, permission).order_by("sort_key"))


def chosen_province(request, provinces: list[Province]) -> Province | None:
    """The province of ?province=, without it the first that the officer handles; 404 for others."""
    wanted = request.GET.get("province", "")
    if not wanted:
        return next(iter(provinces), None)
    for province in provinces:
        if province.pk == wanted:
            return province
    raise Http404
