"""Files that cannot be used, in a real browser: a sentence for each, wherever one is asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_train import QUICK

LARGE_TABLE = b"step,value\n" + b"12,0.5\n" * 1_430_000
LARGE_TEXT = b"It was a dark night, and nobody said a word.\n" * 222_500
BINARY = bytes(range(256)) * 800
TABLE_TOO_LARGE = "This file has 10.0 MB; make it smaller than 2 MB, for example by keeping only"
NO_TABLE = "This file is no text: save the table as CSV (UTF-8) and upload that."
FILES = {
    "/train?task=own": {
        "sequences.csv": (LARGE_TABLE, TABLE_TOO_LARGE),
        "sequences.bin": (BINARY, NO_TABLE),
    },
    "/forecast?chart=own": {
        "series.csv": (LARGE_TABLE, TABLE_TOO_LARGE),
        "series.xlsx": (
            b"PK\x03\x04" + BINARY,
            "This file is an Excel workbook, a Word document or another zip file: save the table",
        ),
    },
    "/text?source=own&memory=16&epochs=1": {
        "story.txt": (LARGE_TEXT, "The text has 10.0 MB; its first 1 MB are read."),
        "story.exe": (BINARY, "This file is no text: save it as plain text (UTF-8) and upload"),
    },
    f"/train{QUICK}": {
        "network.npz": (bytes(10_000_000), "A file of a network has 4 MB at most: choose a smal"),
        "network.bin": (BINARY, "This is no network of Gatescope: choose a .npz or"),
    },
    "/surgery": {
        "table.json": (bytes(10_000_000), "This one is too large. Nothing was changed."),
        "table.bin": (BINARY, "This is no file of Gatescope: choose one that you downloaded"),
    },
}


@pytest.mark.parametrize("path", FILES)
def test_what_cannot_be_read_is_answered_in_a_sentence_that_says_what_to_change(
    watch, app_url, path
):
    watched = watch(viewport={"width": 1280, "height": 1000})
    page = watched.page
    page.goto(app_url + path)
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    watched.settle()
    for name, (content, sentence) in FILES[path].items():
        uploader = page.get_by_test_id("stFileUploader")
        if not uploader.count():
            page.get_by_role("button", name="Load").first.click()
        expect(uploader).to_contain_text("up to")
        expect(page.get_by_text("per file")).not_to_be_visible()
        uploader.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        expect(page.get_by_text(sentence)).to_be_visible(timeout=30_000)
        watched.rerun()
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert watched.errors == []
