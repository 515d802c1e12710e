/* The page of a week's end. It is whole without this: a form with one button. What is filled in is sealed as a draft
 * (sealing.js); nothing is kept in the browser.
 */

import { goOnHere, sealing } from "../emberwell/js/sealing.js";

const form = document.querySelector("form[data-week]");
const { changed } = sealing({
  form,
  saved: (time) => `Sealed ${time}, not kept yet`,
  remember: (sealedAt) => { if (sealedAt) goOnHere(form.action, { tab: form.elements.tab.value }); },
});
form.addEventListener("input", changed);
