"""Sets the wall clock of the running processes, and of nothing else on the machine."""

import os
import shutil
import struct
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")
COMPILER = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


@dataclass(frozen=True)
class WallClock:
    """A clock that processes started with `environment` go by. Right until it is set."""

    folder: Path

    @classmethod
    def made_in(cls, folder: Path) -> "WallClock":
        """Compile what stands between the processes and the kernel's clock; needs a compiler."""
        folder.mkdir(parents=True, exist_ok=True)
        clock = cls(folder)
        command = [str(COMPILER), "-shared", "-fPIC", "-O2", "-o", str(clock.library), str(SOURCE)]
        subprocess.run([*command, "-ldl"], check=True, capture_output=True)
        clock.file.write_bytes(bytes(8))
        return clock

    @property
    def library(self) -> Path:
        return self.folder / "clock.so"

    @property
    def file(self) -> Path:
        return self.folder / "seconds-ahead"

    @property
    def environment(self) -> dict[str, str]:
        loaded = " ".join(filter(None, [os.environ.get("LD_PRELOAD"), str(self.library)]))
        return {"CLOCK_FILE": str(self.file), "LD_PRELOAD": loaded}

    def ahead(self) -> int:
        """Seconds that it is ahead of the real time."""
        return int(struct.unpack("q", self.file.read_bytes())[0])

    def set_to(self, moment: datetime) -> None:
        """Now it is this moment (with time zone), and time goes on from there."""
        self._put(round(moment.timestamp() - time.time()))

    def turn(self, by: timedelta) -> None:
        """Forwards, or backwards."""
        self._put(self.ahead() + round(by.total_seconds()))

    def _put(self, seconds: int) -> None:
        # In place: the processes have the file itself in their memory.
        with self.file.open("r+b") as file:
            file.write(struct.pack("q", seconds))
