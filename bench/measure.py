"""Timing variants against each other, and the memory of a piece of work."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping


def medians(variants: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Median seconds of each variant, run in turn so that a busy machine slows all alike."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    for work in variants.values():
        work()  # imports and caches are paid before the clock runs
    for _round in range(rounds):
        for name, work in variants.items():
            times[name].append(seconds(work))
    return {name: statistics.median(taken) for name, taken in times.items()}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_megabytes(module: str, *arguments: str) -> float:
    """The most memory a process of its own held while it ran `python -m module`."""
    command = [sys.executable, "-c", _MEASURED, module, *arguments]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


# `ru_maxrss` begins with what the parent held; the kernel's high-water mark does not.
_MEASURED = """
import runpy, sys
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=False)
print(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])
"""
