"""How many places of a ranking an address asks for."""

from otopfair.thai.digits import whole_number
from sales.reports.figures import USUAL_PLACES
from sales.reports.parts import MOST_PLACES


def places_asked(request) -> int:
    """The number of ?top=; five where it asks for nothing that can be."""
    asked = whole_number(request.GET.get("top"))
    return min(asked, MOST_PLACES) if asked else USUAL_PLACES
