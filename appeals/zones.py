"""What time it is where an organisation is: the time zone that follows from its country."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from babel.core import get_global

# Where CLDR knows several zones: the one most people, and nearly all organisations, live by.
_USUAL = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}


def zone_of(countries: Sequence[str], *, otherwise: ZoneInfo) -> ZoneInfo:
    """Return the zone of the first country (ISO 3166-1 alpha-2), else the other one."""
    if not countries:
        return otherwise
    name = _USUAL.get(countries[0]) or _only_zone(countries[0])
    return ZoneInfo(name) if name else otherwise


def _only_zone(country: str) -> str | None:
    known = get_global("territory_zones").get(country, [])
    return known[0] if len(known) == 1 else None
