"""Words that people write around the number of a resolution, in seven languages: bodies, kinds, dates, fillers."""

from __future__ import annotations

import re

from graph.symbols.characters import bare
from graph.symbols.families import (
    ECONOMIC_AND_SOCIAL_COUNCIL,
    GENERAL_ASSEMBLY,
    HUMAN_RIGHTS_COUNCIL,
    SECURITY_COUNCIL,
)

RESOLUTION, DECISION, STATEMENT, FILLER = "resolution", "decision", "statement", "filler"

# Expressions, a line a language: English, French, Spanish, German, Russian, Chinese (the longest first), Arabic.
_MEANINGS: dict[str, str] = {
    GENERAL_ASSEMBLY: r"""
        general assembly|ga|unga|gares
        assemblee generale|ag|agnu
        asamblea general
        generalversammlung
        генеральн\w+ ассамбле\w+|га
        联合国大会|联大|大会
        الجمعيه العامه|للجمعيه العامه|الجمعية العامة|للجمعية العامة""",
    SECURITY_COUNCIL: r"""
        security council|sc|unsc|scres
        conseil de securite|cs|csnu
        consejo de seguridad
        sicherheitsrate?s?
        совет\w* безопасности|сб
        安全理事会|安理会
        مجلس الامن|لمجلس الامن""",
    ECONOMIC_AND_SOCIAL_COUNCIL: r"""
        economic and social council|ecosoc
        conseil economique et social
        consejo economico y social
        wirtschafts- und sozialrate?s?
        экономическ\w+ и социальн\w+ совет\w*|экосос
        经济及社会理事会|经社理事会
        المجلس الاقتصادي والاجتماعي|للمجلس الاقتصادي والاجتماعي""",
    HUMAN_RIGHTS_COUNCIL: r"""
        human rights council|hrc|unhrc|hrcres
        conseil des droits de l.homme|cdh
        consejo de derechos humanos
        menschenrechtsrate?s?
        совет\w* по правам человека|спч
        人权理事会
        مجلس حقوق الانسان|لمجلس حقوق الانسان""",
    f"{SECURITY_COUNCIL} {RESOLUTION}": "unscr|scr",
    f"{GENERAL_ASSEMBLY} {RESOLUTION}": "ungar",
    f"{HUMAN_RIGHTS_COUNCIL} {RESOLUTION}": "hrcr",
    STATEMENT: r"""
        presidential statement|statement (?:by|of) (?:the|its) president|prst
        declaration (?:de la|du) president\w*
        declaracion de (?:la presidencia|su presidente)
        заявлени\w+ председателя
        主席声明
        بيان رئاسي|بيان رئيس""",
    DECISION: r"""
        decisions?|dec
        decisiones
        beschlu\w+
        решени\w+
        决定
        (?:ال|ب|ل|و|وال|بال|لل)?مقرر(?:ها|ات|ه|ي)?""",
    RESOLUTION: r"""
        resolutions?|res
        resolucion(?:es)?
        resolutionen
        резолюци\w+|рез
        决议
        (?:ال|ب|ل|و|وال|بال|لل)?قرار(?:ها|ات|ه|ي|يه|يها)?""",
    FILLER: r"""
        the|of|by|in|its|no|nos|nr|num|number|un|united nations|adopted|on|symbol
        la|le|les|l|de|du|des|d|n|numero|nations unies|onu|en date
        el|los|las|del|naciones unidas
        der|die|das|vom|von|vereinten nationen
        оон|организаци\w+ объединенных нации|от|года?|г|no
        第|号|的|联合国|年
        رقم|الامم المتحده|الامم المتحدة|التابع\w*|المؤرخ\w*|الصادر\w*""",
}

_MONTHS = """
    january february march april may june july august september october november december
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    januar februar marz juni juli oktober dezember
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
"""
_CJK = re.compile(r"[\u3400-\u9fff]")


def _expression(lines: str) -> re.Pattern[str]:
    """Any of the words, as whole words; Chinese has no boundaries between its words."""
    languages = [line.strip() for line in lines.strip().splitlines()]
    chinese = [line for line in languages if _CJK.match(line)]
    others = [line for line in languages if not _CJK.match(line)]
    return re.compile("|".join([*chinese, rf"(?<!\w)(?:{'|'.join(others)})(?!\w)"]))


_WORDS = {tuple(meaning.split()): _expression(bare(words)) for meaning, words in _MEANINGS.items()}
_MONTH = "|".join(bare(_MONTHS).split())
_DATE = re.compile(
    rf"\d{{1,2}}(?:\.|er|st|nd|rd|th)? (?:de |\w+ \w+/)?(?:{_MONTH})(?: de)? (?P<year>\d{{4}})"
    r"|(?P<year_zh>\d{4})年\d{1,2}月\d{1,2}日"
)


def date_in(text: str) -> re.Match[str] | None:
    """A date in `text` (small letters, without marks), such as 'of 31 october 2000' has."""
    return _DATE.search(text)


def meanings_of(text: str) -> tuple[frozenset[str], str]:
    """What words around a number mean (slugs of bodies, kinds), and what is left: letters that mean nothing to us.

    `text` is in small letters, without marks.
    """
    meanings: set[str] = set()
    for meaning, expression in _WORDS.items():
        text, found = expression.subn(" ", text)
        if found:
            meanings.update(meaning)
    return frozenset(meanings) - {FILLER}, "".join(c for c in text if c.isalnum())
