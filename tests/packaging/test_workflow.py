"""The workflow that builds the installers: every action pinned to a commit, no secret it cannot do without."""

import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest


def test_actions_are_pinned_to_commits(root: Path) -> None:
    used = [
        line.strip().removeprefix("- ").removeprefix("uses: ")
        for file in (root / ".github/workflows").glob("*.yml")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(used) >= 4
    loose = [each for each in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)]
    assert loose == []


def test_macos_property_lists_are_whole(root: Path) -> None:
    information = plistlib.loads((root / "packaging/macos/Info.plist").read_bytes())
    (draft,) = information["UTExportedTypeDeclarations"]
    opened = [kind for each in information["CFBundleDocumentTypes"] for kind in each["LSItemContentTypes"]]
    assert draft["UTTypeIdentifier"] in opened
    assert draft["UTTypeTagSpecification"]["public.filename-extension"] == ["consignment"]
    entitlements = plistlib.loads((root / "packaging/macos/entitlements.plist").read_bytes())
    assert "com.apple.security.cs.allow-jit" not in entitlements, "only what is needed"


@pytest.mark.skipif(sys.platform == "win32", reason="for bash")
@pytest.mark.parametrize("what", ["app", "image"])
def test_nothing_is_signed_without_an_identity_and_that_is_said(root: Path, tmp_path: Path, what: str) -> None:
    done = subprocess.run(
        ["bash", root / "packaging/macos/sign.sh", what, tmp_path / "it"],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Not signed: CODESIGN_IDENTITY is not set.")
