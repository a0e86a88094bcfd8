"""What only the database can refuse."""

from django.db import IntegrityError, connection, transaction


def broken(write) -> bool:
    """Whether the database refuses `write`, at the latest at the end of the transaction."""
    try:
        with transaction.atomic():
            write()
            connection.check_constraints()
    except IntegrityError:
        return True
    return False
