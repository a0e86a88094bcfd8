"""Asking before saving: for what is probably a slip and may be right all the same.

A doubt is one Thai sentence. A form that has any is not saved at once: it comes back as it was
typed, with the sentences and the button "ถูกต้อง บันทึก". The button answers for those sentences
only, so that a slip made afterwards is asked about in its turn.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

ASKED, ANSWER = "asked", "is-right"


@dataclass(frozen=True)
class Question:
    """A doubt, and the mark by which the answer knows it."""

    sentence: str

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.sentence.encode()).hexdigest()[:16]


class AsksBeforeSaving:
    """For a form or a formset: `doubts()` says what is asked once nothing is wrong.

    A change form asks only when one of `asks_about` was touched; what was once called right is
    not asked again with every later change.
    """

    asks_about: frozenset[str] = frozenset()
    asked: tuple[Question, ...] = ()  # what stands between this form and its saving

    def doubts(self) -> Iterable[str]:
        """Sentences about what was typed; called with cleaned values only."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        return super().is_valid() and not self.asked

    def full_clean(self) -> None:
        """Ask when all is cleaned: a formset looks at its own validity while it is at it."""
        super().full_clean()
        if not self.is_bound or not super().is_valid() or not self._touches_what_is_asked():
            return
        questions = tuple(Question(sentence) for sentence in self.doubts())
        if {question.mark for question in questions} - self._answered():
            self.asked = questions

    def _answered(self) -> set[str]:
        return set(self.data.getlist(ASKED)) if ANSWER in self.data else set()

    def _touches_what_is_asked(self) -> bool:
        is_new = getattr(getattr(self, "instance", None), "pk", None) is None
        return is_new or not self.asks_about or bool(self.asks_about & set(self.changed_data))


def questions_of(forms: Iterable) -> list[Question]:
    """What the forms and formsets of a page ask, each question once."""
    asked = [question for form in forms for question in getattr(form, "asked", ())]
    return list(dict.fromkeys(asked))
