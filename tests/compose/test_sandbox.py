"""Templates may come from strangers: whatever one tries ends in an error with its place, soon, and nothing leaks."""

import time
from pathlib import Path
from typing import Any

import pytest

from briefgen.compose.audience import Audience
from briefgen.compose.compose import compose_document
from briefgen.compose.documents import load_document
from briefgen.compose.layout import Layout
from briefgen.compose.limits import Limits
from briefgen.compose.sandbox import Sandbox
from briefgen.errors import RenderingError
from briefgen.model.load import load_scenario
from briefgen.workspace import Workspace
from tests.support import SHIPPED, write_template
from tests.worlds import write_baseline, write_files

SMALL = Limits(seconds=1, characters=200_000, step=50_000, repeats=10_000, memory=300 << 20)
SOON_SECONDS = 10


def render(root: Path, template: str, limits: Limits = SMALL, **context: Any) -> str:
    """What a template writes that is the only one of a workspace."""
    write_files(root, {"templates/page.j2": template})
    return Sandbox(Workspace((root,)), limits).render("page.j2", context)


def compose(root: Path, body: str) -> str:
    """What a document of the user's writes about the tiny baseline, with everything a document is given."""
    write_baseline(root)
    workspace = write_template(root, body)
    return compose_document(
        workspace, load_scenario(workspace, "iraq"), load_document(workspace, "note"), Layout.parse("ar-en")
    ).html


def assert_refused(root: Path, body: str) -> None:
    """The template fails with its place, and soon."""
    begin = time.monotonic()
    with pytest.raises(RenderingError) as caught:
        render(root, body, names=["a", "b"], number=7, text="abc")
    assert time.monotonic() - begin < SOON_SECONDS
    assert "page.j2" in caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ scenario.__class__ }}",
        "{{ scenario.__class__.mro() }}",
        "{{ scenario['__class__'] }}",
        "{{ scenario.parse_file('/etc/passwd') }}",
        "{{ scenario.parse_raw('{}') }}",
        "{{ scenario.model_construct() }}",
        "{{ scenario.model_copy() }}",
        "{{ scenario.model_dump() }}",
        "{{ scenario.model_json_schema() }}",
        "{{ scenario.model_fields }}",
        "{{ scenario.model_config }}",
        "{{ scenario.copy() }}",
        "{{ scenario.collection('reasons') }}",
        "{{ document.audience.__objclass__ }}",
        "{{ lead.language.model_validate({}) }}",
        "{{ lead.__call__.__func__ }}",
        "{{ lead.cite.__globals__ }}",
        "{{ lead.__class__.__init__.__globals__ }}",
        "{{ asset.__closure__ }}",
        "{{ asset.__globals__ }}",
        "{{ scenario.as_of.strftime('%Y') }}",
        "{{ scenario.as_of.max }}",
        "{{ '{0.__class__}'.format(scenario) }}",
        "{{ '{0.__class__}'.format_map({}) }}",
        "{{ ('%s'|e).format(scenario) }}",
        "{{ '%s' % scenario }}",
        "{{ scenario|attr('__class__') }}",
        "{{ scenario|map(attribute='__class__')|list|first }}",
        "{{ [scenario]|map(attribute='__class__')|first }}",
        "{{ [scenario]|map('attr', '__class__')|first }}",
        "{{ [scenario]|groupby('__class__') }}",
        "{{ [scenario]|sum(attribute='__class__') }}",
        "{{ [scenario]|join(attribute='__class__') }}",
        "{{ [scenario]|selectattr('__class__')|list|length ~ (1/0) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ cycler('a') }}",
        "{{ joiner() }}",
        "{{ lipsum() }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ dict(a=1) }}",
        "{{ self._TemplateReference__context }}",
        "{{ self.__init__.__globals__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ range.__class__ }}",
        "{{ loop }}",
        "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
        "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
        "{% set scenario.title = 1 %}",
        "{{ __builtins__ }}",
        "{{ __import__('os') }}",
        "{% import 'os' as os %}",
        "{{ get_flashed_messages.__globals__ }}",
        "{{ url_for }}",
        "{{ environment }}",
        "{{ context }}",
        "{{ scenario|pprint }}",
        "{{ scenario|tojson }}",
        "{{ {}|xmlattr }}",
        "{% do scenario %}",
        "{% debug %}",
        "{{ lead.source_numbers.clear() }}",
        "{{ lead.source_numbers.update({}) }}",
        "{{ wordings.append(1) }}",
        "{{ lead.nothing }}",
    ],
)
def test_a_template_cannot_reach_python(tmp_path: Path, body: str) -> None:
    with pytest.raises(RenderingError, match=r"note/document\.html\.j2"):
        compose(tmp_path, body)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "../secret.j2",
        "shipped:../pyproject.toml",
        "shipped:/etc/passwd",
        "shipped:shipped:page.html.j2",
        "link.j2",
        "folder/secret.j2",
        "style.css",
        "page.html.j2\0",
        "",
        ".",
        "file:///etc/passwd",
        "no-such.j2",
    ],
)
def test_a_template_includes_nothing_from_outside_the_templates(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"secret.j2": "SECRET", "templates/style.css": "SECRET"})
    (tmp_path / "templates" / "link.j2").symlink_to(tmp_path / "secret.j2")
    (tmp_path / "templates" / "folder").symlink_to(tmp_path)
    for body in ("{% include name %}", "{% extends name %}", "{% from name import a %}"):
        with pytest.raises(RenderingError, match="there is no template"):
            render(tmp_path, body, name=name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "../scenarios/iraq/scenario.yaml", "no.png"])
def test_a_template_is_given_no_address_of_a_file_outside_the_templates(tmp_path: Path, name: str) -> None:
    with pytest.raises(RenderingError, match=r"note/document\.html\.j2"):
        compose(tmp_path, "{{ asset('" + name + "') }}")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", id="nested loops"),
        pytest.param("{% for a in range(9999) %}{{ 'abcdefghij' * 100 }}{% endfor %}", id="huge output"),
        pytest.param("{% for a in range(10 ** 9) %}{% endfor %}", id="power in a range"),
        pytest.param("{% for a in range(999999999) %}{% endfor %}", id="long range"),
        pytest.param("{{ 9 ** 9 ** 9 }}", id="power tower"),
        pytest.param("{{ 'a' * 10 ** 9 }}", id="power of text"),
        pytest.param("{{ 'a' * 1000000000 }}", id="repeated text"),
        pytest.param("{{ 1000000000 * 'a' }}", id="text repeated from the left"),
        pytest.param("{{ [0] * 1000000000 }}", id="repeated list"),
        pytest.param("{{ ('a'|e) * 1000000000 }}", id="repeated HTML"),
        pytest.param("{{ '%1000000000d' % number }}", id="percent format"),
        pytest.param("{{ '%1000000000d'|format(number) }}", id="format filter"),
        pytest.param("{{ '{:1000000000}'.format(number) }}", id="format method"),
        pytest.param("{{ 'a'.ljust(1000000000) }}", id="ljust"),
        pytest.param("{{ 'a'.zfill(1000000000) }}", id="zfill"),
        pytest.param("{{ 'a'.center(1000000000) }}", id="center method"),
        pytest.param("{{ 'a'|center(1000000000) }}", id="center filter"),
        pytest.param("{{ 'a'|indent(1000000000) }}", id="indent"),
        pytest.param("{{ 'a\\t'.expandtabs(1000000000) }}", id="expandtabs"),
        pytest.param("{{ 'a'.join(names) }}", id="join method"),
        pytest.param("{{ ('a' * 9999)|replace('a', 'b' * 9999) }}", id="replace"),
        pytest.param("{{ (['a' * 9999] * 9999)|join }}", id="join"),
        pytest.param("{{ names|join('b' * 9999 ~ 'b' * 9999 ~ 'b' * 9999 ~ 'b' * 9999 ~ 'b' * 9999 ~ 'b' * 9999) }}"),
        pytest.param("{{ names|batch(1000000000, 'x')|list|length }}", id="batch"),
        pytest.param("{{ names|slice(1000000000, 'x')|list|length }}", id="slice"),
        pytest.param("{{ 1|round(1000000000, 'ceil') }}", id="round up"),
        pytest.param("{{ 1|round(-1000000000) }}", id="round"),
        pytest.param("{{ ([['a'] * 9999] * 9999)|sum(start=[])|length }}", id="sum of lists"),
        pytest.param("{{ 9" + "9" * 5000 + " }}", id="huge number"),
        pytest.param("{{ ('9' * 9999)|int + 'a' }}", id="huge number from text"),
        pytest.param("{{ names }}", id="list printed"),
        pytest.param("{{ [names] ~ '' }}", id="list chained"),
        pytest.param("{{ names|string }}", id="list as text"),
        pytest.param("{{ [names]|join }}", id="nested lists joined"),
        pytest.param(
            "{% set n = namespace(x=[0]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
            id="nest of lists",
        ),
        pytest.param(
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            id="doubling ~",
        ),
        pytest.param(
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
            id="doubling +",
        ),
        pytest.param(
            "{% set n = namespace(x=[0]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
            id="doubling lists",
        ),
        pytest.param(
            "{% set n = namespace(x='a') %}{% for i in range(60) %}"
            "{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}{% endfor %}",
            id="doubling blocks",
        ),
        pytest.param(
            "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}"
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = m(n.x) %}{% endfor %}",
            id="doubling macros",
        ),
        pytest.param(
            "{% set n = namespace(x=[]) %}{% for a in range(9999) %}{% for b in range(9999) %}"
            "{% set n.x = [n.x, 'a' * 9999] %}{% endfor %}{% endfor %}",
            id="much memory",
        ),
        pytest.param("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", id="endless macro"),
        pytest.param("{% macro m() %}{{ caller() }}{% call m() %}{{ m() }}{% endcall %}{% endmacro %}{{ m() }}"),
        pytest.param("{% for a in [[1]] recursive %}{{ loop([a]) }}{% endfor %}", id="endless recursive loop"),
        pytest.param("{% include 'page.j2' %}", id="includes itself"),
        pytest.param("{% extends 'page.j2' %}", id="extends itself"),
        pytest.param("{% for a in [1] %}" * 40 + "{% endfor %}" * 40, id="loops in loops"),
        pytest.param("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", id="brackets in brackets"),
        pytest.param("{{ " + "-" * 5000 + "1 }}", id="signs in a row"),
        pytest.param("{{ " + "[" * 500 + "]" * 500 + " }}", id="lists in lists"),
        pytest.param("{{ " + "1+" * 5000 + "'a' }}", id="long sum"),
    ],
)
# a callback that counts the time of the garbage collector, run where memory ends, is no business of the sandbox
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_takes_too_much_is_stopped_soon(tmp_path: Path, body: str) -> None:
    assert_refused(tmp_path, body)


@pytest.mark.parametrize(
    "call",
    [
        "lead.join(['a' * 99999] * 99999)",
        "lead.t('day-number', number=('a' * 99999)|replace('a', 'b' * 99999))",
        "lead.digits(['a' * 99999] * 99999)",
        "Layout.parse('x')",
        "layout.parse('x')",
        "lead.t('no-such-wording')",
        "lead.t('day-number')",
        "lead(7)",
        "lead.date('2018')",
    ],
)
def test_what_a_template_is_given_cannot_be_made_to_break_out(tmp_path: Path, call: str) -> None:
    with pytest.raises(RenderingError, match=r"note/document\.html\.j2:1"):
        compose(tmp_path, "{{ " + call + " }}")


@pytest.mark.parametrize("body", ["\n\n{{ missing }}", "\n\n{{ given.missing }}", "\n\n{% if missing %}{% endif %}"])
def test_a_missing_name_is_an_error_at_its_line(tmp_path: Path, body: str) -> None:
    with pytest.raises(RenderingError, match=r"page\.j2:3: .*missing"):
        render(tmp_path, body, given={})


def test_a_missing_name_in_an_included_template_is_an_error_at_the_line_there(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/part.j2": "a\n{{ missing }}"})
    with pytest.raises(RenderingError, match=r"part\.j2:2: 'missing' is undefined"):
        render(tmp_path, "\n\n\n{% include 'part.j2' %}")


def test_a_slip_of_syntax_is_an_error_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(RenderingError, match=r"page\.j2:2: "):
        render(tmp_path, "a\n{% if %}")


def test_text_that_a_template_prints_is_escaped(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ text }} {{ text ~ 'b' }} {{ ['<'|safe, text]|join }}", text="<a>&") == (
        "&lt;a&gt;&amp; &lt;a&gt;&amp;b <&lt;a&gt;&amp;"
    )


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("{{ 'a' ~ 1 ~ none }}", "a1None"),
        ("{{ 1 + 2 * 3 % 4 }}", "3"),
        ("{{ 'a' * 3 + 'b' }}", "aaab"),
        ("{% set b = '<b>'|safe %}{{ b ~ '<i>' }}", "<b>&lt;i&gt;"),
        ("{{ [1, 2.5]|sum }}", "3.5"),
        ("{{ 2.345|round(2) }} {{ 2.345|round(1, 'ceil') }}", f"{round(2.345, 2)} 2.4"),
        ("{{ 'a-b'|replace('-', '+') }}", "a+b"),
        ("{% for row in [1, 2, 3]|batch(2, 0) %}{{ row|join('.') }};{% endfor %}", "1.2;3.0;"),
        ("{{ [{'a': 1}, {'a': 2}]|join('.', attribute='a') }}", "1.2"),
        ("{% for column in [1, 2, 3]|slice(2) %}{{ column|join('.') }};{% endfor %}", "1.2;3;"),
        ("{{ ['b', 'a']|sort|join }}{{ 'ab'|upper }}{{ ['a']|first }}", "abABa"),
        ("{% set x %}<b>{{ '<' }}</b>{% endset %}{{ x }}", "<b>&lt;</b>"),
        ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(1) %}2{% endcall %}", "12"),
        ("{% autoescape false %}{{ '<' ~ '>' }}{% endautoescape %}", "<>"),
    ],
)
def test_what_templates_do_every_day_works(tmp_path: Path, body: str, printed: str) -> None:
    assert render(tmp_path, body) == printed


def test_macros_can_be_imported_under_a_name(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/part.j2": "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"})
    assert render(tmp_path, "{% import 'part.j2' as part %}{{ part.bold('<') }}") == "<b>&lt;</b>"


def test_a_template_runs_on_after_one_that_was_stopped(tmp_path: Path) -> None:
    with pytest.raises(RenderingError):
        render(tmp_path, "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}")
    assert render(tmp_path, "fine") == "fine"


def test_a_users_template_comes_before_the_shipped_one_and_can_still_name_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/page.html.j2": "mine", "templates/page.j2": "{% include 'page.html.j2' %}"})
    sandbox = Sandbox(Workspace((tmp_path, *SHIPPED.roots)))
    assert sandbox.render("page.j2", {}) == "mine"
    shipped = SHIPPED.find_file("templates", "page.html.j2").read_text("utf-8")
    assert sandbox.loader is not None
    assert sandbox.loader.get_source(sandbox, "shipped:page.html.j2")[0] == shipped


def test_participants_templates_cannot_print_facilitators_notes(tmp_path: Path) -> None:
    noted = """\
lessons:
  one:
    title: {ar: واحد, en: One}
    text: {ar: النص الأول, en: The first text}
    cites: [model:1]
    facilitator: {note: {ar: سر, en: A secret}}
"""
    write_baseline(tmp_path, {"lessons.yaml": noted, "challenges.yaml": None})
    body = "{% for one in scenario.lessons if one.facilitator %}{{ second(one.facilitator.note) }}{% endfor %}"
    found = {}
    for audience in Audience:
        workspace = write_template(tmp_path, body, audience=audience)
        document = load_document(workspace, "note")
        html = compose_document(workspace, load_scenario(workspace, "iraq"), document, Layout.parse("ar-en")).html
        found[audience] = "A secret" in html
    assert found == {Audience.PARTICIPANTS: False, Audience.FACILITATORS: True}
