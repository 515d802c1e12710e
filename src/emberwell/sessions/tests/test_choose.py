"""Choosing a session, changing it until midnight, letting it go; and the room it stands in."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import STRANGE, five_of, kept, queries_of, refuses
from emberwell.sessions.records import Session
from emberwell.sessions.sweep import chosen_now
from emberwell.sessions.tests.made import ZONE, chosen, client_of, sessions_of
from emberwell.vault.record import new_id
from emberwell.vault.vault import Write

ROOM = reverse("sessions:sessions")


def at(name: str, id: str) -> str:
    return reverse(f"sessions:{name}", args=[id])


def test_choosing_one(ana: Person):
    client, values = client_of(ana), five_of(ana, "Candour", "Mercy")
    sent = {
        "called": " the  two o’clock ",
        "client": client.id,
        "to_be": "Unhurried.\r\nPlain.",
        "question": "What now?",
    }
    answer = ana.client.post(ROOM, {**sent, "value": values[1], "zone": ZONE, "record": new_id()})
    assert (answer.status_code, answer.url) == (303, ROOM + "?said=chosen")
    (said,) = sessions_of(ana)
    assert (said.called, said.client, said.value) == ("the two o’clock", client.id, values[1])
    assert (said.to_be, said.question, said.zone) == ("Unhurried.\nPlain.", "What now?", ZONE)
    assert (said.after_at, said.true, said.put_down) == (None, None, "")
    page = ana.client.get(answer.url)
    assert [card.name for card in page.context["page"].waiting] == ["the two o’clock, Quiet Heron"]
    assert "Mercy" in page.text


@pytest.mark.parametrize("only", [{"called": "the last one"}, {"to_be": "Plain."}, {"question": "Who is this?"}])
def test_any_one_part_is_enough(ana: Person, only: dict[str, str]):
    assert ana.client.post(ROOM, only).status_code == 303
    assert len(sessions_of(ana)) == 1


def test_more_than_one_a_day_and_a_double_press_is_one(ana: Person):
    first = {"to_be": "Plain.", "record": new_id()}
    for sent in (first, first, {"to_be": "Slow.", "record": new_id()}):
        ana.client.post(ROOM, sent)
    assert sorted(said.to_be for said in sessions_of(ana)) == ["Plain.", "Slow."]
    page = ana.client.get(ROOM)
    assert [card.to_be for card in page.context["page"].waiting] == ["Plain.", "Slow."]
    assert page.text.count("button--primary") == 1


def test_what_cannot_be_chosen_stays_in_the_form(ana: Person, ben: Person):
    assert ana.client.post(ROOM, {"to_be": "  "}).status_code == 422
    long = ana.client.post(ROOM, {"to_be": "x" * 1001, "question": "Kept here."})
    assert long.status_code == 422
    assert "x" * 1001 in long.text
    assert "Kept here." in long.text
    bens = client_of(ben)
    foreign = ana.client.post(ROOM, {"to_be": "Mine.", "client": bens.id})
    assert foreign.status_code == 422
    assert "Quiet Heron" not in foreign.text
    assert ana.client.post(ROOM, {"to_be": "Mine.", "value": STRANGE}).status_code == 422
    assert sessions_of(ana) == []


def test_only_live_code_names_are_offered(ana: Person):
    client_of(ana, "Amber Willow")
    client_of(ana, "Gone Finch", archived_on=date(2026, 1, 1))
    lost = client_of(ana, "Lost Wren", lost_on=date(2026, 1, 1))
    page = ana.client.get(ROOM).text
    assert "Amber Willow" in page
    assert "Gone Finch" not in page
    assert "Lost Wren" not in page
    earlier = chosen(ana, client=lost.id)
    assert "Lost Wren" in ana.client.get(at("session", earlier.id)).text


def test_lines_one_has_used_are_offered(ana: Person):
    for days, words in enumerate(["Plain.", "Slow.", "plain. ", "Braver."]):
        chosen(ana, days_ago=days + 1, to_be=words, after_at=datetime.now(UTC))
    page = ana.client.get(ROOM).context["page"]
    assert [line.words for line in page.was_so] == ["Plain.", "Slow.", "Braver."]
    without_scripts = ana.client.get(ROOM, {"like": page.was_so[1].session})
    assert without_scripts.context["page"].form["to_be"].value() == "Slow."


def test_changing_it_until_midnight(ana: Person):
    saved = chosen(ana, called="the two")
    form = ana.client.get(at("session", saved.id)).context["page"].form
    assert form["to_be"].value() == "Unhurried."
    sent = {"called": "the three", "to_be": "Plain.", "expected": saved.revision}
    assert ana.client.post(at("session", saved.id), sent).url == ROOM + "?said=changed"
    (said,) = sessions_of(ana)
    assert (said.called, said.to_be, said.day) == ("the three", "Plain.", saved.value.day)


def test_after_its_day_it_stays_as_it_was(ana: Person):
    used = chosen(ana, days_ago=2, after_at=datetime.now(UTC), put_down="The worry.")
    assert ana.client.get(at("session", used.id)).url == at("after", used.id)
    answer = ana.client.post(at("session", used.id), {"to_be": "Otherwise."})
    assert answer.status_code == 422
    assert "Otherwise." in answer.text
    assert sessions_of(ana)[0].to_be == "Unhurried."


def test_two_tabs_never_overwrite(ana: Person):
    saved = chosen(ana)
    ana.client.post(at("session", saved.id), {"to_be": "First.", "expected": 1})
    answer = ana.client.post(at("session", saved.id), {"to_be": "Second.", "expected": 1})
    assert answer.status_code == 409
    assert "First." in answer.text
    assert "Second.</textarea>" in answer.text
    assert sessions_of(ana)[0].to_be == "First."
    assert answer.context["page"].form["expected"].value() == 2


def test_letting_it_go_erases_it(ana: Person):
    saved = chosen(ana)
    assert ana.client.post(at("let_go", saved.id)).url == ROOM + "?said=gone"
    ana.vault.refresh()
    assert (ana.vault.all(Session), ana.vault.trashed()) == ([], [])
    assert saved.id in ana.vault.erased()
    used = chosen(ana, after_at=datetime.now(UTC))
    assert ana.client.post(at("let_go", used.id)).url == at("after", used.id)
    assert len(sessions_of(ana)) == 1


def test_unused_it_is_gone_after_midnight_and_erased(ana: Person):
    gone, used, today = (
        chosen(ana, days_ago=1, to_be="Gone."),
        chosen(ana, days_ago=1, to_be="Used.", after_at=datetime.now(UTC)),
        chosen(ana, to_be="Today."),
    )
    for name in ("session", "let_go", "after"):
        assert "Gone." not in ana.client.get(at(name, gone.id)).text
    assert ana.client.post(at("session", gone.id), {"to_be": "Late."}).status_code == 404
    page = ana.client.get(ROOM)
    assert "Gone." not in page.text
    assert [card.id for card in page.context["page"].today] == [today.id]
    ana.vault.refresh()
    assert {saved.id for saved in ana.vault.all(Session)} == {used.id, today.id}
    assert ana.vault.erased() == {gone.id}
    assert ana.vault.trashed() == []
    assert not ana.vault.search("Gone")


def test_what_today_may_show(ana: Person):
    chosen(ana, days_ago=1)
    second, first = chosen(ana), chosen(ana)
    first = ana.vault.put(
        msgspec.structs.replace(first.value, chosen_at=second.value.chosen_at - timedelta(seconds=1)),
        id=first.id,
        expected=first.revision,
    )
    chosen(ana, after_at=datetime.now(UTC))
    assert [saved.id for saved in chosen_now(ana.vault, datetime.now(UTC))] == [first.id, second.id]
    assert len(sessions_of(ana)) == 3


def test_earlier_ones_are_few_and_never_with_somebody_lost(ana: Person):
    lost = client_of(ana, "Lost Wren", lost_on=date(2026, 1, 1))
    for days in range(2, 10):
        chosen(ana, days_ago=days, called=f"number {days}", after_at=datetime.now(UTC))
    chosen(ana, days_ago=2, called="with the wren", client=lost.id, after_at=datetime.now(UTC))
    page = ana.client.get(ROOM)
    assert [card.called for card in page.context["page"].earlier] == [f"number {days}" for days in range(2, 7)]
    assert "Lost Wren" not in page.text


def test_a_stranger_finds_nothing(ana: Person, cleo: Person):
    saved = chosen(ana)
    for name in ("session", "after"):
        assert cleo.client.get(at(name, saved.id)).status_code == 404
    for name in ("session", "after", "let_go"):
        assert cleo.client.post(at(name, saved.id), {"to_be": "x", "text": "x"}).status_code == 404
    assert len(sessions_of(ana)) == 1


def test_wrong_methods(ana: Person):
    saved = chosen(ana)
    refuses(ana, ROOM, "PUT", "DELETE")
    refuses(ana, at("session", saved.id), "PUT", "DELETE")
    refuses(ana, at("let_go", saved.id), "GET", "PUT")


def test_words_after_the_lock_go_to_the_door(ana: Person, visitor):
    sent = {"account": ana.account.id, "to_be": "Slow.", "question": "Who?", "called": "the two"}
    visitor.post(ROOM, sent)
    assert ana.vault.left_at_door()[0].text == "Slow.\n\nWho?\n\nthe two"


def test_the_room_is_as_fast_after_three_thousand(ana: Person):
    chosen(ana)
    few = queries_of(ana, ROOM)
    long_ago = datetime(2023, 1, 1, tzinfo=UTC)
    line = kept(ana)
    writes = [
        Write(
            value=Session(
                day=(moment := long_ago + timedelta(hours=8 * number)).date(),
                zone="UTC",
                chosen_at=moment,
                to_be=f"Words {number}",
                true=line.id,
                after_at=moment,
            )
        )
        for number in range(3000)
    ]
    ana.vault.put_many(writes)
    assert queries_of(ana, ROOM) == few
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        ana.client.get(ROOM)
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.06, "opening the room takes longer the more sessions there are"


@pytest.mark.parametrize("away", ["lost_on", "archived_on"])
def test_how_one_was_with_somebody_lost_or_archived_is_not_offered(ana: Person, away: str):
    client = client_of(ana, **{away: date(2026, 5, 1)})
    chosen(ana, client=client.id, to_be="Slow.", after_at=datetime.now(UTC))
    chosen(ana, to_be="Plain.", after_at=datetime.now(UTC))
    assert [each.words for each in ana.client.get(ROOM).context["page"].was_so] == ["Plain."]


@pytest.mark.parametrize("away", [{"quiet": True}, {"rested_on": date(2026, 5, 1)}])
def test_a_line_that_does_not_come_back_stays_away_from_earlier_sessions(ana: Person, away: dict[str, object]):
    for line in (kept(ana, "It stays.", **away), kept(ana, "It comes.")):
        chosen(ana, days_ago=3, true=line.id, put_down="The bill.", after_at=datetime.now(UTC))
    cards = ana.client.get(ROOM).context["page"].earlier
    assert sorted(card.true for card in cards) == ["", "It comes."]


def test_the_sweep_leaves_what_was_written_after_in_that_moment(ana: Person, monkeypatch: pytest.MonkeyPatch):
    saved = chosen(ana, days_ago=2)
    written = msgspec.structs.replace(saved.value, after_at=datetime.now(UTC), put_down="The bill.")
    ana.vault.put(written, id=saved.id, expected=1)
    monkeypatch.setattr("emberwell.sessions.sweep._waiting", lambda vault: [saved])
    assert chosen_now(ana.vault, datetime.now(UTC)) == []
    assert [said.put_down for said in sessions_of(ana)] == ["The bill."]
