/* The page of reminders: asks the browser for its permission after a press, never before, and says how it stands. */

const said = document.querySelector("[data-permission]");
const ask = document.querySelector("[data-ask]");
const zone = document.querySelector("[data-zone] select");

function show() {
  // A browser has them only where the connection is secure: over plain http they are missing or refused at once.
  const state = "Notification" in window && isSecureContext ? Notification.permission : "missing";
  said.textContent = said.dataset[state];
  ask.hidden = state !== "default";
}

ask.addEventListener("click", async () => {
  await Notification.requestPermission();
  show();
  if (ask.hidden) said.focus();
});
said.tabIndex = -1;
show();

// Until one is chosen, the zone is the browser's own.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone.dataset.unchosen !== undefined && [...zone.options].some(({ value }) => value === here)) zone.value = here;

// Other tabs ask anew: what they know may have changed with this page.
if ("BroadcastChannel" in window) {
  const channel = new BroadcastChannel("emberwell-rhythm");
  channel.postMessage({ type: "changed" });
  channel.close();
}
