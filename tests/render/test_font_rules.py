from pathlib import Path

from briefgen.render.font_rules import SHEET_FONTS, FontRule, list_font_rules, read_rules
from briefgen.workspace import Workspace, find_shipped
from tests.worlds import write_files


def test_a_rule_says_file_family_weight_and_letters() -> None:
    style = """/* @font-face { src: url(old.ttf) } */ p { color: red }
    @font-face { font-family: "My Naskh"; font-weight: bold; src: url("../../fonts/My%20Naskh.ttf") format("truetype");
      unicode-range: U+20-2F, U+600-6FF, U+AB }
    @font-face { font-family: Plain; src: url(Plain.otf) }"""
    first, second = read_rules(style)
    assert first == FontRule("My Naskh.ttf", "My Naskh", 700, ((0x20, 0x2F), (0x600, 0x6FF), (0xAB, 0xAB)))
    assert second == FontRule("Plain.otf", "Plain", 0, ())
    assert [first.is_for(letter) for letter in "ب«A"] == [True, True, False]
    assert second.is_for("A")


def test_the_shipped_styles_ask_for_shipped_fonts_only() -> None:
    shipped = find_shipped()
    names = {rule.name for rule in list_font_rules(Workspace((shipped,)))}
    assert len(names) >= 12
    assert names | set(SHEET_FONTS) <= {file.name for file in (shipped / "fonts").glob("*.ttf")}


def test_a_style_of_the_user_stands_for_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/style/brief.css": "@font-face { font-family: A; src: url(../../fonts/A.ttf) }"})
    rules = list_font_rules(Workspace((tmp_path, find_shipped())))
    assert "A.ttf" in {rule.name for rule in rules}
    assert "SourceSerif4_400Regular.ttf" not in {rule.name for rule in rules}
