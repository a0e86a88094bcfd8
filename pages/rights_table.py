"""The table of roles in Thai words: made from what the apps have granted, so it is never old."""

from dataclasses import dataclass

from django.apps import apps

from otopfair.rights.roles import Role, granted, permissions_of

VERBS = {"view": "ดู", "add": "เพิ่ม", "change": "แก้", "delete": "ลบ"}


@dataclass(frozen=True)
class Line:
    """One kind of row or one act, and what each role may do, in the order of Role."""

    subject: str
    cells: list[tuple[str, str]]


def tables() -> list[dict]:
    """One table an app: {"title", "lines"}; acts stand after rows."""
    named = set().union(*(permissions_of(role) for role in Role))
    found = []
    for config in apps.get_app_configs():
        lines = _lines(config, named)
        if lines:
            found.append({"title": config.verbose_name, "lines": lines})
    return found


def _lines(config, named: set[str]) -> list[Line]:
    rows, acts = [], []
    for model in config.get_models():
        opts = model._meta
        codes = {
            verb: f"{config.label}.{verb}_{opts.model_name}"
            for verb in VERBS
            if f"{config.label}.{verb}_{opts.model_name}" in named
        }
        if codes:
            rows.append(Line(str(opts.verbose_name), [(r.label, _verbs(r, codes)) for r in Role]))
        for code, words in opts.permissions:
            permission = f"{config.label}.{code}"
            acts.append(Line(str(words), [(r.label, _yes(r, permission)) for r in Role]))
    return rows + acts


def _verbs(role: Role, codes: dict[str, str]) -> str:
    return " ".join(VERBS[verb] for verb, code in codes.items() if granted(role, code)) or "–"


def _yes(role: Role, permission: str) -> str:
    return "ได้" if granted(role, permission) else "–"
