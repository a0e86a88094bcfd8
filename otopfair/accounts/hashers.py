from django.contrib.auth.hashers import Argon2PasswordHasher


class OwaspArgon2PasswordHasher(Argon2PasswordHasher):
    """OWASP's parameters: 19 MiB, 2 passes. Django's default takes 100 MiB a sign-in."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
