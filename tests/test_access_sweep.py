"""Every address x every method x {nobody, a stranger, a closed journal, its owner}.

An address missing from ADDRESSES fails: whoever adds one says here who may reach it, and how.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Literal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from conftest import Person
from emberwell.accounts.records import UnprovedKit
from emberwell.accounts.rules import change_preferences
from emberwell.clients.records import Client as CodeName
from emberwell.clients.records import Colour, Matter, Shape, WatchList, Whose
from emberwell.clients.records import Sort as MatterSort
from emberwell.exchange import works
from emberwell.journal.records import Entry, KeptLine
from emberwell.library.paths import all_paths, prompt_id
from emberwell.library.practices import all_practices
from emberwell.library.prompts import all_prompts
from emberwell.paths.records import Said, Walk, Word
from emberwell.practices.records import Practised
from emberwell.prompts.records import OwnPrompt, PromptSet
from emberwell.rhythm.records import Reminders
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.site.middleware.headers import CONTENT_SECURITY_POLICY
from emberwell.stayed.records import Stayed
from emberwell.supervision.records import Cpd, Item
from emberwell.vault import sessions
from emberwell.vault.letterbox import leave
from emberwell.vault.opening import Opened
from emberwell.vault.record import new_id
from emberwell.vault.store import Store
from emberwell.week.records import Act, Week
from emberwell.why.records import Passion, Sort, Strength, Value, WhyStatement

Thing = Literal[
    "page",
    "trashed page",
    "line",
    "picture",
    "letter",
    "prompt",
    "path",
    "walk",
    "bringing",
    "brought",
    "taking",
    "making",
    "passion",
    "trashed passion",
    "strength",
    "value",
    "act",
    "client",
    "matter",
    "session",
    "mine",
    "trashed mine",
    "stayed",
    "item",
    "cpd",
    "own prompt",
    "trashed prompt",
    "prompt set",
    "practice",
    "mark",
]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Address:
    """Who reaches an address and by which methods; `of` is the thing of Ana's that its id names."""

    methods: tuple[str, ...]
    public: bool = False
    of: Thing | None = None
    to_a_stranger: tuple[int, ...] = (404,)
    """What somebody else's `of` answers. A form may look at itself first (422), the same for every id there is."""
    kept: str = "no-store"
    """How long what it answers may be kept."""


READ, WRITE, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")

ADDRESSES: dict[str, Address] = {
    "site:today": Address(READ, public=True),
    "site:source": Address(READ, public=True),
    "site:components": Address(READ, public=True),
    "accounts:begin": Address(BOTH, public=True),
    "accounts:begin_discard": Address(WRITE, public=True),
    "accounts:other_words": Address(READ, public=True),
    "accounts:strength": Address(WRITE, public=True),
    "accounts:open": Address(BOTH, public=True),
    "accounts:older": Address(BOTH),
    "accounts:close": Address(WRITE, public=True),
    "accounts:still_open": Address(READ, public=True),
    "accounts:recover": Address(BOTH, public=True),
    "accounts:door": Address(BOTH, public=True),
    "accounts:waiting": Address(READ),
    "accounts:take_in": Address(WRITE, of="letter"),
    "accounts:gone": Address(READ, public=True),
    "accounts:settings": Address(READ),
    "accounts:appearance": Address(BOTH),
    "accounts:hard_day_names": Address(BOTH),
    "accounts:backups": Address(BOTH),
    "accounts:security": Address(READ),
    "accounts:idle_lock": Address(WRITE),
    "accounts:passphrase": Address(BOTH),
    "accounts:new_keys": Address(BOTH),
    "accounts:close_everywhere": Address(WRITE),
    "accounts:kit": Address(READ),
    "accounts:kit_pdf": Address(READ),
    "accounts:prove": Address(BOTH),
    "accounts:put_off": Address(WRITE),
    "accounts:new_code": Address(BOTH),
    "accounts:delete": Address(BOTH),
    "journal:stream": Address(READ),
    "journal:search": Address(BOTH),
    "journal:year": Address(READ),
    "journal:write": Address(BOTH),
    "journal:preview": Address(WRITE),
    "journal:identifiers": Address(WRITE),
    "journal:another_prompt": Address(WRITE),
    "journal:without_prompt": Address(WRITE),
    "journal:draft": Address(WRITE),
    "journal:draft_key": Address(WRITE),
    "journal:finish_draft": Address(WRITE),
    "journal:discard_draft": Address(WRITE),
    "journal:drafts": Address(READ),
    "journal:attach": Address(WRITE),
    "journal:picture": Address(READ, of="picture"),
    "journal:thumbnail": Address(READ, of="picture"),
    "journal:keep": Address(WRITE),
    "journal:lines": Address(READ),
    "journal:line": Address(BOTH, of="line"),
    "journal:rest_line": Address(WRITE, of="line"),
    "journal:wake_line": Address(WRITE, of="line"),
    "journal:trash": Address(READ),
    "journal:page": Address(READ, of="page"),
    "journal:edit": Address(BOTH, of="page", to_a_stranger=(404, 422)),
    "journal:star": Address(WRITE, of="page"),
    "journal:not_again": Address(WRITE, of="page"),
    "journal:raw": Address(WRITE, of="page"),
    "journal:earlier": Address(READ, of="page"),
    "journal:earlier_one": Address(READ, of="page"),
    "journal:bring_back": Address(WRITE, of="page"),
    "journal:trash_page": Address(WRITE, of="page"),
    "journal:restore": Address(WRITE, of="page"),
    "journal:erase": Address(BOTH, of="trashed page"),
    "exchange:bring": Address(BOTH),
    "exchange:bringing": Address(READ, of="bringing"),
    "exchange:bringing_progress": Address(READ, of="bringing"),
    "exchange:bring_in": Address(WRITE, of="bringing"),
    "exchange:bring_leave": Address(WRITE, of="bringing"),
    "exchange:bring_report": Address(READ, of="brought"),
    "exchange:take": Address(BOTH),
    "exchange:taking": Address(READ, of="taking"),
    "exchange:taking_progress": Address(READ, of="taking"),
    "exchange:taken_file": Address(READ, of="taking"),
    "exchange:take_leave": Address(WRITE, of="taking"),
    "exchange:page_pdf": Address(READ, of="page"),
    "why:why": Address(READ),
    "why:ten": Address(READ),
    "why:scenes": Address(READ),
    "why:sentence": Address(BOTH),
    "why:sentence_draft": Address(WRITE),
    "why:erase_draft": Address(WRITE),
    "why:sentence_earlier": Address(READ),
    "why:still": Address(BOTH),
    "why:passions": Address(BOTH),
    "why:passion": Address(BOTH, of="passion"),
    "why:trash_passion": Address(WRITE, of="passion"),
    "why:restore_passion": Address(WRITE, of="trashed passion"),
    "why:sort": Address(READ),
    "why:sort_lay": Address(WRITE),
    "why:sort_undo": Address(WRITE),
    "why:sort_enough": Address(WRITE),
    "why:sort_own": Address(WRITE),
    "why:sort_finish": Address(WRITE),
    "why:sort_discard": Address(WRITE),
    "why:values": Address(READ),
    "why:values_order": Address(WRITE),
    "why:importance": Address(BOTH),
    "why:value": Address(BOTH, of="value"),
    "why:strengths": Address(READ),
    "why:strength": Address(BOTH, of="strength"),
    "why:name_strength": Address(BOTH, of="line"),
    "prompts:yours": Address(READ),
    "prompts:answer": Address(WRITE),
    "prompts:new": Address(BOTH),
    "prompts:own": Address(BOTH, of="own prompt"),
    "prompts:trash": Address(WRITE, of="own prompt"),
    "prompts:new_set": Address(BOTH),
    "prompts:add": Address(WRITE),
    "prompts:set": Address(READ, of="prompt set"),
    "prompts:change_set": Address(BOTH, of="prompt set"),
    "prompts:file": Address(READ, of="prompt set"),
    "prompts:cards": Address(READ, of="prompt set"),
    "prompts:trash_set": Address(WRITE, of="prompt set"),
    "prompts:restore": Address(WRITE, of="trashed prompt"),
    "prompts:bring": Address(BOTH),
    "keepsakes:card": Address(READ),
    "keepsakes:book": Address(READ),
    "keepsakes:year": Address(BOTH),
    "keepsakes:check": Address(BOTH),
    "keepsakes:make": Address(BOTH),
    "keepsakes:making": Address(READ, of="making"),
    "keepsakes:making_progress": Address(READ, of="making"),
    "keepsakes:made_book": Address(READ, of="making"),
    "keepsakes:make_leave": Address(WRITE, of="making"),
    "sessions:sessions": Address(BOTH),
    "sessions:after_any": Address(BOTH),
    "sessions:session": Address(BOTH, of="session"),
    "sessions:let_go": Address(WRITE, of="session"),
    "sessions:after": Address(BOTH, of="session"),
    "sessions:mine": Address(BOTH),
    "sessions:mine_one": Address(BOTH, of="mine"),
    "sessions:trash_mine": Address(WRITE, of="mine"),
    "sessions:restore_mine": Address(WRITE, of="trashed mine"),
    "week:week": Address(READ),
    "week:ends_on": Address(WRITE),
    "week:one": Address(BOTH),
    "week:draft": Address(WRITE),
    "week:discard_draft": Address(WRITE),
    "week:act_came": Address(WRITE, of="act"),
    "week:act_calendar": Address(BOTH, of="act"),
    "stayed:stayed": Address(READ),
    "stayed:new": Address(BOTH),
    "stayed:draft": Address(WRITE),
    "stayed:discard_draft": Address(WRITE),
    "stayed:one": Address(BOTH, of="stayed"),
    "stayed:again": Address(WRITE, of="stayed"),
    "stayed:not_again": Address(WRITE, of="stayed"),
    "stayed:raw": Address(WRITE, of="stayed"),
    "stayed:trash": Address(WRITE, of="stayed"),
    "supervision:items": Address(READ),
    "supervision:take": Address(WRITE),
    "supervision:sheet": Address(READ),
    "supervision:item": Address(BOTH, of="item"),
    "supervision:tick": Address(WRITE, of="item"),
    "supervision:untick": Address(WRITE, of="item"),
    "supervision:trash": Address(WRITE, of="item"),
    "supervision:cpd": Address(READ),
    "supervision:cpd_new": Address(BOTH),
    "supervision:cpd_csv": Address(READ),
    "supervision:cpd_pdf": Address(READ),
    "supervision:cpd_one": Address(BOTH, of="cpd"),
    "supervision:cpd_trash": Address(WRITE, of="cpd"),
    "growth:growth": Address(READ),
    "growth:timeline": Address(READ),
    "clients:watch": Address(BOTH),
    "clients:clients": Address(BOTH),
    "clients:told": Address(BOTH),
    "clients:client": Address(BOTH, of="client"),
    "clients:edit": Address(BOTH, of="client"),
    "clients:state": Address(WRITE, of="client"),
    "clients:sheet": Address(READ, of="client"),
    "clients:erase": Address(BOTH, of="client"),
    "clients:matter": Address(BOTH, of="matter"),
    "clients:matter_until": Address(WRITE, of="matter"),
    "clients:matter_again": Address(WRITE, of="matter"),
    "clients:trash_matter": Address(WRITE, of="matter"),
    "purpose:purpose": Address(READ),
    "library:index": Address(READ, public=True),
    "library:feed": Address(READ, public=True, kept="public, max-age=3600"),
    "library:another": Address(READ, public=True),
    "library:cards": Address(READ, public=True),
    "library:cards_pdf": Address(READ, public=True),
    "library:prompt": Address(READ, public=True, of="prompt"),
    "peers:two_chairs": Address(READ, public=True),
    "rhythm:settings": Address(BOTH),
    "rhythm:pause": Address(WRITE),
    "rhythm:take_up": Address(WRITE),
    "rhythm:moments": Address(READ),
    "rhythm:calendar": Address(READ),
    "paths:paths": Address(READ, public=True),
    "paths:path": Address(READ, public=True, of="path"),
    "paths:begin": Address(WRITE, of="path", to_a_stranger=(303,)),
    "paths:step": Address(BOTH, of="walk"),
    "paths:word": Address(WRITE, of="walk"),
    "paths:state": Address(WRITE, of="walk"),
    "paths:trash": Address(WRITE, of="walk"),
    "paths:keepsake": Address(READ, of="walk"),
    "paths:check": Address(READ, of="walk"),
    "paths:pdf": Address(READ, of="walk"),
    "practices:index": Address(READ, public=True),
    "practices:practice": Address(READ, public=True, of="practice"),
    "practices:after": Address(READ, public=True, of="practice"),
    "practices:keep": Address(WRITE, of="practice", to_a_stranger=(422,)),
    "practices:ring": Address(READ),
    "practices:year": Address(READ),
    "practices:trash_mark": Address(WRITE, of="mark"),
    "insight:alignment": Address(READ),
    "insight:fine": Address(WRITE, of="value"),
    "insight:band": Address(READ),
    "insight:check_in": Address(BOTH),
    "insight:word_answer": Address(WRITE),
    "insight:own_sign": Address(BOTH),
    "hard_day:doors": Address(READ, public=True),
    "hard_day:minute": Address(READ, public=True),
    "hard_day:work": Address(READ, public=True),
    "hard_day:keep": Address(WRITE),
    "hard_day:client": Address(READ, public=True),
    "hard_day:safe": Address(READ, public=True),
}

CANARY = "canary-7f3a"
"""Stands in everything of Ana's. No answer to anybody else may hold it."""

FRIDAY = date(2026, 3, 6)
"""A week of hers ends on it."""


def _walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            for name, route in _walk(pattern, inner):
                yield name, str(pattern.pattern) + route
        else:
            assert isinstance(pattern, URLPattern)
            yield f"{namespace}:{pattern.name}", str(pattern.pattern)


ROUTES = dict(_walk(get_resolver()))


@dataclass(frozen=True)
class Hers:
    """Ana, with something of every kind, each marked with the canary."""

    ana: Person
    ids: dict[str, str]

    def state(self, store: Store) -> object:
        """All that a stranger must not have changed."""
        vault = self.ana.vault
        vault.refresh()
        return (
            vault.seq,
            sorted(draft.id for draft in vault.drafts()),
            sorted(line.id for line in vault.left_at_door()),
            store.account(self.ana.account.id),
            store.secrets(self.ana.account.id) is not None,
        )


def _photo() -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "png")
    drawn.seek(0)
    return drawn


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What goes on beside requests is done within the one that starts it."""
    monkeypatch.setattr(works, "_beside", lambda run: run())
    yield
    works.WORKS.drop_all()


@pytest.fixture
def hers(ana: Person, store: Store) -> Hers:
    now = datetime.now(UTC)
    vault = ana.vault
    picture = vault.attach(_photo(), name=f"{CANARY}.png", media_type="image/png")
    page = vault.put(
        Entry(
            written_at=now, zone="UTC", title=CANARY, body=f"{CANARY} words", tags=(CANARY,), attachments=(picture.id,)
        )
    )
    page = vault.put(page.value, id=page.id, expected=page.revision)
    trashed = vault.put(Entry(written_at=now, zone="UTC", title=CANARY, body=f"{CANARY} words"))
    vault.trash(trashed.id)
    line = vault.put(KeptLine(text=f"{CANARY} line", kept_at=now, zone="UTC", entry=page.id))
    vault.keep_draft(page.id, "tab", page.value, based_on=page.revision)
    change_preferences(vault, hard_day_names=((CANARY, CANARY),))
    vault.put(UnprovedKit(code=ana.recovery_code, made_at=now))
    leave(store, ana.account.id, f"{CANARY} at the door", now=now)
    letter = vault.left_at_door()[0].id
    ids = {"page": page.id, "trashed page": trashed.id, "line": line.id, "picture": picture.id, "letter": letter}
    ids["prompt"] = all_prompts()[0].id
    passion = vault.put(Passion(text=f"{CANARY} passion", noted_at=now, zone="UTC"))
    gone = vault.put(passion.value)
    vault.trash(gone.id)
    why = vault.put(WhyStatement(text=f"{CANARY} why", written_at=now, zone="UTC"))
    why = vault.put(why.value, id=why.id, expected=why.revision)
    vault.keep_draft(why.id, "sentence", why.value, based_on=why.revision)
    strength = vault.put(Strength(name=CANARY, words=f"{CANARY} words", noted_at=now, zone="UTC"))
    value = vault.put(Value(name=CANARY, at_work=f"{CANARY} at work", added_at=now, zone="UTC"))
    vault.put(Sort(begun_at=now, zone="UTC", own=(CANARY,), done_at=now, five=(value.id,)))
    vault.keep_draft(new_id(), "sort", Sort(begun_at=now, zone="UTC", own=(f"{CANARY} too",)), based_on=0)
    ids["value"] = value.id
    vault.put(Week(ends_on=FRIDAY, zone="UTC", written_at=now, in_the_way=f"{CANARY} in the way"))
    act = vault.put(Act(for_week=FRIDAY, zone="UTC", chosen_at=now, what=f"{CANARY} act"))
    vault.keep_draft(act.id, "week", act.value, based_on=act.revision)
    ids["act"] = act.id
    vault.put(WatchList(words=(CANARY,)))
    vault.put(Reminders(on=True, days=(1,), times=("08:30",), zone="UTC", words=f"{CANARY} reminder"))
    stayed = vault.put(Stayed(written_at=now, zone="UTC", raw=False, told_myself=f"{CANARY} told"))
    vault.keep_draft(stayed.id, "stayed", Stayed(written_at=now, zone="UTC", raw=True, happened=CANARY), based_on=1)
    item = vault.put(Item(text=f"{CANARY} item", added_at=now, zone="UTC"))
    learned = vault.put(Cpd(title=CANARY, done_on=now.date(), zone="UTC", noted_at=now, changed=f"{CANARY} changed"))
    ids |= {"stayed": stayed.id, "item": item.id, "cpd": learned.id}
    session = Session(
        day=now.date(),
        zone="UTC",
        chosen_at=now,
        called=CANARY,
        to_be=CANARY,
        true=line.id,
        put_down=CANARY,
        after_at=now,
    )
    mine = vault.put(SomethingOfMine(what=Mine.MISTAKE, noted_at=now, zone="UTC", happened=f"{CANARY} happened"))
    gone_mine = vault.put(mine.value)
    vault.trash(gone_mine.id)
    ids |= {"session": vault.put(session).id, "mine": mine.id, "trashed mine": gone_mine.id}
    ids["practice"] = all_practices()[0].id
    ids["mark"] = vault.put(Practised(practice=CANARY, minutes=1, ended_at=now, zone="UTC", line=line.id)).id
    client = vault.put(
        CodeName(name=CANARY, shape=Shape.LEAF, colour=Colour.MOSS, added_at=now, zone="UTC", ended_on=FRIDAY)
    )
    matter = vault.put(
        Matter(
            client=client.id,
            sort=MatterSort.VALUE,
            whose=Whose.THEIRS,
            text=f"{CANARY} matters",
            noted_on=FRIDAY,
            zone="UTC",
            noted_at=now,
        )
    )
    ids |= {"client": client.id, "matter": matter.id}
    ids |= {"passion": passion.id, "trashed passion": gone.id, "strength": strength.id}
    path = all_paths()[0]
    prompt = prompt_id(path.id, path.steps[0].id)
    vault.put(Entry(written_at=now, zone="UTC", body=f"{CANARY} on a path", prompt=prompt, prompt_text=CANARY))
    chosen = Said(step=path.steps[-1].id, word=Word.DONE, at=now, act=act.id)
    walk = vault.put(Walk(path=path.id, title=CANARY, begun_at=now, zone="UTC", said=(chosen,)))
    ids |= {"path": path.id, "walk": walk.id}
    ids |= _prompts(ana)
    return Hers(ana, ids)


def _prompts(ana: Person) -> dict[str, str]:
    """A prompt of her own, one in the trash, and a set."""
    now = datetime.now(UTC)
    own, gone = (ana.vault.put(OwnPrompt(text=text, made_at=now, zone="UTC")) for text in ("Whose coat?", "Which?"))
    ana.vault.trash(gone.id)
    kept = ana.vault.put(PromptSet(name="Winter", prompts=("own-" + own.id,), made_at=now, zone="UTC"))
    return {"own prompt": own.id, "trashed prompt": gone.id, "prompt set": kept.id}


def _open_browser(store: Store, person: Person, *, strict: bool = False) -> Client:
    """A new browser in which `person` has just opened their journal."""
    client = Client(enforce_csrf_checks=strict)
    opened = Opened(person.account, person.vault)
    client.cookies["vault_secret"] = sessions.start(store, opened, idle_minutes=15, now=datetime.now(UTC))
    return client


def _closed_browser(store: Store, person: Person) -> Client:
    """The same browser after the journal closed by itself; the cookie is still there."""
    client = _open_browser(store, person)
    sessions.end(store, client.cookies["vault_secret"].value)
    return client


def _path(name: str, hers: Hers, store: Store) -> str:
    """The address, naming things of Ana's. What is made beside requests is made anew each time."""
    of = ADDRESSES[name].of or "page"
    arguments = {
        "id": hers.ids.get(of) or _work(of, hers, store),
        "revision": 1,
        "year": 2026,
        "number": 1,
        "line": hers.ids["line"],
        "day": FRIDAY,
        "step": all_paths()[0].steps[0].id,
    }
    return reverse(name, kwargs={part: value for part, value in arguments.items() if f"{part}>" in ROUTES[name]})


def _work(of: Thing, hers: Hers, store: Store) -> str:
    """Something being taken out or brought in, and its id."""
    browser = _open_browser(store, hers.ana)
    if of == "taking":
        begun = browser.post("/settings/take/", {"shape": "json", "zone": "UTC"})
    elif of == "making":
        begun = browser.post(f"/keepsakes/book/{datetime.now(UTC).year}/make/", {"item": hers.ids["line"]})
    else:
        file = SimpleUploadedFile(f"{CANARY}.txt", f"[2024-03-01 09:15] {CANARY}\nI stayed with it.\n".encode())
        begun = browser.post("/settings/bring/", {"file": file, "zone": "UTC"})
    address = begun.headers["Location"]
    if of == "brought":
        browser.post(f"{address}in/")
    return address.rstrip("/").rpartition("/")[2]


def _content(response: HttpResponseBase) -> str:
    body = b"" if response.status_code in {204, 304} else b"".join(response)  # type: ignore[call-overload]
    return bytes(body).decode("utf-8", "replace")


def test_every_address_is_listed() -> None:
    missing, gone = sorted(set(ROUTES) - set(ADDRESSES)), sorted(set(ADDRESSES) - set(ROUTES))
    assert not missing, f"Say in ADDRESSES who may reach {missing}, and by which methods."
    assert not gone, f"Strike {gone} from ADDRESSES: there is no such address any more."


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) & set(ROUTES)))
class TestAddress:
    def test_nobody_and_a_closed_journal_are_turned_away(self, name: str, hers: Hers, store: Store) -> None:
        path = _path(name, hers, store)
        before = hers.state(store)
        for method in METHODS:
            for client in (Client(), _closed_browser(store, hers.ana)):
                response = client.generic(method, path)
                assert CANARY not in _content(response)
                assert CANARY not in str(response.headers)
                assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
                kept = ADDRESSES[name].kept if response.status_code == 200 else "no-store"
                assert response.headers["Cache-Control"] == kept
                if not ADDRESSES[name].public:
                    assert response.status_code in {302, 303}, f"{method} {name} answers {response.status_code}"
                    assert response.headers["Location"].startswith("/open/")
                    script = client.generic(method, path, headers={"Accept": "application/json"})
                    assert script.status_code == 401
        assert hers.state(store) == before

    def test_a_stranger_finds_nothing_of_hers(self, name: str, hers: Hers, cleo: Person, store: Store) -> None:
        path = _path(name, hers, store)
        before = hers.state(store)
        address = ADDRESSES[name]
        for method in METHODS:
            response = _open_browser(store, cleo).generic(method, path)
            assert CANARY not in _content(response)
            if address.of and not address.public:
                wanted = address.to_a_stranger if method in address.methods else (405,)
                assert response.status_code in wanted, f"{method} {name} answers {response.status_code}"
            assert response.status_code < 500
        assert hers.state(store) == before

    def test_its_owner_reaches_it_by_its_methods_only(
        self, name: str, hers: Hers, store: Store, settings: object
    ) -> None:
        address = ADDRESSES[name]
        for method in METHODS:
            client = _open_browser(store, hers.ana)
            response = client.generic(method, _path(name, hers, store))
            _content(response)
            if method not in address.methods:
                assert response.status_code == 405, f"{method} {name} answers {response.status_code}"
            elif name != "site:components":
                assert response.status_code < 500
                assert response.status_code not in {401, 403, 405}, f"{method} {name} answers {response.status_code}"
                assert method == "POST" or response.status_code != 404, f"{method} {name} is not found by its owner"

    def test_unsafe_methods_need_a_token_and_our_own_origin(self, name: str, hers: Hers, store: Store) -> None:
        path = _path(name, hers, store)
        before = hers.state(store)
        for method in sorted(set(METHODS) - SAFE):
            without = _open_browser(store, hers.ana, strict=True).generic(method, path)
            assert without.status_code == 403, f"{method} {name} without a token answers {without.status_code}"
            for elsewhere in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
                response = _open_browser(store, hers.ana).generic(method, path, headers=elsewhere)
                assert response.status_code == 403, f"{method} {name} from elsewhere answers {response.status_code}"
        assert hers.state(store) == before
