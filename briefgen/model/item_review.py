"""The review of quiz items: keys that cannot be right are errors, what an item writer would mend is a warning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from briefgen.diagnostics import Mark, Problems
from briefgen.model.adaptation import Layers, suggest
from briefgen.model.quiz import MOST_OPTIONS, Item, Option
from briefgen.model.scenario import Scenario
from briefgen.model.validation import place_of
from briefgen.model.values import Text

ALL_OR_NONE: Final = re.compile(
    r"\b(?:all|none|both|neither) (?:of )?the (?:above|following)\b|"
    r"(?<!\w)(?:جميع|كل|كلا|لا شيء|ليس أي|ليس أيا) (?:من |مما |ما )+(?:سبق|ذكر|تقدم)(?!\w)|"
    r"(?<!\w)(?:جميع|كل|لا شيء من|ليس أي من|ليس أيا من) (?:الإجابات|الأجوبة|الخيارات|البدائل)",
    re.IGNORECASE,
)
VOWEL_SIGNS: Final = re.compile("[\u064b-\u0652]")
NEGATIVE: Final = re.compile(
    r"\b(?:not|except|never|(?<!at )least|cannot)\b|n['’]t\b|(?<!\w)(?:ليس|ليست|لا|لم|لن|باستثناء|ما عدا|عدا)(?!\w)",
    re.IGNORECASE,
)
STRONG: Final = re.compile(r"\*\*.+?\*\*", re.DOTALL)
UNEQUAL_TIMES: Final = 2.5
UNEQUAL_CHARACTERS: Final = 25
"""Options are unequal where one is this many times as long as another, and by this many characters."""
SEVERAL: Final = 6
"""A tendency of the keys shows from this many items on."""
MOSTLY: Final = 0.6


def check_items(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report what is wrong or weak in the items, each with its place; and objectives that have none."""
    for item in scenario.items:
        _check_parts(item, layers, problems)
        _check_key(item, layers, problems)
        _check_wording(item, layers, problems)
    _check_duplicates(scenario, layers, problems)
    _check_tendencies(scenario, layers, problems)
    _check_objectives(scenario, layers, problems)


def _check_parts(item: Item, layers: Layers, problems: Problems) -> None:
    """Report options and premises that do not fit the type of the item."""
    place = place_of(layers, ("items", item.id))
    chooses = item.type in ("single", "multi", "matching", "ordering")
    if not chooses and item.options:
        hint = "take `options:` out, or choose another type"
        problems.error("options-do-not-fit", _at(layers, item, "options"), f"a {item.type} item has no options", hint)
    if chooses and not 2 <= len(item.options) <= MOST_OPTIONS:
        problems.error(
            "options-do-not-fit",
            _at(layers, item, "options") if item.options else place,
            f'"{item.id}" has {len(item.options)} options; an item has from 2 to {MOST_OPTIONS}',
            "more than six do not fit an answer sheet: split the item" if item.options else "add `options:`",
        )
    if item.type != "matching" and item.premises:
        hint = "only a matching item has premises"
        problems.error("options-do-not-fit", _at(layers, item, "premises"), f"a {item.type} item has none", hint)
    if item.type == "matching" and not 2 <= len(item.premises) <= len(item.options):
        problems.error(
            "options-do-not-fit",
            _at(layers, item, "premises") if item.premises else place,
            f'"{item.id}" matches {len(item.premises)} premises with {len(item.options)} options',
            "give it from two premises up to as many as it has options",
        )
    known = [option.id for option in item.options]
    for number, pinned in enumerate(item.pinned):
        if pinned not in known:
            mark = place_of(layers, ("items", item.id, "pinned", number))
            problems.error("unknown-id", mark, f'no option "{pinned}"', suggest(pinned, known))


def _check_key(item: Item, layers: Layers, problems: Problems) -> None:
    """Report a key that does not fit the type, or names no option."""
    if item.facilitator is None:
        return
    key, place = item.facilitator.key, _at(layers, item, "facilitator", "key")
    options = [option.id for option in item.options]
    wanted = _KEYS[item.type]
    if not wanted.fits(key):
        count = len(key) if isinstance(key, tuple) and item.type == "single" else 0
        said = f"{count} keys in a single item" if count > 1 else f'the key does not fit the type "{item.type}"'
        problems.error("bad-key", place, said, wanted.hint)
        return
    if item.type == "true-false" or isinstance(key, Text):
        return
    named = [key] if isinstance(key, str) else [one if isinstance(one, str) else one[1] for one in key]
    for one in named:
        if one not in options:
            problems.error("unknown-id", place, f'the key names no option: "{one}"', suggest(one, options))
    if item.type == "ordering" and sorted(named) != sorted(options):
        problems.error("bad-key", place, "the key does not hold every option once", "list all ids, first one first")
    if item.type == "ordering" and not item.shuffle and named == options:
        said = "the options stand in the right order, and are not shuffled"
        problems.warning("weak-item", place, said, "take `shuffle: false` out, or change their order")
    if item.type == "multi" and len(set(named)) != len(named):
        problems.error("bad-key", place, "the key names an option twice", "name each once")
    if item.type == "multi" and set(named) == set(options):
        problems.warning("weak-item", place, "all options are right: there is nothing to choose", "add a wrong one")
    if item.type == "matching":
        premises = [premise.id for premise in item.premises]
        matched = [one[0] for one in key if not isinstance(one, str)]
        for one in matched:
            if one not in premises:
                problems.error("unknown-id", place, f'no premise "{one}"', suggest(one, premises))
        if missing := [one for one in premises if one not in matched]:
            problems.error("bad-key", place, f"the key lacks {', '.join(missing)}", "match each premise with an option")


class _Wanted:
    """What the key of a type looks like, and how to write it."""

    def __init__(self, fits: Callable[[object], bool], hint: str) -> None:
        self.fits, self.hint = fits, hint


def _is_ids(key: object) -> bool:
    return isinstance(key, tuple) and bool(key) and all(isinstance(one, str) for one in key)


_KEYS: Final = {
    "single": _Wanted(lambda key: isinstance(key, str), "name one option, or make the item `multi`"),
    "multi": _Wanted(_is_ids, "write the right options as a list, such as [one, two]"),
    "true-false": _Wanted(lambda key: key in ("true", "false"), "write true or false"),
    "matching": _Wanted(
        lambda key: isinstance(key, tuple) and bool(key) and not _is_ids(key),
        "write each premise on a line of its own, with the option that matches it",
    ),
    "ordering": _Wanted(_is_ids, "write all options in the right order, such as [one, two, three]"),
    "short": _Wanted(lambda key: isinstance(key, Text), "write the model answer in each language"),
}


def _check_wording(item: Item, layers: Layers, problems: Problems) -> None:
    """Report options that give the key away, and stems that are easily misread."""
    for language in item.stem:
        stem = item.stem[language]
        if item.type != "true-false" and NEGATIVE.search(STRONG.sub("", stem.split("\n")[-1])):
            problems.warning(
                "weak-item",
                place_of(layers, ("items", item.id, "stem", language)),
                "a negative that is easily overlooked",
                "ask for what is right, or set the negative in bold: **not**",
            )
        for name, options in (("options", item.options), ("premises", item.premises)):
            _check_options(item, name, options, language, layers, problems)


def _check_options(
    item: Item, name: str, options: tuple[Option, ...], language: str, layers: Layers, problems: Problems
) -> None:
    texts = {option.id: option.text[language] for option in options if language in option.text}
    place = _at(layers, item, name)
    for option_id, text in texts.items():
        if ALL_OR_NONE.search(VOWEL_SIGNS.sub("", text)):
            mark = place_of(layers, ("items", item.id, name, option_id, language))
            problems.warning(
                "weak-item", mark, '"all of the above" and its like', "say what is meant, or make it multi"
            )
    for text, count in Counter(map(_normal, texts.values())).items():
        if count > 1:
            problems.error("duplicate-item", place, f'{count} {name} say the same: "{text[:60]}"', "change one")
    lengths = sorted(map(len, texts.values()))
    if item.type in ("single", "multi") and len(lengths) > 1:
        shortest, longest = max(lengths[0], 1), lengths[-1]
        if longest > UNEQUAL_TIMES * shortest and longest - shortest > UNEQUAL_CHARACTERS:
            problems.warning(
                "weak-item",
                place,
                f"options of unequal length ({language}: {shortest} and {longest} characters)",
                "a longer one looks right: make them alike",
            )


def _check_duplicates(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    for language in scenario.languages:
        seen: dict[str, str] = {}
        for item in scenario.items:
            if language not in item.stem:
                continue
            situation = item.situation[language] if item.situation and language in item.situation else ""
            options = sorted(one.text[language] for one in item.options if language in one.text)
            said = _normal(" ".join((situation, item.stem[language], *options)))
            if said in seen:
                place = place_of(layers, ("items", item.id, "stem", language))
                problems.warning("duplicate-item", place, f'the same as "{seen[said]}"', "drop one of them")
            seen.setdefault(said, item.id)


def _check_tendencies(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    """Report what a guesser would notice: a key that is mostly the longest option, or mostly the same letter."""
    singles = [item for item in scenario.items if item.type == "single" and item.facilitator is not None]
    singles = [item for item in singles if item.facilitator and item.facilitator.key in _ids(item.options)]
    place = place_of(layers, ("items",))
    if len(singles) < SEVERAL:
        return
    for language in scenario.languages:
        longest = [item for item in singles if _key_is_longest(item, language)]
        if len(longest) > MOSTLY * len(singles):
            problems.warning(
                "weak-item",
                place,
                f"the key is the longest option in {len(longest)} of {len(singles)} items ({language})",
                "shorten keys, or lengthen what is wrong",
            )
    fixed = [item for item in singles if not item.shuffle]
    positions = Counter(_ids(item.options).index(str(item.facilitator and item.facilitator.key)) for item in fixed)
    for position, count in positions.items():
        if len(fixed) >= SEVERAL and count > MOSTLY * len(fixed):
            said = f"option {position + 1} is right in {count} of the {len(fixed)} items that are not shuffled"
            problems.warning("weak-item", place, said, "let them be shuffled, or change the order")


def _key_is_longest(item: Item, language: str) -> bool:
    lengths = {option.id: len(option.text[language]) for option in item.options if language in option.text}
    key = str(item.facilitator and item.facilitator.key)
    return key in lengths and all(lengths[key] > length for one, length in lengths.items() if one != key)


def _check_objectives(scenario: Scenario, layers: Layers, problems: Problems) -> None:
    tested = {item.objective for item in scenario.items}
    for objective in scenario.objectives if scenario.items else ():
        if objective.id not in tested:
            problems.warning(
                "objective-without-item",
                place_of(layers, ("objectives", objective.id)),
                f'no item of the quiz tests the objective "{objective.id}"',
                "add an item with it, or drop the objective",
            )


def _ids(options: Iterable[Option]) -> list[str]:
    return [option.id for option in options]


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _at(layers: Layers, item: Item, *path: str) -> Mark:
    return place_of(layers, ("items", item.id, *path))
