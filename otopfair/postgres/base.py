"""What a restart of the database left is not handed out, and nobody waits for the answer.

Django asks the server for each request whether the connection lives, which is a fourth of what a
small request asks. A server that went has closed the connection, and that is seen here at once.
The server plans a prepared query once a connection; planning takes longer than looking.
"""

from select import POLLIN, poll

from django.db.backends.postgresql import base, operations
from psycopg_pool import ConnectionPool


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor, sql, params):
        """For whoever counts queries; of a prepared one the cursor does not know the text."""
        return super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def prepared_cursor(self):
        """A cursor whose query the server keeps planned, for as long as the connection lives."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))

    @property
    def pool(self):
        if self.alias not in self._connection_pools and (options := self._pool_options()):
            parameters = {**self.get_connection_params(), "autocommit": True}
            pool = ConnectionPool(
                kwargs=parameters,
                open=False,
                configure=self._configure_connection,
                check=check_if_it_spoke,
                **options,
            )
            self._connection_pools.setdefault(self.alias, pool)
        return super().pool

    def _pool_options(self) -> dict | None:
        if self.alias == base.NO_DB_ALIAS:
            return None
        return self.settings_dict["OPTIONS"].get("pool")


def check_if_it_spoke(connection) -> None:
    """An idle connection is silent. One that is not was closed by the server, or has news: ask."""
    waiting = poll()
    waiting.register(connection.pgconn.socket, POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)
