"""The scope of a user: which provinces and which fairs an officer's rows may come from."""

from dataclasses import dataclass

from django.db.models import Q

from otopfair.thai.calendar import today_in_thailand


@dataclass(frozen=True)
class Scope:
    """Provinces handled in full, and single fairs helped at. `everything` needs no filter."""

    everything: bool = False
    province_codes: tuple[str, ...] = ()
    fair_ids: tuple[int, ...] = ()

    def of_fairs(self, prefix: str = "") -> Q:
        """The rows whose fair lies in this scope; `prefix` is the path to the fair, "" or "x__"."""
        if self.everything:
            return Q()
        return Q(**{f"{prefix}home_province__in": self.province_codes}) | Q(
            **{f"{prefix}pk__in": self.fair_ids}
        )


NOTHING = Scope()


def scope_of(user) -> Scope:
    """The scope of `user` today; kept on the user object for the rest of the request."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if user.is_superuser:
        return Scope(everything=True)
    if not hasattr(user, "_scope"):
        today = today_in_thailand()
        running = Q(until=None) | Q(until__gte=today)
        user._scope = Scope(
            province_codes=tuple(
                user.postings.filter(running).order_by("pk").values_list("province_id", flat=True)
            ),
            fair_ids=tuple(
                user.helping_at.filter(until__gte=today)
                .order_by("pk")
                .values_list("fair_event_id", flat=True)
            ),
        )
    return user._scope
