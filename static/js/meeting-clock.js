// The clock of an item under discussion: its seconds, and since when it runs, counted here against the server's time.

let ahead = Number.NEGATIVE_INFINITY; // how many milliseconds the server's clock is ahead of this one's

/** The server said `serverNow` (ms) in an answer that has arrived `at`: what took least time on the way is nearest the truth. */
export function hearTime(serverNow, at = Date.now()) {
  if (serverNow) ahead = Math.max(ahead, serverNow - at);
}

/** The page itself told the server's time, when its first byte came. */
export function hearPage(serverNow) {
  const [page] = performance.getEntriesByType("navigation");
  hearTime(serverNow, performance.timeOrigin + (page?.responseStart ?? performance.now()));
}

const serverTime = () => Date.now() + (Number.isFinite(ahead) ? ahead : 0);

/** Draw every clock in `root`: [data-clock] with data-seconds, data-started (ms, "" where it stands still), data-box (minutes). */
export function drawClocks(root) {
  for (const clock of root.querySelectorAll("[data-clock]")) draw(clock);
}

function draw(clock) {
  const { seconds, started, box, over } = clock.dataset;
  const running = started ? Math.max(0, Math.floor((serverTime() - Number(started)) / 1000)) : 0;
  const took = Number(seconds) + running;
  const late = took - Number(box) * 60;
  write(clock.querySelector("[data-took]"), span(took));
  const bar = clock.querySelector("progress");
  if (bar) bar.value = Math.min(took, bar.max);
  const said = clock.querySelector("[data-late]");
  said.hidden = late <= 0;
  write(said, late > 0 ? over.replace("{time}", span(late)) : "");
  clock.toggleAttribute("data-is-over", late > 0);
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** 28:14, or 1:02:05. */
export function span(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
