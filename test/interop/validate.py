"""Has independent programs look at what Credence wrote.

    python validate.py FOLDER

FOLDER holds bom-1.6.json, bom-1.7.json, croissant.json, model/, model.sig and key.pem. Prints one line of
JSON for each check; exits with 1 where one fails.
"""

import json
import subprocess
import sys
from pathlib import Path

import mlcroissant
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def cyclonedx(folder: Path, version: SchemaVersion, name: str) -> str | None:
    error = JsonStrictValidator(version).validate_str((folder / name).read_text())
    return None if error is None else str(error)


def model_signing(folder: Path, model: str) -> str | None:
    command = [
        str(Path(sys.executable).parent / "model_signing"), "verify", "key", str(folder / model),
        "--signature", str(folder / "model.sig"), "--public_key", str(folder / "key.pem"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    return None if done.returncode == 0 else (done.stdout + done.stderr)[-500:]


def refused(problem: str | None) -> str | None:
    """A refusal that names what differs; a program that crashed has refused nothing."""
    if problem is None:
        return "it was accepted"
    return None if "mismatch" in problem.lower() else problem


def croissant(folder: Path) -> str | None:
    issues = mlcroissant.Dataset(str(folder / "croissant.json")).metadata.ctx.issues
    return None if not issues.errors else "; ".join(sorted(issues.errors))


def main() -> None:
    folder = Path(sys.argv[1])
    checks = {
        "CycloneDX 1.7 strict": cyclonedx(folder, SchemaVersion.V1_7, "bom-1.7.json"),
        "CycloneDX 1.6 strict": cyclonedx(folder, SchemaVersion.V1_6, "bom-1.6.json"),
        "model_signing verify": model_signing(folder, "model"),
        "model_signing refuses an altered file": refused(model_signing(folder, "altered")),
        "mlcroissant": croissant(folder),
    }
    for name, problem in checks.items():
        print(json.dumps({"name": name, "problem": problem}))
    sys.exit(1 if any(problem is not None for problem in checks.values()) else 0)


main()
