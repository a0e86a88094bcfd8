"""A fair's name inside a sentence: the word งาน stands before it once, whatever the name."""

WORD = "งาน"


def fair_called(name: str) -> str:
    """ "งาน OTOP CITY", and "งานไหม" for a name that begins with the word."""
    return name if name.startswith(WORD) else f"{WORD} {name}"
