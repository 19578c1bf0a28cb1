// What the quick switcher finds, and in which order. Pure: a place is {title, section, units, number, isArchived, …}, its
// names {name, pinyin}; pinyin is syllables apart by spaces, each with its readings apart by |, as the server spells it.

/** Why a place is found, the best first; what is found by several is found by the best. */
export const RANKS = [
  "number", // exactly the number typed
  "prefix", // the title begins so
  "initials", // its pinyin does, by initials, whole syllables, or both mixed
  "numberPrefix", // the number begins so
  "inside", // the title holds it, or its pinyin from some syllable on
  "section", // the section of the plan does
  "lead", // the lead unit's name does
  "unit", // a supporting unit's does
  "broken", // pinyin inside a name that stops in the middle of a syllable
];
const ANYWHERE = RANKS.length;

/** The places that fit, best first; among equals those not archived, then in the given order. With nothing typed, all:
 *  `recent` (ids) first. */
export function find(places, typed, recent = []) {
  const wanted = tidy(typed);
  if (!wanted) return byRecency(places, recent);
  const ranked = places.map((place, order) => ({ place, order, rank: rankOf(place, wanted) })).filter(({ rank }) => rank < ANYWHERE);
  ranked.sort((a, b) => a.rank - b.rank || Number(Boolean(a.place.isArchived)) - Number(Boolean(b.place.isArchived)) || a.order - b.order);
  return ranked.map(({ place }) => place);
}

/** The index in RANKS by which `place` is found, RANKS.length if it is not. Words apart by spaces must all be found. */
export function rankOf(place, wanted) {
  const together = rankOfWord(place, wanted.replaceAll(" ", ""));
  const words = wanted.split(" ");
  if (together < ANYWHERE || words.length === 1) return together;
  return Math.max(...words.map((word) => rankOfWord(place, word)));
}

/** What was typed as it is compared: full-width letters and digits as plain ones, no marks that an input method puts in. */
export function tidy(typed) {
  return typed.normalize("NFKC").toLowerCase().replaceAll("'", "").replace(/\s+/g, " ").trim();
}

function rankOfWord({ title, section, units = [], number }, word) {
  const place = (name) => RANKS.indexOf(name);
  const candidates = [];
  const inTitle = fit(title, word);
  if (String(number) === word) candidates.push("number");
  else if (number && String(number).startsWith(word)) candidates.push("numberPrefix");
  if (inTitle) candidates.push(inTitle);
  if (section) candidates.push(within(fit(section, word), "section"));
  for (const [order, unit] of units.entries()) candidates.push(within(fit(unit, word), order ? "unit" : "lead"));
  return Math.min(ANYWHERE, ...candidates.filter(Boolean).map(place));
}

function within(how, name) {
  return how && how !== "broken" ? name : how;
}

// How `word` is found in a name: prefix, initials, inside, broken, or null.
function fit({ name, pinyin }, word) {
  const at = name.toLowerCase().indexOf(word);
  if (at === 0) return "prefix";
  if (at > 0) return "inside";
  if (!/^[a-z0-9]+$/.test(word) || !pinyin) return null;
  const syllables = pinyin.split(" ").map((readings) => readings.split("|"));
  if (spells(syllables, 0, word, true)) return "initials";
  const starts = [...syllables.keys()].slice(1);
  if (starts.some((start) => spells(syllables, start, word, false))) return "inside";
  return starts.some((start) => spells(syllables, start, word, true)) ? "broken" : null;
}

// Whether `word` spells the syllables from `start` on, each whole or by its initial; the last one may break off if `mayBreak`.
function spells(syllables, start, word, mayBreak) {
  if (!word) return true;
  const readings = syllables[start];
  if (!readings) return false;
  return readings.some((reading) => {
    if (mayBreak && reading.startsWith(word)) return true;
    const parts = [reading, reading.match(/^[zcs]h/)?.[0], reading[0]];
    return parts.some((part) => part && word.startsWith(part) && spells(syllables, start + 1, word.slice(part.length), mayBreak));
  });
}

function byRecency(places, recent) {
  const age = ({ id }) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return places
    .map((place, order) => ({ place, order }))
    .sort((a, b) => age(a.place) - age(b.place) || a.order - b.order)
    .map(({ place }) => place);
}
