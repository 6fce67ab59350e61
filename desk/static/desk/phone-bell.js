// The bell: the tone of a Dutch telephone that rings, one second on and four off.

const TONE_HZ = 425;
const ON_SECONDS = 1;
const EVERY_MS = 5000;
const LOUDNESS = 0.15;

export class Bell {
  constructor() {
    this.on = localStorage.getItem("telefoon-bel") !== "uit";
  }

  turn(on) {
    this.on = on;
    localStorage.setItem("telefoon-bel", on ? "aan" : "uit");
    if (!on) this.stop();
  }

  ring() {
    this.stop();
    if (!this.on) return;
    this.context ??= new AudioContext();
    this.tone();
    this.ringing = setInterval(() => this.tone(), EVERY_MS);
  }

  tone() {
    const { context } = this;
    const tone = new OscillatorNode(context, { frequency: TONE_HZ });
    const level = new GainNode(context, { gain: 0 });
    const now = context.currentTime;
    level.gain.setTargetAtTime(LOUDNESS, now, 0.01); // without a click at either end
    level.gain.setTargetAtTime(0, now + ON_SECONDS - 0.05, 0.01);
    tone.connect(level).connect(context.destination);
    tone.start(now);
    tone.stop(now + ON_SECONDS);
    this.sounding = tone;
  }

  stop() {
    clearInterval(this.ringing);
    this.sounding?.stop();
    this.sounding = null;
  }
}
