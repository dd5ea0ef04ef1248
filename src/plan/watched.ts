import type { Space } from "./space.js";

/** A space whose searches say at every choice that they are at work. */
export const watched = (space: Space, onStep: (() => void) | undefined): Space => (onStep === undefined ? space : { ...space, onStep });
