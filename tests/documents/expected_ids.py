"""The ids of the answer key of the two French documents, as ours: those that are not the same."""

from __future__ import annotations

IDS = {
    "day-police-cooperation": "day-of-police-cooperation",
    "day-prevention-transnational-organized-crime": "day-against-transnational-organized-crime",
    "trafficking-protocol": "palermo-protocol-trafficking",
    "smuggling-protocol": "palermo-protocol-smuggling",
    "firearms-protocol": "palermo-protocol-firearms",
    "theme-women-peace-security": "women-peace-and-security",
    "subject-technological-change": "rapid-technological-change",
    "subject-ict-sustainable-development": "ict-for-sustainable-development",
    "subject-human-rights-justice": "human-rights-in-administration-of-justice",
    "subject-digitalization-justice": "criminal-justice-digitalization",
    "subject-technical-cooperation": "technical-assistance",
    "subject-policing-peacekeeping": "policing-in-peacekeeping",
    **{f"state-{two}": three for two, three in {
        "ma": "MAR", "us": "USA", "fr": "FRA", "mx": "MEX", "tz": "TZA", "ke": "KEN", "sn": "SEN", "sl": "SLE",
        "gh": "GHA", "ae": "ARE", "dz": "DZA", "de": "DEU",
    }.items()},
}  # fmt: skip


def ours(id_: str) -> str:
    """Our id for one of the key's."""
    return IDS.get(id_) or id_.removeprefix("subject-")
