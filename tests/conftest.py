"""What every test has: the services, the marks that follow from them, and Hypothesis without a clock."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from hub.journal import chain

pytest_plugins = [
    "tests.services.postgres",  # before those that import it, or its asserts would not be rewritten
    "tests.services.browsers",
    "tests.services.bus",
    "tests.services.databases",
    "tests.services.hub_server",
    "tests.services.network",
    "tests.services.once",
]

# Commands speak the language of the terminal; here that is Chinese.
os.environ["LC_ALL"] = "C.UTF-8"

# What is audited needs a key, also where a test makes no app, which would begin with its own.
chain.begin("only-for-tests-" * 4)

# Two cores that others use too: a slow example is no fault.
settings.register_profile("hub", deadline=None)
settings.load_profile("hub")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Every core for the whole suite; this process alone for what somebody picks, so that it starts at once."""
    picked = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    cores = len(os.sched_getaffinity(0))
    return 0 if picked or cores == 1 else cores


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a browser, which is slow; what needs PostgreSQL is marked by its parameter. Soaks wait for `-m soak`."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
    if "soak" not in config.getoption("markexpr"):
        soaks = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soaks)
        items[:] = [item for item in items if item not in soaks]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let fixtures know at their end whether the test failed (`request.node.failed`)."""
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed  # type: ignore[attr-defined]
    return report
