"""The files of a pack, from a folder or a zip of one, as bytes by name."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.domain.findings import Refusal, Rule

# Far above any register; keeps a zip of zeros from filling the memory.
MAX_FILE_BYTES = 256 * 1024 * 1024
_ENDINGS = (".csv", ".xlsx", ".toml", ".npz")


@dataclass(frozen=True, slots=True)
class PackFiles:
    """Files at the top of the pack; hidden files and folders are left out."""

    contents: Mapping[str, bytes]

    def get(self, name: str) -> bytes | None:
        return self.contents.get(name)


def open_pack(source: Path) -> PackFiles:
    """Raises Refusal: NO_SUCH_FILE; NOT_A_FOLDER where the source is neither a folder nor a readable zip."""
    if not source.exists():
        raise Refusal(Rule.NO_SUCH_FILE, {"file": str(source)})
    if source.is_dir():
        return PackFiles({path.name: _content(path) for path in sorted(source.iterdir()) if _wanted(path)})
    try:
        with zipfile.ZipFile(source) as archive:
            return PackFiles(_unzipped(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refusal(Rule.NOT_A_FOLDER, {"file": str(source)}) from error


def _wanted(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _content(path: Path) -> bytes:
    """Nothing of a stranger but its name: a folder may hold a gigabyte of pictures beside the tables."""
    return path.read_bytes() if path.suffix in _ENDINGS else b""


def _unzipped(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Files beside pack.toml, which may stand in one folder inside the zip."""
    names = [name for name in archive.namelist() if not name.endswith("/")]
    roots = [PurePosixPath(name).parent for name in names if PurePosixPath(name).name == "pack.toml"]
    root = min(roots, key=lambda path: (len(path.parts), str(path)), default=PurePosixPath())
    inside = [name for name in names if PurePosixPath(name).parent == root]
    if any(archive.getinfo(name).file_size > MAX_FILE_BYTES for name in inside):
        raise zipfile.BadZipFile("a file in the zip is too large")
    return {
        PurePosixPath(name).name: archive.read(name) for name in inside if not PurePosixPath(name).name.startswith(".")
    }
