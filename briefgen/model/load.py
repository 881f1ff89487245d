"""Loading scenarios: the files of a folder, what they extend, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from briefgen.diagnostics import Diagnostic, Mark, Problems, Related
from briefgen.errors import NotFoundError, SourceError
from briefgen.model.adaptation import Key, Layers, Stance, merge_adaptation, suggest, without
from briefgen.model.coverage import check_coverage
from briefgen.model.item_review import check_items
from briefgen.model.nodes import Mapping, Node, Scalar
from briefgen.model.parity import check_parity
from briefgen.model.punctuation import check_punctuation
from briefgen.model.references import check_references
from briefgen.model.scenario import COLLECTIONS, Scenario
from briefgen.model.strict_yaml import read_yaml
from briefgen.model.validation import Validated, load_tree, place_of
from briefgen.model.values import ID_PATTERN
from briefgen.workspace import Workspace

NEED_ALL_FILES: Final = (
    "missing-field",
    "unknown-id",
    "dropped-but-referenced",
    "incomplete-order",
    "undecided",
)
"""Problems that mean nothing while a file of the scenario cannot be read: what they miss may stand in that file."""

NEED_BASELINE: Final = (*NEED_ALL_FILES, "claim-without-citation", "missing-language")
"""Problems that mean nothing in an adaptation alone: what they miss may stand in the baseline."""

HEADER: Final = {*Scenario.model_fields, "extends"} - COLLECTIONS.keys()
"""The keys of the file with which a scenario begins."""


@dataclass(frozen=True)
class Loaded:
    """A scenario, what it extends, and where each of its values comes from."""

    id: str
    value: Scenario
    layers: Layers
    files: tuple[Path, ...]
    baseline: Loaded | None = None
    warnings: tuple[Diagnostic, ...] = ()

    def stance(self, collection: str, entry_id: str) -> Stance | None:
        """What the adaptation does with an entry; None in a baseline and for entries that carry over by themselves."""
        return self.layers.stances.get((collection, entry_id))

    def place(self, *path: str | int) -> Mark:
        """Where the value at a path, such as `"lessons", "one-team", "text"`, stands in the files."""
        return place_of(self.layers, path)


@dataclass(slots=True)
class _Read:
    """What became of one scenario folder: its own files, its merged layers and, if all is well, its value."""

    files: tuple[Path, ...] = ()
    layers: Layers | None = None
    value: Scenario | None = None
    parent: str | None = None
    whole: bool = True
    left_out: frozenset[Key] = frozenset()
    problems: Problems = field(default_factory=Problems)


def load_scenario(workspace: Workspace, scenario_id: str) -> Loaded:
    """The scenario with this id, merged with what it extends.

    Raises `NotFoundError` if there is none, `SourceError` with every problem if its files have errors.
    """
    loaded, problems = load_scenarios(workspace, [scenario_id])
    if problems.errors:
        count = len(problems.errors)
        raise SourceError(f"{scenario_id} has {count} error(s)", "correct them and try again", tuple(problems))
    return loaded[0]


def load_scenarios(workspace: Workspace, scenario_ids: Iterable[str]) -> tuple[list[Loaded], Problems]:
    """The scenarios that load, and all problems of all files of all of them.

    Raises `NotFoundError` if a scenario does not exist.
    """
    read: dict[str, _Read] = {}
    loaded, problems = [], Problems()
    for scenario_id in scenario_ids:
        one = _read_scenario(workspace, scenario_id, (), read)
        problems.extend(one.problems)
        if one.value is not None and not one.problems.errors:
            loaded.append(_loaded(scenario_id, read))
    return loaded, problems


def _loaded(scenario_id: str, read: dict[str, _Read]) -> Loaded:
    one = read[scenario_id]
    assert one.value is not None
    assert one.layers is not None
    baseline = _loaded(one.parent, read) if one.parent else None
    return Loaded(scenario_id, one.value, one.layers, one.files, baseline, one.problems.warnings)


def _read_scenario(workspace: Workspace, scenario_id: str, chain: tuple[str, ...], read: dict[str, _Read]) -> _Read:
    """Read a scenario and what it extends, each once."""
    if scenario_id in read:
        return read[scenario_id]
    one = read[scenario_id] = _Read()
    folder = workspace.scenario_folder(scenario_id)
    tree, one.files, one.whole = _read_folder(folder, scenario_id, one.problems)
    if tree is None:
        return one
    extends = tree.entries.get("extends")
    if extends is not None:
        one.layers = _merge_with_parent(workspace, extends, tree, (*chain, scenario_id), read, one)
    elif one.whole or not _has_stances(tree):
        one.layers = Layers(tree)
    if one.layers is None:
        one.problems.extend(_check_alone(tree, scenario_id))
        return one
    wrong_before = read[one.parent].left_out if one.parent else frozenset()
    validated = _validate(one.layers, scenario_id, one.problems, wrong_before)
    one.value, one.left_out = validated.value, validated.left_out
    if not one.whole:
        one.problems.found = [found for found in one.problems.found if found.code not in NEED_ALL_FILES]
    return one


def _validate(
    layers: Layers, scenario_id: str, problems: Problems, wrong_before: frozenset[Key] = frozenset()
) -> Validated:
    """The scenario of merged layers, if it is one; everything that is wrong in it is reported."""
    validated = load_tree(layers, problems, wrong_before)
    if validated.value is not None:
        check_references(validated.value, validated, layers, scenario_id, problems)
        if not validated.left_out:
            check_coverage(validated.value, layers, problems)
            check_items(validated.value, layers, problems)
            check_parity(validated.value, layers, problems)
            check_punctuation(validated.value, layers, problems)
    return validated


def _has_stances(tree: Mapping) -> bool:
    """Whether a scenario is an adaptation by the look of its entries, though no file that could be read says so."""
    collections = [tree.entries.get(name) for name in COLLECTIONS]
    entries = [entry for one in collections if isinstance(one, Mapping) for entry in one.entries.values()]
    return any(isinstance(entry, Mapping) and "do" in entry.entries for entry in entries)


def _check_alone(tree: Mapping, scenario_id: str) -> list[Diagnostic]:
    """What is wrong in an adaptation itself, where there is no baseline to merge it with."""
    entries = dict(without(tree, "extends", "order").entries)
    for name in COLLECTIONS:
        if isinstance(collection := entries.get(name), Mapping):
            own = {
                key: without(entry, "do", "after") if isinstance(entry, Mapping) else entry
                for key, entry in collection.entries.items()
                if not (isinstance(entry, Mapping) and _is_drop(entry))
            }
            entries[name] = replace(collection, entries=own)
    found = Problems()
    _validate(Layers(replace(tree, entries=entries)), scenario_id, found)
    return [one for one in found if one.code not in NEED_BASELINE]


def _is_drop(entry: Mapping) -> bool:
    do = entry.entries.get("do")
    return isinstance(do, Scalar) and do.value == Stance.DROP


def _merge_with_parent(
    workspace: Workspace,
    extends: Node,
    tree: Mapping,
    chain: tuple[str, ...],
    read: dict[str, _Read],
    one: _Read,
) -> Layers | None:
    if not isinstance(extends, Scalar) or not ID_PATTERN.match(extends.value):
        hint = f"write the name of its folder; the scenarios here are: {', '.join(workspace.list_scenarios())}"
        one.problems.error("wrong-type", extends.mark, '"extends" is not the id of a scenario', hint)
        return None
    parent_id = extends.value
    if parent_id in chain:
        way = " → ".join((*chain[chain.index(parent_id) :], parent_id))
        hint = "one of them has to stand alone, without `extends:`"
        one.problems.error("circular-extends", extends.mark, f"scenarios extend each other: {way}", hint)
        return None
    try:
        parent = _read_scenario(workspace, parent_id, chain, read)
    except NotFoundError:
        hint = suggest(parent_id, workspace.list_scenarios())
        one.problems.error("unknown-scenario", extends.mark, f'there is no scenario "{parent_id}" to extend', hint)
        return None
    one.problems.extend(parent.problems.errors)
    one.whole = one.whole and parent.whole
    if parent.layers is None:
        return None
    one.parent = parent_id
    base = replace(parent.layers, stances=_inherited(parent.layers.stances))
    return merge_adaptation(base, parent_id, tree, one.problems)


def _inherited(stances: dict[Key, Stance]) -> dict[Key, Stance]:
    """The stances of a parent that still say something in its child: those it has not taken."""
    return {key: stance for key, stance in stances.items() if stance is Stance.UNDECIDED}


def _read_folder(folder: Path, scenario_id: str, problems: Problems) -> tuple[Mapping | None, tuple[Path, ...], bool]:
    """One tree for all YAML files of a scenario folder, the files, and whether every file could be read.

    A key may stand in one file only.
    """
    if not ID_PATTERN.match(scenario_id):
        problems.error("bad-id", Mark(folder), f'"{scenario_id}" is not an id', "small letters, digits and hyphens")
        return None, (), False
    files = tuple(sorted(one for one in folder.iterdir() if one.suffix in (".yaml", ".yml") and one.name[0] != "."))
    if not files:
        problems.error("empty-scenario", Mark(folder), "the folder has no .yaml file", "add scenario.yaml")
        return None, (), False
    trees = [tree for file in files if (tree := read_yaml(file, file, scenario_id, problems)) is not None]
    if not trees:
        return None, files, False
    entries: dict[str, Node] = {}
    keys: dict[str, Mark] = {}
    for tree in trees:
        for key, node in tree.entries.items():
            if key in entries:
                problems.error(
                    "duplicate-key",
                    tree.keys[key],
                    f'"{key}" stands in two files',
                    "a key may stand in one file only: move the entries together",
                    [Related(keys[key], "it stands here too")],
                )
                entries[key] = _join(entries[key], node)
                continue
            entries[key], keys[key] = node, tree.keys[key]
    start = max(trees, key=lambda tree: len(HEADER & tree.entries.keys()))
    whole = Mapping(entries, keys, Mark(start.mark.file, 1, 1), scenario_id)
    is_whole = len(trees) == len(files)
    return _drop_stray_keys(whole, is_whole, problems), files, is_whole


def _join(first: Node, second: Node) -> Node:
    """Both halves of what stands in two files, so that neither looks as if it were missing."""
    if not (isinstance(first, Mapping) and isinstance(second, Mapping)):
        return first
    return replace(first, entries={**second.entries, **first.entries}, keys={**second.keys, **first.keys})


def _drop_stray_keys(tree: Mapping, is_whole: bool, problems: Problems) -> Mapping:
    """The tree without top-level keys that nothing knows, each of them reported."""
    known = ["extends", *(name for name in Scenario.model_fields if name != "drops")]
    if "extends" in tree.entries or not is_whole:
        known.append("order")
    stray = [key for key in tree.entries if key not in known]
    for key in stray:
        problems.error("unknown-key", tree.keys[key], f'"{key}" is not a field of a scenario', suggest(key, known))
    return without(tree, *stray)
