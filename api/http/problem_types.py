"""The kinds of problem that the API answers with: what each means and what to do, for clients and for people."""

from __future__ import annotations

from dataclasses import dataclass

from graph import errors


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem. Its `type` in a problem document is the address of a page that explains it."""

    slug: str
    status: int
    title: str
    means: str

    @property
    def uri(self) -> str:
        """The `type` member: relative to the server."""
        return f"/problems/{self.slug}"


_ALL = (
    ProblemType("ambiguous", 300, "Several could be meant", "`candidates` lists what the text can name. Ask for one."),
    ProblemType("bad-input", 400, "The request cannot be used", "A value in the request has a form that nothing has."),
    ProblemType(
        "bad-symbol", 400, "No symbol, name or acronym", "The text names nothing that is known. `nearest` may help."
    ),
    ProblemType("bad-query", 400, "The query was refused", "Only Cypher that reads the graph is run here."),
    ProblemType("not-found", 404, "Not loaded", "Nothing with that name is loaded. `nearest` lists names that are."),
    ProblemType("no-such-page", 404, "No such address", "The API has no such address. /docs lists those it has."),
    ProblemType(
        "not-connected",
        404,
        "No path",
        "Within that number of steps, nothing that is loaded connects the two. Citations of instruments with the "
        "coverage `cited` are not loaded, so that this is no proof that none exists.",
    ),
    ProblemType("method-not-allowed", 405, "Method not allowed", "`Allow` lists the methods of this address."),
    ProblemType(
        "query-timeout", 408, "Stopped at the time limit", "The query took longer than the engine allows. Ask for less."
    ),
    ProblemType("foreign-graph", 409, "Not our graph", "The graph there was written by something else."),
    ProblemType("too-large", 413, "Request too large", "The body of a request has at most 64 KiB."),
    ProblemType("wrong-host", 421, "Wrong host", "The server listens on this machine alone, under its own names."),
    ProblemType("invalid-request", 422, "Invalid request", "`errors` says for each value where it stands and why."),
    ProblemType(
        "unexpected", 500, "Unexpected error", "A mistake of ours. The server's log tells more under the same `id`."
    ),
    ProblemType(
        "unavailable",
        503,
        "Not available now",
        "The graph is being opened or loaded, or its engine does not answer. /readyz says what is going on.",
    ),
)
PROBLEM_TYPES = {kind.slug: kind for kind in _ALL}

_OF_ERROR: tuple[tuple[type[errors.RecallingError], str], ...] = (
    (errors.AmbiguousSymbol, "ambiguous"),
    (errors.BadSymbol, "bad-symbol"),
    (errors.BadQuery, "bad-query"),
    (errors.BadInput, "bad-input"),
    (errors.NotFound, "not-found"),
    (errors.NotConnected, "not-connected"),
    (errors.QueryTimeout, "query-timeout"),
    (errors.ForeignGraph, "foreign-graph"),
    (errors.EngineError, "unavailable"),
    (errors.LibraryError, "unavailable"),
)
_OF_STATUS = {
    404: "no-such-page",
    405: "method-not-allowed",
    413: "too-large",
    421: "wrong-host",
    422: "invalid-request",
}


def type_of(error: errors.RecallingError) -> ProblemType:
    """The kind of problem that an error of our tree is."""
    return PROBLEM_TYPES[next((slug for cls, slug in _OF_ERROR if isinstance(error, cls)), "unexpected")]


def type_of_status(status: int) -> ProblemType | None:
    """The kind of problem of a status that the framework answers with, None where the status says it all."""
    slug = _OF_STATUS.get(status)
    return PROBLEM_TYPES[slug] if slug else None
