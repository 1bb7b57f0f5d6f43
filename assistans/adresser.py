"""Addresses of the database and of Redis, read from the URLs in the environment. No Django."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit


class AddressRefused(ValueError):
    """The URL cannot be used; the message is a sentence for the one who set it."""


def parse_database_url(url: str) -> dict[str, object]:
    """Read `postgresql://user:password@host:port/name?host=/socket/folder&sslmode=require` as Django's DATABASES entry.

    Every part may be percent-encoded. `host` in the query stands for a Unix socket folder; all other
    query parts are handed to libpq. Raises AddressRefused. The message never repeats the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("DATABASE_URL går inte att tolka. Mönstret står i .env.example.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise AddressRefused("DATABASE_URL ska börja med postgresql://. Mönstret står i .env.example.")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise AddressRefused("DATABASE_URL nämner ingen databas. Mönstret står i .env.example.")

    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    port = options.pop("port", "") or port or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": options,
    }


def redis_database(url: str, number: int, *, celery: bool) -> str:
    """Point a Redis URL at the database `number` places after its own, as Celery or Django's cache writes it.

    One address is given; the broker (0), the results (1) and the cache (2) must not share a database.
    Raises AddressRefused.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    try:
        if parts.scheme in {"unix", "redis+socket"}:
            own = int(query.pop("db", None) or query.pop("virtual_host", None) or 0)
            key = "virtual_host" if celery else "db"
            scheme = "redis+socket" if celery else "unix"
            return f"{scheme}://{parts.netloc}{parts.path}?{urlencode({key: own + number, **query})}"
        if parts.scheme in {"redis", "rediss"}:
            own = int(parts.path.strip("/") or query.pop("db", None) or 0)
            return urlunsplit(parts._replace(path=f"/{own + number}", query=urlencode(query)))
    except ValueError:
        pass
    raise AddressRefused("REDIS_URL ska vara av slaget redis://värd:6379/0 eller unix:///mapp/redis.sock?db=0.")
