"""Where things are in the API: the address of a node, of its relations, and of the picture around it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from graph.model import Base, Ref

COLLECTIONS: dict[Base, str] = {
    "Instrument": "instruments",
    "Document": "documents",
    "Body": "bodies",
    "State": "states",
    "Meeting": "meetings",
    "Subject": "subjects",
    "Term": "terms",
    "Observance": "observances",
}

_SAFE = "/()'!*,:;=@"
"""What may stand in a path as it is: a symbol keeps its slashes and brackets."""


def href(ref: Ref, relation: str | None = None) -> str:
    """The canonical address of a node, or of its neighbours by a relation."""
    path = f"/v1/{COLLECTIONS[ref.base]}/{quote(ref.id, safe=_SAFE)}"
    return f"{path}/{relation}" if relation else path


def href_of_id(id_: str) -> str:
    """An address that leads to the node with that id whatever it is: the instruments' redirects to the others."""
    return f"/v1/instruments/{quote(id_, safe=_SAFE)}"


def picture(ref: Ref, format_: str = "html") -> str:
    """The address of the picture around a node."""
    return f"/v1/graph?{urlencode({'around': ref.id, 'format': format_}, safe=_SAFE)}"
