/* Keeps the screen from going dark while a practice runs, where a browser can. It lets go whenever the page is hidden. */

let lock = null;
let wanted = false;

async function ask() {
  if (!wanted || lock || document.hidden || !navigator.wakeLock) return;
  try {
    const got = await navigator.wakeLock.request("screen");
    got.addEventListener("release", () => { if (lock === got) lock = null; });
    if (wanted) lock = got;
    else await got.release();
  } catch {
    // A low battery, or a browser that was told not to. The clock on the wall is right all the same.
  }
}

document.addEventListener("visibilitychange", ask);

export function stayAwake(yes) {
  wanted = yes;
  if (yes) ask();
  else {
    lock?.release().catch(() => {});
    lock = null;
  }
}
