"""The house itself: what may stand in the repository, and that its doors lead where the README says."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from desktop.shell.loading import WITHOUT_QT

ROOT = Path(__file__).resolve().parent.parent
DRAWERS = {"utils", "util", "utilities", "common", "misc", "helpers", "helper", "manager", "managers", "base", "tools"}
MEGABYTE = 1 << 20
MOST_LINES = 400


def tracked_files() -> tuple[Path, ...]:
    """Every file that git has or would take; outside a clone (an unpacked archive) all but what is made here."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"], capture_output=True
    )
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        made = {".git", ".venv", "__pycache__", "build", "dist", "out"}
        found = [path for path in ROOT.rglob("*") if not made.intersection(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


@pytest.fixture(scope="module")
def tracked() -> tuple[Path, ...]:
    files = tracked_files()
    assert ROOT / "pyproject.toml" in files
    return files


@pytest.fixture(scope="module")
def texts(tracked: tuple[Path, ...]) -> dict[str, str]:
    """Name in the repository -> text, of the files that are text."""
    found = {}
    for path in tracked:
        raw = path.read_bytes()
        if b"\0" not in raw[:8000]:
            found[path.relative_to(ROOT).as_posix()] = raw.decode("utf-8")
    return found


def holding(texts: dict[str, str], pattern: str) -> list[str]:
    sought = re.compile(pattern)
    return [name for name, text in texts.items() if sought.search(text)]


def source_modules(tracked: tuple[Path, ...]) -> list[Path]:
    return [path for path in tracked if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ("core", "desktop")]


# -- what may not stand here ------------------------------------------------------------------------------------------


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    # Written in pieces: this file is one of those that are searched.
    hosts = ["pypi" + r"\.org", "pytho" + r"nhosted\.org", "npm" + r"js\.(org|com)", "conda" + r"\.anaconda\.org"]
    options = [r"\n\s*--?(extra-)?index" + "-url", r"\n\s*--?find" + "-links"]
    assert holding(texts, "|".join(hosts + options)) == []


def test_no_file_holds_a_path_of_one_machine(texts: dict[str, str]) -> None:
    homes = [
        r"(?<![\w.~-])/" + "(root|work|tmp|opt|mnt)" + r"/[\w.]",
        r"(?<![\w.])/" + r"home/\w",
        r"[A-Za-z]:\\Users\\",
    ]
    allowed = {"LICENSE"}
    assert [name for name in holding(texts, "|".join(homes)) if name not in allowed] == []


def test_nothing_refers_to_a_folder_beside_the_repository(texts: dict[str, str]) -> None:
    assert holding(texts, r"\.\./" + "shared|/" + r"shared/|`shared" + "/") == []


def test_no_file_is_over_a_megabyte(tracked: tuple[Path, ...]) -> None:
    assert [path.name for path in tracked if path.stat().st_size > MEGABYTE] == []


def test_no_module_is_longer_than_one_reads_at_a_sitting(tracked: tuple[Path, ...]) -> None:
    modules = [path for path in tracked if path.suffix == ".py"]
    long = {
        path.relative_to(ROOT).as_posix()
        for path in modules
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    }
    assert long == set()


def test_no_module_is_a_drawer(tracked: tuple[Path, ...]) -> None:
    named = [
        path.relative_to(ROOT).as_posix()
        for path in tracked
        if path.suffix == ".py"
        and DRAWERS.intersection(part.removesuffix(".py").strip("_") for part in path.relative_to(ROOT).parts)
    ]
    assert named == []


def test_the_top_level_is_the_design(tracked: tuple[Path, ...]) -> None:
    meant = {
        "core", "desktop", "resources", "tests", ".ci", "pyproject.toml", "build.spec", "README.md", "LICENSE",
        "CHANGELOG.md", "requirements.lock", "run.sh", "run.cmd", "test.sh", ".gitignore",
    }  # fmt: skip
    assert {path.relative_to(ROOT).parts[0] for path in tracked} == meant


# -- what must stand here ---------------------------------------------------------------------------------------------


def test_the_readme_names_both_commands_and_its_pictures_exist(texts: dict[str, str]) -> None:
    readme = texts["README.md"]
    assert readme.count("sh run.sh") >= 2
    assert readme.count("sh test.sh") >= 2
    assert readme.index("两条命令") < readme.index("## English")
    assert "**Windows 上还没有试过。**" in readme
    assert "**Windows is untested.**" in readme
    local = [target for target in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in target]
    assert [target for target in local if not (ROOT / target).exists()] == []


def test_the_readme_names_every_verb(texts: dict[str, str]) -> None:
    from desktop.cli import VERBS

    chinese, english = texts["README.md"].split("## English")
    for half in (chinese, english):
        assert [verb for verb in VERBS if f"`{verb}`" not in half] == []


def test_ci_runs_what_the_readme_says(texts: dict[str, str]) -> None:
    lines = [line for line in texts[".ci/run"].splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "exec sh test.sh"
    assert len(lines) == 3


@pytest.mark.parametrize("script", ["run.sh", "test.sh"])
def test_the_scripts_are_posix_shell(script: str) -> None:
    text = (ROOT / script).read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert "\r" not in text
    assert subprocess.run(["sh", "-n", str(ROOT / script)]).returncode == 0


def test_the_windows_script_has_windows_line_ends() -> None:
    raw = (ROOT / "run.cmd").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_wrong_argument_of_the_test_command_is_one_line() -> None:
    answer = subprocess.run(["sh", str(ROOT / "test.sh"), "--al"], capture_output=True, text=True)
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1


def test_the_import_contracts_stand() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {item["name"]: item for item in project["tool"]["importlinter"]["contracts"]}
    layers = contracts["imports run one way"]["layers"]
    assert layers[0] == "desktop"
    assert [sorted(re.split(r" \| ", layer)) for layer in layers[1:3]] == [
        ["core.operations", "core.queries"],
        ["core.exchange", "core.planning", "core.store", "core.storm"],
    ]
    assert contracts["the core does not know it has a face"]["forbidden_modules"] == ["PySide6", "pyqtgraph"]
    assert {"views only draw", "screens do not import each other"} <= set(contracts)


def test_every_screen_is_under_the_contract_of_independence(tracked: tuple[Path, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {item["name"]: item for item in project["tool"]["importlinter"]["contracts"]}
    screens = {f"desktop.{path.parent.name}" for path in tracked if path.match("desktop/*/view.py")}
    assert screens <= set(contracts["screens do not import each other"]["modules"])


def test_the_lock_pins_everything_with_hashes_and_leaves_pandas_out(texts: dict[str, str]) -> None:
    lock = texts["requirements.lock"]
    pins = re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+)(.*)$", lock)
    assert len(pins) > 40
    assert "pandas" not in {name.lower() for name, _, _ in pins}
    assert "https://" not in lock
    assert "http://" not in lock
    assert ("pyside6-essentials", "6.8.3") in {(name.lower(), version) for name, version, _ in pins}
    unhashed = [block for block in re.split(r"(?m)^(?=\S)", lock) if "==" in block and "--hash=sha256:" not in block]
    assert unhashed == []


def test_the_lock_covers_what_the_project_asks_for(texts: dict[str, str]) -> None:
    project = tomllib.loads(texts["pyproject.toml"])
    asked = {
        re.split(r"[><=~!\[; ]", wish)[0].lower().replace("_", "-")
        for wish in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"], "setuptools"]
    }
    pinned = {
        name.lower().replace("_", "-") for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", texts["requirements.lock"])
    }
    assert asked - pinned == set()


def test_the_bundle_leaves_out_nothing_that_we_import(tracked: tuple[Path, ...]) -> None:
    """Neither by an import nor by name: a bundle without a library that is loaded ahead opened its screens late."""
    spec = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    excluded = next(
        ast.literal_eval(item.value)
        for item in spec.body
        if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name) and item.targets[0].id == "EXCLUDES"
    )
    lost = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in source_modules(tracked)
        for name in [*imported(path), *(WITHOUT_QT if path.name == "loading.py" else ())]
        for left in excluded
        if name == left or name.startswith(left + ".")
    }
    assert lost == set()


def imported(path: Path) -> set[str]:
    """Full names of every module, and of every name from a module, that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


# -- the ground it stands on ------------------------------------------------------------------------------------------


def test_this_qt_survives_forty_thousand_calls() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to None per such call and ends the process."""
    program = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication(['guard', '-platform', 'offscreen'])\n"
        "label = QLabel()\n"
        "for _ in range(40_000):\n"
        "    label.setText('x')\n"
        "print(label.text())\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert (answer.returncode, answer.stdout) == (0, "x\n"), answer.stderr


def test_the_help_waits_for_no_solver_and_no_window() -> None:
    program = (
        "import sys\n"
        "from desktop.cli import parser\n"
        "parser().format_help()\n"
        "heavy = {'numpy', 'scipy', 'ortools', 'highspy', 'networkx', 'shapely', 'PySide6', 'pyqtgraph'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, timeout=600)
    assert answer.stdout == "[]\n", answer.stderr
