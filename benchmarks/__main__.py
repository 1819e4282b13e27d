"""The benchmarks as a command: `python -m benchmarks [--quick | --full] [--only NAME]... [--profile]`.

Each figure is one line of JSON on standard output; what is being run stands on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from benchmarks.bars_of_acts import hot_accounts, one_client, several_clients, sqlite
from benchmarks.bars_of_many import batches, imports
from benchmarks.bars_of_readings import readings
from benchmarks.bars_of_reports import annual_information
from benchmarks.bars_of_size import flatness
from benchmarks.bars_of_whole import cdm_registry, whole_registry
from benchmarks.measuring import Figure
from benchmarks.places import Places, places
from benchmarks.profile import profile
from benchmarks.sizes import FULL, QUICK, STANDING, TINY, Size

Benchmark = Callable[[Places, Size], Iterator[Figure]]

BENCHMARKS: Mapping[str, Benchmark] = {
    "one-client": one_client,
    "several-clients": several_clients,
    "hot-accounts": hot_accounts,
    "sqlite": sqlite,
    "batches": batches,
    "imports": imports,
    "flatness": flatness,
    "whole-registry": whole_registry,
    "cdm-registry": cdm_registry,
    "readings": readings,
    "annual-information": annual_information,
}


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for. Returns 0; a bar that is missed is a line to read, not an error."""
    asked = _parser().parse_args(arguments)
    size: Size = asked.size
    if asked.rounds:
        size = replace(size, rounds=asked.rounds)
    if asked.seconds:
        size = replace(size, seconds=asked.seconds)
    with places() as where:
        for name in asked.only or BENCHMARKS:
            print(f"# {name}: load average {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
            for figure in BENCHMARKS[name](where, size):
                print(figure.line(), flush=True)
        if asked.profile:
            print(*profile(where, size), sep="\n", file=sys.stderr, flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    sizes = parser.add_mutually_exclusive_group()
    for name, size in (("quick", QUICK), ("full", FULL), ("tiny", TINY)):
        sizes.add_argument(f"--{name}", dest="size", action="store_const", const=size)
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), help="run this one; may be given again")
    parser.add_argument("--rounds", type=int, help="how often each side runs")
    parser.add_argument("--seconds", type=float, help="how long each side runs in a round")
    parser.add_argument("--profile", action="store_true", help="also say where the time of one act goes")
    parser.set_defaults(size=STANDING)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
