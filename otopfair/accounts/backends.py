"""Sign-in by e-mail or phone, as allauth does it. What a person may do is answered elsewhere."""

from allauth.account.auth_backends import AuthenticationBackend


class SignInBackend(AuthenticationBackend):
    """Knows who somebody is, and grants nothing: there are no groups and no superusers here."""

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        return set()

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return False

    def has_module_perms(self, user_obj, app_label) -> bool:
        return False
