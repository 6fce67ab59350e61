"""What we stand on may be given on with us: every package of requirements.lock has a licence that
goes with EUPL-1.2 and with GPL-3.0, which the EUPL names among its compatible licences and which
piper-tts brings.

This goes by what packages say of themselves. Programs that a wheel carries along (FFmpeg in av,
libsndfile in soundfile, eSpeak NG) are not in it.
"""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

LOCK = Path(__file__).parent.parent / "requirements.lock"

ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause",
    "CC0-1.0", "GPL-3.0-or-later", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-or-later",
    "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
})  # fmt: skip
"""By their SPDX names."""

NAMED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Older names, and what they are."""

EXCEPTIONS = {
    # States none; its wheel is little else than eSpeak NG, which is GPL-3.0-or-later.
    "espeakng-loader": "GPL-3.0-or-later",
    # Its classifier leaves the version open; the file COPYING in it is LGPL 2.1.
    "num2words": "LGPL-2.1-or-later",
    # Any of three, it says, and its classifiers cannot say 'or'; with "or later" that is this one.
    "pyphen": "GPL-3.0-or-later",
    # GPL-2.0-or-later, so also under the later one.
    "merge3": "GPL-3.0-or-later",
    # In words; it has PDFium in it, under these two, with notices of what that carries along.
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    # Holds the matcher that Python itself took from Secret Labs under CNRI's licence of Python 1.6.
    # The FSF held that one against the GPL, and not the licence of the Pythons that carry it now.
    "regex": "Apache-2.0 AND PSF-2.0",
}
"""Who does not say it in a way that can be read, and what was found by looking."""


def packages() -> list[str]:
    return re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.M)


def stated(package: str) -> str:
    """The licence in SPDX words; '' where it states none."""
    try:
        told: Any = metadata(package)  # a Message; its stubs lack half of it
    except PackageNotFoundError:
        pytest.fail(f"{package} is in requirements.lock and not installed: run make setup")
    if expression := told.get("License-Expression"):
        return str(expression)
    given = [each for each in told.get_all("Classifier") or [] if each.startswith("License :: ")]
    classifiers = [each.rpartition(" :: ")[2] for each in given if not each.endswith(" Approved")]
    names = classifiers or [str(told.get("License") or "").strip().partition("\n")[0]]
    return " AND ".join(NAMED.get(name, name) for name in names)


def may_be_used(expression: str) -> bool:
    """Whether one of its choices is allowed in full (SPDX: AND binds closer than OR)."""
    choices = expression.replace("(", "").replace(")", "").split(" OR ")
    return any(ALLOWED.issuperset(choice.split(" AND ")) for choice in choices)


@pytest.mark.parametrize("package", packages())
def test_a_package_may_be_used(package: str) -> None:
    licence = EXCEPTIONS.get(package) or stated(package)
    assert may_be_used(licence), (
        f"expected a licence of tests/test_licences.py for {package}, got {licence!r}: choose "
        "another package, or look in it and write down what you found"
    )


@pytest.mark.parametrize("package", EXCEPTIONS)
def test_an_exception_is_still_needed(package: str) -> None:
    assert package in packages()
    assert not may_be_used(stated(package))


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-2.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("MIT OR Proprietary AND MIT", True),
        ("", False),
    ],
)
def test_one_allowed_choice_is_enough_and_all_of_it_counts(expression: str, may: bool) -> None:
    assert may_be_used(expression) is may
