// How the telephone in the browser stands: what is shown, what can be pressed, what follows what.

/** By state: the words on the page, and which buttons there are. `loud` is announced at once. */
export const STATES = Object.freeze({
  off: { text: "Uw telefoon in deze browser staat uit.", buttons: ["on"], explain: true },
  asking: { text: "Uw browser vraagt of wij de microfoon mogen gebruiken. Kies ‘Toestaan’.", buttons: ["off"] },
  connecting: { text: "Even geduld. Wij verbinden uw telefoon.", buttons: ["off"] },
  ready: { text: "Uw telefoon staat aan. U kunt worden gebeld.", buttons: ["off"] },
  ringing: { text: "Uw telefoon gaat over. Er belt iemand.", buttons: ["accept", "decline"], loud: true },
  answering: { text: "U neemt op. Even geduld.", buttons: ["hangup"] },
  talking: { text: "U bent in gesprek.", buttons: ["mute", "hangup"] },
  muted: { text: "U bent in gesprek. Uw microfoon staat uit: de beller hoort u niet.", buttons: ["mute", "hangup"] },
  away: { text: "De verbinding viel weg. Wij proberen het opnieuw.", buttons: ["off"], loud: true },
  lost: { text: "De verbinding viel weg. De beller wacht. Wij proberen het opnieuw.", buttons: [], loud: true },
  elsewhere: { text: "Uw telefoon staat open in een ander venster.", buttons: ["take"] },
  taken: { text: "Uw telefoon is nu open in een ander venster.", buttons: ["take"], loud: true },
  free: { text: "Uw telefoon staat in geen venster meer open.", buttons: ["take"], loud: true },
});

const ANYWHERE = { turn_off: "off", elsewhere: "elsewhere", taken: "taken", free: "free" };
const IN_CALL = { over: "ready", idle: "ready", gone: "lost", ringing: "ringing" };
const AT_REST = { ringing: "ringing", talking: "talking", gone: "away" };

/** By state, what follows an event. An event that is not there changes nothing. */
export const TABLE = Object.freeze({
  off: { turn_on: "asking" },
  asking: { microphone: "connecting", refused: "off" },
  connecting: { idle: "ready", ringing: "ringing", talking: "talking", gone: "connecting" },
  ready: { ...AT_REST, refused: "off" },
  ringing: { accept: "answering", decline: "ready", talking: "talking", over: "ready", idle: "ready", gone: "away" },
  answering: { ...IN_CALL, talking: "talking", hangup: "ready" },
  talking: { ...IN_CALL, mute: "muted", hangup: "ready" },
  muted: { ...IN_CALL, mute: "talking", hangup: "ready" },
  away: { idle: "ready", ringing: "ringing", talking: "talking" },
  lost: { idle: "ready", ringing: "ringing", talking: "talking" },
  elsewhere: { take: "asking" },
  taken: { take: "asking" },
  free: { take: "asking", elsewhere: "elsewhere" },
});

export function next(state, event) {
  return TABLE[state][event] ?? (state === "off" ? state : (ANYWHERE[event] ?? state));
}

/** What is said about a call that ended or came back; by state before, event and who ended it. */
export function remark(before, event, by) {
  const inCall = before === "talking" || before === "muted" || before === "lost" || before === "answering";
  if (event === "talking" && before === "lost") return "De verbinding is terug. U kunt praten.";
  if (event === "idle" && inCall) return "Het gesprek is afgebroken. Daar kunt u niets aan doen.";
  if (event === "over" && before === "ringing") return "Het gaat niet meer over.";
  if (event === "over" && by === "fault") return "De verbinding bleef te lang weg. De beller is terug bij de computer.";
  if (event === "over" && inCall) return "Het gesprek is afgelopen.";
  return "";
}
