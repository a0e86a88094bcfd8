"""Where files lie: random names, so that an address tells nothing and is never reused."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from django.core.files import File
from django.db.models.fields.files import FieldFile


class NewFiles:
    """Files that an act stores; see new_files()."""

    def __init__(self) -> None:
        self._places: list[tuple] = []

    def save(self, column: FieldFile, content: File, name: str = "") -> None:
        """Store `content` under a random name; `column` belongs to a row not saved yet."""
        name = name or uuid4().hex
        place = column.field.generate_filename(column.instance, name)
        self._places.append((column.storage, place))
        column.save(name, content, save=False)

    def remove(self) -> None:
        for storage, place in self._places:
            with suppress(OSError):
                storage.delete(place)


@contextmanager
def new_files() -> Iterator[NewFiles]:
    """Around a transaction that stores files: when it fails, none of them stays, not even half."""
    files = NewFiles()
    try:
        yield files
    except BaseException:
        files.remove()
        raise
