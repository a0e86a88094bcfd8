"""Closed by default, without asking who is there on pages that are open to all."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class ClosedUnlessPublicMiddleware(LoginRequiredMiddleware):
    """Django's own, except that a public view never reads the session.

    Django asks for the user first, even for `@login_not_required` views; every public page would
    then carry "Vary: Cookie", which no shared cache may keep.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
