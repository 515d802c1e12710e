/* After the last bell: the words, and what can be kept. Also what happens when the journal closes meanwhile.
 *
 * A practice lasts as long as an idle lock. While one runs, the lock comes as always, but the page stays: it shows
 * nothing of the journal. What is kept then goes to the door (site/middleware/late_saves.py), and comes in with the mark
 * at the next unlocking. Words that stand in the field when the journal closes are left at the door at once.
 */

const SEEN_LATE_MS = 5000;
const LOST = "It could not be handed on: the connection may be away. Your words are still here. Try once more.";

export function afterwards(timer, { isRunning, leave }) {
  const panel = timer.querySelector("[data-after]");
  const last = panel.querySelector("[data-last]");
  const when = panel.querySelector("[data-when]");
  const form = panel.querySelector("form[data-keep]");
  const field = panel.querySelector("textarea");
  const ending = last.textContent;
  let lockPage = "";    // once the journal has closed
  let ended = { minutes: 0, at: "" };

  const query = () => new URLSearchParams({ minutes: ended.minutes, at: ended.at });
  const address = () => `${panel.dataset.address}?${query()}`;
  const words = () => field?.value.trim() ?? "";

  /* The form stands on its own page, which sets the cookie a form needs: this one sets none. */
  async function bringForm() {
    const said = panel.querySelector("[data-not-brought]");
    try {
      const answer = await fetch(address(), { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form[data-keep]");
      const brought = document.adoptNode(found);
      const zone = brought.querySelector("[name=zone]");
      if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
      brought.querySelector("textarea").value = field.value;
      brought.hidden = true;
      panel.append(brought);
      brought.requestSubmit();
    } catch {
      said.textContent = LOST;
    }
  }

  /* Words in the field of an open journal, when it closes: at the door. Resolves to the lock page that says so. */
  async function leaveAtDoor(detail) {
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, account: form.elements.account.value, text: words(),
    });
    const answer = await fetch("/door/", { method: "POST", body, credentials: "same-origin", cache: "no-store", keepalive: true });
    if (!answer.ok) { detail.stay(); return ""; }
    field.value = "";
    return `/open/?left=1&next=${encodeURIComponent(address())}`;
  }

  form?.addEventListener("submit", (event) => {
    if (!lockPage || words()) return;
    // A mark alone cannot wait at the door: it can be kept after opening.
    event.preventDefault();
    location.assign(`${lockPage}?next=${encodeURIComponent(address())}`);
  });
  panel.querySelector("[data-bring-form]")?.addEventListener("click", () => { if (words()) bringForm(); else field.focus(); });
  panel.querySelector("[data-leave]").addEventListener("click", () => {
    if (field) field.value = "";
    if (lockPage) location.reload();
    else leave();
  });

  document.addEventListener("emberwell:closing", ({ detail }) => {
    if (isRunning()) detail.stay();
    else if (!timer.hidden && words()) detail.wait(leaveAtDoor(detail));
  });
  document.addEventListener("emberwell:closed", ({ detail }) => {
    lockPage = detail.lock;
    timer.querySelector("[data-closed-meanwhile]").textContent = "Your journal has closed meanwhile, as it does. This goes on.";
    const means = panel.querySelector("[data-keep-means]");
    if (means) means.textContent = "Your journal has closed meanwhile. A line is sealed at once and waits at its door; without one, you open it and keep the mark there.";
  });

  return {
    /* `early`: stopped before its end, after `minutes`; 0 of them leave no mark. `since`: how long ago it ended. */
    show({ minutes, endedAt, early, sinceMs }) {
      ended = { minutes, at: new Date(endedAt).toISOString() };
      panel.hidden = false;
      last.textContent = early ? "You stopped here. That is all right." : ending;
      const clock = new Date(endedAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      // Nobody was looking: whoever comes back finds when it was.
      when.hidden = early || (!document.hidden && sinceMs < SEEN_LATE_MS);
      when.textContent = `It ended at ${clock}, while you were away from this page.`;
      panel.querySelector("[data-go-on]").hidden = !early;
      const keepable = panel.querySelectorAll(".field, [data-bring-form], [data-keep] .button--primary, [data-keep] p.small");
      for (const each of keepable) each.hidden = minutes === 0;
      if (form) {
        form.elements.minutes.value = minutes;
        form.elements.ended_at.value = ended.at;
        form.querySelector(".button--primary").textContent =
          early ? `Keep ${minutes === 1 ? "this minute" : `these ${minutes} minutes`}` : "Keep this";
      }
      last.focus({ preventScroll: true });
    },
    hide() { panel.hidden = true; },
  };
}
