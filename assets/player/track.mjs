// Notes that this page was seen; draws nothing.

import { mark } from "./progress.mjs";

let last;

export default ({ data: { page } }) => {
  if (page !== last) mark("seen", page);
  last = page;
};
