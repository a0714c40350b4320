"""How a learner saves a network on any page that trains, and loads one."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page


def saved(page: Page, ending: str, folder: Path) -> Path:
    """Press the button that saves the network as such a file, and return where it is."""
    page.get_by_role("button", name="Save and load").click()
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("button", name=f"Download as {ending}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return path


def load(page: Page, file: Path) -> None:
    """Choose a file where a network may be loaded."""
    page.get_by_test_id("stPopover").filter(has_text="oad").get_by_role("button").click()
    popover = page.get_by_test_id("stPopoverBody")
    popover.locator("input[type=file]").set_input_files(file)
