// <consultation-page data-address data-channel data-change data-message>: one consultation, equal to the database.

import { FollowingPage } from "hub/following-page.js";

customElements.define("consultation-page", class extends FollowingPage {});
