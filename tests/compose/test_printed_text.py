from briefgen.compose.printed_text import generated_text, printed_text


def words(page: str) -> list[str]:
    return printed_text(page).split()


def test_a_word_goes_through_inline_elements_and_ends_with_a_block() -> None:
    assert words("<p>ab<b>cd</b></p><p>ef</p>") == ["abcd", "ef"]


def test_what_is_not_printed_is_left_out() -> None:
    page = "<head><title>T</title></head><style>a{}</style><svg><text>S</text></svg><!-- C --><p>x</p>"
    assert words(page) == ["x"]


def test_characters_written_as_references_are_those_characters() -> None:
    assert words("<p>&laquo;x&raquo; &amp; &#1576;</p>") == ["«x»", "&", "ب"]


def test_two_numbers_in_elements_of_their_own_stay_two() -> None:
    assert words("<p><bdi>1</bdi><bdi>2</bdi></p>") == ["1", "2"]


def test_what_styles_may_print_stands_in_data_attributes() -> None:
    assert generated_text('<p data-page="الصفحة" class="x" data-of="&#1605;ن">y</p>').split() == ["الصفحة", "من"]
