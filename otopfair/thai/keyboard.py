"""What was typed while the keyboard stood on the other language: "zhkws," is ผ้าไหม, "หรสา" is silk.

The keys of the Kedmanee layout, as Windows, Android and macOS have them, beside those of the
English one.
"""

from otopfair.thai.splitting import is_thai

_ENGLISH = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)
_THAI = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = str.maketrans(_ENGLISH, _THAI)
_TO_ENGLISH = str.maketrans(_THAI, _ENGLISH)


def on_the_other_keyboard(typed: str) -> list[str]:
    """What the same keys give in the other language; with Caps Lock on, too, from English keys."""
    if is_thai(typed):
        return [typed.translate(_TO_ENGLISH)]
    if not typed.isascii():
        return []
    ways = [typed.translate(_TO_THAI)]
    if typed.isupper():
        ways.append(typed.lower().translate(_TO_THAI))
    return ways
