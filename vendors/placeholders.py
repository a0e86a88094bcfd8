"""Words in braces that stand for what is known about one case: {ชื่อร้าน}. One grammar for all."""

import re
from collections.abc import Collection, Mapping

from otopfair.errors import RuleBroken
from otopfair.outbox.models import LONGEST_BODY, LONGEST_SUBJECT
from otopfair.thai.fair_names import fair_called

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
FAIR = "งาน"
# With the word งาน before it, which the name of a fair may bring itself; not that of ทำงาน.
AFTER_THE_WORD = re.compile(r"((?<!ทำ)งาน *)?\{([^{}\n]*)\}")


def require_known(known: Collection[str], subject: str, body: str) -> None:
    """Raise RuleBroken unless every placeholder is one of `known`, and every brace is closed."""
    listed = " ".join(f"{{{name}}}" for name in known)
    for field, text in (("subject", subject), ("body", body)):
        unknown = [name for name in PLACEHOLDER.findall(text) if name not in known]
        if unknown:
            raise RuleBroken(f"ไม่รู้จัก {{{unknown[0]}}} ใช้ได้เฉพาะ {listed}", field=field)
        if set("{}") & set(PLACEHOLDER.sub("", text)):
            raise RuleBroken(
                f"วงเล็บปีกกาไม่ครบคู่ เขียนคำที่ระบบเติมให้เช่น {listed.partition(' ')[0]}", field=field
            )


def asked_in(*texts: str) -> list[str]:
    """The placeholders of `texts`, each once, in their order."""
    return list(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """`text` with what is known; what is not among `facts` stays as it is written.

    "งาน {งาน}" says the word once.
    """

    def fact(found: re.Match) -> str:
        word, name = found[1] or "", found[2]
        if word and name == FAIR and name in facts:
            return fair_called(facts[name])
        return word + facts.get(name, f"{{{name}}}")

    return AFTER_THE_WORD.sub(fact, text)


def too_long(subject: str, body: str) -> dict[str, str]:
    """What a filled letter has too much of to be sent, field → words. Nothing is cut in silence."""
    problems = {}
    if len(subject) > LONGEST_SUBJECT:
        problems["subject"] = f"เรื่องยาวเกิน {LONGEST_SUBJECT} ตัวอักษรเมื่อเติมคำแล้ว"
    if len(body) > LONGEST_BODY:
        problems["body"] = f"ข้อความยาวเกิน {LONGEST_BODY:,} ตัวอักษรเมื่อเติมคำแล้ว"
    return problems
