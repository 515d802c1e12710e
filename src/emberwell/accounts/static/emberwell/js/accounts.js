/* Choosing and typing a passphrase. Every form here works without this file.
 *
 * - button[data-show=ID] shows what is typed in #ID, and hides it again
 * - form[data-passphrase-form] is sent once, with its passphrases hidden again
 * - button[data-use-words] puts the five offered words into the field, in clear
 * - [data-wait=SECONDS] counts down to the next try
 * - the passphrase of the lock page takes the focus where no keyboard on glass would rise over the letterbox
 */

/* A field that shows a passphrase is a text field, and browsers write those to disk: so it is `off` meanwhile. */
function show(field, shown) {
  field.dataset.purpose ??= field.type === "password" ? field.autocomplete : "new-password";
  field.type = shown ? "text" : "password";
  field.autocomplete = shown ? "off" : field.dataset.purpose;
  for (const button of document.querySelectorAll(`button[data-show="${field.id}"]`)) {
    button.setAttribute("aria-pressed", String(shown));
    button.firstChild.data = shown ? "Hide" : "Show";
  }
}

const fieldOf = (button) => document.getElementById(button.dataset.show);

for (const button of document.querySelectorAll("button[data-show]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const shows = target?.closest("button[data-show]");
  if (shows) {
    const field = fieldOf(shows);
    show(field, field.type === "password");
    field.focus();
  }
  const uses = target?.closest("button[data-use-words]");
  if (uses) {
    event.preventDefault();
    const field = uses.closest("[data-new-passphrase]").querySelector("input.passphrase");
    show(field, true);
    field.value = uses.closest(".offer").querySelector("input[name=offered]").value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
});

// Keys take half a second to derive: a second press meanwhile would begin the same thing again.
// On its way it is a password again: password managers look for one, and a browser forgets what a password field held.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("passphraseForm" in form.dataset)) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  for (const field of form.querySelectorAll("input.passphrase[type=text]")) show(field, false);
});

// A page the browser kept in memory would still hold what was typed.
addEventListener("pageshow", (event) => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  if (!event.persisted) return;
  for (const field of document.querySelectorAll("input.passphrase")) field.value = "";
});

for (const wait of document.querySelectorAll("[data-wait]")) {
  const until = Date.now() + Number(wait.dataset.wait) * 1000;
  const words = wait.querySelector("[data-wait-seconds]");
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0) {
      words.textContent = String(left);
      return;
    }
    clearInterval(timer);
    wait.setAttribute("role", "status");
    wait.textContent = "You can try again now.";
  }, 500);
}

if (matchMedia("(hover: hover) and (pointer: fine)").matches && !document.querySelector("[autofocus]")) {
  document.querySelector("[data-lock-page] input.passphrase")?.focus({ preventScroll: true });
}
