"""What is wrong with the fonts of a user's own workspace. No page is set: it must be quick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from briefgen.diagnostics import Mark, Problems
from briefgen.errors import BriefgenError, NotFoundError
from briefgen.render.font_facts import BOLD_FROM, Embedding, FontFacts, read_font_facts
from briefgen.render.font_rules import SHEET_FONTS, FontRule, list_font_rules
from briefgen.render.letter_groups import ARABIC, ARABIC_SIGNS, GROUPS, LATIN, missing_letters, name_letters
from briefgen.workspace import FONTS, Workspace, find_shipped

ENDINGS: Final = frozenset({".ttf", ".otf", ".woff", ".woff2", ".ttc", ".otc"})
NEEDED: Final = (ARABIC, ARABIC_SIGNS, "Arabic punctuation", LATIN, "European digits", "Arabic-Indic digits")
"""The groups of letters that every pack needs."""
DOCTOR: Final = "`briefgen doctor --font {}` says more"


def check_fonts(workspace: Workspace, problems: Problems) -> None:
    """Note what is wrong with the font files of the workspace's own folders."""
    shipped = find_shipped().resolve()
    files = [file for root in workspace.roots if root.resolve() != shipped for file in _font_files(root / FONTS)]
    if not files:
        return
    rules = list_font_rules(workspace)
    for file in files:
        mark = Mark(workspace.shown(file))
        asked = [rule for rule in rules if rule.name == file.name]
        try:
            facts = read_font_facts(file)
        except BriefgenError as error:
            problems.error("font-not-readable", mark, error.message, error.hint)
            continue
        if not asked and file.name not in SHEET_FONTS:
            hint = "give it the name of the font that it is to replace, or name it in an @font-face rule of a style"
            problems.warning("font-not-used", mark, f"no style asks for {file.name}", hint)
        _check_rights(facts, mark, problems)
        _check_letters(facts, _needed_letters(workspace, facts, asked), mark, problems)
        _check_weight(facts, asked, mark, problems)
        if file.name in SHEET_FONTS:
            _check_for_sheets(facts, mark, problems)


def _font_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (file for file in sorted(folder.rglob("*")) if file.suffix.lower() in ENDINGS)


def _check_rights(facts: FontFacts, mark: Mark, problems: Problems) -> None:
    if facts.embedding is Embedding.FORBIDDEN:
        hint = "use another font, or ask its maker for a licence and a file that allows it"
        problems.error("font-not-embeddable", mark, "the font forbids being put into a PDF", hint)
    elif facts.embedding is Embedding.RESTRICTED or not facts.subsetting:
        only = "only whole, and briefgen embeds just the letters that are used"
        said = only if not facts.subsetting else "only to be viewed and printed, not edited"
        problems.warning("font-restricted", mark, f"the font may be put into a PDF {said}", "read its licence")


def _check_letters(facts: FontFacts, needed: dict[str, str], mark: Mark, problems: Problems) -> None:
    hint = DOCTOR.format(mark.file)
    if facts.outlines not in ("TrueType", "CFF", "CFF2") or facts.colour:
        kind = "pictures" if facts.outlines == "bitmap" else "colours" if facts.colour else "nothing"
        said = f"its letters are drawn as {kind}, not as outlines: text in it is not printed, or cannot be searched"
        problems.error("font-without-outlines", mark, said, "use a font with outlines (TrueType or CFF)")
        return
    for group, letters in needed.items():
        lacking = [one for one in letters if ord(one) not in facts.characters]
        if lacking:
            said = f"the font lacks {group}: {name_letters(lacking)}"
            problems.warning("font-lacks-letters", mark, said, "another font is taken for them, which may look odd")
    if _has_most(facts, ARABIC):
        if not facts.joins and facts.missing_forms:
            said = "the font cannot join Arabic letters: they would stand apart"
            problems.error("font-without-joining", mark, said, hint)
        elif not facts.places_signs:
            said = "the font does not say where vowel signs stand: they may stand beside their letters"
            problems.warning("font-without-signs", mark, said, hint)


def _has_most(facts: FontFacts, group: str) -> bool:
    return 2 * len(missing_letters(group, facts.characters)) < len(GROUPS[group])


def _needed_letters(workspace: Workspace, facts: FontFacts, asked: Sequence[FontRule]) -> dict[str, str]:
    """By group, the letters that the font must have: those of the shipped font it replaces, or of its own script.

    Of a style that takes it for some letters only, just these.
    """
    try:
        replaced = read_font_facts(Workspace((find_shipped(),)).find_file(FONTS, facts.file.name))
    except NotFoundError:
        groups = [
            group for group in NEEDED if _has_most(facts, LATIN if group in (LATIN, "European digits") else ARABIC)
        ]
    else:
        groups = [group for group in NEEDED if not missing_letters(group, replaced.characters)]
    if not groups:
        groups = [LATIN]
    in_use = {one for group in groups for one in GROUPS[group] if not asked or any(rule.is_for(one) for rule in asked)}
    return {group: "".join(one for one in GROUPS[group] if one in in_use) for group in groups}


def _check_weight(facts: FontFacts, asked: Sequence[FontRule], mark: Mark, problems: Problems) -> None:
    wanted = {rule.weight for rule in asked if rule.weight}
    if facts.file.name in SHEET_FONTS:
        wanted.add(SHEET_FONTS[facts.file.name])
    for weight in sorted(wanted):
        least, most = facts.weights
        if not facts.is_bold(weight):
            own = f"{least}" if least == most else f"{least} to {most}"
            said = (
                f"the font is to be {'bold' if weight >= BOLD_FROM else 'regular'} ({weight}), and its weight is {own}"
            )
            hint = "use the family's file of that weight: briefgen makes no letter bolder or lighter"
            problems.warning("font-weight-missing", mark, said, hint)


def _check_for_sheets(facts: FontFacts, mark: Mark, problems: Problems) -> None:
    """Answer sheets are drawn by another library, which needs more of a font."""
    if reason := reason_against_sheets(facts):
        hint = "leave the fonts of answer sheets as they are, or use a static TrueType file (.ttf) that has these forms"
        problems.error("font-not-for-sheets", mark, f"answer sheets cannot be drawn with the font: {reason}", hint)


def reason_against_sheets(facts: FontFacts) -> str:
    """Why answer sheets cannot be drawn with a font; empty if they can."""
    if facts.outlines != "TrueType" or facts.container:
        return f"it is no plain TrueType file but {facts.container or facts.outlines}"
    if facts.axes:
        return "it is a variable font"
    missing = facts.missing_forms
    return f"it lacks joined forms: {name_letters(missing, 6)}" if missing else ""
