"""A connection that waits in the pool is asked whether it lives only when it is not silent."""

from contextlib import contextmanager
from socket import socketpair
from types import SimpleNamespace

import pytest
from psycopg import OperationalError

from otopfair.postgres.base import check_if_it_spoke


@contextmanager
def idle_connection():
    """What the check reads of a connection, the statements it is asked, and the server's end."""
    here, there = socketpair()
    asked = []

    def execute(statement):
        asked.append(statement)
        if not here.recv(1):
            raise OperationalError("the server closed the connection")

    line = SimpleNamespace(socket=here.fileno())
    yield SimpleNamespace(pgconn=line, autocommit=True, execute=execute), asked, there
    here.close()
    there.close()


def test_a_silent_connection_is_handed_out_unasked():
    with idle_connection() as (connection, asked, _server):
        check_if_it_spoke(connection)
    assert asked == []


def test_one_with_news_is_asked_and_handed_out():
    with idle_connection() as (connection, asked, server):
        server.send(b"N")
        check_if_it_spoke(connection)
    assert asked == [""]


def test_one_that_the_server_closed_is_refused():
    with idle_connection() as (connection, _asked, server):
        server.close()
        with pytest.raises(OperationalError):
            check_if_it_spoke(connection)
