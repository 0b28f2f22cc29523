"""Measures whole turns over HTTP against the real processes (`make bench`).

Prints start-up time (s), memory of each process (MB resident), turn times (ms: p50, p95, p99)
and turns per second, one person at a time and sixteen at once. Figures depend on the machine and
on what else runs on it: compare two versions in one sitting only.
"""

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.product import Product, running

SERVICES = {
    "api": "uvicorn api.main",
    "rasa": "bot.server",
    "actions": "actions.server",
    "worker": "api.worker",
}
# One conversation: concern, side questions, and the way to a booking's read-back.
TURNS = (
    "hei",
    "eg søv så dårleg og drikk litt for mykje om kveldane",
    "sidan i fjor haust",
    "Kva er rask psykisk helsehjelp?",
    "kostar det noko?",
    "eg er trøytt heile dagen",
    "nokon å snakke med",
    "ja",
    "hvem kan lese det jeg skriver?",
    "har dere nummeret til legevakta?",
)
CONVERSATIONS_ALONE = 12
PEOPLE = 16
CONVERSATIONS_EACH = 3


def conversation(product: Product) -> list[float]:
    """Times of the turns of one conversation, in ms."""
    person = product.person()
    times = []
    for text in TURNS:
        began = time.perf_counter()
        person.writes(text)
        times.append((time.perf_counter() - began) * 1000)
        assert person.understood.get("intent"), "the engine did not answer in time"
    return times


def describe(title: str, times: list[float], seconds: float) -> None:
    """One line of the report."""
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{title:<22} p50 {cuts[49]:6.0f} ms   p95 {cuts[94]:6.0f} ms   p99 {cuts[98]:6.0f} ms   "
        f"{len(times) / seconds:6.1f} turns/s   n={len(times)}"
    )


def resident_mb(pid: int) -> float:
    """Resident memory of a process, from /proc, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Start the product, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        for title in ("first start", "second start"):
            began = time.perf_counter()
            with running(Path(folder)) as product:
                print(f"{title:<22} {time.perf_counter() - began:6.1f} s until the engine answers")
                if title == "first start":
                    continue
                conversation(product)
                began = time.perf_counter()
                alone = [ms for _ in range(CONVERSATIONS_ALONE) for ms in conversation(product)]
                describe("one at a time", alone, time.perf_counter() - began)
                with ThreadPoolExecutor(PEOPLE) as pool:
                    began = time.perf_counter()
                    jobs = [product] * PEOPLE * CONVERSATIONS_EACH
                    many = [ms for times in pool.map(conversation, jobs) for ms in times]
                describe(f"{PEOPLE} at once", many, time.perf_counter() - began)
                for name, part in SERVICES.items():
                    size = sum(resident_mb(pid) for pid in product.pids(part))
                    print(f"memory {name:<15} {size:6.0f} MB")


if __name__ == "__main__":
    main()
