"""Django's PostgreSQL, whose pool finds a dead connection without asking the server."""
