"""What holds for every page in a real browser: no complaint, no outsider, no side-scroll."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("path", ["/", "/cell", "/sequence", "/backprop", "/gradients", "/surgery"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_asks_anyone_else(watch, app_url, path, scheme):
    watched = watch(color_scheme=scheme)
    watched.open(app_url + path)
    assert watched.errors == []
    assert [
        url for url in watched.requests if not url.startswith((app_url, "data:", "blob:"))
    ] == []


@pytest.mark.parametrize("path", ["/", "/cell", "/backprop", "/surgery"])
def test_no_plotly_is_loaded_where_no_chart_is(watch, app_url, path):
    watched = watch()
    watched.open(app_url + path)
    assert [url for url in watched.requests if "plotly" in url.lower()] == []


@pytest.mark.parametrize("path", ["/", "/cell", "/sequence", "/backprop", "/gradients", "/surgery"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 720)])
def test_no_page_is_wider_than_its_screen(watch, app_url, path, size):
    watched = watch(viewport={"width": size[0], "height": size[1]})
    watched.open(app_url + path)
    assert watched.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1


def test_the_start_page_runs_at_once(watch, app_url):
    watched = watch()
    watched.open(f"{app_url}/")
    before = watched.place()
    watched.becomes(lambda: watched.place() != before, True)
    assert watched.shown("playing") == "true"
