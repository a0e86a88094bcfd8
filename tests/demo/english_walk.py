"""The whole English site of the demonstration, walked from link to link as a visitor would."""

import re
from collections import Counter, deque
from urllib.parse import unquote, urlsplit

from django.test import Client

from tests.pages.test_english import SINGLE, Spoken
from tests.test_english_catalogue import compiled, sentence_of

MOST_OF_A_KIND = 3  # pages of one route that are asked for the same
LINK = re.compile(r'(?:href|src|action)="(/en/[^"#]*|\?[^"#]*)')
PART = re.compile(r"(?<=/)(?:[0-9]+|(?<=fairs/|inces/)[^/]+)(?=/)")
LONG = 10  # letters; shorter words of ours stand in names, too
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
WHAT_WAS_SEARCHED = re.compile(r'<input type="search"[^>]*>')


def kind_of(address: str) -> tuple:
    """Pages of one kind have one route and are asked the same questions."""
    parts = urlsplit(address)
    asked = sorted(re.findall(r"([a-z_]+)=", parts.query))
    return PART.sub("*", parts.path), *asked


def walked(client: Client) -> dict[str, str]:
    """Every kind of English page that a link leads to, a few of each."""
    pages, seen, kinds = {}, {"/en/"}, Counter()
    todo = deque(seen)
    while todo:
        address = todo.popleft()
        kind = kind_of(address)
        kinds[kind] += 1
        if kinds[kind] > MOST_OF_A_KIND:
            continue
        response = client.get(unquote(address.replace("&amp;", "&")))
        assert response.status_code in (200, 301, 302), address
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        pages[address] = response.content.decode()
        for link in LINK.findall(pages[address]):
            full = f"{urlsplit(address).path}{link}" if link.startswith("?") else link
            if full not in seen:
                seen.add(full)
                todo.append(full)
    return pages


def faults_of(address: str, page: str) -> list[str]:
    """Thai that is not marked as such, sentences of ours that are, and "1 booths"."""
    # A title has no marks; the box and the heading say what was searched for.
    spoken = Spoken(WHAT_WAS_SEARCHED.sub("", TITLE.sub("", page)))
    asked = re.search("[?&]q=([^&]*)", address)
    searched = unquote(asked[1]) if asked else "-"
    known = {sentence_of(key) for key in compiled()}
    marked = [text for text in spoken.marked if len(text) >= LONG and text in known]
    return [
        *(text for text in (*spoken.found, *marked) if searched not in text),
        *SINGLE.findall(re.sub(r"<[^>]*>", " ", page)),
    ]
