// Keeps one channel's screen equal to the database: one number, `change`, says up to where it is.
//
// A stream whose change is mine + 1 is applied. Anything else means that something was missed: then the changes after
// mine are fetched, page by page, until there are no more. The streams only make it fast.

import { heads } from "hub/heads.js";
import { json, Refused } from "hub/requests.js";
import { request, socket } from "hub/socket.js";
import { word } from "hub/words.js";

const TOO_FAR = 400; // changes; beyond this a new page is cheaper than the way there
const AGAIN_MS = 3000;

export class Follower {
  #channel;
  #change;
  #known; // the highest change heard of
  #screen;
  #fetching = null;

  /**
   * `screen.apply(event)` draws one change; `screen.reload()` draws the present and resolves to its change number;
   * `screen.following(is)` hears whether streams come in, `screen.closed(error)` that the channel is not for this reader.
   */
  constructor(channel, change, screen) {
    this.#channel = channel;
    this.#change = change;
    this.#known = change;
    this.#screen = screen;
  }

  start() {
    socket.on("connect", () => this.#open());
    socket.on("disconnect", () => this.#screen.following(false));
    socket.on("stream", (event) => event.channel === this.#channel && this.#hear(event));
    heads.addEventListener("head", ({ detail }) => detail.channel === this.#channel && this.reach(detail.change));
    heads.addEventListener("heads", ({ detail }) => this.#compare(detail));
    if (socket.connected) this.#open();
  }

  /** The channel stands at `change`, as somebody says: go there. */
  reach(change) {
    this.#known = Math.max(this.#known, change);
    if (this.#known > this.#change) this.#catchUp();
  }

  #compare(all) {
    const mine = all.find(({ channel }) => channel === this.#channel);
    if (mine) this.reach(mine.change);
    else this.#lose();
  }

  #lose() {
    this.#screen.closed(new Refused("not_found", word("channel_closed")));
  }

  async #open() {
    try {
      const { change } = await request("channel:open", { channel: this.#channel });
      this.#screen.following(true);
      this.reach(change);
    } catch (error) {
      if (error.code === "not_found" || error.code === "denied") this.#screen.closed(error);
    }
  }

  #hear(event) {
    if (event.action === "remove" && event.target === "channel") this.#lose();
    if (event.change === undefined || event.change === null) return;
    if (this.#fetching || event.change !== this.#change + 1) {
      this.reach(event.change);
      return;
    }
    this.#take(event);
  }

  #take(event) {
    if (event.change <= this.#change) return;
    this.#screen.apply(event);
    this.#change = event.change;
    this.#known = Math.max(this.#known, this.#change);
  }

  #catchUp() {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
  }

  async #fetch() {
    try {
      if (this.#known - this.#change > TOO_FAR) this.#jumpTo(await this.#screen.reload());
      while (this.#known > this.#change && (await this.#fetchPage()));
    } catch (error) {
      if (error.code === "not_found" || error.code === "denied") this.#screen.closed(error);
      else setTimeout(() => this.reach(this.#known), AGAIN_MS);
    }
  }

  async #fetchPage() {
    const { changes } = await json(`/channels/${this.#channel}/changes?after=${this.#change}`);
    for (const change of changes) this.#take(change);
    return changes.length > 0;
  }

  #jumpTo(change) {
    this.#change = Math.max(this.#change, change);
    this.#known = Math.max(this.#known, change);
  }
}
