"""Secrets are found however they are written, nothing else is changed, and the cost grows with the length alone."""

from __future__ import annotations

import html
import json
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.pro.redaction import Redactor

KEY = 'Zq7-not/to+be"found\\any&where'
HEX_KEY = "0123456789abcdef0123456789ABCDEF"

WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper": str.upper,
    "lower": str.lower,
    "swapped": str.swapcase,
    "url": lambda key: quote(key, safe=""),
    "url in lower case": lambda key: quote(key.lower(), safe="").lower(),
    "url twice": lambda key: quote(quote(key, safe=""), safe=""),
    "url, every character": lambda key: "".join(f"%{ord(c):02X}" for c in key),
    "json": json.dumps,
    "json in json": lambda key: json.dumps(json.dumps(key)),
    "json, every character": lambda key: "".join(f"\\u{ord(c):04x}" for c in key),
    "json, with slashes escaped": lambda key: json.dumps(key).replace("/", "\\/"),
    "html": html.escape,
    "html, every character": lambda key: "".join(f"&#{ord(c)};" for c in key),
    "html, in hexadecimal": lambda key: "".join(f"&#x{ord(c):X};" for c in key),
    "hexadecimal": lambda key: key.encode().hex(),
    "hexadecimal in upper case": lambda key: key.encode().hex().upper(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("key", [KEY, HEX_KEY, "s3cret-key"])
def test_a_secret_is_found_however_it_is_written(way: Callable[[str], str], key: str) -> None:
    written = way(key)
    said = f"before {written} between {written}"
    cleaned = Redactor(["another secret", key]).clean_text(said)
    assert written.strip('"\\') not in cleaned
    assert cleaned.count("[redacted]") == 2
    assert cleaned.startswith("before ")
    assert " between " in cleaned


@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
@pytest.mark.parametrize("before", range(5))
@pytest.mark.parametrize("key", [KEY, KEY.swapcase(), KEY.upper()])
def test_a_secret_in_base64_is_overwritten_in_its_place(
    encode: Callable[[bytes], bytes], before: int, key: str
) -> None:
    told = b"x" * before + key.encode() + b"yz"
    written = encode(told)
    cleaned = Redactor([KEY]).clean(b'{"said":"' + written + b'"}')
    inside = cleaned.removeprefix(b'{"said":"').removesuffix(b'"}')
    assert len(inside) == len(written)
    decoded = b64decode(inside)
    assert decoded[:before] == told[:before]
    assert decoded[-2:] == told[-2:]
    assert key.encode()[1:-1] not in decoded
    assert key.encode()[3:9] not in decoded


# Without a backslash, which no service has in its keys: where one stands at the end, an answer may not be read.
PRINTABLE = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\")


@settings(deadline=None)
@given(text=st.text(), key=st.text(PRINTABLE, min_size=8, max_size=40))
def test_json_with_a_secret_in_it_stays_json(text: str, key: str) -> None:
    redactor = Redactor([key])
    for written in (json.dumps({text: [key, text + key]}), json.dumps({key + text: text}, ensure_ascii=False)):
        data = json.loads(redactor.clean_text(written))
        assert key not in repr(list(data)) or key in "[redacted]"


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_what_holds_no_secret_is_the_same_object(said: bytes) -> None:
    redactor = Redactor([HEX_KEY, KEY])
    assert redactor.clean(said) is said
    assert redactor.clean_document(said) is said


def test_an_escape_in_front_of_a_secret_does_not_break_the_json() -> None:
    cleaned = Redactor(["nine-lives"]).clean(json.dumps("line\nine-lives").encode())
    assert json.loads(cleaned) == "line[redacted]"


def test_a_secret_that_lies_over_two_windows_is_found() -> None:
    for at in range(256 * 1024 - 40, 256 * 1024 + 2):
        said = b" " * at + HEX_KEY.encode() + b" " * 20
        assert Redactor([HEX_KEY]).clean(said) == b" " * at + b"[redacted]" + b" " * 20


def test_a_short_secret_goes_only_as_a_word_of_its_own() -> None:
    redactor = Redactor(["pin4"])
    assert redactor.clean_text("pin4, spin45, PIN4 and (pin4)") == "[redacted], spin45, PIN4 and ([redacted])"


def test_a_document_keeps_its_length_and_all_else() -> None:
    document = b"%PDF-1.7 (" + HEX_KEY.encode() + b") \x00\xff\\" + HEX_KEY.lower().encode() + b" end"
    cleaned = Redactor([HEX_KEY]).clean_document(document)
    assert cleaned == b"%PDF-1.7 (" + b"*" * 32 + b") \x00\xff" + b"*" * 33 + b" end"


def test_an_answer_that_is_a_document_in_base64_is_left_to_be_read_first() -> None:
    redactor = Redactor(["AAAAAAAAAAAA"])
    body = b'"' + b64encode(bytes(100)) + b'"\n'
    assert redactor.clean_answer(body, document=True) is body
    assert redactor.clean_answer(b'{"Message":"AAAAAAAAAAAA"}', document=True) == b'{"Message":"[redacted]"}'


def test_the_words_of_an_error_and_of_what_it_came_from_are_cleaned() -> None:
    inner, error = ValueError(f"illegal header line: {KEY}", KEY.encode(), 7), OSError(5, KEY)
    error.__cause__ = inner
    Redactor([KEY]).clean_error(error)
    assert "Zq7" not in repr(error.args) + repr(inner.args)
    assert error.args[0] == 5
    assert inner.args[2] == 7


def test_no_secret_changes_nothing() -> None:
    said = b"anything"
    assert Redactor().clean(said) is Redactor([""]).clean(said) is said


@pytest.mark.parametrize(
    "hostile",
    [b"\\", b"%25", b"&#0", HEX_KEY.encode()[:-1], b"0", b"30", b"\\u003", b64encode(HEX_KEY.encode())[:-4], b"MDEy"],
)
def test_the_cost_grows_with_the_length_alone(hostile: bytes) -> None:
    redactor = Redactor([HEX_KEY, "a proxy's password"])

    def seconds(length: int) -> float:
        said = (hostile * (length // len(hostile) + 1))[:length]
        begun = time.process_time()
        redactor.clean(said)
        return time.process_time() - begun

    seconds(10_000)
    small, large = min(seconds(250_000) for _ in range(3)), seconds(1_000_000)
    assert large < 20 * small + 0.05
    assert large < 5
