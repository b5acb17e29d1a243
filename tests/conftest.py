"""What every test shares: Qt without a screen, and no test left out in silence."""

import os

import hypothesis
import pytest

# Before Qt is imported anywhere; tests of a real window start their own display and program.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow computer is no failure; the seed of a failure is printed.
hypothesis.settings.register_profile("project", deadline=None, print_blob=True)
hypothesis.settings.load_profile("project")

_skipped: dict[str, str] = {}
_seeds: dict[str, list[str]] = {}


def _on_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        told = [str(value) for name, value in report.user_properties if name == "seed"]
        if told:
            _seeds.setdefault(report.nodeid.split("[")[0], []).extend(told)
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped[report.nodeid] = reason


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped[report.nodeid] = reason


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    worker = hasattr(session.config, "workerinput")
    if _skipped and _on_ci() and not worker and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for test, seeds in sorted(_seeds.items()):
        terminalreporter.line(f"{test}: {len(seeds)} rounds, seeds {' '.join(seeds)}")
    if not _skipped:
        return
    verdict = "a failure on CI" if _on_ci() else "would fail on CI"
    terminalreporter.section(f"left out: {len(_skipped)} ({verdict})", red=_on_ci())
    for test, reason in sorted(_skipped.items()):
        terminalreporter.line(f"{test}: {reason}")
