import inspect
import subprocess
import sys

import pytest

import briefgen


@pytest.mark.parametrize("name", briefgen.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    thing = getattr(briefgen, name)
    assert (inspect.getdoc(thing) or "").strip()
    assert thing.__doc__ != dict.__doc__
    assert thing.__module__.startswith("briefgen.")


def test_the_public_names_are_sorted_and_each_there_once() -> None:
    assert len(briefgen.__all__) > 20
    assert briefgen.__all__ == sorted(set(briefgen.__all__))


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = briefgen.no_such_thing


def test_importing_briefgen_imports_no_library() -> None:
    heavy = ("weasyprint", "pydantic", "jinja2", "yaml", "pikepdf", "typer", "rich", "markdown_it", "fontTools")
    code = f"import sys, briefgen; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert briefgen.__version__ == version("briefgen")


def test_a_scenario_is_checked_with_public_names_alone() -> None:
    workspace = briefgen.Workspace.find()
    assert briefgen.check_scenarios(workspace, ["lebanon"]).problems.errors == ()
    assert briefgen.load_scenario(workspace, "lebanon").value.country.code == "LB"
