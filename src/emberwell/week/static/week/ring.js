/* The ring of values. It is whole without this: a list with a choice of places for each value.
 *
 * Each token becomes a slider along its own spoke; the field it stands for stays the one source of what is sent, is hidden,
 * and is told by an `input` event of its own, so that drafts follow. What is written in the fields when the page comes
 * back (Back, a reload) is drawn, not the other way round.
 *
 * - pointer and touch: slide a token; or press on its line where it belongs. Only tokens take a finger from scrolling.
 * - arrows: up and right nearer, down and left further; Home the middle, End the edge, Delete takes it off
 */

const CENTRE = 200;
const EDGE = 6;
const PRESS_REACH = 28;

for (const rings of document.querySelectorAll("[data-rings]")) {
  const [innermost, step, outside] = rings.dataset.rings.split(" ").map(Number);
  const measures = { innermost, step, outside, edge: innermost + EDGE * step };
  for (const half of rings.querySelectorAll("[data-ring]")) begin(half, measures);
}

function begin(half, measures) {
  const picture = half.querySelector("[data-picture]");
  const tokens = [...picture.querySelectorAll("[data-token]")].map((element) => token(half, element, measures));
  picture.removeAttribute("aria-hidden");
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-labelledby", half.querySelector("h3").id);
  for (const each of tokens) {
    each.enhance();
    each.element.addEventListener("keydown", (event) => press(event, each));
  }
  slide(picture, tokens, measures);
  addEventListener("pageshow", () => { for (const each of tokens) each.draw(); });
}

/* One value on one ring: its token, its row in the list, its field. `place` is 0..6, or null for not placed. */
function token(half, element, { innermost, step, outside }) {
  const row = half.querySelector(`[data-row="${CSS.escape(element.dataset.token)}"]`);
  const field = row.querySelector("select");
  const along = { x: Number(element.dataset.x), y: Number(element.dataset.y) };
  const words = row.querySelector("[data-where]");
  const mark = row.querySelector(".legend__mark");

  const place = () => (field.value === "" ? null : Number(field.value));
  const stand = (far) => element.setAttribute("transform", `translate(${CENTRE + along.x * far} ${CENTRE + along.y * far})`);
  const isWaiting = (waits) => {
    element.classList.toggle("value-token--waiting", waits);
    mark.classList.toggle("legend__mark--waiting", waits);
  };

  function draw() {
    const here = place();
    const said = field.selectedOptions[0].text;
    stand(here === null ? outside : innermost + here * step);
    isWaiting(here === null);
    words.textContent = said;
    element.setAttribute("aria-valuenow", here === null ? 0 : EDGE - here);
    element.setAttribute("aria-valuetext", said);
  }

  function put(next) {
    if (next === place()) { draw(); return; }
    field.value = next === null ? "" : String(next);
    draw();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function enhance() {
    element.setAttribute("role", "slider");
    element.setAttribute("tabindex", "0");
    element.setAttribute("aria-label", field.labels[0].textContent.trim());
    element.setAttribute("aria-valuemin", "0");
    element.setAttribute("aria-valuemax", String(EDGE));
    const told = field.getAttribute("aria-describedby")?.trim();
    if (told) element.setAttribute("aria-describedby", told);
    field.hidden = true;
    words.hidden = false;
    field.labels[0].addEventListener("click", () => element.focus({ preventScroll: true }));
    element.addEventListener("focus", () => row.classList.add("legend__row--held"));
    element.addEventListener("blur", () => row.classList.remove("legend__row--held"));
    draw();
  }

  return { element, along, place, stand, isWaiting, draw, put, enhance };
}

function press(event, { place, put }) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const here = place();
  const next = {
    ArrowUp: () => (here === null ? EDGE : Math.max(0, here - 1)),
    ArrowRight: () => (here === null ? EDGE : Math.max(0, here - 1)),
    ArrowDown: () => (here === null ? null : Math.min(EDGE, here + 1)),
    ArrowLeft: () => (here === null ? null : Math.min(EDGE, here + 1)),
    Home: () => 0,
    End: () => EDGE,
    Delete: () => null,
    Backspace: () => null,
  }[event.key];
  if (!next) return;
  event.preventDefault();
  put(next());
}

/* Sliding and pressing: both by how far along a spoke the pointer is. */
function slide(picture, tokens, { innermost, step, outside, edge }) {
  let held = null;
  let began = null;
  let moved = false;
  let endedAt = -Infinity;

  const at = (event) => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return { x: x - CENTRE, y: y - CENTRE };
  };
  const along = (each, point) => point.x * each.along.x + point.y * each.along.y;
  const aside = (each, point) => Math.abs(point.x * each.along.y - point.y * each.along.x);
  const placeAt = (far) => (far > (edge + outside) / 2 ? null : Math.min(EDGE, Math.max(0, Math.round((far - innermost) / step))));

  for (const each of tokens) {
    each.element.addEventListener("pointerdown", (event) => {
      if (held || event.button) return;
      event.preventDefault(); // no selection of text, no drag of an image
      each.element.focus({ preventScroll: true });
      each.element.setPointerCapture(event.pointerId);
      each.element.classList.add("value-token--held");
      held = each;
      moved = false;
      began = { x: event.clientX, y: event.clientY };
    });
    // `touch-action` says the same, but not every browser heeds it on parts of a picture.
    each.element.addEventListener("touchstart", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
    each.element.addEventListener("pointermove", (event) => {
      if (held !== each) return;
      if (!moved && Math.hypot(event.clientX - began.x, event.clientY - began.y) < 4) return;
      moved = true;
      const far = Math.min(outside, Math.max(innermost, along(each, at(event))));
      each.stand(far);
      each.isWaiting(placeAt(far) === null);
    });
    each.element.addEventListener("pointerup", (event) => {
      if (held !== each) return;
      const far = along(each, at(event));
      letGo(each);
      if (moved) each.put(placeAt(far));
    });
    each.element.addEventListener("pointercancel", () => {
      if (held !== each) return;
      letGo(each);
      each.draw();
    });
  }

  function letGo(each) {
    each.element.classList.remove("value-token--held");
    held = null;
    endedAt = performance.now();
  }

  picture.addEventListener("click", (event) => {
    if (performance.now() - endedAt < 400) return; // the click that ends a slide
    const point = at(event);
    const near = tokens
      .filter((each) => along(each, point) > 0 && aside(each, point) < PRESS_REACH)
      .sort((one, other) => aside(one, point) - aside(other, point))[0];
    if (!near || along(near, point) > outside + step) return;
    near.put(placeAt(along(near, point)));
    near.element.focus({ preventScroll: true });
  });
}
