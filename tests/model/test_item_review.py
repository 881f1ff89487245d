"""What the review finds in quiz items, and where; and that it finds nothing in good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.model.codes import CODES
from briefgen.model.item_review import MOSTLY, SEVERAL
from tests.model.test_coverage import TRAINING
from tests.model.test_quiz import (
    ITEMS,
    MATCHING,
    MULTI,
    ORDERING,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    line_of,
    swap,
    write_items,
)
from tests.worlds import check_places, find_problems, show_places, write_baseline


def review(root: Path, items: str) -> Diagnostic:
    """The only problem of a bank with these items."""
    write_items(root, "items:\n" + items)
    (problem,) = find_problems(root)
    assert problem.code in CODES
    assert problem.hint
    return problem


def line_below(items: str, part: str) -> int:
    """The number of the only line that holds this, in the file of these items: `items:` stands above them."""
    return line_of(items, part) + 1


def place(problem: Diagnostic) -> str:
    """The problem as `line:column code severity`, once it is clear that it stands in the items' file."""
    assert problem.mark.file.name == "items.yaml"
    return f"{problem.mark.line}:{problem.mark.column} {problem.code} {problem.severity}"


@pytest.mark.parametrize("item", [SINGLE, MULTI, TRUE_FALSE, MATCHING, ORDERING, SHORT])
def test_a_good_item_gives_nothing(tmp_path: Path, item: str) -> None:
    write_items(tmp_path, "items:\n" + item)
    assert check_places(tmp_path) == []


# --- keys


def test_two_keys_in_a_single_item_are_an_error_at_the_key(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(SINGLE, "key: roads", "key: [roads, water]"))
    assert place(problem) == "14:7 bad-key error"
    assert problem.message == "2 keys in a single item"
    assert problem.hint == "name one option, or make the item `multi`"


def test_a_list_of_one_key_in_a_single_item_is_an_error_that_does_not_speak_of_several(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(SINGLE, "key: roads", "key: [roads]"))
    assert place(problem) == "14:7 bad-key error"
    assert problem.message == 'the key does not fit the type "single"'


@pytest.mark.parametrize(
    ("item", "old", "new"),
    [
        (SINGLE, "key: roads", "key: {ar: الطرق, en: The roads}"),
        (SINGLE, "key: roads", "key:\n        water: roads"),
        (MULTI, "key: [army, police]", "key: army"),
        (MULTI, "key: [army, police]", "key: []"),
        (MULTI, "key: [army, police]", "key:\n        army: police"),
        (TRUE_FALSE, "key: true", "key: yes"),
        (TRUE_FALSE, "key: true", "key: [true]"),
        (MATCHING, "key:\n        army: border\n        police: city", "key: [border, city]"),
        (MATCHING, "key:\n        army: border\n        police: city", "key: border"),
        (ORDERING, "key: [plan, work, report]", "key: plan"),
        (ORDERING, "key: [plan, work, report]", "key:\n        plan: work"),
        (SHORT, "key: {ar: تُبلَّغ البلدية, en: The town hall is told}", "key: town-hall"),
    ],
)
def test_a_key_that_does_not_fit_the_type_is_an_error_at_the_key(tmp_path: Path, item: str, old: str, new: str) -> None:
    items = swap(item, old, new)
    problem = review(tmp_path, items)
    assert place(problem) == f"{line_below(items, '      key:')}:7 bad-key error"


@pytest.mark.parametrize(
    ("item", "old", "new", "meant"),
    [
        (SINGLE, "key: roads", "key: road", "roads"),
        (MULTI, "key: [army, police]", "key: [army, polise]", "police"),
        (MATCHING, "police: city", "police: citty", "city"),
    ],
)
def test_a_key_that_names_no_option_is_an_error_that_says_which_may_be_meant(
    tmp_path: Path, item: str, old: str, new: str, meant: str
) -> None:
    items = swap(item, old, new)
    problem = review(tmp_path, items)
    assert place(problem) == f"{line_below(items, '      key:')}:7 unknown-id error"
    assert problem.message.startswith("the key names no option: ")
    assert problem.hint == f'did you mean "{meant}"?'


@pytest.mark.parametrize("key", ["[plan, work]", "[plan, work, work]", "[plan, work, report, plan]"])
def test_the_key_of_an_ordering_item_holds_every_option_once(tmp_path: Path, key: str) -> None:
    problem = review(tmp_path, swap(ORDERING, "[plan, work, report]", key))
    assert place(problem) == "15:7 bad-key error"
    assert problem.message == "the key does not hold every option once"


def test_things_to_order_that_stand_in_their_right_order_and_are_not_shuffled_are_weak(tmp_path: Path) -> None:
    unshuffled = swap(ORDERING, "    points: 2\n", "    shuffle: false\n")
    write_items(tmp_path, "items:\n" + unshuffled)
    assert check_places(tmp_path) == []
    problem = review(tmp_path, swap(unshuffled, "[plan, work, report]", "[report, plan, work]"))
    assert place(problem) == "15:7 weak-item warning"
    assert problem.message == "the options stand in the right order, and are not shuffled"


def test_an_option_named_twice_in_the_key_of_a_multi_item_is_an_error(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(MULTI, "[army, police]", "[army, army]"))
    assert place(problem) == "15:7 bad-key error"
    assert problem.message == "the key names an option twice"


def test_a_multi_item_of_which_all_is_right_is_weak(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(MULTI, "[army, police]", "[army, police, market]"))
    assert place(problem) == "15:7 weak-item warning"


def test_the_key_of_a_matching_item_matches_every_premise(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(MATCHING, "        police: city\n", ""))
    assert place(problem) == "18:7 bad-key error"
    assert problem.message == "the key lacks police"


def test_the_key_of_a_matching_item_names_premises_that_are_there(tmp_path: Path) -> None:
    problem = review(
        tmp_path, swap(MATCHING, "        police: city\n", "        police: city\n        polic: market\n")
    )
    assert place(problem) == "18:7 unknown-id error"
    assert (problem.message, problem.hint) == ('no premise "polic"', 'did you mean "police"?')


# --- options and premises


def options(count: int) -> str:
    words = ["الماء", "الطرق", "الكهرباء", "الخبز", "الدواء", "الوقود", "البريد"]
    english = ["Water", "Roads", "Power", "Bread", "Medicine", "Fuel", "Post"]
    pairs = list(zip(words, english, strict=True))[:count]
    return "    options:\n" + "".join(f"      {en.lower()}: {{ar: {ar}, en: {en}}}\n" for ar, en in pairs)


def with_options(count: int) -> str:
    """The single item with so many options; without any, without the key `options`."""
    start, end = SINGLE.index("    options:"), SINGLE.index("    objective:")
    return SINGLE[:start] + (options(count) if count else "") + SINGLE[end:]


@pytest.mark.parametrize("count", [2, 3, 6])
def test_an_item_may_have_from_two_to_six_options(tmp_path: Path, count: int) -> None:
    write_items(tmp_path, "items:\n" + with_options(count))
    assert check_places(tmp_path) == []


def test_more_than_six_options_do_not_fit(tmp_path: Path) -> None:
    problem = review(tmp_path, with_options(7))
    assert place(problem) == "5:5 options-do-not-fit error"
    assert problem.message == '"first-step" has 7 options; an item has from 2 to 6'


def test_one_option_is_too_few(tmp_path: Path) -> None:
    problem = review(tmp_path, swap(with_options(1), "key: roads", "key: water"))
    assert place(problem) == "5:5 options-do-not-fit error"
    assert problem.message == '"first-step" has 1 options; an item has from 2 to 6'


def test_an_item_without_any_options_is_reported_at_its_id(tmp_path: Path) -> None:
    write_items(tmp_path, "items:\n" + with_options(0))
    first, second = find_problems(tmp_path)
    assert place(first) == "2:3 options-do-not-fit error"
    assert first.hint == "add `options:`"
    assert second.code == "unknown-id"


@pytest.mark.parametrize("item", [TRUE_FALSE, SHORT])
def test_options_where_the_type_has_none_do_not_fit(tmp_path: Path, item: str) -> None:
    items = swap(item, "    objective: rank\n", options(3) + "    objective: rank\n")
    problem = review(tmp_path, items)
    assert place(problem) == f"{line_below(items, '    options:')}:5 options-do-not-fit error"
    assert "has no options" in problem.message


PREMISES = "    premises:\n      army: {ar: الجيش, en: The army}\n      police: {ar: الشرطة, en: The police}\n"


@pytest.mark.parametrize("item", [SINGLE, MULTI, ORDERING, TRUE_FALSE, SHORT])
def test_premises_where_the_type_has_none_do_not_fit(tmp_path: Path, item: str) -> None:
    items = swap(item, "    objective: rank\n", PREMISES + "    objective: rank\n")
    problem = review(tmp_path, items)
    assert place(problem) == f"{line_below(items, '    premises:')}:5 options-do-not-fit error"
    assert problem.hint == "only a matching item has premises"


def test_a_matching_item_has_no_more_premises_than_options(tmp_path: Path) -> None:
    items = swap(MATCHING, "      market: {ar: السوق, en: The market}\n      city: {ar: المدينة, en: The city}\n", "")
    items = swap(items, "    options:\n", "    options:\n      city: {ar: المدينة, en: The city}\n")
    items = swap(items, "    options:\n", "      fire: {ar: الإطفاء, en: The fire brigade}\n    options:\n")
    items = swap(items, "        police: city\n", "        police: city\n        fire: city\n")
    problem = review(tmp_path, items)
    assert place(problem) == "5:5 options-do-not-fit error"
    assert problem.message == '"tasks" matches 3 premises with 2 options'


def test_a_matching_item_without_premises_is_reported_at_its_id(tmp_path: Path) -> None:
    write_items(tmp_path, "items:\n" + swap(MATCHING, PREMISES, ""))
    assert check_places(tmp_path) == [
        "items.yaml:2:3 options-do-not-fit",
        "items.yaml:15:7 unknown-id",
        "items.yaml:15:7 unknown-id",
    ]


def test_a_pinned_option_is_one_of_the_options(tmp_path: Path) -> None:
    items = swap(SINGLE, "    objective: rank\n", "    pinned: [power, wather]\n    objective: rank\n")
    problem = review(tmp_path, items)
    assert place(problem) == "9:21 unknown-id error"
    assert (problem.message, problem.hint) == ('no option "wather"', 'did you mean "water"?')


# --- wording


@pytest.mark.parametrize(
    "phrase",
    [
        "All of the above",
        "All the above",
        "None of the above",
        "Both of the above",
        "None of the following",
    ],
)
def test_all_of_the_above_and_its_like_are_weak_in_english(tmp_path: Path, phrase: str) -> None:
    problem = review(tmp_path, swap(SINGLE, "en: It restores power", f"en: {phrase}"))
    assert place(problem) == "8:34 weak-item warning"
    assert problem.message == '"all of the above" and its like'


@pytest.mark.parametrize(
    "phrase",
    [
        "جميع ما سبق",
        "كل ما سبق",
        "كلّ ما سبق",
        "كل ما ذُكر",
        "جميع ما تقدّم",
        "لا شيء مما سبق",
        "لا شيء ممّا ذكر",
        "ليس أيًا مما سبق",
        "ليس أيّ مما ذُكر",
        "جميع الإجابات صحيحة",
        "كل الخيارات السابقة",
        "لا شيء من الإجابات",
    ],
)
def test_all_of_the_above_and_its_like_are_weak_in_arabic(tmp_path: Path, phrase: str) -> None:
    problem = review(tmp_path, swap(SINGLE, "ar: تعيد الكهرباء", f"ar: {phrase}"))
    assert place(problem) == "8:15 weak-item warning"
    assert problem.message == '"all of the above" and its like'


@pytest.mark.parametrize(("ar", "en"), [("كل ما ذكره المدير", "All that he said"), ("كل الطرق", "All of the roads")])
def test_an_option_about_all_of_something_is_no_all_of_the_above(tmp_path: Path, ar: str, en: str) -> None:
    write_items(
        tmp_path, "items:\n" + swap(SINGLE, "{ar: تعيد الكهرباء, en: It restores power}", f"{{ar: {ar}, en: {en}}}")
    )
    assert check_places(tmp_path) == []


@pytest.mark.parametrize(("item", "text"), [(SINGLE, "It opens roads"), (MULTI, "The army")])
def test_options_of_unequal_length_are_weak(tmp_path: Path, item: str, text: str) -> None:
    problem = review(tmp_path, swap(item, text, f"{text} as soon as all the others have done their part"))
    assert place(problem) == "5:5 weak-item warning"
    assert problem.message.startswith("options of unequal length (en: ")


def test_options_that_differ_by_a_few_words_are_of_like_length(tmp_path: Path) -> None:
    write_items(tmp_path, "items:\n" + swap(SINGLE, "en: It opens roads", "en: It opens roads to the city"))
    assert check_places(tmp_path) == []


NEGATIVES = [
    ("ما الذي لا تفعله الورشة؟", "What does the workshop do?", "ar"),
    ("أيّ مما يأتي ليس من عمل الورشة؟", "Which is the work of others?", "ar"),
    ("ما عمل الورشة باستثناء الماء؟", "What is the work beside water?", "ar"),
    ("ماذا تترك الورشة؟", "What does the workshop not do?", "en"),
    ("ماذا تترك الورشة؟", "What doesn't the workshop do?", "en"),
    ("ماذا تترك الورشة؟", "What doesn’t the workshop do?", "en"),
    ("ماذا تترك الورشة؟", "What does it do, except for water?", "en"),
    ("ما الأقل نفعًا؟", "Which helps least?", "en"),
]


@pytest.mark.parametrize(("ar", "en", "language"), NEGATIVES)
def test_a_negative_that_is_easily_overlooked_is_weak(tmp_path: Path, ar: str, en: str, language: str) -> None:
    stem = "    stem: {ar: ما أول ما تفعله الورشة؟, en: What does the workshop do first?}\n"
    problem = review(tmp_path, swap(SINGLE, stem, f"    stem:\n      ar:\n        {ar}\n      en:\n        {en}\n"))
    assert place(problem) == f"{ {'ar': 5, 'en': 7}[language] }:7 weak-item warning"
    assert problem.message == "a negative that is easily overlooked"


@pytest.mark.parametrize(
    ("ar", "en"),
    [
        ("ما الذي **لا** تفعله الورشة؟", "What does the workshop **not** do?"),
        ("ما الذي يكفيه يومان؟", "What needs at least two days?"),
        ("لماذا تعمل الورشة بلا تأخير؟", "Why is nothing delayed in the workshop?"),
    ],
)
def test_a_negative_in_bold_and_a_word_that_is_none_are_no_problem(tmp_path: Path, ar: str, en: str) -> None:
    stem = "    stem: {ar: ما أول ما تفعله الورشة؟, en: What does the workshop do first?}\n"
    write_items(
        tmp_path, "items:\n" + swap(SINGLE, stem, f"    stem:\n      ar:\n        {ar}\n      en:\n        {en}\n")
    )
    assert check_places(tmp_path) == []


def test_a_statement_to_be_judged_may_be_negative(tmp_path: Path) -> None:
    write_items(tmp_path, "items:\n" + swap(TRUE_FALSE, "en: The workshop is one team", "en: It is not one team"))
    assert check_places(tmp_path) == []


def test_a_number_that_differs_between_the_languages_of_an_option_is_reported_at_its_line(tmp_path: Path) -> None:
    items = swap(SINGLE, "{ar: تفتح الطرق, en: It opens roads}", "{ar: تفتح 3 طرق, en: It opens 4 roads}")
    write_items(tmp_path, "items:\n" + items)
    assert set(check_places(tmp_path)) == {
        "items.yaml:7:15 number-in-one-language",
        "items.yaml:7:31 number-in-one-language",
    }


# --- the bank


def test_two_options_that_say_the_same_are_an_error(tmp_path: Path) -> None:
    items = swap(SINGLE, "{ar: تفتح الطرق, en: It opens roads}", "{ar: تفتح الطرق, en: it  Restores Water}")
    problem = review(tmp_path, items)
    assert place(problem) == "5:5 duplicate-item error"
    assert problem.message == '2 options say the same: "it restores water"'


def test_an_item_that_says_the_same_as_another_is_reported_at_its_stem(tmp_path: Path) -> None:
    write_items(tmp_path, "items:\n" + SINGLE + swap(SINGLE, "first-step:", "second-step:"))
    problems = find_problems(tmp_path)
    assert {place(one) for one in problems} == {"18:12 duplicate-item warning", "18:41 duplicate-item warning"}
    assert {one.message for one in problems} == {'the same as "first-step"'}


def test_the_same_question_with_other_options_or_another_situation_is_another_item(tmp_path: Path) -> None:
    other = swap(SINGLE, "first-step:", "other:").replace("roads, ", "roads, ")
    other = swap(other, "{ar: تفتح الطرق, en: It opens roads}", "{ar: تفتح المدارس, en: It opens schools}")
    third = swap(
        swap(SINGLE, "first-step:", "third:"), "    stem:", "    situation: {ar: أمس, en: Yesterday}\n    stem:"
    )
    write_items(tmp_path, "items:\n" + SINGLE + other + third)
    assert check_places(tmp_path) == []


def bank(count: int, longest: int, unshuffled: bool = False) -> str:
    """So many single items; in the first `longest` of them the key is the longest option, always in the first place."""
    items = "items:\n"
    for number in range(count):
        key, other = ("aaaaaa", "bb") if number < longest else ("aa", "bbbbbb")
        items += f"""\
  item-{number}:
    type: single
    stem: {{ar: السؤال {number}, en: Question {number}}}
    options:
      key: {{ar: {key}, en: {key}}}
      other: {{ar: {other}, en: {other}}}
    objective: rank
    bloom: remember
    section: lessons
    cites: [model:1]
    shuffle: {str(not unshuffled).lower()}
    facilitator:
      key: key
{"      rationale: {ar: هكذا, en: So it is}"}
"""
    return items


def test_a_key_that_is_mostly_the_longest_option_is_reported_for_the_bank(tmp_path: Path) -> None:
    write_items(tmp_path, bank(10, 7))
    problems = find_problems(tmp_path)
    assert [place(one) for one in problems] == ["1:1 weak-item warning"] * 2
    assert sorted(one.message for one in problems) == [
        f"the key is the longest option in 7 of 10 items ({language})" for language in ("ar", "en")
    ]


@pytest.mark.parametrize(("count", "longest"), [(10, int(MOSTLY * 10)), (SEVERAL - 1, SEVERAL - 1)])
def test_a_key_that_is_the_longest_in_six_of_ten_or_in_few_items_is_no_problem(
    tmp_path: Path, count: int, longest: int
) -> None:
    write_items(tmp_path, bank(count, longest))
    assert check_places(tmp_path) == []


def test_a_key_mostly_in_one_place_of_items_that_are_not_shuffled_is_reported_for_the_bank(tmp_path: Path) -> None:
    write_items(tmp_path, bank(SEVERAL, 0, unshuffled=True))
    (problem,) = find_problems(tmp_path)
    assert place(problem) == "1:1 weak-item warning"
    assert problem.message == "option 1 is right in 6 of the 6 items that are not shuffled"


def test_where_the_key_stands_in_items_that_are_shuffled_is_no_problem(tmp_path: Path) -> None:
    write_items(tmp_path, bank(SEVERAL, 0))
    assert check_places(tmp_path) == []


SECOND = """\
  name:
    text: {ar: يسمّي الجهات, en: name the bodies}
    bloom: remember
    kind: knowledge
"""


def test_an_objective_without_an_item_is_reported_at_its_line(tmp_path: Path) -> None:
    training = swap(TRAINING, "objectives:\n  rank:", f"objectives:\n{SECOND}  rank:")
    training = swap(training, "objectives: [rank]", "objectives: [rank, name]")
    more = training[training.index("  first:") : training.index("injects:")].replace("  first:", "  second:")
    training = swap(training, "injects:\n", more.replace("objective: rank", "objective: name") + "injects:\n")
    write_baseline(tmp_path, {"training.yaml": training, "items.yaml": ITEMS})
    (problem,) = find_problems(tmp_path)
    assert show_places([problem]) == ["training.yaml:6:3 objective-without-item"]
    assert problem.severity == "warning"
    assert problem.message == 'no item of the quiz tests the objective "name"'


def test_objectives_of_a_scenario_without_items_need_none(tmp_path: Path) -> None:
    write_baseline(tmp_path, {"training.yaml": TRAINING})
    assert check_places(tmp_path) == []
