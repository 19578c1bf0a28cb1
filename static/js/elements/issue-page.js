// <issue-page data-address data-channel data-change data-message>: one issue, equal to the database.

import { FollowingPage } from "hub/following-page.js";

customElements.define("issue-page", class extends FollowingPage {});
