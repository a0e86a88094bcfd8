"""One-time codes: six digits that a message brings, or ten letters on a slip of paper."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from otopfair.accounts.models import CodeUse, OneTimeCode, User
from otopfair.errors import RuleBroken
from otopfair.thai.digits import to_arabic_digits

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B and the vowels: read aloud, and no word.
LETTERS = "CDFGHJKMNPQRTVWXY34679"
SLIP_LENGTH = 10
WRONG = "รหัสไม่ถูกต้อง หมดอายุ หรือใช้ไปแล้ว ตรวจทีละตัว หรือขอรหัสใหม่"


@dataclass(frozen=True)
class Rule:
    """How long a code holds, and how many wrong tries it bears."""

    holds: timedelta
    most_tries: int
    is_written: bool = False  # on paper: letters instead of six digits


RULES = {
    CodeUse.SIGN_IN: Rule(timedelta(minutes=10), 5),
    CodeUse.CONTACT: Rule(timedelta(minutes=10), 5),
    CodeUse.FIRST: Rule(timedelta(days=14), 10, is_written=True),
    CodeUse.RECOVERY: Rule(timedelta(days=1), 10, is_written=True),
}


def issue_code(user: User, use: CodeUse, *, address: str = "", by: User | None = None):
    """Make a code in place of any that waits; returns (its row, the code).

    The caller holds the transaction, and says the code once: it can be read nowhere again.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    OneTimeCode.objects.filter(user=user, use=use, used_at=None).delete()
    row = OneTimeCode(user=user, use=use, address=address, made_by=by)
    row.nonce = get_random_string(32)
    row.expires_at = timezone.now() + RULES[use].holds
    code = code_of(row)
    row.digest = digest_of(f"{use}.{user.pk}", code)
    row.save(force_insert=True)
    return row, code


def use_code(user: User, use: CodeUse, typed: str) -> OneTimeCode:
    """Take a code; it is then used. A wrong try is counted, also when it is refused.

    Raises RuleBroken with one sentence, whatever was wrong with it.
    """
    row = _try(user, use, typed)
    if row is None:
        raise RuleBroken(WRONG, field="code")
    return row


def code_of(row: OneTimeCode) -> str:
    """The code of a row, from its nonce and the site's secret."""
    number = int(salted_hmac("otopfair.codes.made", row.nonce, algorithm="sha256").hexdigest(), 16)
    if not RULES[CodeUse(row.use)].is_written:
        return f"{number % 1_000_000:06d}"
    letters = []
    for _place in range(SLIP_LENGTH):
        number, letter = divmod(number, len(LETTERS))
        letters.append(LETTERS[letter])
    return "".join(letters)


def digest_of(purpose: str, code: str) -> str:
    """What is kept of a code: nobody without the site's secret can find the code by trying."""
    return salted_hmac(f"otopfair.codes.{purpose}", code, algorithm="sha256").hexdigest()


def plain(typed: str) -> str:
    """A code as it was made, however it was written down: spaces, dashes, small letters."""
    return "".join(to_arabic_digits(typed).upper().replace("-", " ").split())


def spaced(code: str) -> str:
    """CDFGH-JKMNP, as it stands on a slip."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def new_letters() -> str:
    """Ten letters for a slip or a link, for codes that other apps keep."""
    return get_random_string(SLIP_LENGTH, LETTERS)


def _try(user: User, use: CodeUse, typed: str) -> OneTimeCode | None:
    """The row of a right code, marked as used; a wrong try stays counted."""
    digest = digest_of(f"{use}.{user.pk}", plain(typed))
    with transaction.atomic():
        rows = OneTimeCode.objects.select_for_update(no_key=True)
        row = rows.filter(user=user, use=use, used_at=None).order_by("-pk").first()
        rule, now = RULES[use], timezone.now()
        if row is None or row.tries >= rule.most_tries or row.expires_at <= now:
            return None
        right = constant_time_compare(row.digest, digest)
        row.tries += not right
        row.used_at = now if right else None
        row.save(update_fields=["tries", "used_at"])
    return row if right else None
