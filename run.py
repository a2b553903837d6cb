#!/usr/bin/env python3
"""Make Tenet's own environment, then hand over: `python3 run.py rehearse --story`.

Only the standard library, and only what every Python can parse: an old one must be able to say
that it is too old. The environment stands in .venv and is made again when the lock, the Python or
the folder changes; whatever is installed is checked against the hashes in the lock.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
OURS = os.path.join(VENV, "made-by-tenet")
IS_WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if IS_WINDOWS else VENV + "/bin/python"

LOCK = os.path.join(HERE, "requirements.lock")
DEV_LOCK = os.path.join(HERE, "requirements-dev.lock")

OF_TENET = (
    "rehearse",
    "run",
    "check",
    "migrate",
    "simulator",
    "backup",
    "restore",
    "export",
    "import",
    "seal",
)

USAGE = """\
usage: python3 run.py COMMAND [ARGUMENTS]

  rehearse   walk through a community in your browser, without Discord (--story: watch one)
  run        connect to Discord and serve
  check      say whether the configuration is right
  migrate    bring the database to this version's schema
  backup     copy the database, also while the bot runs
  restore    put a backup in the place of the database
  seal       encrypt what people wrote, with the key in TENET_ENCRYPTION_KEY
  export     write everything of one server into a file
  import     take a server in from such a file
  simulator  run the local Discord alone, for any client

  test       run the tests; arguments go to pytest
  bench      run the benchmarks
  ci         everything that has to pass before a change is accepted
  python     the environment's own Python, with the tools for development

The first time, and after an update, this sets up the environment in .venv (about half a minute).
Each command explains itself: python3 run.py check --help
"""


class Hindrance(Exception):
    """What keeps us from starting, in a sentence."""


def main(arguments):
    if sys.version_info < OLDEST:
        raise Hindrance(
            "Tenet needs Python {0}.{1} or newer; this is {2}.{3} ({4}).".format(
                *(OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))
            )
        )
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(USAGE)
        return 0
    command, rest = arguments[0], arguments[1:]
    if command in OF_TENET:
        prepare(LOCK)
        return hand_over([PYTHON, "-P", "-m", "bot", command] + rest)
    if command == "bench":
        prepare(LOCK)
        return hand_over([PYTHON, "-m", "benchmarks"] + rest, HERE)
    if command == "test":
        prepare(DEV_LOCK)
        memory = folder_in_memory()
        if memory is not None:
            os.environ.setdefault("TMPDIR", memory)
        # Processes that tests start need not compile everything anew, each of them.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        # All of them share the work among the cores; a chosen few start sooner without.
        # They begin in the order of tests/conftest.py, not with the files that hold the most tests.
        shared = [] if rest else ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
        return hand_over([PYTHON, "-m", "pytest"] + shared + rest, HERE)
    if command == "python":
        prepare(DEV_LOCK)
        return hand_over([PYTHON] + rest)
    if command == "ci":
        return hand_over(["bash", os.path.join(HERE, ".ci", "run")] + rest, HERE)
    sys.stderr.write("run.py: there is no command {0!r}.\n\n{1}".format(command, USAGE))
    return 2


def folder_in_memory():
    """Where the databases of tests wait for no disk; None where there is no such place, or little.

    A process that is killed loses nothing there either: only the machine's own end would.
    """
    try:
        found = os.statvfs("/dev/shm")
    except (AttributeError, OSError):
        return None
    is_large = found.f_bavail * found.f_frsize > 2 * 1024**3
    return "/dev/shm" if is_large and not found.f_flag & os.ST_NOEXEC else None


def prepare(lock):
    """Bring .venv to what the lock says, unless it is there already."""
    if is_ready(lock):
        return
    with OneAtATime():
        if is_ready(lock):  # another process has made it while we waited
            return
        say("Setting up Tenet's environment in .venv ...")
        # A bot may be running from the environment: what is only added to is not made again.
        is_addition = stamp() == fingerprint(LOCK)
        uv = shutil.which("uv")
        if uv is None or not install_with_uv(uv, lock, is_addition):
            install_with_pip(lock, is_addition)
        make_importable()
        with open(OURS, "w") as file:
            file.write(fingerprint(lock))


def is_ready(lock):
    """Whether the lock is installed; the one for development holds everything of the other."""
    return stamp() in (fingerprint(lock), fingerprint(DEV_LOCK)) and os.path.exists(PYTHON)


def stamp():
    """What .venv was made from; None when there is none of ours."""
    try:
        with open(OURS) as file:
            return file.read()
    except (IOError, OSError):
        return None


def fingerprint(lock):
    """What .venv depends on."""
    digest = hashlib.sha256()
    for text in (sys.version, sys.executable, HERE, os.path.basename(lock)):
        digest.update(text.encode("utf-8", "replace") + b"\0")
    try:
        with open(lock, "rb") as file:
            digest.update(file.read())
    except (IOError, OSError):
        raise Hindrance("{0} is missing: the folder is not complete.".format(lock))
    return digest.hexdigest()


def install_with_uv(uv, lock, is_addition):
    """Install with uv; it knows nothing of pip's settings, so where it fails pip may not."""
    install = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes"]
    steps = [install + ["--only-binary", ":all:", "-r", lock]]
    if not is_addition:
        begin_venv()
        steps.insert(
            0, [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, VENV]
        )
    for step in steps:
        if subprocess.call(step, cwd=HERE, stdin=subprocess.DEVNULL) != 0:
            say("uv could not do it; trying pip.")
            return False
    return True


def install_with_pip(lock, is_addition):
    """Install with pip, into an environment that has it."""
    pip = [PYTHON, "-m", "pip"]
    has_pip = is_addition and subprocess.call(pip + ["--version"], stdout=subprocess.DEVNULL) == 0
    if not has_pip:
        begin_venv()
        make_venv()
    install = pip + ["install", "-qq", "--disable-pip-version-check", "--no-input"]
    install += ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    if subprocess.call(install, cwd=HERE, stdin=subprocess.DEVNULL) != 0:
        raise Hindrance("pip could not install what Tenet needs; its own words stand above.")


def make_venv():
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        raise Hindrance(
            "This Python cannot make virtual environments; on Debian and Ubuntu, "
            "`sudo apt install python3-venv` mends that."
        )
    try:
        venv.EnvBuilder(with_pip=True, symlinks=not IS_WINDOWS).create(VENV)
    except (subprocess.CalledProcessError, IOError, OSError) as error:
        raise Hindrance("The virtual environment in .venv could not be made: {0}".format(error))


def begin_venv():
    """Make room, and mark the folder as ours first: left half-made, it may be made again."""
    if os.path.lexists(VENV):
        if stamp() is None:
            raise Hindrance(
                "There is a .venv here that run.py has not made; please move it away: " + VENV
            )
        shutil.rmtree(VENV)
    os.mkdir(VENV)
    with open(OURS, "w") as file:
        file.write("unfinished")


def make_importable():
    """Let the environment's Python find Tenet, wherever it is started."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.check_output([PYTHON, "-I", "-c", where]).decode().strip()
    with open(os.path.join(packages, "tenet.pth"), "w") as file:
        file.write(HERE + "\n")


class OneAtATime:
    """Holds back a second run.py while one sets things up."""

    def __enter__(self):
        self.file = open(VENV + ".lock", "w")
        try:
            import fcntl
        except ImportError:  # Windows
            return
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another run.py is setting things up; waiting for it ...")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


def hand_over(command, folder=None):
    """Become the command; on Windows, where that cannot be done, run it and pass on its status."""
    if folder is not None:
        os.chdir(folder)
    # Compiled once and kept beside the sources. Otherwise every start compiles all of them, which
    # is a quarter of the time to the first answer, and the tests start Tenet some hundred times.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.stdout.flush()
    sys.stderr.flush()
    if not IS_WINDOWS:
        try:
            os.execvp(command[0], command)
        except OSError as error:
            raise Hindrance("{0} cannot be started: {1}.".format(command[0], error.strerror))
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child has been told as well, and is finishing
            pass


def say(text):
    sys.stderr.write("run.py: " + text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Hindrance as hindrance:
        say(str(hindrance))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
