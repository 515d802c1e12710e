/* Writing down what stayed. The page is whole without this: a form with a Save button. What is written is sealed as a
 * draft (sealing.js); nothing is kept in the browser.
 */

import { goOnHere, sealing } from "../emberwell/js/sealing.js";

const form = document.querySelector("form[data-stayed]");
const { changed } = sealing({
  form,
  saved: (time) => `Draft saved and sealed ${time}`,
  remember: (sealedAt) => { if (sealedAt) goOnHere(form.action, { tab: form.elements.tab.value }); },
});
form.addEventListener("input", changed);
