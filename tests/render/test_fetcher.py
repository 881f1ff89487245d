"""A page may fetch fonts, styles and pictures of the workspace, and nothing else on this machine or any other."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from briefgen.errors import RenderingError
from briefgen.render.fetcher import SERVED, WorkspaceFetcher
from briefgen.render.flow import render_flow
from briefgen.render.rendered import Rendered
from tests.worlds import write_files

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
PASSWORDS = "file:///etc/passwd"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9">{}</svg>'


def fetcher(root: Path) -> WorkspaceFetcher:
    """A fetcher for root/templates, in which there are a picture, a style and other files; root/secret lies beside."""
    write_files(
        root,
        {
            "templates/square.svg": SQUARE,
            "templates/deep/style.css": "p { color: red }",
            "templates/words.yaml": "a: b",
            "templates/page.html.j2": "a",
            "templates/page.html": "a",
            "templates/run.py": "a",
            "templates/no-ending": "a",
            "secret/square.svg": SQUARE,
            "secret.svg": SQUARE,
            "templates-of-others/square.svg": SQUARE,
        },
    )
    (root / "templates" / "link.svg").symlink_to(root / "secret" / "square.svg")
    (root / "templates" / "folder").symlink_to(root / "secret")
    (root / "templates" / "inner.svg").symlink_to(root / "templates" / "square.svg")
    (root / "templates" / "folder.svg").mkdir()
    return WorkspaceFetcher((root / "templates",))


def render(root: Path, body: str) -> Rendered:
    fetcher(root)
    head = '<html lang="en"><head><title>A page</title></head>'
    return render_flow(f"{head}<body>{body}</body></html>", (root / "templates",))


def outcome(root: Path, body: str) -> tuple[bytes, str]:
    """The PDF of a page, uncompressed, or the message of its failure."""
    try:
        rendered = render(root, body)
    except RenderingError as error:
        return b"", error.message
    with pikepdf.open(BytesIO(rendered.pdf)) as pdf:
        out = BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    return out.getvalue(), ""


@pytest.mark.parametrize("name", ["square.svg", "deep/style.css", "inner.svg", "deep/../square.svg", "square%2Esvg"])
def test_pictures_and_styles_below_the_folders_are_served(tmp_path: Path, name: str) -> None:
    served = fetcher(tmp_path)
    response = served.fetch(f"{(tmp_path / 'templates').as_uri()}/{name}")
    assert response.read() in (SQUARE.encode(), b"p { color: red }")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.svg",
        "../secret/square.svg",
        "../templates-of-others/square.svg",
        "%2e%2e/secret.svg",
        "%2E%2E%2Fsecret.svg",
        "..%2fsecret.svg",
        "deep/../../secret.svg",
        "link.svg",
        "folder/square.svg",
        "folder.svg",
        "no-such.svg",
        "words.yaml",
        "page.html",
        "page.html.j2",
        "run.py",
        "no-ending",
        "square.svg%00.png",
        "words.yaml%00.svg",
        "words.yaml?.svg",
        "words.yaml#.svg",
        "",
        ".",
    ],
)
def test_nothing_else_is_served(tmp_path: Path, name: str) -> None:
    served = fetcher(tmp_path)
    with pytest.raises(FatalURLFetchingError):
        served.fetch(f"{(tmp_path / 'templates').as_uri()}/{name}")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file:/etc/passwd",
        "file://localhost/etc/passwd",
        "file://server/share/square.svg",
        "file:////server/share/square.svg",
        "file:///C:%5CWindows%5Csquare.svg",
        "\\\\server\\share\\square.svg",
        "http://127.0.0.1:9/square.svg",
        "https://127.0.0.1:9/square.svg",
        "ftp://127.0.0.1:9/square.svg",
        "gopher://127.0.0.1:9/",
        "jar:file:///etc/passwd!/a",
        "data:text/html,<p>a",
        "data:text/css,p{}",
        "data:,a",
        "data:application/pdf;base64,AAAA",
        "javascript:alert(1)",
        "about:blank",
        "square.svg",
        "/etc/passwd",
        "",
    ],
)
def test_no_other_address_is_served(tmp_path: Path, address: str) -> None:
    served = fetcher(tmp_path)
    with pytest.raises(FatalURLFetchingError):
        served.fetch(address)


def test_a_picture_written_out_in_the_page_is_served(tmp_path: Path) -> None:
    served = fetcher(tmp_path)
    assert b"<svg" in served.fetch("data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E").read()


def test_only_fonts_styles_and_pictures_are_served() -> None:
    assert {kind.split("/")[0] for kind in SERVED.values()} == {"font", "image", "text"}
    assert [kind for kind in SERVED.values() if kind.startswith("text/")] == ["text/css"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<img alt="a" src="{}">', id="picture"),
        pytest.param('<object data="{}"></object>', id="object"),
        pytest.param('<embed src="{}">', id="embed"),
        pytest.param('<link rel="stylesheet" href="{}">', id="style"),
        pytest.param("<style>@import url({});</style>", id="import"),
        pytest.param("<style>@import '{}';</style>", id="import of a string"),
        pytest.param(
            "<style>@font-face {{ font-family: A; src: url({}) }} p {{ font-family: A }}</style><p>a", id="font"
        ),
        pytest.param("<style>p {{ background: url({}) }}</style><p>a", id="background"),
        pytest.param("<style>p::before {{ content: url({}) }}</style><p>a", id="content"),
        pytest.param("<style>li {{ list-style: url({}) }}</style><ul><li>a</ul>", id="list style"),
        pytest.param("<style>@page {{ background: url({}) }}</style><p>a", id="page"),
        pytest.param('<p style="border-image: url({}) 1">a', id="border"),
        pytest.param(
            DRAWING.format('<image href="{}" width="9" height="9"/>'),
            id="picture in a drawing",
        ),
        pytest.param(
            DRAWING.format('<use href="{}#a" width="9" height="9"/>'),
            id="part of another drawing",
        ),
        pytest.param('<link rel="attachment" href="{}">', id="attachment"),
        pytest.param('<a rel="attachment" href="{}">a</a>', id="attached link"),
    ],
)
@pytest.mark.parametrize("address", [PASSWORDS, "http://127.0.0.1:9/a.png"])
def test_a_page_that_asks_for_more_is_refused_by_name_and_holds_nothing_of_it(
    tmp_path: Path, body: str, address: str
) -> None:
    pdf, message = outcome(tmp_path, body.format(address))
    asked = "a file it may not have" in message and address.removeprefix("file://") in message
    assert asked or pdf  # some of these the page engine does not look at
    assert b"root:" not in pdf
    assert b"/EmbeddedFile" not in pdf


def test_a_style_of_the_workspace_cannot_bring_in_other_files(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/bad.css": "@import url(file:///etc/passwd);"})
    with pytest.raises(RenderingError, match="/etc/passwd"):
        render(tmp_path, f'<link rel="stylesheet" href="{(tmp_path / "templates/bad.css").as_uri()}">')


@pytest.mark.parametrize(
    "drawing",
    [
        DRAWING.format(f'<image href="{PASSWORDS}" width="9" height="9"/>'),
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{PASSWORDS}">]>' + DRAWING.format("<text>&a;</text>"),
        f'<?xml-stylesheet href="{PASSWORDS}"?>' + DRAWING.format(""),
        DRAWING.format(f"<style>@import url({PASSWORDS});</style>"),
    ],
)
def test_a_drawing_cannot_bring_in_other_files(tmp_path: Path, drawing: str) -> None:
    write_files(tmp_path, {"templates/bad.svg": drawing})
    pdf, message = outcome(tmp_path, f'<img alt="a" src="{(tmp_path / "templates/bad.svg").as_uri()}">')
    assert pdf or "/etc/passwd" in message
    assert b"root:" not in pdf


def test_a_link_to_a_file_is_only_a_link(tmp_path: Path) -> None:
    pdf = render(tmp_path, f'<p><a href="{PASSWORDS}">a</a></p>').pdf
    assert b"root:" not in pdf
    assert b"/EmbeddedFile" not in pdf


def test_a_picture_of_the_workspace_is_printed(tmp_path: Path) -> None:
    rendered = render(tmp_path, f'<img alt="a" src="{(tmp_path / "templates/square.svg").as_uri()}">')
    assert rendered.page_count == 1
    assert rendered.complaints == ()


def test_a_style_copied_from_the_shipped_workspace_finds_the_shipped_fonts(tmp_path: Path) -> None:
    write_files(tmp_path, {"shipped/fonts/A.ttf": "font", "mine/templates/style/a.css": ""})
    served = WorkspaceFetcher((tmp_path / "mine" / "templates", tmp_path / "shipped" / "fonts"))
    assert served.fetch(f"{tmp_path.as_uri()}/mine/fonts/A.ttf").read() == b"font"
    with pytest.raises(FatalURLFetchingError):
        served.fetch(f"{tmp_path.as_uri()}/mine/fonts/B.ttf")


def test_a_font_of_the_user_replaces_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"shipped/fonts/A.ttf": "shipped", "shipped/fonts/B.ttf": "shipped", "mine/fonts/A.ttf": "mine"}
    )
    served = WorkspaceFetcher((tmp_path / "mine" / "fonts", tmp_path / "shipped" / "fonts"))
    assert served.fetch(f"{tmp_path.as_uri()}/shipped/fonts/A.ttf").read() == b"mine"
    assert served.fetch(f"{tmp_path.as_uri()}/shipped/fonts/B.ttf").read() == b"shipped"


def test_a_font_that_is_a_link_out_of_the_workspace_is_not_served(tmp_path: Path) -> None:
    write_files(tmp_path, {"shipped/fonts/A.ttf": "shipped", "secret.ttf": "secret", "mine/fonts/B.ttf": "mine"})
    (tmp_path / "mine" / "fonts" / "A.ttf").symlink_to(tmp_path / "secret.ttf")
    (tmp_path / "mine" / "fonts" / "C.ttf").symlink_to(tmp_path / "mine" / "fonts" / "C.ttf")
    served = WorkspaceFetcher((tmp_path / "mine" / "fonts", tmp_path / "shipped" / "fonts"))
    for name in "AC":
        with pytest.raises(FatalURLFetchingError):
            served.fetch(f"{tmp_path.as_uri()}/shipped/fonts/{name}.ttf")
