"""What happens to fairs and is heard above."""

from dataclasses import dataclass

from otopfair.acts import Act


@dataclass(frozen=True)
class Consequence:
    """What a change of a fair would mean to those above, in words that the officer reads first."""

    text: str
    needs_agreement: bool = False


@dataclass(frozen=True)
class BoothUse:
    """For whom a booth is, as officers read it, and why it has to stay on the plan, or ""."""

    state: str  # "taken", "held", or "" where only somebody has stood there once
    words: str
    why_stays: str = ""


# Asked before a change. facts: fair_event; days — its sales days afterwards, None when it is
# cancelled. Each listener answers with a list of Consequence.
fair_is_to_change = Act("fair_is_to_change")

# facts: fair_event, reason.
fair_cancelled = Act("fair_cancelled")

# facts: fair_event — published again after it was cancelled.
fair_resumed = Act("fair_resumed")

# facts: fair_event, before — the Period that it had, or None.
fair_moved = Act("fair_moved")

# facts: copying — a next edition stands with all that was chosen; a listener gives it what it
# cannot be without, and notes the rows.
fair_copied = Act("fair_copied")

# facts: call — made just now, with its cells still to come.
call_made = Act("call_made")

# Asked while a plan is worked on. facts: fair_event. Each listener answers {booth id: BoothUse}.
booth_uses_asked = Act("booth_uses_asked")

# Asked before a plan is released. facts: fair_event, booths — ids of those whose number, place,
# size or zone changes. Each listener answers with a list of Consequence.
plan_is_to_be_released = Act("plan_is_to_be_released")

# facts: booth — locked, as it stands; zone, places, is_usable — what they will be. A listener that
# has reasons against it raises RuleBroken.
booth_is_to_change = Act("booth_is_to_change")

# facts: fair_event, touched — {booth id: (its former number, words of what changed)}. Each listener
# answers how many it told.
plan_released = Act("plan_released")

# Asked when a project is shown. facts: project. Each listener answers with what it knows of the
# fairs under it, by ResultSource.
project_results_asked = Act("project_results_asked")
