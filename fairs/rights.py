"""Rights belong to rows: the back end that answers `may(user, permission, row)`."""

from django.contrib.auth.backends import BaseBackend

from fairs.scopes import assignments_of, scope_of
from otopfair.rights.may import permission_of
from otopfair.rights.roles import USE_STAFF_SITE, Role, permissions_of


class AssignmentBackend(BaseBackend):
    """The role that covers *this row's* province, district or fair decides."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        scope = scope_of(user_obj, perm)
        # To enter the site is about no row.
        about_a_row = obj is not None and obj.pk is not None and perm != USE_STAFF_SITE
        if not about_a_row or scope.everything or not scope:
            return bool(scope)
        rows = type(obj)._default_manager.all()
        if hasattr(rows, "covers"):
            return rows.covers(user_obj, perm, obj)
        # A row of the whole country: everybody may look, only an administrator changes it.
        return perm == permission_of("view", type(obj))

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        named = {perm for row in assignments_of(user_obj) for perm in permissions_of(row.role)}
        return named if obj is None else {p for p in named if self.has_perm(user_obj, p, obj)}

    def has_module_perms(self, user_obj, app_label) -> bool:
        if not user_obj.is_active:
            return False
        if any(row.role == Role.ADMINISTRATOR for row in assignments_of(user_obj)):
            return True
        return any(p.startswith(f"{app_label}.") for p in self.get_all_permissions(user_obj))
