"""What one field alone cannot tell: missing languages, citations past the end, references that lead nowhere."""

from __future__ import annotations

from briefgen.diagnostics import Mark, Problems, Related
from briefgen.model.adaptation import Key, Layers, suggest
from briefgen.model.entries import Support
from briefgen.model.nodes import Mapping
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.validation import Path, node_of, place_of, walk
from briefgen.model.values import LANGUAGE_PATTERN, Citation, Reference, Text


def check_references(
    scenario: Scenario, left_out: frozenset[Key], layers: Layers, own_layer: str, problems: Problems
) -> None:
    """Report everything in a scenario that points at something which is not there.

    `left_out` names entries that exist but are wrong in themselves: a reference to one of them is no second problem.
    """
    _check_languages(scenario, layers, problems)
    paragraphs = {source.id: len(source.paragraphs) for source in scenario.sources}
    paragraphs |= {entry: 10_000 for name, entry in left_out if name == "sources"}
    ids = {name: {entry.id for entry in scenario.collection(name)} for name in COLLECTIONS}
    for name, entry in left_out:
        ids[name].add(entry)
    referrers: dict[tuple[str, str], list[tuple[Path, Mark]]] = {}
    for path, value in walk(scenario):
        if isinstance(value, Text):
            _check_text(path, value, scenario.languages, layers, own_layer, problems)
        elif isinstance(value, Citation):
            _check_citation(path, value, paragraphs, layers, problems)
        elif isinstance(value, Reference) and value not in ids[value.collection]:
            referrers.setdefault((value.collection, str(value)), []).append((path, place_of(layers, path)))
        elif isinstance(value, Support):
            _check_support(path, value, scenario, layers, problems)
    for (collection, target), places in referrers.items():
        _report_dangling(collection, target, places, ids[collection], layers, problems)


def _check_languages(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    for number, language in enumerate(scenario.languages):
        place = place_of(layers, ("languages", number))
        if not LANGUAGE_PATTERN.match(language):
            problems.error("unknown-language", place, f'"{language}" is not a language code', "such as ar, en, fr")
        elif language in scenario.languages[:number]:
            problems.error("duplicate-id", place, f'"{language}" stands twice in "languages"')


def _check_text(
    path: Path, text: Text, languages: tuple[str, ...], layers: Layers, own_layer: str, problems: Problems
) -> None:
    name = next(str(step) for step in reversed(path) if isinstance(step, str))
    node = node_of(layers, path)
    for language in languages:
        if language not in text:
            problems.error(
                "missing-language",
                place_of(layers, path),
                f'"{name}" has no "{language}"',
                f"add `{language}:` and the text, or take {language} out of `languages`",
            )
    if not isinstance(node, Mapping):
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


def _check_support(path: Path, support: Support, scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report a support that says less than its level demands. Baseline entries rest on their own `cites`."""
    node = node_of(layers, path)
    if not isinstance(node, Mapping) or "level" not in node.entries or not layers.stances:
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
    related = [Related(place, f"named by {' / '.join(str(step) for step in path[:2])}") for path, place in places]
    names = ", ".join(dict.fromkeys(str(path[1]) for path, _ in places if len(path) > 1))
    problems.error(
        "dropped-but-referenced",
        dropped.mark,
        f'{word} "{target}" is dropped, but still named by {names}',
        "drop or adapt those entries too",
        related,
    )
