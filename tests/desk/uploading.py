"""Handing files in at the desk as a browser does."""

import json
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from history.models import Upload

ADD = "admin:history_upload_add"
HEAD = "key,title,date,place,topic,source_title,summary"


def as_bytes(content: Any) -> bytes:
    """A file's bytes: as they are, as CSV, or as JSON."""
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else json.dumps(content).encode()


def hand_in(browser: Client, content: Any, name: str = "record.json", **fields: str) -> Any:
    """Choose a file and send it; gives the page that follows."""
    file = SimpleUploadedFile(name, as_bytes(content))
    return browser.post(reverse(ADD), {"file": file, **fields}, follow=True)


def rows(*lines: str, head: str = HEAD) -> str:
    """A table."""
    return "\n".join([head, *lines])


def newest() -> Upload:
    """The upload that was made last."""
    upload = Upload.objects.order_by("-pk").first()
    assert upload is not None
    return upload


def page_of(upload: Upload, part: str = "change") -> str:
    """The path of an upload's page, or of something that is done with it."""
    return reverse(f"admin:history_upload_{part}", args=[upload.pk])


def apply(browser: Client, upload: Upload | None = None) -> Any:
    """Press the button beneath the plan as the page shows it now; gives the page that follows."""
    upload = upload or newest()
    page = browser.get(page_of(upload)).content.decode()
    fields = dict(re.findall(r'name="(plan|effect_seen)" value="(\w+)"', page))
    assert "plan" in fields, page
    return browser.post(page_of(upload, "apply"), fields, follow=True)


def counts(upload: Upload) -> dict[str, int]:
    """How many entries have which outcome."""
    found: dict[str, int] = {}
    for outcome in upload.entries.values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return found


def became(upload: Upload) -> dict[str, int]:
    """How many entries became what."""
    found: dict[str, int] = {}
    for one in upload.entries.exclude(became="").values_list("became", flat=True):
        found[one] = found.get(one, 0) + 1
    return found
