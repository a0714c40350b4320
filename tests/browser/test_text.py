"""Learning to write in a real browser: trained, stepped, coloured, with a text of one's own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.files import load, saved

SMALL = "?source=story&memory=16&epochs=10"
OWN = "?source=own&memory=16&epochs=5"
HOSTILE = "<script>document.title='gone'</script> <b>“Hi”</b> 😀 said שלום to us\n"
PHONE = {"width": 390, "height": 844}


class Page:
    """The page as a learner has it before them."""

    def __init__(self, watched, url):
        self.watched, self.page = watched, watched.page
        self.train, self.samples, self.writer = map(
            self.page.get_by_test_id, ("train", "samples", "writer")
        )
        self.page.goto(url)
        self.page.get_by_role("heading", name="Write like your text").wait_for(timeout=60_000)
        watched.settle()

    def shown(self, name):
        return self.writer.get_attribute(f"data-{name}")

    def has(self, **values):
        for name, value in values.items():
            expect(self.writer).to_have_attribute(f"data-{name}", value, timeout=30_000)

    def press(self, key):
        self.page.keyboard.press(key)

    def learn(self):
        self.train.locator("[data-act=train]").click()
        expect(self.train).to_have_attribute("data-status", "done", timeout=120_000)
        self.watched.rerun()


@pytest.fixture
def opened(watch, app_url):
    def open_(query="", **options):
        return Page(watch(**options), f"{app_url}/text{query}")

    return open_


def test_it_opens_trained_and_written_and_without_a_complaint(opened):
    page = opened()
    expect(page.train).to_have_attribute("data-status", "done")
    expect(page.samples).to_have_attribute("data-count", "7")
    page.has(length="501", at="501", written="501", playing="false")
    assert page.watched.errors == []


def test_a_training_grows_samples_and_any_of_them_opens_in_the_writer(opened):
    page = opened(SMALL + "&seed=31")
    expect(page.samples.locator(".sample-none")).to_be_visible()
    assert page.writer.locator(".badge").inner_text().endswith("nothing is learnt yet")
    page.learn()
    assert int(page.samples.get_attribute("data-count")) >= 5
    expect(page.writer.locator(".badge")).to_contain_text("40 of 40 updates")
    page.samples.get_by_role("button").nth(1).click()
    expect(page.writer.locator(".badge")).not_to_contain_text("40 of 40 updates")
    page.watched.settle()
    update = page.samples.get_attribute("data-opened")
    expect(page.writer.locator(".badge")).to_contain_text(f"trained · {update} of 40")


def test_the_keyboard_steps_writes_and_chooses_a_unit(opened):
    page = opened()
    page.writer.focus()
    page.press("Home")
    page.has(at="1", written="501")
    page.press("ArrowRight")
    page.has(at="2")
    page.press("End")
    page.has(at="501")
    unit = int(page.shown("unit"))
    page.press("ArrowDown")
    page.has(unit=str(unit + 1))
    page.press("ArrowUp")
    page.has(unit=str(unit))
    page.press(" ")
    page.has(playing="true")
    page.page.wait_for_timeout(700)
    page.press(" ")
    page.has(playing="false")
    assert 1 <= int(page.shown("at")) < 501
    assert page.shown("at") == page.shown("written")
    expect(page.writer.locator(".sign.ahead")).to_have_count(501 - int(page.shown("written")))
    page.press("ArrowRight")
    assert page.shown("at") == page.shown("written")


def test_a_row_of_the_tracked_chooses_its_unit_and_colours_the_text_anew(opened):
    page = opened()
    ground = "(signs) => signs.map((one) => one.style.backgroundColor)"
    signs = page.writer.locator(".sign")
    before = signs.evaluate_all(ground)
    row = page.writer.locator("button.track-row[data-feature='capital letter']")
    expect(row).to_have_attribute("aria-pressed", "false")
    row.click()
    page.has(unit=row.get_attribute("data-unit"))
    expect(row).to_have_attribute("aria-pressed", "true")
    after = signs.evaluate_all(ground)
    assert len(after) == 501 and after != before and len(set(after)) > 20


def test_what_may_come_next_is_shown_for_the_character_under_the_pointer(opened):
    page = opened()
    page.writer.locator(".sign").nth(40).hover()
    page.has(at="41")
    expect(page.writer.locator(".writer-facts")).to_contain_text("Character 41. Written")
    assert page.writer.locator(".next-row:visible").count() >= 1
    came = page.writer.locator(".next-row[data-came=true]")
    assert came.count() <= 1


def test_a_character_opens_in_the_cell_player_at_its_own_step(opened):
    page = opened(SMALL)
    page.writer.locator(".sign").nth(99).click()
    page.writer.get_by_role("button", name="Open in the cell player").click()
    page.watched.player.wait_for(timeout=30_000)
    page.watched.rerun()
    expect(page.watched.player).to_have_attribute("data-t", "9")
    assert page.watched.shown("unit") == page.shown("unit")
    expect(page.watched.player).to_be_in_viewport()


def test_words_of_ones_own_are_read_one_by_one(opened):
    page = opened("?hand=I+do&coloured=Not+now+she+said")
    page.has(length="16", given="16", at="16")
    expect(page.writer.locator(".play")).to_have_text("Read")
    page.writer.evaluate(
        """root => {
          root.seen = [];
          new MutationObserver(() => root.seen.push(Number(root.dataset.at)))
            .observe(root, { attributeFilter: ["data-at"] });
        }"""
    )
    page.writer.focus()
    page.press(" ")
    assert page.shown("playing") == "true"
    page.has(playing="false", at="16")
    assert page.writer.evaluate("root => root.seen") == list(range(1, 17))


def test_an_own_text_is_shown_as_text_whatever_it_is(opened):
    page = opened(OWN)
    field = page.page.get_by_role("textbox", name="Paste your text")
    field.fill(HOSTILE * 30)
    field.press("Control+Enter")
    page.writer.wait_for(timeout=30_000)
    page.learn()
    words = page.page.get_by_role("textbox", name="Seed text")
    words.fill("<script>alert(1)</script>😀")
    words.press("Enter")
    page.watched.rerun()
    signs = re.compile("^" + re.escape("<script>alert(1)</script>😀"))
    expect(page.writer.locator(".heated-body")).to_have_text(signs, use_inner_text=True)
    assert page.page.title() == "Gatescope"
    assert page.page.locator(".writer script, .samples script, .samples b b").count() == 0
    assert "said" not in page.page.url
    assert page.watched.errors == []


def test_a_file_that_is_no_text_is_answered_in_a_sentence_and_nothing_is_lost(opened):
    page = opened(OWN)
    upload = page.page.locator("input[type=file]")
    story = {"name": "a.txt", "mimeType": "text/plain", "buffer": ("So it goes. " * 60).encode()}
    upload.set_input_files(story)
    page.writer.wait_for(timeout=30_000)
    upload.set_input_files(
        {"name": "b.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(999)}
    )
    expect(page.page.get_by_text("Nothing was changed.")).to_be_visible(timeout=20_000)
    expect(page.writer).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(opened):
    page = opened(viewport=PHONE)
    page.has(length="501")
    width = "() => document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
    assert page.page.evaluate(width) <= 0
    inside = "(one) => one.scrollWidth - one.clientWidth"
    assert page.writer.evaluate(inside) <= 1 and page.samples.evaluate(inside) <= 1


def test_a_network_is_saved_and_loaded_again_without_the_text_it_is_of(opened, tmp_path):
    page = opened(OWN)
    field = page.page.get_by_role("textbox", name="Paste your text")
    field.fill("Anna sees a shiba, and Otto sees Anna.\n" * 40)
    field.press("Control+Enter")
    page.writer.wait_for(timeout=30_000)
    page.learn()
    written = page.writer.locator(".heated-body").inner_text()
    file = saved(page.page, ".npz", tmp_path)
    other = opened()
    assert int(other.shown("unit")) > 16, "a unit that the network in the file does not have"
    load(other.page, file)
    said = other.page.get_by_text("From your file: LSTM, H = 16 after update")
    expect(said).to_be_visible(timeout=30_000)
    expect(other.writer.locator(".heated-body")).to_have_text(written, use_inner_text=True)
    other.watched.rerun()
    other.page.get_by_role("button", name="Back to the runs above").click()
    expect(said).to_have_count(0)
    assert page.watched.errors == other.watched.errors == []


def test_a_file_that_is_no_network_is_answered_in_a_sentence(opened, tmp_path):
    page = opened()
    broken = tmp_path / "model.safetensors"
    broken.write_bytes(b"\xff" * 4000)
    load(page.page, broken)
    expect(page.page.get_by_text("Nothing was changed.")).to_be_visible(timeout=20_000)
    page.has(length="501")


def test_on_a_phone_what_is_stepped_to_and_what_is_open_come_into_sight(opened):
    inside = """([frame, part]) => {
      const [a, b] = [frame, part].map((one) => one.getBoundingClientRect());
      return b.top >= a.top - 1 && b.bottom <= a.bottom + 1;
    }"""

    def seen(root, frame, part):
        both = [root.locator(one).element_handle() for one in (frame, part)]
        return page.page.evaluate(inside, both)

    page = opened(viewport=PHONE)
    assert seen(page.samples, ".sample-list", "[aria-pressed=true]")
    page.writer.focus()
    for key, at in (("Home", "1"), ("End", "501"), ("ArrowLeft", "500"), ("Home", "1")):
        page.press(key)
        page.has(at=at)
        assert seen(page.writer, ".heated", ".sign.at"), key
