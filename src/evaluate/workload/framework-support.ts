import type { Framework, FrameworkSupport } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";

/** What a framework's maker says of a card's architecture; undefined when the catalogue has nothing on it. */
export const supportFor = (gpu: Gpu, framework: Framework): FrameworkSupport | undefined =>
  framework.support.find((entry) =>
    entry.computeCapability !== undefined
      ? entry.computeCapability === gpu.computeCapability
      : entry.gfxTarget !== undefined
        ? entry.gfxTarget === gpu.gfxTarget
        : entry.vendor === gpu.vendor,
  );
