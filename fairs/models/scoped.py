"""Querysets of rows that lie somewhere: in a province, in a district, at a fair."""

from django.db import models
from django.db.models import Q

from fairs.scopes import Place, Scope, of_fair, scope_of
from otopfair.rights.may import permission_of


class PlacedQuerySet(models.QuerySet):
    """Rows with a place. A subclass says how they hang on it."""

    places: tuple[Place, ...] = ()

    def visible_to(self, user):
        """The rows that `user` may look at."""
        return self.within(self._scope_to_look(user))

    def covered_by(self, user, permission: str):
        """The rows to which `user` may do `permission`: may(), for many rows at once."""
        if permission == permission_of("view", self.model):
            return self.visible_to(user)
        return self.within(scope_of(user, permission))

    def within(self, scope: Scope):
        """The rows whose place lies in `scope`."""
        if scope.everything:
            return self
        return self.filter(self._places(scope)) if scope else self.none()

    def covers(self, user, permission: str, row) -> bool:
        """may() for one row that is already read: the same answer as `covered_by`."""
        if permission == permission_of("view", self.model):
            return self.shows(user, row)
        return self.holds(scope_of(user, permission), row)

    def shows(self, user, row) -> bool:
        """Whether `row` is one of `visible_to`."""
        return self.holds(self._scope_to_look(user), row)

    def holds(self, scope: Scope, row) -> bool:
        """Whether `row` is one of `within`."""
        return scope.everything or any(place.holds(scope, row) for place in self.places)

    @property
    def place_fields(self) -> set[str]:
        """The fields that put a row where it is."""
        return {place.path.partition("__")[0] for place in self.places} - {"pk"}

    def is_everywhere(self, user, permission: str) -> bool:
        """Whether `user` has `permission` in the whole country."""
        return scope_of(user, permission).everything

    def _scope_to_look(self, user) -> Scope:
        return scope_of(user, permission_of("view", self.model))

    def _places(self, scope: Scope) -> Q:
        somewhere = Q(pk__in=[])
        for place in self.places:
            somewhere |= place.rows(scope)
        return somewhere


class OfFairQuerySet(PlacedQuerySet):
    """Rows with a `fair_event`."""

    places = of_fair("fair_event")


class OfProvinceQuerySet(PlacedQuerySet):
    """Rows with a `province`."""

    places = (Place("provinces", "province"),)


class SharedQuerySet(OfProvinceQuerySet):
    """Rows that all provinces read and use. Their `province` owns them, without one the country:
    the owner changes them, and others ask it to."""

    def visible_to(self, user):
        return self if self._scope_to_look(user) else self.none()

    def shows(self, user, row) -> bool:
        return bool(self._scope_to_look(user))
