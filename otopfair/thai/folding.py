"""One spelling for what people type in several: on save, in search, in marks and cuts.

`normalise` mends what is invisible or mistyped and keeps the text as its writer meant it.
`fold` throws away what searchers leave out; compare folded text with folded text only.
"""

import re
import unicodedata
from functools import lru_cache

from otopfair.thai.digits import to_arabic_digits

# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte-order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MARK = "ัิ-ฺ็-๎"
_RUN_OF_MARKS = re.compile(f"[{_MARK}]{{2,}}")
_NIKHAHIT_AND_AA = re.compile(f"ํ([{_MARK}]*)า")
_MARK_AFTER_AM = re.compile(f"ำ([{_MARK}ำ]+)")
_DOUBLE_E = "เเ"
# As they are typed on a consonant: vowel, short sign or nikhahit, tone, silencer.
_ORDER_OF_MARKS = {mark: order for order, marks in enumerate(("็ํ", "่้๊๋", "์๎"), 1) for mark in marks}

_DROPPED_WHEN_SEARCHED = re.compile("[็-๎]")
_SPACES = re.compile(r"\s+")

# Base letter with all that hangs on it; sara am belongs to its consonant. Sara e twice is one
# letter mistyped, and a run of spaces is one space: both must be marked as a whole.
_CLUSTER = re.compile(
    f"เเ|\\s+|.[{_MARK}ำ\u0300-\u036f\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f\ufeff]*", re.DOTALL
)
_LEADING_VOWELS = "เแโใไ"


def normalise(text: str) -> str:
    """Return one-line `text` as it is stored: canonical spelling, single ordinary spaces.

    Never NFKC: it splits sara am in correct words too.
    """
    return _SPACES.sub(" ", _mend(text)).strip()


def fold(text: str) -> str:
    """Return the search form of `text`: lower case, Arabic digits, no tone or silencing marks."""
    # What stood on either side of a dropped mark may now need mending in its turn.
    return normalise(_drop_marks(normalise(text).lower()))


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """Split `text` into (segment, is_match) where the folded words of `query` occur.

    Segments are unbroken pieces of the original: no mark is torn from its letter, and words found
    side by side are one match. The segments joined are `text`.
    """
    words = fold(query).split()
    clusters = _CLUSTER.findall(text)
    folded, cluster_of = _folded_clusters(clusters)
    marked = [False] * len(clusters)
    for word in words:
        start = folded.find(word)
        while start >= 0:
            first, last = cluster_of[start], cluster_of[start + len(word) - 1]
            marked[first : last + 1] = [True] * (last + 1 - first)
            start = folded.find(word, start + len(word))
    for position in range(1, len(clusters) - 1):
        if clusters[position].isspace() and marked[position - 1] and marked[position + 1]:
            marked[position] = True
    segments: list[tuple[str, bool]] = []
    for cluster, is_match in zip(clusters, marked, strict=True):
        if segments and segments[-1][1] == is_match:
            cluster = segments.pop()[0] + cluster
        segments.append((cluster, is_match))
    return segments


def truncate(text: str, length: int, ending: str = "…") -> str:
    """Cut `text` to `length` letters with their marks, `ending` included; whole text if it fits."""
    clusters = _CLUSTER.findall(text)
    if len(clusters) <= length:
        return text
    kept = clusters[: max(length - len(ending), 0)]
    while kept and (kept[-1].isspace() or kept[-1] in _LEADING_VOWELS):
        kept.pop()
    return "".join(kept) + ending


def _mend(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if text.isascii():
        return text
    # One mending may uncover the next; a text in order passes once.
    while (mended := _mend_once(text)) != text:
        text = mended
    return text


def _mend_once(text: str) -> str:
    text = text.replace(_DOUBLE_E, "แ")
    text = _NIKHAHIT_AND_AA.sub(r"\1ำ", text)
    text = _MARK_AFTER_AM.sub(lambda found: found[1].replace("ำ", "") + "ำ", text)
    return unicodedata.normalize("NFC", _RUN_OF_MARKS.sub(_in_order, text))


def _in_order(run: re.Match) -> str:
    """Each mark of a run once, in the order in which they are typed."""
    return "".join(sorted(dict.fromkeys(run[0]), key=lambda mark: _ORDER_OF_MARKS.get(mark, 0)))


def _drop_marks(text: str) -> str:
    return _DROPPED_WHEN_SEARCHED.sub("", to_arabic_digits(text)).replace("ำ", "า")


def _folded_clusters(clusters: list[str]) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the cluster it came from."""
    folded, cluster_of = [], []
    for position, cluster in enumerate(clusters):
        piece = " " if cluster.isspace() else _fold_cluster(cluster)
        folded.append(piece)
        cluster_of += [position] * len(piece)
    return "".join(folded), cluster_of


# A language has few syllables: hit lists fold the same ones again and again.
_fold_cluster = lru_cache(maxsize=4096)(fold)
