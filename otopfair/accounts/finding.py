"""Find an account by what its owner signs in with."""

from otopfair.accounts.models import User
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
