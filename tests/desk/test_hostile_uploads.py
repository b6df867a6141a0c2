"""Files that nobody should send: each is refused, or inert, with words that say what is wrong; never an error page."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from history.admin import uploads
from history.models import Event, Upload
from tests.desk.people import sign_in
from tests.desk.uploading import ADD, apply, as_bytes, hand_in, newest, page_of, rows
from tests.history.record_files import siege

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
SOUND = "a,Battle of A,1862-04-06,Aton,Wars,Atlas,"
# Seconds that one file may keep a web worker or the task worker; machines that are busy take their time.
PATIENCE = 30
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {c} "{"&" + p + ";" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><lolz>&i;</lolz>"
)


def zipped(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../../etc/passwd"))
    return out.getvalue()


def event(**parts: Any) -> dict[str, Any]:
    """A record file with one event that has these parts."""
    return {"format": "attest-record/1", "events": [{"key": "a", "title": "A", **parts}]}


def changed(listed: str, number: int, **parts: Any) -> dict[str, Any]:
    """The siege's file with one entry changed."""
    file = siege()
    file[listed][number] |= parts
    return file


def text(content: str) -> bytes:
    """A record file written by hand, where json would write it otherwise."""
    return b'{"format": "attest-record/1", ' + content.encode() + b"}"


# What the file is called, what is in it, and words that the page says.
HOSTILE: dict[str, tuple[str, Any, str]] = {
    # Not what it says it is.
    "zip bomb": (
        "bomb.csv",
        zipped(b"\0" * 50 * MEGABYTE),
        "a ZIP archive (spreadsheets, .xlsx and .ods, are such archives), and is not opened",
    ),
    "zip in zip": ("bomb.json", zipped(zipped(b"0" * MEGABYTE)), "is not opened"),
    "gzip bomb": ("bomb.json", gzip.compress(b"[" * 10 * MEGABYTE), "a gzip archive"),
    "bzip2": ("b.csv", bz2.compress(b"key,title\n" * 1000), "a bzip2 archive"),
    "xz": ("b.csv", lzma.compress(b"key,title\n" * 1000), "an xz archive"),
    "tar with a way out": ("b.csv", tarred(), "NUL characters"),
    "old spreadsheet": ("b.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old office program"),
    "pdf": ("b.csv", b"%PDF-1.7 /JS (app.alert(1))", "The file is a PDF"),
    "picture": ("b.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "The file is a picture"),
    "database": ("b.json", b"SQLite format 3\0" + b"\0" * 100, "an SQLite database"),
    "program": ("b.csv", b"\x7fELF\2\1\1" + b"\0" * 100, "The file is a program"),
    "a billion laughs": ("laughs.json", LAUGHS, "The file is XML, and is not read"),
    "external entity": ("x.csv", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "HTML or XML"),
    "a page": ("x.csv", "\n  <html><script>alert(1)</script>", "The file is HTML, and is not read"),
    "wrong extension": ("record.csv", siege(), "is named .csv and holds JSON"),
    "table called json": ("b.json", rows(SOUND), "The file is not JSON"),
    "program by name": ("run.exe", rows(SOUND), "is not a .json, .csv or .tsv file"),
    "no extension": ("record", siege(), "is not a .json, .csv or .tsv file"),
    "two extensions": ("record.json.html", siege(), "is not a .json, .csv or .tsv file"),
    # Encodings.
    "utf-16 without its mark": ("b.csv", rows(SOUND).encode("utf-16-le"), "as UTF-16 without its mark does"),
    "utf-16 json": ("b.json", json.dumps(siege()).encode("utf-16"), "not UTF-8"),
    "utf-32": ("b.csv", rows(SOUND).encode("utf-32"), "has no column"),
    "latin-1": ("b.csv", rows("a,Schlacht bei Kölln,1862,,,,").encode("latin-1"), "Save it as CSV in UTF-8"),
    "latin-1 json": ("b.json", '{"format": "é"}'.encode("latin-1"), "not UTF-8 text: byte 12"),
    "mixed encodings": ("b.csv", rows("a,Ağdərə,,,,,").encode() + b"\nb,K\xf6lln,,,,,", "line 3 holds a byte"),
    "half a utf-16": ("b.csv", rows(SOUND).encode("utf-16")[:-1], "a byte that cannot be read"),
    "a mark in the middle": ("b.json", changed("events", 0, key="land\ufeffing"), "land\\ufeffing"),
    "two marks": ("b.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + rows(SOUND).encode(), "has no column"),
    # JSON.
    "empty": ("b.json", b"", "The file is empty."),
    "white space": ("b.json", b" \n\t " * 1000, "The file is empty."),
    "100,000 deep": ("b.json", b"[" * 100_000, "nested too deeply"),
    "100,000 objects deep": ("b.json", text('"events": ' + '{"a":' * 100_000), "nested too deeply"),
    "deep but whole": ("b.json", event(summary=json.loads("[" * 500 + "]" * 500)), "nested more than 16 deep"),
    "truncated": ("b.json", json.dumps(siege())[:-40], "The file is not JSON"),
    "a list": ("b.json", [siege()], "holds a list, not an object"),
    "a number": ("b.json", b"1e999", "holds a number"),
    "another format": ("b.json", siege() | {"format": "attest-record/9"}, "attest-record/9"),
    "NaN": ("b.json", text('"places": [{"key": "p", "name": "P", "kind": "town", "latitude": NaN}]'), "finite"),
    "Infinity": (
        "b.json",
        text('"places": [{"key": "p", "name": "P", "kind": "town", "latitude": -Infinity}]'),
        "finite",
    ),
    "1e999": ("b.json", text('"places": [{"key": "p", "name": "P", "kind": "town", "latitude": 1e999}]'), "finite"),
    "a huge number": (
        "b.json",
        text('"events": [{"key": "a", "title": ' + "9" * 100_000 + "}]"),
        "must be a finite number",
    ),
    "a key twice": ("b.json", text('"events": [{"key": "a", "key": "b", "title": "A"}]'), "is given twice"),
    "lists twice": ("b.json", text('"events": [], "events": []'), "twice"),
    "half a surrogate": ("b.json", text(r'"events": [{"key": "a", "title": "\ud800"}]'), "half of a surrogate pair"),
    "NUL": ("b.json", event(title="A\0B"), "holds a NUL character"),
    "prototype": ("b.json", event(**{"__proto__": {"status": "published"}}), "is not a key that attest-record/1 has"),
    "10 MB text": ("b.json", event(summary="x" * 10 * MEGABYTE), "longer than 20000 characters"),
    "key of 10,000": ("b.json", event(key="k" * 10_000), "longer than 120 characters"),
    "zero-width key": ("b.json", event(key="land\u200bing"), "land\\u200bing"),
    "key with a way out": ("b.json", event(key="../../admin"), "cannot be kept"),
    "three million lists": ("b.json", b"[" + b"[]," * 3_000_000 + b"[]]", "more than 2,000,000 lists and objects"),
    "many empty entries": ("b.json", text('"events": [' + "{}," * 200_001 + "{}]"), "more than 200,000 entries"),
    "in a circle": ("b.json", changed("events", 0, part_of="relief"), "goes round in a circle"),
    "within itself": ("b.json", changed("places", 0, within="vale"), "refers to itself"),
    "part of a circle of bodies": ("b.json", changed("claimants", 3, part_of="herald"), "goes round in a circle"),
    "names nobody": ("b.json", changed("events", 0, part_of="nowhere"), "which is refused or unknown"),
    "javascript address": (
        "b.json",
        changed("sources", 0, url="javascript:alert(1)"),
        "begins with http:// or https://",
    ),
    "data address": ("b.json", changed("sources", 0, url="data:text/html,<script>"), "begins with http:// or https://"),
    "address with a line end": ("b.json", changed("sources", 0, url="https://a.org/\r\nSet-Cookie: x"), "no spaces"),
    "status of its own": ("b.json", event(status="<b>published"), "is not one of: draft, in-review, published"),
    "year of 10^40": ("b.json", event(happened="Y1" + "0" * 40), "events[0].happened"),
    "evil date": ("b.json", event(happened="[" + "2020-01-01," * 10_000 + "2020-01-01]"), "longer than 120 characters"),
    # Tables.
    "only a heading": ("b.csv", "key,title\n", "The file holds no entries."),
    "no heading": ("b.csv", "a,Battle\n", "has no column"),
    "column twice": ("b.csv", "key,title,title\na,b,c\n", 'has the column "title" twice'),
    "a million columns": ("b.csv", "key,title" + ",c" * 1_000_000 + "\n", "1,000,002 columns"),
    "5 MB of line ends": ("b.csv", b"\n" * 5 * MEGABYTE, "The file is empty."),
    "line ends in front": ("b.csv", b"x" + b"\n" * 5 * MEGABYTE, "has no column"),
    "200,001 rows": ("b.csv", "key,title\n" + "a\n" * 200_001, "more than 200,000 rows"),
    "10 MB cell": ("b.csv", rows(f"a,A,,,,,{'x' * 10 * MEGABYTE}"), "is longer than 20000 characters"),
    "unbalanced quotes": ("b.csv", rows('a,"A,1862,,,,', SOUND), "is not CSV"),
    "a quote that opens late": ("b.csv", rows('a,"A"x,1862,,,,'), "is not CSV"),
    "NUL in a cell": ("b.csv", rows(f"{SOUND}{'x' * 1000}", "b,B\0,1862,,,,"), "holds a NUL character"),
    "NUL at the beginning": ("b.csv", rows("b,B\0,1862,,,,"), "it holds NUL characters"),
    "year of 10^12": ("b.csv", rows("a,A,Y1000000000000,,,,"), "EDTF of a kind that Attest does not keep"),
    "key of nothing": ("b.csv", rows("\u200b,A,1862,,,,"), "no letter or digit to make a key of"),
    "two keys written alike": ("b.csv", rows("A 1,A,,,,,", "a-1,B,,,,,"), "would be written alike"),
    "day that is none": ("b.csv", rows("a,A,1863-02-30,,,,"), "is not a day of the calendar"),
    "degrees": ("b.csv", "key,title,latitude,longitude\na,A,1e999,91", "is not a number of degrees"),
    "javascript in a table": (
        "b.csv",
        "key,title,source_title,source_url\na,A,Atlas,javascript:alert(1)",
        "begins with http:// or https://",
    ),
}


@pytest.fixture
def ada() -> Client:
    return sign_in("Editors", "ada")


def plain(page: Any) -> str:
    """A page's source with the quotation marks that Django escapes."""
    source: str = page.content.decode()
    return source.replace("&quot;", '"').replace("&#x27;", "'")


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_words_that_say_why(ada: Client, what: str) -> None:
    name, content, words = HOSTILE[what]
    begun = time.monotonic()
    page = hand_in(ada, content, name)
    assert time.monotonic() - begun < PATIENCE
    assert page.status_code in (200, 422)
    assert words in plain(page)
    assert not Event.objects.exists()


def test_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 40


SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'>{{ 7*7 }}{% now 'Y' %}"


def test_html_in_every_text_is_shown_as_text_wherever_it_is_shown(ada: Client) -> None:
    file = siege()
    file["title"] = SCRIPT
    file["attribution"] = SCRIPT
    for listed in ("parties", "claimants", "places"):
        for entry in file[listed]:
            entry["name"] = f"{SCRIPT} {entry['key']}"
    file["sources"][0]["title"] = SCRIPT
    for one in file["events"]:
        one |= {"title": f"{SCRIPT} {one['key']}", "summary": SCRIPT, "time_note": SCRIPT[:60]}
        for claim in one["claims"]:
            claim["statement"] = f"{SCRIPT} {claim['key']}"
    page = hand_in(ada, file, "<script>alert(1)</script>.json")
    assert page.status_code == 200
    pages = [page, apply(ada)]
    pages += [ada.get(reverse("admin:history_event_change", args=[Event.objects.get(key="siege").pk]))]
    pages += [ada.get(reverse("admin:history_upload_changelist"))]
    hand_in(ada, changed("events", 0, title=SCRIPT + "<script>alert(2)</script>"), "second.json")
    pages.append(ada.get(page_of(newest())))
    for one in pages:
        shown = one.content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "default-src 'none'" in one["Content-Security-Policy"]


def test_html_in_what_is_refused_is_shown_as_text(ada: Client) -> None:
    head = "key,title,date,stance,<script>alert(3)</script>"
    page = hand_in(
        ada, rows(f"<script>alert(1)</script>,{SCRIPT.replace(',', '')},soon{SCRIPT},x<b>,", head=head), "b.csv"
    )
    shown = page.content.decode()
    assert "&lt;script&gt;alert(3)" in shown
    assert "<script>alert" not in shown
    reasons = ada.get(page_of(newest(), "reasons"))
    assert reasons["Content-Disposition"].startswith("attachment")
    assert reasons["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\u200f", "\u0085", "\u2028"])
def test_characters_that_are_not_seen_are_written_out_in_the_plan(ada: Client, mark: str) -> None:
    shown = hand_in(ada, event(title=f"Battle{mark}of A")).content.decode()
    assert mark not in shown
    assert f"Battle{ascii(mark)[1:-1]}of A" in shown


def test_formulas_stay_words(ada: Client) -> None:
    hand_in(ada, rows("a,=CMD|' /C calc'!A0,1862,,,,@SUM(1)"), "b.csv")
    apply(ada)
    assert Event.objects.get().title == "=CMD|' /C calc'!A0"


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (rows(SOUND).replace("\n", "\r"), 1),  # the line ends of old Macs
        (rows(SOUND).encode("utf-16"), 1),
        (b"\xef\xbb\xbf" + rows(SOUND).encode(), 1),
        (rows(SOUND).replace(",", "\t"), 1),
        (rows("a,Battle of A,-9999,,,,"), 1),
    ],
)
def test_what_only_looks_strange_is_taken(ada: Client, content: Any, count: int) -> None:
    hand_in(ada, content, "b.csv")
    apply(ada)
    assert Event.objects.count() == count


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.json",
        "..\\..\\windows\\system.json",
        "<b onmouseover=alert(1)>.json",
        "a" * 1000 + ".json",
        "\u202egnp.json",
        "a\r\nSet-Cookie: x=1.json",
        "a\0b.json",
        ".json",
        "con.json",
        "'; DROP TABLE history_event; --.json",
    ],
)
def test_a_file_may_be_called_anything(ada: Client, name: str) -> None:
    page = hand_in(ada, siege(), name)
    assert page.status_code in (200, 422)
    assert "<b onmouseover" not in page.content.decode()
    upload = Upload.objects.first()
    if upload is not None:
        assert "/" not in upload.name
        assert "\\windows" not in upload.name
        assert len(upload.name) <= 255
        assert ada.get(page_of(upload)).status_code == 200


def test_a_form_without_a_file_or_with_several_says_so(ada: Client) -> None:
    assert "Choose a file." in plain(ada.post(reverse(ADD), {}))
    assert "Choose a file." in plain(ada.post(reverse(ADD), {"file": "a text"}))
    two = [SimpleUploadedFile(f"{n}.json", as_bytes(siege())) for n in range(2)]
    assert "Choose one file" in plain(ada.post(reverse(ADD), {"file": two}))
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n{}\r\n--x--\r\n'
    nameless = ada.generic("POST", reverse(ADD), body, content_type="multipart/form-data; boundary=x")
    assert "Choose a file." in plain(nameless)
    assert ada.post(reverse(ADD), {"file": siege()["title"], "publish": "all"}).status_code == 422
    assert not Upload.objects.exists()


def test_a_request_that_is_broken_is_no_error_page(ada: Client) -> None:
    for content_type in ("multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "application/json"):
        reply = ada.generic("POST", reverse(ADD), b"--x\r\nContent-Disposition: nonsense", content_type=content_type)
        assert reply.status_code in (400, 422)


def test_what_is_too_large_is_refused_before_it_is_kept(ada: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = hand_in(ada, b"x" * 21 * MEGABYTE, "large.csv")
    assert page.status_code == 413
    assert "The file is too large: 21.0" in plain(page).replace("\xa0", " ")
    # A billion line ends of which nobody reads one.
    monkeypatch.setattr(uploads, "MOST_DRAINED", 0)
    announced: dict[str, Any] = {"content_type": "multipart/form-data; boundary=x", "CONTENT_LENGTH": "1000000000"}
    reply = ada.generic("POST", reverse(ADD), b"\n", **announced)
    assert reply.status_code == 413
    assert not Upload.objects.exists()


def test_a_form_from_elsewhere_is_refused(browser_client: Client) -> None:
    browser_client.cookies = sign_in("Editors", "ada").cookies
    assert hand_in(browser_client, siege()).status_code == 403
    assert not Upload.objects.exists()
