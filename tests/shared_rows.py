"""Rows that all tests of a module read: written once, and gone with the module.

They stand in a transaction around the tests, whose own writes are undone inside it.
"""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def written_once(django_db_blocker):
    """For a fixture of a module, which asks for `django_db_setup` and `django_db_blocker`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
