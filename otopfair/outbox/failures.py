"""Why a message did not go out, in words for officers: what happened, and what to do then."""

CALL = "โทรบอกร้าน"
TELL_ADMINISTRATOR = "แจ้งผู้ดูแลระบบ"
_WORDS = {
    "NotSetUp": ("ระบบยังไม่เปิดช่องทางนี้", f"{CALL} หรือ{TELL_ADMINISTRATOR}"),
    "SMTPRecipientsRefused": ("ที่อยู่อีเมลนี้ไม่มีผู้รับ", f"{CALL} แล้วถามอีเมลใหม่"),
    "Bounced": ("อีเมลตีกลับ ที่อยู่นี้ไม่มีผู้รับ", f"{CALL} แล้วถามอีเมลใหม่"),
    "SMTPSenderRefused": ("เครื่องส่งอีเมลไม่รับผู้ส่ง", TELL_ADMINISTRATOR),
    "SMTPAuthenticationError": ("เครื่องส่งอีเมลไม่รับรหัสของระบบ", TELL_ADMINISTRATOR),
    "SMTPDataError": ("เครื่องส่งอีเมลไม่รับข้อความนี้", CALL),
    "BadHeaderError": ("เรื่องหรือที่อยู่อีเมลมีอักษรที่ส่งไม่ได้", CALL),
    "HTTPError 401": ("ผู้ให้บริการไม่รับรหัสของระบบ", TELL_ADMINISTRATOR),
    "HTTPError 403": ("ผู้ให้บริการไม่รับรหัสของระบบ", TELL_ADMINISTRATOR),
    "HTTPError 4": ("เบอร์หรือบัญชีนี้รับข้อความไม่ได้", f"ตรวจเบอร์ในทะเบียน แล้ว{CALL}"),
}
_OF_THE_ADDRESS = ("SMTPRecipientsRefused", "Bounced", "HTTPError 4")
NO_ANSWER = ("เครื่องส่งข้อความไม่ตอบ", f"กดส่งอีกครั้ง ถ้ายังไม่ได้ {CALL}")


def in_words(error: str) -> tuple[str, str]:
    """What `last_error` means, and what to do once it is given up."""
    return _WORDS.get(_kind_of(error), NO_ANSWER)


def blames_the_address(error: str) -> bool:
    """Whether it was the address, not our server or theirs: the next message fails as well."""
    return _kind_of(error) in _OF_THE_ADDRESS


def _kind_of(error: str) -> str:
    """The key of an error in _WORDS, "" for none. It begins with the name of what went wrong; of
    an answer by HTTP the code decides whether the number is to blame."""
    name, _, said = error.partition(":")
    code = said.removeprefix(" HTTP Error ")[:3] if name == "HTTPError" else ""
    if code == "429":  # too many at once: a matter of time
        return ""
    names = (f"{name} {code}", f"{name} {code[:1]}") if code else (name,)
    return next((one for one in names if one in _WORDS), "")
