/* button[data-share=ID] hands the words of #ID to the device's own share sheet, with the address in data-share-url when it
 * leads anywhere from elsewhere. Where a device has no such sheet the button stays away; copying does the same.
 */

for (const button of document.querySelectorAll("button[data-share]")) {
  const source = document.getElementById(button.dataset.share);
  if (!source || !navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const shared = { text: source.innerText.trim() };
    if (button.dataset.shareUrl) shared.url = button.dataset.shareUrl;
    try {
      await navigator.share(shared);
    } catch {
      // Put away by the person, or refused: nothing was sent, and the other buttons are still there.
    }
  });
}
