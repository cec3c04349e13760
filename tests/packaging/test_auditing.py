"""What the auditor found out is told as it is: a package that could not be asked about is not called sound."""

from __future__ import annotations

import json

import pytest

from steps import auditing


def answer(*packages: dict[str, object]) -> bytes:
    return json.dumps({"dependencies": packages}).encode()


SOUND = {"name": "httpx", "version": "0.28.1", "vulns": []}
FAULTY = {"name": "idna", "version": "3.0", "vulns": [{"id": "CVE-1", "fix_versions": ["3.7"]}, {"id": "CVE-2"}]}
UNASKED = {"name": "qt", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([SOUND], auditing.NONE_KNOWN, "1 of 1 locked packages asked about, 0 with a known fault"),
        ([SOUND, FAULTY], auditing.KNOWN, "idna 3.0: CVE-1, mended in 3.7\nidna 3.0: CVE-2, mended in no version yet"),
        ([SOUND, UNASKED], auditing.CANNOT_TELL, "1 of 2 locked packages asked about"),
        ([FAULTY, UNASKED], auditing.KNOWN, "nothing is told of them: qt"),
    ],
)
def test_what_is_known_is_told(
    capsys: pytest.CaptureFixture[str], packages: list[dict[str, object]], code: int, said: str
) -> None:
    assert auditing.tell(answer(*packages), "") == code
    told = capsys.readouterr()
    assert said in told.out + told.err


@pytest.mark.parametrize("broken", [b"", b"{}", b"[]", b"<html>", answer()])
def test_no_answer_is_told_with_the_reason(capsys: pytest.CaptureFixture[str], broken: bytes) -> None:
    assert auditing.tell(broken, "trying\nNo route to host\n\n") == auditing.CANNOT_TELL
    assert "needs a network" in (told := capsys.readouterr().err)
    assert "No route to host" in told
