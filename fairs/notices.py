"""What pages ask about notices: the next number of an office, and what amends what."""

from django.db.models import Max

from fairs.models import Notice


def next_number(issuing_office: str, year_be: int) -> int:
    """The number after the highest that the office has given in that year."""
    given = Notice.objects.filter(issuing_office=issuing_office, year_be=year_be)
    return (given.aggregate(highest=Max("number"))["highest"] or 0) + 1
