import { describe, expect, test } from "vitest";
import type { ReleaseTable } from "../../../src/domain/release.js";
import { supportAt, versionOf } from "../../../src/evaluate/support/releases.js";

const table: ReleaseTable = {
  id: "some",
  name: "Some",
  between: "none",
  versions: { "1.0.0": {}, "1.1.0": {}, "2.0.0": {}, "2.0.1": {}, "2.1.0": {} },
  builds: [
    { versions: ["1.0.0", "1.1.0"], on: ["linux", "windows"], build: "CUDA 11.0", code: ["sm_60", "sm_80", "compute_80"], fails: ["12.0"], sources: [0] },
    { versions: ["2.0.0", "2.0.1", "2.1.0"], on: ["linux"], build: "CUDA 12.0", code: ["sm_75", "sm_90a"], sources: [0] },
    { versions: ["2.0.0"], on: ["linux"], build: "ROCm 6.0", code: ["gfx1100"], earlierNotKnown: true, sources: [0] },
    { versions: ["2.1.0"], on: ["linux-arm"], build: "CUDA 12.0", capabilities: { from: "9.0", to: "12.1" }, sources: [0] },
  ],
  cites: ["a source"],
};
const on = (target: string, os: "linux" | "windows" | "wsl2" | "macos", version: string) => {
  const { build, ...rest } = supportAt(table, { target, os }, version);
  return { ...rest, build: build?.build };
};

describe("code in a build", () => {
  test("machine code runs on a later card of its generation, not on an earlier one or on the next generation", () => {
    expect(on("6.1", "linux", "1.0.0").verdict).toBe("works");
    expect(on("8.6", "linux", "1.0.0").verdict).toBe("works");
    expect(on("5.2", "linux", "1.0.0").verdict).toBe("not_supported");
    expect(on("7.0", "linux", "2.0.0").verdict).toBe("not_supported");
  });

  test("code translated at start runs on every newer card, save those where nobody has shown it to", () => {
    expect(on("9.0", "linux", "1.0.0").verdict).toBe("works");
    expect(on("12.0", "linux", "1.0.0").verdict).toBe("not_supported");
  });

  test("code for one card alone runs on that card alone", () => {
    expect(on("9.0", "linux", "2.0.0").verdict).toBe("works");
    expect(on("9.1", "linux", "2.0.0")).toMatchObject({ verdict: "needs_older", lastVersion: "1.1.0" });
  });
});

describe("versions", () => {
  test("a card that was dropped needs the last version before", () => {
    expect(on("6.0", "linux", "2.1.0")).toEqual({ verdict: "needs_older", lastVersion: "1.1.0", build: "CUDA 11.0" });
  });

  test("a version older than the card names the first that runs", () => {
    expect(on("7.5", "linux", "1.1.0")).toEqual({ verdict: "not_supported", firstVersion: "2.0.0", build: undefined });
  });

  test("versions before the first that was read are not known, later ones are no", () => {
    expect(on("gfx1100", "linux", "1.0.0").verdict).toBe("unknown");
    expect(on("gfx1100", "linux", "2.1.0")).toMatchObject({ verdict: "needs_older", lastVersion: "2.0.0" });
  });

  test("2.0 is the newest 2.0.x, and a version nobody released is none", () => {
    expect(versionOf(table, "2.0")).toBe("2.0.1");
    expect(versionOf(table, "2")).toBe("2.1.0");
    expect(versionOf(table, "1.5")).toBeUndefined();
    expect(versionOf({ ...table, between: "not_known" }, "1.5")).toBe("1.5");
  });
});

describe("systems", () => {
  test("Linux builds run in WSL2 unless the card has no driver there", () => {
    expect(on("7.5", "wsl2", "2.0.0").verdict).toBe("works");
    expect(supportAt(table, { target: "7.5", os: "wsl2", systems: ["linux"] }, "2.0.0").verdict).toBe("not_supported");
    expect(on("6.0", "windows", "1.0.0").verdict).toBe("works");
  });

  test("a unit with an Arm processor needs Arm builds", () => {
    expect(on("12.1-arm", "linux", "2.1.0").verdict).toBe("works");
    expect(on("9.0-arm", "linux", "2.0.0")).toMatchObject({ verdict: "not_supported", firstVersion: "2.1.0" });
  });
});
