"""For whom the booths of a fair are, as the apps above know it."""

from fairs.acts import BoothUse, booth_uses_asked
from fairs.models import FairEvent


def uses_of(fair_event: FairEvent) -> dict[int, BoothUse]:
    """Booth id → its use; of booths that are free and always were, nothing."""
    uses: dict[int, BoothUse] = {}
    for answer in booth_uses_asked.happened(fair_event=fair_event):
        for key, use in answer.items():
            uses[key] = _together(uses[key], use) if key in uses else use
    return uses


def _together(first: BoothUse, other: BoothUse) -> BoothUse:
    """What two apps know of one booth: the lower one speaks first."""
    return BoothUse(
        first.state or other.state,
        first.words or other.words,
        first.why_stays or other.why_stays,
    )
