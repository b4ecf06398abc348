"""The families of UN symbols: what each names, its label in the graph, and the body whose series it is."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Literal

Base = Literal["Instrument", "Document", "Meeting"]
Label = Literal["Resolution", "Decision", "PresidentialStatement", "Draft", "Meeting", "UNDocument"]

GENERAL_ASSEMBLY = "un-general-assembly"
SECURITY_COUNCIL = "un-security-council"
ECONOMIC_AND_SOCIAL_COUNCIL = "un-economic-and-social-council"
HUMAN_RIGHTS_COUNCIL = "un-human-rights-council"
COMMISSION_ON_HUMAN_RIGHTS = "un-commission-on-human-rights"
ESCAP = "escap"
ENVIRONMENT_ASSEMBLY = "unea"

_LABELS: dict[str, Label] = {"RES": "Resolution", "DEC": "Decision", "PRST": "PresidentialStatement"}
_PATH_LABELS: dict[str, Label] = {
    "resolution": "Resolution",
    "decision": "Decision",
    "draft": "Draft",
    "meeting": "Meeting",
    "document": "UNDocument",
}
# Of the longest first: A/HRC/ is not the Assembly's, a conference convened by the UN (A/CONF.) is nobody's.
_BODIES = (
    ("A/HRC/", HUMAN_RIGHTS_COUNCIL),
    ("A/CONF.", ""),
    ("A/", GENERAL_ASSEMBLY),
    ("S/", SECURITY_COUNCIL),
    *((f"E/CN.4/{noun}/", COMMISSION_ON_HUMAN_RIGHTS) for noun in ("RES", "DEC")),
    ("E/ESCAP/RES/", ESCAP),
    ("E/", ECONOMIC_AND_SOCIAL_COUNCIL),
    *((f"UNEP/EA.{session}/Res.", ENVIRONMENT_ASSEMBLY) for session in range(1, 20)),
)


class Family(Enum):
    """A series of UN symbols. The value is the prefix of numbered texts, or a word for what has a path of its own."""

    ASSEMBLY_RESOLUTION = "A/RES"
    ASSEMBLY_DECISION = "A/DEC"
    SECURITY_COUNCIL_RESOLUTION = "S/RES"
    PRESIDENTIAL_STATEMENT = "S/PRST"
    ECOSOC_RESOLUTION = "E/RES"
    ECOSOC_DECISION = "E/DEC"
    HUMAN_RIGHTS_RESOLUTION = "A/HRC/RES"
    HUMAN_RIGHTS_DECISION = "A/HRC/DEC"
    HUMAN_RIGHTS_STATEMENT = "A/HRC/PRST"
    OTHER_RESOLUTION = "resolution"
    OTHER_DECISION = "decision"
    DRAFT = "draft"
    MEETING = "meeting"
    DOCUMENT = "document"

    @property
    def numbered(self) -> bool:
        """Whether its symbols are a series and a number, as adopted texts have; the others are a path."""
        return "/" in self.value

    @property
    def label(self) -> Label:
        """The specific label of a node with such a symbol."""
        if self.numbered:
            return _LABELS[self.value.rsplit("/", 1)[1]]
        return _PATH_LABELS[self.value]

    @property
    def base(self) -> Base:
        """The base label of a node with such a symbol."""
        if self is Family.MEETING:
            return "Meeting"
        return "Document" if self is Family.DOCUMENT else "Instrument"


@lru_cache(maxsize=65536)
def body_of(symbol_id: str) -> str:
    """Slug of the principal organ (or of another that adopts texts with symbols) whose series a symbol is of, or ''."""
    return next((slug for start, slug in _BODIES if symbol_id.startswith(start)), "")
