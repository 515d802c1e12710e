/* Cues read aloud, off unless asked for, and only by a voice that lives on this device: others send the words away. */

const SLOWER = 0.85;

const here = () => (globalThis.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService);

function voiceFor(language) {
  const short = language.slice(0, 2).toLowerCase();
  const speaking = here().filter((voice) => voice.lang.toLowerCase().startsWith(short));
  return speaking.find((voice) => voice.default) ?? speaking[0] ?? null;
}

/* Calls `show` once there is a voice for the language of the page; some browsers find their voices late. */
export function whenThereIsAVoice(show) {
  if (!("speechSynthesis" in window)) return;
  const look = () => { if (voiceFor(document.documentElement.lang)) show(); };
  look();
  speechSynthesis.addEventListener?.("voiceschanged", look);
}

export function say(words) {
  const voice = voiceFor(document.documentElement.lang);
  if (!voice) return;
  hush();
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = voice.lang;
  said.rate = SLOWER;
  speechSynthesis.speak(said);
}

export function hush() {
  globalThis.speechSynthesis?.cancel();
}
