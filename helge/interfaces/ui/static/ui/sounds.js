// A sound per outcome, made on the spot: one can shelve, send and hold without looking up.
// Rising means good, two equal means "put on the hold shelf", falling means "away from here", low and rough means stop.

const TUNES = {
  // each note: [hertz, starts at second, lasts seconds]
  shelf: { wave: "sine", notes: [[660, 0, 0.09]] },
  loan: { wave: "sine", notes: [[523, 0, 0.08], [784, 0.08, 0.12]] },
  float: { wave: "sine", notes: [[587, 0, 0.08], [587, 0.1, 0.05], [660, 0.16, 0.1]] },
  hold: { wave: "triangle", notes: [[880, 0, 0.1], [880, 0.15, 0.1], [1175, 0.3, 0.16]] },
  send: { wave: "triangle", notes: [[784, 0, 0.11], [587, 0.12, 0.11], [440, 0.24, 0.16]] },
  attention: { wave: "square", notes: [[349, 0, 0.16], [349, 0.24, 0.16], [349, 0.48, 0.16]] },
  refused: { wave: "sawtooth", notes: [[196, 0, 0.22], [147, 0.22, 0.32]] },
};
const LOUDNESS = { sine: 0.22, triangle: 0.24, square: 0.07, sawtooth: 0.1 };
const KEPT = "helge-sound";

let audio = null;

export function soundIsOn() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

/** Play the tune of an outcome; silent when switched off, unknown, or when the browser has no sound. */
export function play(outcome) {
  const tune = TUNES[outcome];
  if (!tune || !soundIsOn() || !window.AudioContext) return;
  // Before the first key or click a browser keeps quiet, and would play everything at once later.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
  for (const [hertz, start, length] of tune.notes) playNote(hertz, audio.currentTime + start, length, tune.wave);
}

export function startSounds() {
  const button = document.querySelector("[data-sound-switch]");
  if (!button) return;
  const { soundOn, soundOff } = document.getElementById("ui-words").dataset;
  const show = () => {
    button.setAttribute("aria-pressed", String(soundIsOn()));
    button.textContent = soundIsOn() ? soundOn : soundOff;
  };
  button.addEventListener("click", () => {
    try { localStorage.setItem(KEPT, soundIsOn() ? "off" : "on"); } catch { /* private window: the switch lasts for the page */ }
    show();
    play("shelf");
  });
  show();
}

function playNote(hertz, at, length, wave) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = wave;
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS[wave], at + 0.008);
  volume.gain.exponentialRampToValueAtTime(0.001, at + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length + 0.02);
}
