// Bring a fragment up to date without disturbing what did not change: focus, scroll and open sections stay.

import { html } from "hub/requests.js";
import { Idiomorph } from "idiomorph";

const running = new WeakMap();

/**
 * Fetch `address` and morph it into `place`, but leave what `stays(node)`, and change nothing inside of what `keeps(node)`;
 * calls that come meanwhile are one more fetch.
 */
export function refreshFrom(address, place, stays = () => false, keeps = () => false) {
  const run = running.get(place) ?? { now: null, again: false };
  running.set(place, run);
  if (run.now) {
    run.again = true;
    return run.now;
  }
  run.now = fetchInto(address, place, { stays, keeps }, run).finally(() => {
    run.now = null;
  });
  return run.now;
}

async function fetchInto(address, place, { stays, keeps }, run) {
  const callbacks = {
    beforeAttributeUpdated: keepOpen,
    beforeNodeRemoved: (node) => !stays(node),
    beforeNodeMorphed: (node) => !keeps(node),
  };
  do {
    run.again = false;
    try {
      const fresh = await html(address);
      if (run.again) continue; // it may show what was before
      Idiomorph.morph(place, fresh, { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks });
    } catch {
      return; // what is on the screen stays; the next comparison tries again
    }
  } while (run.again);
}

function keepOpen(name, node) {
  return !(name === "open" && node.localName === "details");
}
