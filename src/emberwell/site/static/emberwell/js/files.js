/* Photos, sound, film and PDF on the writing page: by button, paste or drop; sealed at once, shown where the caret is. */

import { send } from "./drafts.js";

const HEARD_OR_PLAYED = /\.(mp3|m4a|aac|og[ag]|opus|wav|flac|mp4|m4v|webm|mov)$/i;

export function takeFiles(form, { announce, changed }) {
  const body = form.elements.body;
  const chooser = form.elements.files;
  const list = form.querySelector("[data-files]");
  const strip = form.querySelector("[data-pictures]");
  let queue = Promise.resolve();

  function insert(markdown) {
    const { selectionEnd: at, value } = body;
    const before = at && !value.slice(0, at).endsWith("\n\n") ? (value.slice(0, at).endsWith("\n") ? "\n" : "\n\n") : "";
    const after = value.slice(at).startsWith("\n") ? "" : "\n\n";
    body.setRangeText(before + markdown + after, at, at, "end");
    showPictures();
    changed();
  }

  async function take(file, line) {
    const fields = new FormData();
    fields.set("file", file);
    line.textContent = `Sealing ${file.name || "the picture"}`;
    line.append(Object.assign(document.createElement("progress"), { ariaLabel: "Sealing" }));
    try {
      const answer = await send(form.dataset.attach, fields);
      const said = await answer.json().catch(() => ({}));
      if (answer.status === 401) return refuse(file, line, "Your journal has closed, so it was not taken in. Open it, then add it again.");
      if (!answer.ok) return refuse(file, line, said.error ?? "It could not be taken in.");
      insert(said.markdown);
      line.remove();
      announce(`${said.name} is on the page.`);
    } catch {
      refuse(file, line, "The server is away, so it was not taken in.");
    } finally {
      list.hidden = !list.children.length;
    }
  }

  function refuse(file, line, words) {
    line.dataset.refused = "";
    line.textContent = words;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "text-button", textContent: "Try again" });
    const leave = Object.assign(document.createElement("button"), { type: "button", className: "text-button", textContent: "Leave it out" });
    again.addEventListener("click", () => { delete line.dataset.refused; queue = queue.then(() => take(file, line)); });
    leave.addEventListener("click", () => { line.remove(); list.hidden = !list.children.length; body.focus(); });
    line.append(again, leave);
    announce(words);
  }

  function takeAll(files) {
    for (const file of files) {
      const line = document.createElement("li");
      list.append(line);
      list.hidden = false;
      queue = queue.then(() => take(file, line));
    }
  }

  /* The pictures the words name, small, in order. What turns out to have no small picture stays away. */
  function showPictures() {
    const named = [...body.value.matchAll(/!\[([^\]]*)\]\(attachment:([0-9a-f]{32})\)/g)];
    const ids = [...new Set(named.filter(([, words]) => !HEARD_OR_PLAYED.test(words)).map(([, , id]) => id))];
    const shown = [...strip.children].map((picture) => picture.dataset.id);
    if (ids.join() === shown.join()) return;
    const known = new Map([...strip.children].map((picture) => [picture.dataset.id, picture]));
    strip.replaceChildren(...ids.map((id) => known.get(id) ?? smallPicture(id)));
    strip.hidden = !ids.length;
  }

  function smallPicture(id) {
    const picture = Object.assign(document.createElement("img"), { src: `${strip.dataset.pictures}${id}/`, alt: "" });
    picture.dataset.id = id;
    picture.addEventListener("error", () => { picture.hidden = true; });
    return picture;
  }

  body.addEventListener("input", showPictures);
  showPictures();

  form.querySelector("[data-add-file]").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => { takeAll([...chooser.files]); chooser.value = ""; });
  body.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // A spreadsheet puts a picture of itself beside its text: the text is what was meant.
    if (!files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    takeAll(files);
  });

  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("writing--dropping");
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("writing--dropping"); });
  form.addEventListener("drop", (event) => {
    form.classList.remove("writing--dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    takeAll([...event.dataTransfer.files]);
  });

  return { settled: () => queue };
}
