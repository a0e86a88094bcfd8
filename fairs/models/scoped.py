"""Querysets of rows that hang on a fair or on a province: an officer sees those of the scope."""

from django.db import models

from fairs.scopes import scope_of


class OfFairQuerySet(models.QuerySet):
    """Rows with a `fair_event`."""

    def visible_to(self, user):
        return self.filter(scope_of(user).of_fairs("fair_event__"))


class OfProvinceQuerySet(models.QuerySet):
    """Rows with a `province`."""

    def visible_to(self, user):
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(province__in=scope.province_codes)
