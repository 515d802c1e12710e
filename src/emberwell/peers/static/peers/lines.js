/* After the last bell: one private line each, first one, then the other. They live in their fields and nowhere else.
 *
 * A field is wiped by putting a new one in its place: a browser could undo what was only emptied. Keeping goes to the
 * open journal (journal:keep); when it has closed meanwhile, to its door. The session outlasts an idle lock: while one
 * runs the lock comes as always, but this page, which shows nothing of the journal, stays.
 */

const LOST = "It could not be handed on: the connection may be away. The line is still here. Try once more.";
const NOT_CLOSED = "Your journal could not be closed: the connection may be away. Try once more, or pass it on as it is.";
const SAVING_MS = 600;

export function linesAfter(chairs, { isRunning, goOn, leave }) {
  const after = chairs.querySelector("[data-after]");
  const step = (name) => after.querySelector(`[data-step=${name}]`);
  const told = after.querySelector("[data-told]");
  const keep = after.querySelector("form[data-keep]");
  const closesFirst = after.querySelector("[data-close-first]");
  const line = (name) => step(name).querySelector("textarea");
  let lockPage = "";    // once the journal has closed
  let kept = false;
  let seats = "flat";

  function wipe(name) {
    const old = line(name);
    const fresh = old.cloneNode(false);
    fresh.value = "";
    old.replaceWith(fresh);
  }

  function wipeBoth() {
    wipe("first");
    wipe("second");
  }

  function goTo(name) {
    for (const each of after.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== name;
    told.textContent = "";
    if (name === "done") {
      after.querySelector("[data-nothing-kept]").hidden = kept;
      after.querySelector("[data-one-kept]").hidden = !kept;
    }
    step(name).querySelector("[data-title]").focus({ preventScroll: true });
  }

  async function keepIt(event) {
    event.preventDefault();
    if (!line("first").value.trim()) { line("first").focus(); return; }
    const headers = { Accept: "application/json" };
    try {
      const answer = await fetch(keep.action, { method: "POST", body: new FormData(keep), headers, cache: "no-store" });
      const said = await answer.json();
      if (answer.ok || said.left) {
        kept = true;
        wipe("first");
        told.textContent = answer.ok ? "Saved and sealed. It is in your journal." : "Sealed. It waits at the door of your journal.";
        keep.querySelector("[data-pass]").focus();
      } else {
        told.textContent = answer.status === 422 && said.error ? said.error : LOST;
      }
    } catch {
      told.textContent = LOST;
    }
  }

  /* Other tabs save first; then it closes for all of them. Every tab but this one goes to the lock page. */
  async function closeJournal() {
    const form = document.querySelector("form[data-closes]");
    const channel = "BroadcastChannel" in window ? new BroadcastChannel("emberwell") : null;
    channel?.postMessage({ type: "closing", tab: "two-chairs" });
    await new Promise((resolve) => { setTimeout(resolve, channel ? SAVING_MS : 0); });
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    channel?.postMessage({ type: "closed", tab: "two-chairs" });
    lockPage = document.documentElement.dataset.lock;
  }

  async function passOn() {
    if (seats === "flat" && closesFirst?.checked && !lockPage) {
      try {
        await closeJournal();
      } catch {
        told.textContent = NOT_CLOSED;
        closesFirst.checked = false;
        return;
      }
    }
    wipe("first");
    goTo(seats === "flat" ? "between" : "done");
  }

  function copy() {
    const field = line("first");
    navigator.clipboard?.writeText(field.value.trim()).then(() => { told.textContent = "Copied."; }, () => field.select());
  }

  function leaveHere() {
    wipeBoth();
    if (lockPage) location.reload();
    else leave();
  }

  keep?.addEventListener("submit", keepIt);
  const press = (name, act) => after.querySelector(`[data-${name}]`)?.addEventListener("click", act);
  press("pass", passOn);
  press("copy-line", copy);
  press("have-it", () => { goTo("second"); line("second").focus({ preventScroll: true }); });
  press("finish", () => { wipe("second"); goTo("done"); });
  press("leave", leaveHere);
  press("go-on-button", goOn);
  addEventListener("pagehide", wipeBoth);

  document.addEventListener("emberwell:closing", ({ detail }) => {
    if (isRunning() || !after.hidden) detail.stay();
  });
  document.addEventListener("emberwell:closed", ({ detail }) => {
    lockPage = detail.lock;
    chairs.querySelector("[data-closed-meanwhile]").textContent = "The journal on this screen has closed meanwhile, as it does. This goes on.";
    const help = after.querySelector("#first-line-help");
    if (help && keep) help.textContent = "Your journal has closed meanwhile. A line you keep is sealed at once and waits at its door. Passing the screen on wipes it here.";
    if (closesFirst) closesFirst.closest("label").hidden = true;
  });

  return {
    show({ early, seats: how }) {
      seats = how;
      after.hidden = false;
      for (const each of after.querySelectorAll("[data-flat]")) each.hidden = seats !== "flat" || (Boolean(lockPage) && each.matches("label"));
      for (const each of after.querySelectorAll("[data-call]")) each.hidden = seats !== "call";
      step("first").querySelector("[data-title]").textContent = early ? "You stopped here. That is all right." : "One line each, for yourself.";
      after.querySelector("[data-go-on]").hidden = !early;
      goTo("first");
    },
    hide() { after.hidden = true; },
  };
}
