"""The command line without a window, and without a process of its own."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main


@dataclass(frozen=True)
class Said:
    """What one run of the program said and did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line on standard error."""
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        return self.err.rstrip("\n")


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("roll", path)` as `daolian roll path --json`."""

    def _run(*arguments: object, as_json: bool = True) -> Said:
        words: Sequence[str] = [str(argument) for argument in arguments]
        code = main([*words, "--json"] if as_json else words)
        caught = capsys.readouterr()
        return Said(code, caught.out, caught.err)

    return _run


@pytest.fixture
def done(run: Run) -> Callable[..., Any]:
    """A verb that must succeed; its JSON."""

    def _done(*arguments: object) -> Any:
        said = run(*arguments)
        assert (said.code, said.err) == (0, ""), said.err
        return said.json

    return _done


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every byte of a folder, the write-ahead log included; the lock file holds nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
