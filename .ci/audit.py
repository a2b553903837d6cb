"""Look up known vulnerabilities of everything the locks hold: `.ci/audit.py [--osv ADDRESS]`.

pip-audit asks PyPI, and OSV where PyPI does not answer, or a copy of OSV's service of one's own.
What it could not look up it passes over, and ends with 0 all the same. So this counts for itself:
where nothing could be looked up, it says that the audit was skipped.

Exit status: 0 when nothing is known or nothing could be looked up, 1 when something is known.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements-dev.lock"
"""The lock for development holds everything of the other one, in the same versions."""

ACCEPTED: dict[str, str] = {}
"""Vulnerabilities that do not concern us, by their id, each with the reason."""


def look_up(lock: Path, service: list[str]) -> list[dict[str, Any]]:
    """What is known about each package of a lock; nothing when the service does not answer."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), *service]
    command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", "--desc", "off", "--timeout", "10"]
    for accepted in ACCEPTED:
        command += ["--ignore-vuln", accepted]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        print(f"{' '.join(service)}: no answer ({said[:200]})")
        return []
    return found


def tell(found: list[dict[str, Any]]) -> int:
    """Say what is known, and what is not.

    Returns:
        The exit status.
    """
    audited = [package for package in found if "vulns" in package]
    missed = [package for package in found if "skip_reason" in package]
    known = [(package, vuln) for package in audited for vuln in package["vulns"]]
    for package, vuln in known:
        fixed = ", ".join(vuln["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vuln['id']}, mended in {fixed}")
    if not audited:
        print("Skipped: known vulnerabilities could not be looked up from here.")
        return 0
    if missed:
        print(f"Not looked up: {', '.join(package['name'] for package in missed)}.")
    print(f"Known vulnerabilities: {len(known)}, in {len(audited)} packages looked up.")
    return 1 if known else 0


def main() -> int:
    """Ask one service after the other until one answers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--osv", metavar="ADDRESS", help="a copy of OSV's service to ask instead")
    parser.add_argument("--lock", type=Path, default=LOCK, help="another lock than this folder's")
    arguments = parser.parse_args()
    services = [["--vulnerability-service", name] for name in ("pypi", "osv")]
    if arguments.osv:
        services = [["--vulnerability-service", "osv", "--osv-url", arguments.osv]]
    found: list[dict[str, Any]] = []
    for service in services:
        found = look_up(arguments.lock, service)
        if any("vulns" in package for package in found):
            break
    return tell(found)


if __name__ == "__main__":
    sys.exit(main())
