"""What happens to fairs and is heard above."""

from dataclasses import dataclass

from otopfair.acts import Act


@dataclass(frozen=True)
class Consequence:
    """What a change of a fair would mean to those above, in words that the officer reads first."""

    text: str
    needs_agreement: bool = False


# Asked before a change. facts: fair_event; days — its sales days afterwards, None when it is
# cancelled. Each listener answers with a list of Consequence.
fair_is_to_change = Act("fair_is_to_change")

# facts: fair_event, reason.
fair_cancelled = Act("fair_cancelled")

# facts: fair_event — published again after it was cancelled.
fair_resumed = Act("fair_resumed")

# facts: fair_event, before — the Period that it had, or None.
fair_moved = Act("fair_moved")

# facts: call — made just now, with its cells still to come.
call_made = Act("call_made")
