"""A practice in a browser: by keyboard, by ear, in a hidden tab, without motion, without scripts, and past the lock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from playwright.sync_api import Page, Response, expect

from emberwell.library.practices import all_practices, cues_for
from tests.browser.conftest import DESKTOP, PHONE, OpenBrowser, assert_accessible
from tests.browser.journeys import PASSPHRASE, begin, press

pytestmark = pytest.mark.browser

PRACTICE = next(each for each in all_practices() if each.line)
WITH_BREATH = next(each for each in all_practices() if each.rhythms)
WITH_BELLS = next(each for each in all_practices() if each.bell_every)
MINUTES = PRACTICE.minutes[0]
ADDRESS = f"/practices/{PRACTICE.id}/?minutes={MINUTES}"
MORNING = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
CLOSED = """document.dispatchEvent(new Event("visibilitychange"))"""


def _still_clock(page: Page, address: str = ADDRESS) -> None:
    """The page, in a time that passes only when a test says so."""
    page.clock.install(time=MORNING)
    page.goto(address)
    page.clock.pause_at(MORNING + timedelta(minutes=5))


def _begun(page: Page, address: str = ADDRESS) -> None:
    _still_clock(page, address)
    page.get_by_role("button", name="Begin").click()


def _cue(page: Page) -> str:
    return page.locator("[data-cue]").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_state_is_accessible_and_fits(open_browser: OpenBrowser, size: dict[str, int], dark: bool) -> None:
    page = open_browser(size, dark=dark)
    for address in ("/practices/", "/practices/?minutes=2", ADDRESS, f"/practices/{PRACTICE.id}/after/?minutes=1"):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for address in (ADDRESS, f"/practices/{WITH_BREATH.id}/"):
        page.goto(address)
        page.get_by_role("button", name="Begin").click()
        assert_accessible(page)
        page.keyboard.press("Escape")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_cues_stand_in_their_time_and_the_end_comes_by_itself(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page)
    gone = 0
    for cue in cues_for(PRACTICE, MINUTES):
        begins, ends = int(cue.at_seconds * 1000), int((cue.at_seconds + cue.for_seconds) * 1000)
        for moment in (begins + 300, ends - 300):
            page.clock.run_for(moment - gone)
            gone = moment
            assert _cue(page) == cue.text
    page.clock.run_for(600)
    expect(page.get_by_role("heading", name=PRACTICE.after)).to_be_focused()
    assert page.locator("[data-when]").is_hidden()


def test_by_keyboard_alone(open_browser: OpenBrowser) -> None:
    page = open_browser()
    _still_clock(page)
    press(page, "Begin")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.clock.run_for(5_000)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    expect(page.locator("[data-cue]")).to_have_text("Paused. Stay as long as you like.")
    page.clock.run_for(MINUTES * 60_000)
    page.keyboard.press("Space")
    page.clock.run_for(1_000)
    assert _cue(page) == PRACTICE.cues[0].text
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Leave full screen")).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="You stopped here. That is all right.")).to_be_focused()
    press(page, "Go on where you stopped")
    page.clock.run_for(MINUTES * 60_000 - 7_000)
    expect(page.get_by_role("heading", name=PRACTICE.after)).to_have_count(0)
    page.clock.run_for(2_000)
    expect(page.get_by_role("heading", name=PRACTICE.after)).to_be_focused()
    press(page, "Leave it at that")
    expect(page.get_by_role("button", name="Begin")).to_be_focused()


def test_nothing_behind_it_can_be_reached_while_it_runs(open_browser: OpenBrowser) -> None:
    page = open_browser()
    _begun(page)
    seen = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('.shell') ? 'behind' : 'here'"))
    assert seen == {"here"}


def test_no_digit_runs_and_the_time_is_not_announced(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page, f"/practices/{PRACTICE.id}/?minutes={PRACTICE.minutes[-1]}")
    left = page.locator("[data-minutes-left]")
    said = {left.inner_text()}
    for _ in range(30):
        page.clock.run_for(1_000)
        said.add(left.inner_text())
    assert said == {f"About {PRACTICE.minutes[-1]} minutes left"}
    assert left.get_attribute("role") is None
    assert left.get_attribute("aria-live") is None


def test_a_tab_that_slept_past_the_end_says_when_it_was(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page)
    page.evaluate(HIDE, True)
    page.clock.fast_forward(MINUTES * 60_000 + 240_000)
    page.evaluate(HIDE, False)
    expect(page.get_by_role("heading", name=PRACTICE.after)).to_be_visible()
    expect(page.get_by_text(re.compile(r"^It ended at \d\d:\d\d, while you were away"))).to_be_visible()


def test_coming_back_before_the_end_shows_where_it_is(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page)
    page.evaluate(HIDE, True)
    cues = cues_for(PRACTICE, MINUTES)
    page.clock.fast_forward(int(cues[-1].at_seconds * 1000) + 1_000)
    page.evaluate(HIDE, False)
    expect(page.locator("[data-cue]")).to_have_text(cues[-1].text)


STRIKES = """(() => {
  window.strikes = new Map();
  const [start, stop] = [OscillatorNode.prototype.start, OscillatorNode.prototype.stop];
  OscillatorNode.prototype.start = function (at) { window.strikes.set(this, at); return start.call(this, at); };
  OscillatorNode.prototype.stop = function (at) {
    if (at === undefined) window.strikes.delete(this);
    return stop.call(this, at);
  };
})()"""


def _strikes(page: Page) -> list[float]:
    """Seconds at which a bell is planned or has been struck, by the clock of the sound."""
    planned: list[float] = page.evaluate("[...window.strikes.values()]")
    return sorted({round(at, 2) for at in planned})


def test_bells_are_planned_ahead_taken_back_in_a_pause_and_silenced(open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.add_init_script(STRIKES)
    minutes, every = WITH_BELLS.minutes[-1], WITH_BELLS.bell_every[-1]
    every = every if every < minutes else WITH_BELLS.bell_every[0]
    page.goto(f"/practices/{WITH_BELLS.id}/?minutes={minutes}&bell={every}")
    page.get_by_role("button", name="Begin").click()
    first, *between, last, again = _strikes(page)
    assert last - first == pytest.approx(minutes * 60, abs=0.3)
    assert again > last
    assert [at - first for at in between] == pytest.approx([n * 60 for n in range(every, minutes, every)], abs=0.3)
    page.keyboard.press("Space")
    assert len(_strikes(page)) == 1
    page.keyboard.press("Space")
    assert len(_strikes(page)) == len(between) + 3
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Leave it at that").click()
    page.get_by_role("checkbox", name="With bells").uncheck()
    page.evaluate("window.strikes.clear()")
    page.get_by_role("button", name="Begin").click()
    assert _strikes(page) == []


def test_the_breath_moves_and_under_reduced_motion_only_its_words(open_browser: OpenBrowser) -> None:
    rhythm = WITH_BREATH.rhythms[0]
    for motion in ("no-preference", "reduce"):
        page = open_browser(PHONE, reduced_motion=motion)
        _begun(page, f"/practices/{WITH_BREATH.id}/?rhythm={rhythm.id}")
        sizes, words = set(), set()
        for _ in range(int(rhythm.seconds * 2)):
            page.clock.run_for(500)
            sizes.add(page.locator("[data-breath]").get_attribute("r"))
            words.add(page.locator("[data-phase]").inner_text())
        still = motion == "reduce"
        assert (len(sizes) == 1) is still
        of_in, of_out = (f" {seconds:g}" if still else "" for seconds in (rhythm.in_seconds, rhythm.out_seconds))
        assert {f"In{of_in}", f"Out{of_out}"} <= words
        assert (
            page.evaluate("document.getAnimations().filter((each) => each.playState === 'running').length") == 0
            or not still
        )


def test_read_aloud_is_offered_only_where_the_device_has_a_voice(open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.add_init_script(
        """window.said = [];
        const voices = [{ lang: "en-GB", name: "Away", localService: false }];
        speechSynthesis.getVoices = () => voices;
        speechSynthesis.speak = (words) => window.said.push(words.text);
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        window.giveVoice = () => {
          voices.push({ lang: "en-GB", name: "Here", localService: true });
          speechSynthesis.dispatchEvent(new Event("voiceschanged"));
        };"""
    )
    page.goto(ADDRESS)
    choice = page.get_by_label("Read aloud by this device")
    expect(choice).to_be_hidden()
    page.evaluate("window.giveVoice()")
    expect(choice).to_be_visible()
    expect(choice).not_to_be_checked()
    choice.check()
    page.get_by_role("button", name="Begin").click()
    assert page.evaluate("window.said") == [PRACTICE.cues[0].text]


def test_the_screen_is_kept_awake_while_it_runs_and_no_longer(open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.add_init_script(
        """window.awake = 0;
        Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
          window.awake += 1;
          const lock = new EventTarget();
          lock.release = async () => { window.awake -= 1; lock.dispatchEvent(new Event("release")); };
          window.lock = lock;
          return lock;
        } } });"""
    )
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_function("window.awake === 1")
    page.evaluate("window.lock.release()")  # as the browser does when the page is hidden
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("window.awake === 1")
    page.keyboard.press("Space")
    page.wait_for_function("window.awake === 0")


def test_paused_and_gone_on_quickly_no_wake_lock_is_left_behind(open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.add_init_script(
        """window.awake = 0;
        Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          window.awake += 1;
          const lock = new EventTarget();
          lock.release = async () => { window.awake -= 1; lock.dispatchEvent(new Event("release")); };
          return lock;
        } } });"""
    )
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    page.evaluate("for (let n = 0; n < 4; n += 1) document.querySelector('[data-pause]').click()")
    page.wait_for_timeout(900)
    assert page.evaluate("window.awake") == 1
    page.keyboard.press("Escape")
    page.wait_for_function("window.awake === 0")


def test_a_clock_put_back_makes_no_practice_longer(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page)
    page.clock.run_for(20_000)
    page.clock.set_system_time(MORNING - timedelta(hours=1))
    page.clock.run_for(MINUTES * 60_000 - 19_000)
    expect(page.get_by_role("heading", name=PRACTICE.after)).to_be_visible()
    assert page.locator("[data-when]").is_hidden()


def test_the_first_bell_sounds_however_slow_the_machine(open_browser: OpenBrowser) -> None:
    page = open_browser()
    page.add_init_script(STRIKES)
    page.add_init_script("const real = Date.now; let late = 0; Date.now = () => real() + (late += 3);")
    page.goto(ADDRESS)
    page.get_by_role("button", name="Begin").click()
    assert len(_strikes(page)) == 3


def test_a_held_key_is_pressed_once(open_browser: OpenBrowser) -> None:
    page = open_browser()
    _begun(page)
    page.evaluate("document.activeElement.blur()")
    for _ in range(2):
        page.keyboard.down("Space")
    page.keyboard.up("Space")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_a_visitors_line_is_gone_when_it_is_left(open_browser: OpenBrowser) -> None:
    page = open_browser()
    _begun(page)
    page.clock.run_for(MINUTES * 60_000 + 500)
    field = page.get_by_label(PRACTICE.line)
    field.click()
    page.keyboard.type("Slower.")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(field).to_have_value("")
    page.keyboard.type("Nearer.")
    field.click()
    page.keyboard.type("Nearer.")
    page.get_by_role("button", name="Leave it at that").click()
    page.get_by_role("button", name="Begin").click()
    page.clock.run_for(MINUTES * 60_000 + 500)
    field.click()
    page.keyboard.press("Control+z")
    expect(field).to_have_value("")


def test_without_scripts_the_words_are_there_and_the_line_has_a_page(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE, javascript=False)
    page.goto("/practices/")
    page.get_by_role("link", name=re.compile(re.escape(PRACTICE.title))).first.click()
    expect(page.get_by_role("button", name="Begin")).to_be_hidden()
    for cue in cues_for(PRACTICE, PRACTICE.usual):
        expect(page.get_by_text(cue.text)).to_be_visible()
    page.get_by_role("link", name="Afterwards: one line, if you like").click()
    page.get_by_label(PRACTICE.line).fill("Slower.")
    page.get_by_role("button", name="Keep it in a journal").click()
    expect(page.locator("textarea[name=body]")).to_have_value("Slower.")
    expect(page).to_have_url(re.compile("/begin/"))


def test_a_visitors_line_stays_in_the_page_until_it_is_kept(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    _begun(page)
    page.clock.run_for(MINUTES * 60_000 + 500)
    sent.clear()
    page.get_by_label(PRACTICE.line).fill("Slower.")
    page.clock.run_for(60_000)
    assert sent == []
    assert page.context.cookies() == []
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page).to_have_url(re.compile("/begin/"))
    expect(page.locator("textarea[name=body]")).to_have_value("Slower.")
    assert page.locator("input[name=zone]").get_attribute("value") == "Europe/Dublin"


def test_a_visitors_line_survives_a_connection_that_is_away(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    _begun(page)
    page.clock.run_for(MINUTES * 60_000 + 500)
    page.get_by_label(PRACTICE.line).fill("Slower.")
    page.route("**/*", lambda route: route.abort())
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("Your words are still here.")).to_be_visible()
    expect(page.get_by_label(PRACTICE.line)).to_have_value("Slower.")


def test_kept_by_one_press_and_taken_off_again(open_browser: OpenBrowser) -> None:
    page = open_browser(PHONE)
    begin(page)
    _still_clock(page)
    page.get_by_role("button", name="Begin").tap()
    page.clock.run_for(MINUTES * 60_000 + 500)
    page.clock.resume()  # axe waits by timers of the page
    assert_accessible(page)
    page.get_by_role("button", name="Keep this").tap()
    page.wait_for_url("**/practices/ring/**")
    expect(page.get_by_text("Saved and sealed.")).to_be_visible()
    expect(page.locator(".ring__mark")).to_have_count(1)
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Take it off")).tap()
    expect(page.get_by_text("The mark is in the trash")).to_be_visible()
    page.get_by_role("button", name="Take it back").tap()
    expect(page.locator(".ring__mark")).to_have_count(1)


def test_stopped_early_only_what_was_done_can_be_kept(open_browser: OpenBrowser) -> None:
    page = open_browser()
    begin(page)
    longest = PRACTICE.minutes[-1]
    _still_clock(page, f"/practices/{PRACTICE.id}/?minutes={longest}")
    page.get_by_role("button", name="Begin").click()
    page.clock.run_for(10_000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Keep"))).to_be_hidden()
    page.get_by_role("button", name="Go on where you stopped").click()
    page.clock.run_for(70_000)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep this minute").click()
    expect(page.get_by_text("· 1 minute", exact=False)).to_be_visible()


def _lock(page: Page) -> None:
    """The idle lock comes, as the server has it: the session is gone."""
    page.context.clear_cookies(name="vault_secret")
    page.evaluate(CLOSED)


def _with_door(page: Page) -> Page:
    begin(page)
    _still_clock(page)
    page.get_by_role("button", name="Begin").click()
    return page


def test_the_lock_does_not_end_a_practice_and_the_line_waits_at_the_door(open_browser: OpenBrowser) -> None:
    page = _with_door(open_browser())
    page.clock.run_for(5_000)
    _lock(page)
    expect(page.get_by_text("Your journal has closed meanwhile, as it does.")).to_be_visible()
    assert page.url.endswith(ADDRESS)
    page.clock.run_for(MINUTES * 60_000)
    page.get_by_label(PRACTICE.line).fill("Slower, and nearer to the door.")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/open/**left=1**")
    _open(page)
    expect(page.get_by_text("Slower, and nearer to the door.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep as a line").click()
    page.goto("/practices/ring/")
    expect(page.locator(".ring__mark")).to_have_count(1)


def test_a_mark_alone_is_kept_after_opening(open_browser: OpenBrowser) -> None:
    page = _with_door(open_browser())
    _lock(page)
    expect(page.get_by_text("Your journal has closed meanwhile, as it does.")).to_be_visible()
    page.clock.run_for(MINUTES * 60_000)
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/open/**")
    _open(page)
    page.wait_for_url(f"**/practices/{PRACTICE.id}/after/**")
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".ring__mark")).to_have_count(1)


def test_a_line_left_standing_when_the_journal_closes_is_at_the_door(open_browser: OpenBrowser) -> None:
    page = _with_door(open_browser())
    page.clock.run_for(MINUTES * 60_000 + 500)
    page.get_by_label(PRACTICE.line).fill("Left standing in the field.")
    _lock(page)
    page.wait_for_url("**/open/**left=1**")
    _open(page)
    expect(page.get_by_text("Left standing in the field.")).to_be_visible()


def test_a_line_that_cannot_reach_the_door_stays_in_the_page(open_browser: OpenBrowser) -> None:
    page = _with_door(open_browser())
    page.clock.run_for(MINUTES * 60_000 + 500)
    page.get_by_label(PRACTICE.line).fill("Still here.")
    page.route("**/door/", lambda route: route.abort())
    _lock(page)
    expect(page.get_by_text("Your journal has closed meanwhile. A line is sealed at once")).to_be_visible()
    page.unroute("**/door/")
    expect(page.get_by_label(PRACTICE.line)).to_have_value("Still here.")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/open/**left=1**")


def test_begun_from_elsewhere_it_leads_back_past_a_lock(open_browser: OpenBrowser) -> None:
    page = open_browser()
    begin(page)
    _still_clock(page, f"{ADDRESS}&next=/library/paths/")
    expect(page.get_by_role("link", name="Your path")).to_have_attribute("href", "/library/paths/")
    page.get_by_role("button", name="Begin").click()
    page.clock.run_for(MINUTES * 60_000 + 500)
    _lock(page)
    page.wait_for_url("**/open/**")
    _open(page)
    page.wait_for_url(f"**/practices/{PRACTICE.id}/after/**")
    back = page.get_by_role("link", name=PRACTICE.title)
    expect(back).to_have_attribute("href", f"/practices/{PRACTICE.id}/?next=%2Flibrary%2Fpaths%2F")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url(re.compile(r"/library/paths/\?said=kept$"))


def test_after_the_end_with_nothing_written_the_lock_page_comes_as_always(open_browser: OpenBrowser) -> None:
    page = _with_door(open_browser())
    page.clock.run_for(MINUTES * 60_000 + 500)
    _lock(page)
    page.wait_for_url("**/open/**")


def _open(page: Page) -> None:
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()


def test_a_public_page_is_light_and_sets_no_cookie(open_browser: OpenBrowser) -> None:
    """As a host sends it: what lies in static/ compressed, pages as they are, and a kilobyte of headers with each."""
    page = open_browser(PHONE)
    sent: list[Response] = []
    page.on("response", lambda response: sent.append(response))  # noqa: PLW0108 - Playwright marks the function it is given
    for address in ("/practices/", ADDRESS):
        sent.clear()
        page.goto(address, wait_until="networkidle")
        bodies = ((response.body(), "/static/" in response.url) for response in sent)
        sizes = [1000 + len(brotli.compress(body) if is_static else body) for body, is_static in bodies]
        assert len(sizes) > 5
        assert sum(sizes) <= 100_000, f"{address} takes {sum(sizes)} bytes"
        assert page.context.cookies() == []
