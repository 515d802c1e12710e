/* Reminders while a page is open: on the page being looked at, and as a notification where the browser may show one.
 *
 * The moments are asked for when the page is opened and live in its memory only. At the moment itself the server is
 * asked once more, so that a pause, a change in another tab, another person's journal or a closed one shows nothing.
 * Of several tabs one shows the notification (a lock, and one tag for all); asking counts as no activity.
 *
 * BroadcastChannel("emberwell-rhythm"): {type: "shown", moment}   {type: "changed"}
 */

const NAME = "emberwell-rhythm";
const LOOK_MS = 30_000;
const TOO_LATE_MS = 5 * 60_000;
const STANDS_MS = 10 * 60_000;

const notice = document.querySelector("[data-reminder]");
const said = notice.querySelector("[data-words]");
const form = notice.querySelector("form");
const channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;
const alone = (run) => (navigator.locks ? navigator.locks.request(NAME, run) : run());

let waiting = [];
let looking = 0;
let standing = 0;

async function ask() {
  const answer = await fetch(notice.dataset.moments, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.status === 401) return { words: "", moments: [] };
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function takeMoments() {
  try {
    const now = Date.now();
    waiting = (await ask()).moments.filter((moment) => moment > now);
  } catch {
    // The server is away: what was known stays, and is asked about again when its moment comes.
  }
  look();
}

function look() {
  clearTimeout(looking);
  const now = Date.now();
  const due = waiting.filter((moment) => moment <= now).at(-1);
  waiting = waiting.filter((moment) => moment > now);
  // Seen late, after a sleep: nothing is said about what has gone by.
  if (due && now - due < TOO_LATE_MS) remind(due);
  if (waiting.length) looking = setTimeout(look, Math.min(LOOK_MS, waiting[0] - now));
}

const shown = new Set();

async function remind(moment) {
  await alone(async () => {
    if (shown.has(moment)) return;
    let told;
    try { told = await ask(); } catch { return; }
    if (!told.moments.includes(moment)) return;
    channel?.postMessage({ type: "shown", moment, words: told.words });
    stand(moment, told.words);
    notify(told.words);
  });
}

/* On the page itself, when somebody looks at it; a page looked at later says nothing. */
function stand(moment, words) {
  shown.add(moment);
  if (document.hidden) return;
  notice.hidden = false;
  said.textContent = words;
  for (const each of form.querySelectorAll("[data-pauses]")) each.hidden = false;
  clearTimeout(standing);
  standing = setTimeout(putAway, STANDS_MS);
}

function putAway() {
  clearTimeout(standing);
  notice.hidden = true;
  said.textContent = "";
}

function notify(words) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const notification = new Notification(words, { tag: NAME });
    notification.onclick = () => {
      notification.close();
      focus();
      const writing = [...document.querySelectorAll("textarea")].some((field) => field.value.trim());
      if (!writing && !document.querySelector("[data-practising], [data-two-chairs]")) location.assign(notice.dataset.today);
    };
  } catch {
    // Browsers of most phones have the name and refuse the thing.
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = new FormData(form, event.submitter);
  const forAWeek = sent.get("for") === "week";
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: sent, headers, cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    waiting = [];
    channel?.postMessage({ type: "changed" });
    said.textContent = forAWeek ? "Paused for a week." : "Paused until you take them up again, in Settings.";
    for (const each of form.querySelectorAll("[data-pauses]")) each.hidden = true;
    form.querySelector("[data-put-away]").focus();
  } catch {
    said.textContent = "Not paused yet: the server did not answer. Try once more.";
  }
});
form.querySelector("[data-put-away]").addEventListener("click", putAway);
notice.addEventListener("keydown", (event) => { if (event.key === "Escape") putAway(); });

channel?.addEventListener("message", ({ data }) => {
  if (data?.type === "shown") stand(data.moment, data.words);
  if (data?.type === "changed") takeMoments();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
addEventListener("pagehide", putAway);
takeMoments();
