"""Add up JUnit files; print "N passed, N failed"; fail on a missing file, a failure or a skip."""

import sys
from pathlib import Path
from xml.etree import ElementTree

passed = failed = 0
for name in sys.argv[1:]:
    path = Path(name)
    if not path.exists():
        print(f"no results in {path.name}", file=sys.stderr)
        failed += 1
        continue
    suite = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for element in ElementTree.parse(path).getroot().iter("testsuite"):  # noqa: S314 - our own file
        for key in suite:
            suite[key] += int(element.get(key, 0))
    wrong = suite["failures"] + suite["errors"] + suite["skipped"]
    if suite["skipped"] or not suite["tests"]:
        print(f"{path.name}: {suite['skipped']} skipped of {suite['tests']}", file=sys.stderr)
        wrong = max(wrong, 1)
    print(f"{path.stem}: {suite['tests'] - wrong} passed, {wrong} failed", file=sys.stderr)
    passed += suite["tests"] - wrong
    failed += wrong
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
