// What Streamlit mounts as the cell player.

import { mountOnce } from "./mount.mjs";
import { createPlayer } from "./player.mjs";

export default mountOnce(createPlayer);
