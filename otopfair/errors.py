"""The one exception with which an operation refuses."""


class RuleBroken(Exception):
    """A rule of the fair forbids this act; the message is a Thai sentence for people.

    `field` names the form field that the sentence belongs to, or is None.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
