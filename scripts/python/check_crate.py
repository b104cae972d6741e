"""Validates an RO-Crate by rocrate-validator, without a network: the one context that a crate names comes with the
package rocrate.

    check_crate.py FOLDER

Exit code 1: the crate lacks something that RO-Crate 1.1 or the profile of workflow runs requires.
"""

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

from rocrate_validator import models, services
from rocrate_validator.utils import document_loader, http

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILES = ["ro-crate-1.1", "workflow-run-crate-0.5"]


class Answer:
    """What the address of the context would answer."""

    status_code = 200
    headers = {"Content-Type": "application/ld+json"}
    # Found without importing the package, which would ask for more packages.
    text = Path(importlib.util.find_spec("rocrate").origin).with_name("data").joinpath("ro-crate.jsonld").read_text()

    def json(self):
        return json.loads(self.text)


def get(_, address, **options):
    if address == CONTEXT:
        return Answer()
    raise RuntimeError(f"{address} is asked for, but nothing else than {CONTEXT} is at hand")


def main():
    http.HttpRequester.get = get
    document_loader.install_document_loader()
    found = 0
    with tempfile.TemporaryDirectory() as cache:
        for profile in PROFILES:
            result = services.validate(
                services.ValidationSettings(
                    rocrate_uri=sys.argv[1],
                    profile_identifier=profile,
                    requirement_severity=models.Severity.REQUIRED,
                    cache_path=cache,
                )
            )
            for issue in result.get_issues():
                found += 1
                entity = getattr(issue, "violatingEntity", "")
                print(f"{profile}: {issue.severity.name} {issue.check.identifier}: {issue.message} ({entity})")
    print(f"the crate has {found} shortcomings" if found else f"the crate is valid by {' and '.join(PROFILES)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
