"""Options of the whole test run, and which tests run in the same process."""

from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-pages",
        action="store_true",
        help="look at every shipped document in every layout (several minutes), not at each one once",
    )
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the goldens of pages anew, and pictures of them to out/goldens/; look at those before committing",
    )


SPREAD = {"tests/pages/test_shipped_pages.py", "tests/pages/test_editions.py", "tests/pages/test_robustness.py"}
"""Modules whose tests set a document each, and share none."""
TOGETHER = {"tests/render/test_flow.py", "tests/assemble/test_metadata.py", "tests/assemble/test_conformance.py"}
"""Modules whose tests look at the same documents."""


@pytest.hookimpl(wrapper=True)  # before pytest-xdist looks at the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Keep the tests of a module together where several processes run them: they share what took seconds to make."""
    for item in items:
        module = item.nodeid.partition("::")[0]
        if module not in SPREAD:
            item.add_marker(pytest.mark.xdist_group("together" if module in TOGETHER else module))
    return (yield)
