"""Who may look at work on many rows: everybody, and each only what that person asked for."""

from otopfair.rights.roles import READ, Role, on

GRANTS = {role: on("work", "bulkwork", verbs=READ) for role in Role}
