"""Find an account by what its owner signs in with."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from otopfair.accounts.models import User
from otopfair.thai.folding import normalise
from otopfair.thai.phones import PhoneError, parse_phone


def find_account(typed: str) -> User | None:
    """The active account of a whole e-mail address or phone number."""
    return accounts_of(typed).filter(is_active=True).first()


def accounts_of(typed: str):
    """The account that has exactly this e-mail or phone, as rows: one or none."""
    typed = typed.strip()
    if "@" in typed:
        return User.objects.filter(email__iexact=typed)
    try:
        phone = parse_phone(typed)
    except PhoneError:
        phone = ""
    return User.objects.filter(phone=phone, phone__gt="")


# Whose names a person may know already, from lists of theirs: role holders, keepers of shops.
_KNOWN: list[Callable[[User], QuerySet]] = []
FEWEST_LETTERS = 2


def accounts_are_known(rows: Callable[[User], QuerySet]) -> None:
    """`rows(user)` are the keys of accounts whose names `user` reads on lists anyhow."""
    _KNOWN.append(rows)


def accounts_for(user: User, typed: str):
    """The account of a whole e-mail or phone; by name, only those that `user` knows. Nobody leafs
    through accounts."""
    return User.objects.filter(Q(pk__in=accounts_of(typed)) | _by_name(user, typed))


def _by_name(user: User, typed: str) -> Q:
    words = normalise(typed).split()
    if sum(map(len, words)) < FEWEST_LETTERS:
        return Q(pk__in=[])
    known = Q(pk__in=[])
    for rows in _KNOWN:
        known |= Q(pk__in=rows(user))
    for word in words:
        known &= Q(full_name__icontains=word)
    return known
