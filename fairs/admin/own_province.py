"""An officer opens records for the own provinces only."""

from fairs.scopes import scope_of


class OwnProvinceMixin:
    """Limits the field named in `own_province_field` to the provinces of the officer's scope."""

    own_province_field = "province"

    def limit_choices(self, name, rows, user):
        scope = scope_of(user)
        if name == self.own_province_field and not scope.everything:
            return rows.filter(pk__in=scope.province_codes)
        return rows
