"""The settings of the tests: the same house, with cheaper passwords and plain static files."""

from helge.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["helge.config.cheap_hasher.CheapArgon2PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECRET_KEY = "only for tests"  # noqa: S105
