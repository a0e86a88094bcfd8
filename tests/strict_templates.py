"""Our own templates fail on an undefined variable.

Named by the settings, not put into the engine by a fixture: Django makes its engines anew whenever
a test overrides DEBUG or TEMPLATES, and the guard must outlive that.
"""

import sys
from pathlib import Path

from django.conf import settings
from django.template.base import Node


class StrictVariables(str):
    """`string_if_invalid` that fails the test where one of our own templates is at fault.

    Django's and allauth's templates lean on undefined variables; there it is the empty text,
    which Django treats as if nothing had been set.
    """

    def __bool__(self) -> bool:
        return _is_ours(_rendering_template())

    def __contains__(self, item) -> bool:
        return True

    def __mod__(self, name):
        raise AssertionError(f"undefined variable in {_rendering_template()}: {name}")


def _rendering_template() -> str:
    """Path of the template whose tag or variable is being rendered right now."""
    frame = sys._getframe(1)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and frame.f_code.co_name in ("render", "render_annotated"):
            origin = getattr(node, "origin", None)
            return getattr(origin, "name", "") or ""
        frame = frame.f_back
    return ""


def _is_ours(path: str) -> bool:
    template = Path(path)
    return template.is_relative_to(settings.BASE_DIR) and ".venv" not in template.parts
