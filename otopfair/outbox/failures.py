"""Why a message did not go out, in words for officers: what it means, and what to do."""

_WORDS = {
    "NotSetUp": "ระบบยังไม่เปิดช่องทางนี้ โทรบอกร้าน หรือแจ้งผู้ดูแลระบบ",
    "SMTPRecipientsRefused": "ที่อยู่อีเมลนี้ไม่มีผู้รับ ถามอีเมลใหม่จากร้าน แล้วโทรบอก",
    "SMTPSenderRefused": "เครื่องส่งอีเมลไม่รับผู้ส่ง แจ้งผู้ดูแลระบบ",
    "SMTPAuthenticationError": "เครื่องส่งอีเมลไม่รับรหัสของระบบ แจ้งผู้ดูแลระบบ",
    "SMTPDataError": "เครื่องส่งอีเมลไม่รับข้อความนี้ โทรบอกร้าน",
    "BadHeaderError": "เรื่องหรือที่อยู่อีเมลมีอักษรที่ส่งไม่ได้ โทรบอกร้าน",
    "HTTPError": "ผู้ให้บริการไม่รับเบอร์หรือข้อความนี้ ตรวจเบอร์ในทะเบียน แล้วโทรบอก",
}
NO_ANSWER = "เครื่องส่งไม่ตอบ กดส่งอีกครั้ง ถ้ายังไม่ได้ โทรบอกร้าน"


def in_words(error: str) -> str:
    """The sentence for `last_error`, which begins with the name of what went wrong; "" for none."""
    name = error.partition(":")[0].strip()
    return _WORDS.get(name, NO_ANSWER) if error else ""
