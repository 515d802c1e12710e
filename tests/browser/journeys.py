"""Steps that several journeys share, each done as a person would."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

PASSPHRASE = "harbour lantern copper meadow thirty"


def begin(page: Page, words: str = "The room was quiet, and so was I.", name: str = "Ana") -> list[str]:
    """From the first page to Today: write, name, passphrase, kit, proof. The groups of the recovery code."""
    page.goto("/")
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Keep this page").click()
    page.get_by_label("What should your journal call you?").fill(name)
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.get_by_role("button", name="Seal this page").last.click()
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    groups = page.locator(".code__group").all_inner_texts()
    page.get_by_role("link", name="I have it").click()
    prove(page, groups)
    return groups


def prove(page: Page, groups: list[str]) -> None:
    asked = page.locator("label", has_text="Group")
    expect(asked).to_have_count(2)
    for label in asked.all_inner_texts():
        number = int(label.split()[-1])
        page.get_by_label(f"Group {number}", exact=True).fill(groups[number - 1])
    page.get_by_role("button", name="That is my code").click()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("link", name="Write", exact=True)).to_be_visible()


def open_journal(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.goto("/open/")
    page.locator("input[name=passphrase]").fill(passphrase)
    page.get_by_role("button", name="Open", exact=True).click()


def opened(open_browser: Callable[..., Page], size: dict[str, int], **more: bool) -> Page:
    """A page of a fresh browser in which Ana has just opened her journal."""
    page = open_browser(size, **more)
    open_journal(page)
    page.wait_for_url(lambda address: "/open/" not in address)
    return page


def close(page: Page) -> None:
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_visible()


def write(page: Page, body: str, title: str = "") -> None:
    """Write a page and finish it."""
    page.goto("/journal/write/")
    if title:
        page.get_by_label("Title").fill(title)
    page.locator("textarea[name=body]").fill(body)
    page.get_by_role("button", name="Done").first.click()
    expect(page.locator("textarea[name=body]")).to_have_count(0)


def press_to(page: Page, name: str) -> None:
    """Tab forward until the thing called `name` has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        called = page.evaluate(
            "(() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            "return (e.getAttribute('aria-label') || (l && l.innerText) || e.innerText || '').trim(); })()"
        )
        if called == name or called.startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by Tab on {page.url}")


def press(page: Page, name: str) -> None:
    """Tab to it and press Enter."""
    press_to(page, name)
    page.keyboard.press("Enter")


def begin_by_keyboard(page: Page) -> None:
    """From the first page to Today without a mouse: write, name, passphrase, the kit put off."""
    page.goto("/")
    press_to(page, "Your words")
    page.keyboard.type("By keyboard alone.")
    press(page, "Keep this page")
    page.wait_for_url("**/begin/")
    press_to(page, "What should your journal call you?")
    page.keyboard.type("Ana")
    press_to(page, "Passphrase")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    page.wait_for_load_state()
    press(page, "Later, when I next open it")
    page.wait_for_url(lambda url: url.endswith("/"))
