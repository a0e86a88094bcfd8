"""What came of a project: the fairs under it say it, where nobody typed it."""

from dataclasses import dataclass
from decimal import Decimal

from fairs.acts import project_results_asked
from fairs.models import BudgetLine, Project, ProjectIndicator, ResultSource


@dataclass(frozen=True)
class Money:
    allocated: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return self.allocated - self.used


def money_of(lines: list[BudgetLine]) -> Money | None:
    """The sums of a project's budget; None without a line."""
    if not lines:
        return None
    return Money(
        sum((line.allocated_baht or Decimal(0) for line in lines), Decimal(0)),
        sum((line.used_baht or Decimal(0) for line in lines), Decimal(0)),
    )


def results_of(project: Project) -> dict[str, Decimal]:
    """By ResultSource; what nobody knows is not in it. Baht, shops, visitors, fairs."""
    found = {ResultSource.FAIRS: Decimal(project.activities.exclude(fair_event=None).count())}
    for answer in project_results_asked.happened(project=project):
        found |= answer
    return found


def with_results(indicators: list[ProjectIndicator], results: dict[str, Decimal]) -> None:
    """Give each indicator `reached`: what was typed, or what its source says."""
    for one in indicators:
        one.reached = results.get(one.filled_from) if one.filled_from else one.result
