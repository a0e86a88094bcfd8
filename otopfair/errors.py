"""The one exception with which an operation refuses, and the press that it may refuse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class RuleBroken(Exception):
    """A rule of the fair forbids this act; the message is a Thai sentence for people.

    `field` names the form field that the sentence belongs to, or is None. `status` is that of the
    page which says it; `about` the one of many rows for which an act on all of them is refused.
    """

    status = 422
    about: object = None

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def put_on(self, form) -> int:
        """Say it at its field of `form`, or above all of them; returns the page's status."""
        form.add_error(self.field if self.field in form.fields else None, self.message)
        return self.status


@contextmanager
def about(row: object) -> Iterator[None]:
    """What refuses inside does so for `row`, one of many."""
    try:
        yield
    except RuleBroken as broken:
        broken.about = row
        raise


def status_after(form, act: Callable[[], object]) -> int:
    """302 when the valid `form` was acted on; else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    try:
        act()
    except RuleBroken as broken:
        return broken.put_on(form)
    return 302
