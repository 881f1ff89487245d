"""What one field alone cannot tell: missing languages, citations past the end, references that lead nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from briefgen.diagnostics import Mark, Problems, Related
from briefgen.model.adaptation import Key, Layers, suggest
from briefgen.model.entries import Support
from briefgen.model.nodes import Mapping, is_refused
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.validation import Path, Validated, node_of, place_of, walk
from briefgen.model.values import LANGUAGE_PATTERN, Citation, Reference, Text

ANY_COUNT: Final = 10_000
"""More paragraphs than a citation can name: those of a source that is wrong in itself."""


def check_references(
    scenario: Scenario, validated: Validated, layers: Layers, own_layer: str, problems: Problems
) -> None:
    """Report everything in a scenario that points at something which is not there.

    A reference to what exists but is wrong in itself (`left_out`, `lost`) is no second problem.
    """
    _check_languages(scenario, layers, problems)
    languages = tuple(dict.fromkeys(one for one in scenario.languages if LANGUAGE_PATTERN.match(one)))
    paragraphs = {entry: ANY_COUNT for name, entry in validated.left_out if name == "sources"}
    paragraphs |= {source.id: len(source.paragraphs) for source in scenario.sources}
    ids = {name: {entry.id for entry in scenario.collection(name)} for name in COLLECTIONS}
    for name, entry in validated.left_out:
        ids[name].add(entry)
    if not scenario.sources:
        validated = replace(validated, lost=validated.lost | {"sources"})
    referrers: dict[tuple[str, str], list[tuple[Path, Mark]]] = {}
    for path, value in walk(scenario):
        if isinstance(value, Text):
            _check_text(path, value, languages, layers, own_layer, problems)
        elif isinstance(value, Citation):
            if ("sources", value.source) in layers.drops and value.source not in paragraphs:
                referrers.setdefault(("sources", value.source), []).append((path, place_of(layers, path)))
            elif "sources" not in validated.lost or value.source in paragraphs:
                _check_citation(path, value, paragraphs, layers, problems)
        elif isinstance(value, Reference):
            is_known = value in ids[value.collection] or value.collection in validated.lost
            if not is_known and not is_refused(node_of(layers, path)):
                referrers.setdefault((value.collection, str(value)), []).append((path, place_of(layers, path)))
        elif isinstance(value, Support):
            _check_support(path, value, scenario, layers, own_layer, problems)
    for (collection, target), places in referrers.items():
        _report_dangling(collection, target, places, ids[collection], layers, problems)


def _check_languages(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    for number, language in enumerate(scenario.languages):
        place = place_of(layers, ("languages", number))
        if not LANGUAGE_PATTERN.match(language):
            problems.error("unknown-language", place, f'"{language}" is not a language code', "such as ar, en, fr")
        elif language in scenario.languages[:number]:
            problems.error("duplicate-id", place, f'"{language}" stands twice in "languages"', "delete one of them")


def _check_text(
    path: Path, text: Text, languages: tuple[str, ...], layers: Layers, own_layer: str, problems: Problems
) -> None:
    name = next(str(step) for step in reversed(path) if isinstance(step, str))
    node = node_of(layers, path)
    for language in languages:
        if not text.root.get(language, "").strip():
            problems.error(
                "missing-language",
                place_of(layers, (*path, language)),
                f'"{name}" has no "{language}"',
                f"add `{language}:` and the text, or take {language} out of `languages`",
            )
    if not isinstance(node, Mapping) or not languages:
        return
    for language in text:
        own = node.entries[language].layer == own_layer if language in node.entries else False
        if language not in languages and own:
            problems.error(
                "unknown-language",
                node.keys[language],
                f'"{language}" is not among the languages of this scenario',
                suggest(language, languages),
            )
    layers_of = {one: node.entries[one].layer for one in languages if one in node.entries}
    changed = [one for one, layer in layers_of.items() if layer == own_layer]
    stale = [one for one in layers_of if one not in changed]
    if changed and stale and not name.startswith("order"):
        problems.warning(
            "stale-translation",
            node.keys[changed[0]],
            f'"{name}" is changed in {", ".join(changed)} but not in {", ".join(stale)}',
            "change the other wording too, so that both say the same",
        )


def _check_citation(
    path: Path, citation: Citation, paragraphs: dict[str, int], layers: Layers, problems: Problems
) -> None:
    place = place_of(layers, path)
    count = paragraphs.get(citation.source)
    if count is None:
        problems.error("unknown-id", place, f'no source "{citation.source}"', suggest(citation.source, paragraphs))
    elif citation.paragraph > count:
        problems.error(
            "citation-past-end",
            place,
            f"{citation.source} has {count} paragraphs, not {citation.paragraph}",
            f"paragraphs count from 1 to {count}; `briefgen list sources` shows them",
        )


def _check_support(
    path: Path, support: Support, scenario: Scenario, layers: Layers, own_layer: str, problems: Problems
) -> None:
    """Report a support that says less than its level demands.

    Baseline entries rest on their own `cites`, also while an adaptation has not decided on them.
    """
    node = node_of(layers, path)
    if not isinstance(node, Mapping) or "level" not in node.entries or node.layer != own_layer or not layers.stances:
        return
    if support.level != "not-in-source" and not support.cites:
        problems.error(
            "claim-without-citation",
            place_of(layers, path),
            f'support "{support.level}" names no paragraph',
            "add `cites:` with the paragraphs that carry it here",
        )
    planners = {source.id for source in scenario.sources if source.kind == "planner"}
    if support.level == "planner-added" and not any(cite.source in planners for cite in support.cites):
        problems.error(
            "claim-without-citation",
            place_of(layers, path),
            "an addition of the planner needs a source of its own",
            "add it to `sources` with `kind: planner`, and cite it here",
        )


def _report_dangling(
    collection: str,
    target: str,
    places: list[tuple[Path, Mark]],
    known: set[str],
    layers: Layers,
    problems: Problems,
) -> None:
    word = COLLECTIONS[collection]
    dropped = layers.drops.get((collection, target))
    if dropped is None:
        for _, place in places:
            problems.error("unknown-id", place, f'no {word} "{target}"', suggest(target, sorted(known)))
        return
    entries = [_entry_at(path, layers) for path, _ in places]
    related = [Related(place, f"named by {' / '.join(key)}") for key, (_, place) in zip(entries, places, strict=True)]
    names = ", ".join(dict.fromkeys(entry for _, entry in entries))
    problems.error(
        "dropped-but-referenced",
        dropped.mark,
        f'{word} "{target}" is dropped, but still named by {names}',
        "drop or adapt those entries too",
        related,
    )


def _entry_at(path: Path, layers: Layers) -> Key:
    """The collection and the id of the entry that a path leads into."""
    if path[0] == "drops" and isinstance(path[1], int):
        return list(layers.drops)[path[1]]
    return str(path[0]), str(path[1])
