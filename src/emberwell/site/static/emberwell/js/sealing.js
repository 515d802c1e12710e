/* Sealing what is being written, for every form whose words become a draft before they are kept.
 *
 * - what is filled in is sealed 1.2 s after the last change, every 10 s while writing goes on, when the page is hidden
 *   and when the journal closes
 * - the status line ([data-status]) says only what is so: "Saved and sealed 14:02" after the server's answer, never before
 * - while the server is away the words are kept in this browser, sealed (drafts.js), where a form says how
 * - when the journal has been closed they are left at its door, and the lock page says so
 * - a form is sent only to a server that has just taken the words: else the browser would show an error of its own. Other
 *   forms of the page wait for that too: the next page would not know of a draft that is still on its way
 */

import { keepHere, letGo, outlastsThePage, send } from "./drafts.js";

const REST_MS = 1200;
const LONGEST_MS = 10_000;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

const clock = (iso) => new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/* form       with data-draft, [data-status] and [data-announce]
 * fields     what a draft holds
 * page       the same as a page of the journal, for this browser to keep while the server is away; without it, nothing is kept
 * key        resolves to the key for that, or to null
 * isEmpty    whether nothing would be lost if it were not saved
 * saved      the status line after the server's answer, from the time
 * remember   called after each answer, with the moment of sealing or null
 * beforeSending, atSending   around handing in the whole form
 *
 * Gives { changed, save, say, announce, version }. */
export function sealing({
  form,
  fields = () => new FormData(form),
  page = null,
  key = async () => null,
  isEmpty = () => false,
  saved = (time) => `Saved and sealed ${time}`,
  remember = () => {},
  beforeSending = async () => {},
  atSending = () => {},
}) {
  const status = form.querySelector("[data-status]");
  const announcer = form.querySelector("[data-announce]");
  let version = 0;       // of what is written
  let sealed = 0;        // the version the server has acknowledged
  let keptVersion = 0;   // the version this browser holds, sealed
  let firstUnsaved = 0;
  let timer = 0;
  let failures = 0;
  let saving = null;
  let leaving = false;
  let told = "";
  let lockPage = "";

  const announce = (words) => { announcer.textContent = words; };

  /* `kind` is announced once when it changes; the clock in the line is for the eye. */
  function say(state, words, kind = state) {
    status.dataset.state = state;
    status.textContent = words;
    if (kind === told) return;
    if (kind === "trouble" || (kind === "saved" && told === "trouble")) announce(words);
    if (kind === "trouble" || kind === "saved") told = kind;
  }

  function schedule() {
    clearTimeout(timer);
    const untilLongest = Math.max(0, firstUnsaved + LONGEST_MS - Date.now());
    timer = setTimeout(save, failures ? RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] : Math.min(REST_MS, untilLongest));
  }

  function changed() {
    version += 1;
    firstUnsaved ||= Date.now();
    if (!failures) say("saving", "Not saved yet");
    schedule();
  }

  /* Resolves to whether everything written is safe with the server. One save at a time, but for the one that must not
   * wait: when the page is going away. */
  function save({ hidden = false } = {}) {
    clearTimeout(timer);
    if (version === sealed || leaving) return Promise.resolve(true);
    if (saving && (!hidden || saving.version === version)) return saving.then((done) => (done || hidden ? done : save()));
    const under = saveNow(hidden).then((done) => { if (saving === under) saving = null; return done && version === sealed; });
    under.version = version;
    saving = under;
    return under;
  }

  async function saveNow(hidden) {
    const mine = version;
    const said = fields();
    try {
      const answer = await send(form.dataset.draft, said, { keepalive: hidden && outlastsThePage(said) });
      if (answer.ok) return acknowledged(mine, await answer.json());
      if (answer.status === 401) return await closed(answer, mine);
      const { error } = await answer.json().catch(() => ({}));
      return await trouble(mine, said, error);
    } catch {
      return await trouble(mine, said);
    }
  }

  function acknowledged(mine, { kept_at: sealedAt }) {
    sealed = Math.max(sealed, mine);
    failures = 0;
    if (page) letGo(placeOf(page(fields())));
    remember(sealedAt);
    if (version === sealed) {
      firstUnsaved = 0;
      say(sealedAt ? "saved" : "idle", sealedAt ? saved(clock(sealedAt)) : "");
    } else {
      firstUnsaved = Date.now();
      say("saving", "Not saved yet");
      schedule();
    }
    return true;
  }

  /* The server is away, or cannot take it as it is (`error`): too long, a full disk. */
  async function trouble(mine, said, error = "") {
    failures += 1;
    if (page && await keepHere(await key(), page(said))) keptVersion = mine;
    const isHere = page && keptVersion === version;
    if (error) say("trouble", `Not saved yet. ${error}${page ? (isHere ? " It is kept in this browser, sealed." : " It is in this page only.") : ""}`);
    else say("trouble", `${isHere ? "Kept in this browser, sealed. " : ""}Not saved yet, trying again`);
    schedule();
    return false;
  }

  /* 401: the journal was closed meanwhile. `left`: the words are at its door, sealed. */
  async function closed(answer, mine) {
    const { left } = await answer.json().catch(() => ({ left: false }));
    if (left || isEmpty()) sealed = mine;
    const address = new URL(answer.headers.get("HX-Redirect") ?? document.documentElement.dataset.lock, location.href);
    address.searchParams.set("next", location.pathname + location.search);
    say("saved", left ? "Your journal is closed. What you wrote waits at its door, sealed." : "Your journal is closed.", "closed");
    leaving = true;
    lockPage = address.href;
    location.replace(lockPage);
    return left;
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    await beforeSending();
    if (version !== sealed && !(await save())) return;
    await saving; // a draft on its way must not arrive after what is kept
    if (lockPage) return;
    leaving = true;
    clearTimeout(timer);
    atSending();
    const { name, value } = event.submitter ?? {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  });
  document.addEventListener("submit", async (event) => {
    const other = event.target;
    if (other === form || event.defaultPrevented || version === sealed) return;
    event.preventDefault();
    if (await save() && !lockPage) other.requestSubmit(event.submitter);
  });
  addEventListener("pageshow", () => { if (!lockPage) leaving = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save({ hidden: true }); });
  addEventListener("pagehide", () => { save({ hidden: true }); });
  addEventListener("online", () => { if (version !== sealed) save(); });
  addEventListener("beforeunload", (event) => {
    const isSafe = version === sealed || (page && keptVersion === version) || (!failures && outlastsThePage(fields()));
    if (!leaving && !isSafe) event.preventDefault();
  });
  document.addEventListener("emberwell:closing", (event) => {
    if (version !== sealed) event.detail.wait(save({ hidden: true }).then(() => lockPage));
  });

  // Words typed while this script was still on its way: their event has passed.
  if ([...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)) changed();

  return { changed, save, say, announce, get version() { return version; } };
}

const placeOf = ({ record, tab }) => `${record}.${tab}`;

/* After a reload or the next unlock the address of this page goes on with this draft. */
export function goOnHere(address, parts) {
  const to = new URL(address, location.href);
  for (const [name, value] of Object.entries(parts)) to.searchParams.set(name, value);
  if (to.href !== location.href) history.replaceState(history.state, "", to);
}
