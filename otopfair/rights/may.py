"""The one question about rights: may this person do this to this row?

The answer comes from the back ends of settings.AUTHENTICATION_BACKENDS, so that Django's own
questions (`user.has_perm`, the registers, `perms` in templates) are the same one.
"""

from django.db.models import Model


def may(user, permission: str, row: Model | None = None) -> bool:
    """`permission` on `row`; without a row: somewhere, on some row or other."""
    return user.is_authenticated and user.has_perm(permission, row)


def permission_of(verb: str, model: type[Model]) -> str:
    """permission_of("view", Zone) is "fairs.view_zone"."""
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
