"""A vendor answers the questions of the call; each answer is kept by itself."""

from collections.abc import Mapping

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from fairs.models import QuestionKind
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.media.papers import PaperRefused, check_paper
from otopfair.media.storing import new_files
from otopfair.stale import Difference, StalePage, is_same, seen_of, who_changed
from vendors.arrows import require_arrow
from vendors.asked import asked_of, forget_asked, key_of
from vendors.models import BoothApplication, QuestionAnswer
from vendors.operations.returning import require_may_change


def texts_of(application: BoothApplication) -> dict[str, str]:
    """Key of a question → the text that stands there; what a page of answers shows."""
    lines = [line for line in asked_of(application) if line.question.kind != QuestionKind.FILE]
    return {line.key: line.answer.text if line.answer else "" for line in lines}


def answer_questions(
    application: BoothApplication,
    texts: Mapping[str, str],
    files: Mapping[str, File] | None = None,
    *,
    by,
    seen: str | None = None,
) -> BoothApplication:
    """Keep answers by the key of their question, half of them too; "" takes an answer away.

    Raises RuleBroken when the application is with the officers, a part was not sent back, or a
    file is none that we take; StalePage when somebody else of the shop has answered since the
    form was `seen`.
    """
    forget_asked(application)
    with new_files() as stored, transaction.atomic():
        hold_fair(application.fair_event, what="จึงแก้ใบสมัครไม่ได้")
        application = lock(application)
        require_arrow(application, "answer")
        asked = {line.key: line.question for line in asked_of(application)}
        now = texts_of(application)
        mine = {key: text for key, text in texts.items() if key in now}
        changed = [key for key, text in mine.items() if not is_same(now, {key: text})]
        sent = {key: file for key, file in (files or {}).items() if key in asked}
        for key in (*changed, *sent):
            require_may_change(application, key)
        if changed and seen not in (None, seen_of(now)):
            raise _stale(application, asked, now, mine)
        _keep_texts(application, {asked[key]: mine[key] for key in changed})
        for key, file in sent.items():
            _keep_file(application, asked[key], file, stored)
        if changed or sent:
            application.save(update_fields=["saved_at"])
            forget_asked(application)
    return application


def _stale(application, asked, now, mine) -> StalePage:
    differences = [
        Difference(asked[key].text, now[key], text)
        for key, text in mine.items()
        if now[key] != text
    ]
    words = who_changed(application, differences)
    return StalePage(words, seen_now=seen_of(now), differences=differences)


def _keep_texts(application: BoothApplication, texts: Mapping) -> None:
    rows = QuestionAnswer.objects.filter(application=application, question__in=list(texts))
    rows.delete()
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(application=application, question=question, text=text)
        for question, text in texts.items()
        if text
    )


def _keep_file(application: BoothApplication, question, file: File, stored) -> None:
    """A new file takes the place of the one before, which a sent copy names and does not hold."""
    try:
        check_paper(file)
    except PaperRefused as refused:
        raise RuleBroken(str(refused), field=key_of(question)) from refused
    before = QuestionAnswer.objects.filter(application=application, question=question).first()
    answer = before or QuestionAnswer(application=application, question=question)
    old = answer.file.name
    answer.file_name = file.name or ""  # at most 255 letters, by Django
    stored.save(answer.file, file)
    answer.save()
    if old:
        transaction.on_commit(lambda: default_storage.delete(old))
