"""Set up, show and test Sextant with a bare Python: `python tools/dev.py TASK`.

The tasks are setup, demo, check, test, pages, bench and clean. It runs before anything is installed, so it imports
the standard library only. The interpreter that runs it is the one the virtual environment `.venv` is made with. Three
words are read from the environment: `RESET=1` makes `demo` start over, `PORT` is where it serves, and `ARGS` is passed
on to pytest, to the pages or to the benchmarks.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very check is for the Pythons that are too old.
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit("Sextant needs Python 3.11 or newer, but this is Python " + found + "; try: make PYTHON=python3.11")

import contextlib
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up.json"
LOCKS = {
    "runtime": ROOT / "requirements" / "runtime.txt",
    "development": ROOT / "requirements" / "development.txt",
}


# --- setting up ----------------------------------------------------------------------------------


def set_up(kind: str) -> None:
    """Leave `.venv` with the locked requirements of this kind and the command `sextant` in it.

    When nothing has changed since the last time, only the stamp is read.
    """
    with _one_at_a_time():
        wanted = {"python": _python_digest(), **{name: _lock_digest(name) for name in LOCKS}}
        found = _read_stamp()
        if found.get("python") == wanted["python"] and found.get(kind) == wanted[kind]:
            return
        fresh = found.get("python") != wanted["python"]
        # Without its stamp an environment is made anew, so an interrupted installation is never built upon.
        STAMP.unlink(missing_ok=True)
        if fresh:
            _make_environment()
        _install(kind)
        done = {"python": wanted["python"], kind: wanted[kind]}
        if kind == "development":
            done["runtime"] = wanted["runtime"]
        STAMP.write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold off a second set-up in the same folder, as `make -j` or two terminals would start one."""
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        # A network file system may know no locks; then two set-ups at once are the reader's own risk.
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _python_digest() -> str:
    """Return what an environment depends on besides its packages; its place too, for it cannot be moved."""
    return _digest(sys.version.encode(), sys.base_prefix.encode(), os.fsencode(ROOT))


def _lock_digest(kind: str) -> str:
    return _digest(LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes())


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and (VENV / "bin" / "sextant").exists() else {}


def _make_environment() -> None:
    # Debian keeps these two in a package of their own, which a fresh machine may lack.
    try:
        import ensurepip
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make a virtual environment: install the package python3-venv "
            "(on Debian and Ubuntu: apt-get install python3-venv), then run this again."
        )
    del ensurepip
    _say(f"Making the virtual environment .venv with Python {sys.version.split()[0]}.")
    if VENV.is_symlink():
        VENV.unlink()
    made = _run_apart([sys.executable, "-m", "venv", "--clear", VENV])
    if made != 0:
        sys.exit(f"The virtual environment {VENV} could not be made; the message above says why.")


def _install(kind: str) -> None:
    """Install what the lock names, each file checked against its hash, and then the project itself."""
    count = sum(1 for line in LOCKS[kind].read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    _say(f"Installing the {count} locked packages of requirements/{kind}.txt.")
    started = time.monotonic()
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", "--no-deps"]
    if _run_apart([*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCKS[kind]]) != 0:
        sys.exit(f"The packages of requirements/{kind}.txt could not be installed; the message above says why.")
    # The build tools are among the locked packages, so nothing unlocked is fetched to build the project.
    if _run_apart([*pip, "--no-build-isolation", "--editable", ROOT]) != 0:
        sys.exit("Sextant itself could not be installed; the message above says why.")
    _say(f"Ready in {time.monotonic() - started:.0f} s.")


# --- the tasks -----------------------------------------------------------------------------------


def setup() -> int:
    """Make `.venv/bin/sextant` ready."""
    set_up("runtime")
    _say("The command is .venv/bin/sextant")
    return 0


def demo() -> int:
    """Hand over to `sextant demo`, so that Ctrl-C and the exit code are its own."""
    set_up("runtime")
    command = VENV / "bin" / "sextant"
    arguments = ["demo"] + (["--reset"] if os.environ.get("RESET", "") not in ("", "0") else [])
    arguments += ["--port", os.environ["PORT"]] if os.environ.get("PORT") else []
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command, [str(command), *arguments], _environment())


def check() -> int:
    """Run what reads the code without running it."""
    set_up("development")
    return 1 if _failed_checks() else 0


def test() -> int:
    """Run the checks and then, whatever they found, the tests; pytest's closing line ends the output."""
    set_up("development")
    failed = _failed_checks()
    _say("pytest" + (f" (it cannot make up for {', '.join(failed)}, which failed above)" if failed else ""))
    workers = [] if "-n" in _extra_arguments() else ["-n", "2"]
    tests = _run([PYTHON, "-m", "pytest", *workers, *_extra_arguments()])
    return tests or (1 if failed else 0)


def pages() -> int:
    """Write again all pages that are made from data and sentences; with `--check`, only say which are stale."""
    set_up("runtime")
    return _run([PYTHON, "-m", "sextant.wording.pages", *_extra_arguments()])


def bench() -> int:
    """Run the benchmarks, whose figures are for reading and never fail a test."""
    set_up("development")
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        sys.exit("There are no benchmarks in this folder yet: benchmarks/__main__.py is missing.")
    return _run([PYTHON, "-m", "benchmarks", *_extra_arguments()])


def clean() -> int:
    """Remove what the other tasks made and can make again. The registry's own data in var/ stays."""
    leftovers = [VENV, *(ROOT / name for name in CACHES), *(ROOT / "src").rglob("__pycache__")]
    for leftover in leftovers:
        shutil.rmtree(leftover, ignore_errors=True)
    return 0


CACHES = (
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "build",
    "dist",
)
CHECKS: dict[str, list[object]] = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "lint-imports": [VENV / "bin" / "lint-imports"],
}


def _failed_checks() -> list[str]:
    failed = []
    for name, arguments in CHECKS.items():
        _say(name)
        if _run([PYTHON, *arguments]) != 0:
            failed.append(name)
    return failed


# --- running other programs ----------------------------------------------------------------------


def _extra_arguments() -> list[str]:
    return shlex.split(os.environ.get("ARGS", ""))


def _run(command: list[object]) -> int:
    sys.stdout.flush()
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=_environment(), check=False).returncode


def _run_apart(command: list[object]) -> int:
    """Run a step of the set-up out of reach of Ctrl-C, which it would answer with a traceback."""
    sys.stdout.flush()
    arguments = [str(part) for part in command]
    with subprocess.Popen(arguments, cwd=ROOT, env=_environment(), start_new_session=True) as step:
        try:
            return step.wait()
        except KeyboardInterrupt:
            os.killpg(step.pid, signal.SIGKILL)
            raise


def _environment() -> dict[str, str]:
    """Return the environment without what would make the Python of `.venv` look or install elsewhere."""
    foreign = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {
        **kept,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}",
    }


def _say(line: str) -> None:
    print(line if not sys.stdout.isatty() else f"\033[1m{line}\033[0m", flush=True)


TASKS = {
    "setup": setup,
    "demo": demo,
    "check": check,
    "test": test,
    "pages": pages,
    "bench": bench,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    if arguments == ["pages", "--check"]:
        os.environ["ARGS"] = "--check"
    elif len(arguments) != 1 or arguments[0] not in TASKS:
        print(f"usage: python tools/dev.py {'|'.join(TASKS)}, or pages --check", file=sys.stderr)
        return 2
    try:
        return TASKS[arguments[0]]()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
