"""How much is left in the battery, asked of the system itself: no library is worth a percentage."""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent` 0 to 100; `draining` where it is what the laptop runs on."""

    percent: int
    draining: bool


def battery(supplies: Path = SUPPLIES) -> Battery | None:
    """The battery of this laptop; None where there is none, or the system does not say."""
    return _of_windows() if sys.platform == "win32" else _of_linux(supplies)


def _of_linux(supplies: Path) -> Battery | None:
    """Several batteries count together, each as much as the others."""
    found = []
    for supply in sorted(supplies.glob("*")) if supplies.is_dir() else ():
        try:
            if (supply / "type").read_text().strip() == "Battery" and not _of_a_mouse(supply):
                found.append((int((supply / "capacity").read_text()), (supply / "status").read_text().strip()))
        except (OSError, ValueError):
            continue
    if not found:
        return None
    return Battery(
        round(sum(share for share, _ in found) / len(found)), any(said == "Discharging" for _, said in found)
    )


def _of_a_mouse(supply: Path) -> bool:
    scope = supply / "scope"
    return scope.is_file() and scope.read_text().strip() == "Device"


def _of_windows() -> Battery | None:
    """SYSTEM_POWER_STATUS: ACLineStatus, BatteryFlag, BatteryLifePercent, three more that are not asked."""
    status = (ctypes.c_ubyte * 12)()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - it exists on Windows alone
    if not kernel.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    on_mains, flag, percent = status[0], status[1], status[2]
    if flag & 128 or percent > 100:
        return None
    return Battery(int(percent), on_mains == 0)
