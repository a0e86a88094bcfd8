"""The ground that a row of the plan in force takes up."""

from fairs.models import PlanLandmark, PlanPicture, Zone
from otopfair.look.plans import Box


def area_of(row: Zone | PlanLandmark | PlanPicture) -> Box:
    """In metres from the top left corner of the plan."""
    return Box(*map(float, (row.plan_x, row.plan_y, row.plan_width, row.plan_height)))
