import assert from "node:assert/strict";
import { test } from "node:test";

import { lengthOf } from "../../assets/player/unfold.mjs";

test("a run takes longer for more places, and neither flashes by nor keeps anyone waiting", () => {
  assert.ok(lengthOf(10) > lengthOf(5));
  assert.equal(lengthOf(0), lengthOf(1));
  assert.equal(lengthOf(64), lengthOf(500));
});
