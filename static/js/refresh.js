// Bring a fragment up to date without disturbing what did not change: focus, scroll and open sections stay.

import { html } from "hub/requests.js";
import { Idiomorph } from "idiomorph";

const running = new WeakMap();

/**
 * Fetch `address` and morph it into `place`, but leave what `stays(node)`, and change nothing inside of what `keeps(node)`;
 * calls that come meanwhile are one more fetch, of what was asked for last.
 */
export function refreshFrom(address, place, stays = () => false, keeps = () => false) {
  const run = running.get(place) ?? { now: null };
  running.set(place, run);
  run.address = address;
  run.again = true;
  run.now ??= fetchInto(place, { stays, keeps }, run).finally(() => {
    run.now = null;
  });
  return run.now;
}

async function fetchInto(place, { stays, keeps }, run) {
  const callbacks = {
    beforeAttributeUpdated: keepOpen,
    beforeNodeRemoved: (node) => !stays(node),
    beforeNodeMorphed: (node) => !keeps(node),
  };
  while (run.again) {
    run.again = false;
    try {
      const fresh = await html(run.address);
      if (run.again) continue; // it may show what was before
      Idiomorph.morph(place, fresh, { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks });
    } catch {
      return; // what is on the screen stays; the next comparison tries again
    }
  }
}

function keepOpen(name, node) {
  return !(name === "open" && node.localName === "details");
}
