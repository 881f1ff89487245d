from briefgen.render.letter_groups import ARABIC, GROUPS, JOINED_FORMS, missing_letters, name_letters


def test_groups_hold_each_letter_once() -> None:
    assert len(GROUPS) >= 10
    assert [group for group, letters in GROUPS.items() if len(set(letters)) != len(letters)] == []
    assert len(GROUPS[ARABIC]) == 36


def test_missing_letters_are_named_in_order() -> None:
    have = frozenset(map(ord, GROUPS[ARABIC].replace("ب", "").replace("ي", "")))
    assert missing_letters(ARABIC, have) == "بي"


def test_vowel_signs_stand_on_a_circle_and_of_many_letters_the_rest_is_counted() -> None:
    assert name_letters("\u064bب") == "◌\u064b ب"
    assert name_letters("abcde", most=3) == "a b c and 2 more"


def test_joined_forms_are_those_within_words_and_lam_alef() -> None:
    assert {ord("ﺑ"), ord("ﺐ"), ord("ﻻ"), ord("ﻼ")} <= set(JOINED_FORMS)
    assert ord("ﺏ") not in JOINED_FORMS
