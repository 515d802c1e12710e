/* The forms of sessions. Every page is whole without this; what is typed is seen to by handing_in.js.
 *
 * - a[data-fill=ID] lays its words into the field #ID; without scripts it loads the page with them in it
 * - [data-focus] takes the focus where no keyboard on glass would rise over the page
 */

function layIn(field, words, offered) {
  const before = field.value.trim();
  const isOwn = before && !offered.includes(before);
  field.focus();
  if (isOwn) field.setSelectionRange(field.value.length, field.value.length);
  else field.select();
  const piece = isOwn ? `\n${words}` : words;
  // Goes through the browser's own undo, which setting the value does not.
  if (!document.execCommand("insertText", false, piece)) field.value = isOwn ? field.value + piece : words;
}

document.addEventListener("click", (event) => {
  const chip = event.target instanceof Element ? event.target.closest("a[data-fill]") : null;
  const field = chip && document.getElementById(chip.dataset.fill);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const offered = [...document.querySelectorAll("a[data-fill]")].map((each) => each.textContent.trim());
  layIn(field, chip.textContent.trim(), offered);
});

if (matchMedia("(hover: hover) and (pointer: fine)").matches) {
  (document.querySelector("[aria-invalid=true]") ?? document.querySelector("[data-focus]"))?.focus({ preventScroll: true });
}
