"""show, cites, cited-by, path, search: whole where no terminal is, and as JSON in a shape that stays."""

from __future__ import annotations

import pytest

AI = "A/RES/78/265"
POLICING = "A/RES/77/241"


def test_show_says_how_much_is_known(recalling, filled):
    result = recalling("show", AI, settings=filled)
    assert result.code == 0
    assert result.err == ""
    assert "Seizing the opportunities of safe, secure and trustworthy artificial intelligence systems\n" in result.out
    assert "full (text read)" in result.out
    assert "Source of the documents: United Nations." in result.out
    assert "a missing citation means nothing" in recalling("show", "A/RES/70/1", settings=filled).out


@pytest.mark.parametrize("words", [["A/RES/78/265"], ["78/265"], ["resolution", "78/265"], ["A/RES/78/265", ""]])
def test_any_spelling_with_or_without_quotes(recalling, filled, words):
    assert recalling("show", *words, "--json", settings=filled).json["id"] == AI


def test_show_in_json_is_what_the_api_answers(recalling, filled):
    shown = recalling("show", POLICING, "--json", settings=filled).json
    assert shown["base"] == "Instrument"
    assert shown["label"] == "Resolution"
    assert shown["coverage_means"] == "text read"
    cites = {"relation": "cites", "kind": "CITES", "forward": True, "nodes": 2, "edges": 2}
    assert cites in shown["relations"]


def test_show_a_body_with_what_it_co_chairs_and_since_when(recalling, filled):
    out = recalling("show", "UNODC", settings=filled).out
    assert "co-chair of\n  task-force-on-policing Inter-Agency Task Force on Policing\n" in out
    assert "as of 2022-12-16; source: footnote to A/RES/77/241" in out


def test_show_one_relation_whole(recalling, filled):
    result = recalling("show", "palermo-convention", "--relation", "protocols", "--json", settings=filled)
    (item,) = result.json["items"]
    assert item["node"]["id"] == "firearms-protocol"
    assert item["edges"][0] == {
        "kind": "SUPPLEMENTS",
        "from": "firearms-protocol",
        "to": "palermo-convention",
        "origin": "editor",
        "source": "A/RES/55/255",
    }


def test_a_relation_that_does_not_exist(recalling, filled):
    result = recalling("show", AI, "--relation", "likes", settings=filled)
    assert (result.code, result.out) == (2, "")
    assert "cited-by" in result.err


def test_cites_shows_the_evidence_of_each_citation(recalling, filled):
    result = recalling("cites", AI, settings=filled)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0].split() == ["id", "paragraph", "opening", "words", "verb", "as", "written", "origin", "title"]
    assert len(lines) == 5
    for words in ("A/RES/70/1", "OP6(a)", "resolves to promote", "resolves", "resolution 70/1", "link"):
        assert words in lines[2]
    assert lines[1].index("reaffirming") == lines[2].index("resolves to promote")
    assert "2 instruments and 1 document in 4 mentions" in result.err
    assert "United Nations" in result.err


def test_what_neighbouring_words_decided_is_marked(recalling, filled):
    assert "link (context)" in recalling("cites", POLICING, settings=filled).out


def test_cites_in_json(recalling, filled):
    result = recalling("cites", AI, "--json", settings=filled)
    page = result.json
    assert (page["next"], page["total"]) == (None, 3)
    assert [item["node"]["id"] for item in page["items"]] == ["A/RES/70/1", POLICING, "A/76/1"]
    edges = page["items"][0]["edges"]
    assert [(edge["from"], edge["to"], edge["paragraph"], edge["verb"]) for edge in edges] == [
        (AI, "A/RES/70/1", "PP2", "reaffirms"),
        (AI, "A/RES/70/1", "OP6(a)", "resolves"),
    ]
    assert edges[0]["languages"] == ["en"]


def test_a_limited_list_says_how_to_go_on(recalling, filled):
    first = recalling("cites", AI, "--limit", "2", "--json", settings=filled).json
    assert (len(first["items"]), first["total"]) == (2, 3)
    rest = recalling("cites", AI, "--after", first["next"], "--json", settings=filled).json
    assert [item["node"]["id"] for item in rest["items"]] == ["A/76/1"]
    assert rest["next"] is None
    assert f"--after {first['next']}" in recalling("cites", AI, "--limit", "2", settings=filled).err


def test_what_cites_nothing_that_is_loaded_is_said_with_its_meaning(recalling, filled):
    result = recalling("cites", "A/RES/70/1", settings=filled)
    assert (result.code, result.out) == (0, "")
    assert "a missing citation means nothing" in result.err


@pytest.mark.parametrize(
    ("command", "said"),
    [("cites", "a body cites nothing"), ("cited-by", "nothing cites a body")],
)
def test_what_a_body_cannot_have_is_said(recalling, filled, command, said):
    result = recalling(command, "unodc", settings=filled)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{said}; see `recalling show unodc`\n"
    as_json = recalling(command, "unodc", "--json", settings=filled)
    assert as_json.json["items"] == []
    assert said in as_json.err


def test_a_relation_that_such_a_node_cannot_have(recalling, filled):
    result = recalling("show", AI, "--relation", "co-chairs", settings=filled)
    assert (result.code, result.out) == (2, "")
    assert "an instrument has no 'co-chairs'" in result.err
    assert "Relations of an instrument: about, " in result.err
    assert "cited-by" in result.err


def test_cited_by(recalling, filled):
    result = recalling("cited-by", "resolution", "1325", "--json", settings=filled)
    assert [item["node"]["id"] for item in result.json["items"]] == [POLICING]
    assert "Only what is loaded is listed." in recalling("cited-by", "A/RES/70/1", settings=filled).err


def test_path_with_the_evidence_of_each_step(recalling, filled):
    result = recalling("path", AI, "S/RES/1325", settings=filled)
    assert result.code == 0
    _, first, second = result.out.splitlines()
    assert first.split()[:4] == ["1", AI, "cites", POLICING]
    assert "PP3 “recalling also”" in first
    assert second.split()[:4] == ["2", POLICING, "cites", "S/RES/1325"]
    assert "2 steps; each leads to the next" in result.err


def test_path_in_json(recalling, filled):
    path = recalling("path", "78/265", "to", "palermo", "convention", "--json", settings=filled).json
    assert (path["directed"], path["steps"]) == (True, 2)
    assert [node["id"] for node in path["nodes"]] == [AI, POLICING, "palermo-convention"]
    assert [(hop["from"], hop["to"], hop["forward"]) for hop in path["hops"]] == [
        (AI, POLICING, True),
        (POLICING, "palermo-convention", True),
    ]
    assert path["hops"][1]["edges"][0]["paragraph"] == "OP1"


def test_a_path_against_the_direction_of_an_edge_says_so(recalling, filled):
    result = recalling("path", "S/RES/1325", POLICING, settings=filled)
    assert "S/RES/1325  cited by  A/RES/77/241" in result.out
    assert "1 step, the other way round: A/RES/77/241 cites S/RES/1325\n" in result.err
    two = recalling("path", "S/RES/1325", AI, settings=filled)
    assert "2 steps; through what they share: not every step leads forward" in two.err


def test_no_path_is_exit_code_1(recalling, filled):
    result = recalling("path", AI, "A/HRC/RES/55/3", "--max-steps", "3", settings=filled)
    assert (result.code, result.out) == (1, "")
    assert "in 3 steps" in result.err


@pytest.mark.parametrize("words", [["78/265"], ["a", "b", "c"], ["to", "A/RES/70/1"], ["a", "to", "b", "to", "c"]])
def test_a_path_without_two_ends(recalling, filled, words):
    result = recalling("path", *words, settings=filled)
    assert (result.code, result.out) == (2, "")


def test_search(recalling, filled):
    result = recalling("search", "artificial", "intel", settings=filled)
    assert result.code == 0
    assert AI in result.out
    hits = recalling("search", "policing", "--json", settings=filled).json
    assert hits["total"] == len(hits["items"]) == 2
    assert hits["items"][0]["node"]["id"] == POLICING
    assert (hits["items"][0]["found_by"], hits["items"][0]["cited"]) == ("words", 1)


def test_nothing_found_is_exit_code_1_and_still_json(recalling, filled):
    result = recalling("search", "zebra", "--json", settings=filled)
    assert result.code == 1
    assert result.json == {"items": [], "next": None, "total": 0}
    assert "zebra" in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "A/RES/78/266"], "Nearest: A/RES/78/265"),
        (["show", "55/3"], "A/RES/55/3, A/HRC/RES/55/3"),
        (["cites", "no such thing"], "is no symbol, name or acronym"),
        (["cites", " "], "no instrument or body was named"),
        (["search", "--", "-"], "no word to search for"),
        (["search", "policing", "--limit", "201"], "1 to 200"),
        (["cites", AI, "--after", "nonsense"], "not the `next` of a page"),
        (["path", AI, POLICING, "--max-steps", "9"], "1 to 8 steps"),
        (["export", "json", "--around", AI, "--depth", "5", "-o", "-"], "depth of 0 to 4"),
    ],
)
def test_wrong_words_are_one_line_and_exit_code_2(recalling, filled, words, said):
    result = recalling(*words, settings=filled)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_what_a_terminal_would_obey_is_not_printed(recalling, filled):
    out = recalling("show", "A/RES/1/1", settings=filled).out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "Bell  and  [31mred lines\n" in out
    # As JSON it is kept, escaped.
    assert (
        recalling("show", "A/RES/1/1", "--json", settings=filled).json["title_en"] == "Bell\x07 and \x1b[31mred\nlines"
    )
