"""What every visitors' page promises: open to all, kept by shared caches, a fixed cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST_QUERIES = 8


def visit(client, url, *, status=200):
    """The page at `url`, checked to set no cookie and to depend on none."""
    response = client.get(url)
    assert response.status_code == status, url
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    return response


def text_of(client, url) -> str:
    return visit(client, url).content.decode()


def queries_of(client, url) -> int:
    """How many queries the page takes; never more than a visitors' page may."""
    with CaptureQueriesContext(connection) as captured:
        visit(client, url)
    assert len(captured) <= MOST_QUERIES, [query["sql"] for query in captured]
    return len(captured)
