import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));
/** A pseudo-terminal from the shell's own tools; where there is none, these tests have nothing to run in. */
const hasTerminal = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

const ENTER = "\r";
const DOWN = "\u001b[B";

/** What to wait for on the screen, and what to type then. */
type Step = readonly [waitFor: string, keys: string];

interface Session {
  readonly screen: string;
  readonly exitCode: number | null;
}

/** Runs the program in a terminal, typing each answer when its question has come up. */
const inTerminal = async (args: readonly string[], steps: readonly Step[], cwd: string, columns = 100): Promise<Session> => {
  const rigplan = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  const command = `stty cols ${columns}; ${rigplan}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CONFIG_HOME: join(cwd, "none"), TERM: "xterm", LANG: "en_GB.UTF-8", COLUMNS: String(columns) },
  });
  let screen = "";
  let seen = 0;
  let next = 0;
  const advance = (): void => {
    const step = steps[next];
    if (step === undefined) return;
    const at = screen.indexOf(step[0], seen);
    if (at === -1) return;
    seen = at + step[0].length;
    next += 1;
    child.stdin.write(step[1]);
    advance();
  };
  child.stdout.on("data", (chunk: Buffer) => {
    screen += stripVTControlCharacters(chunk.toString()).replaceAll("\r", "");
    advance();
  });
  const giveUp = setTimeout(() => child.kill(), 50_000);
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(giveUp);
  expect(steps.slice(next).map(([waitFor]) => waitFor)).toEqual([]);
  return { screen, exitCode };
};

describe.skipIf(!hasTerminal)("in a terminal", () => {
  test("questions lead to a plan, one answer is changed, the rig is saved, and the command line printed gives the same", async () => {
    await withFolder(async (folder) => {
      const { screen, exitCode } = await inTerminal(
        ["plan"],
        [
          ["What do you want to do with it?", ENTER],
          ["Where will it run?", "kingdom"],
          ["kingdom\n❯ Great Britain, United Kingdom, UK (GB, GBP)\n\n", ENTER],
          ["The most you want to spend, in GBP?", `${ENTER}`],
          ["How many hours a day", ENTER],
          ["Electricity a month at most", ENTER],
          ["Answer five more questions first?", ENTER],
          ["What now?", `${DOWN}${ENTER}`],
          ["Which answer do you want to change?", `${DOWN}${DOWN}${ENTER}`],
          ["The most you want to spend, in GBP?", `1500${ENTER}`],
          ["What now?", `${DOWN}${DOWN}${ENTER}`],
          ["Which file shall it be saved to?", ENTER],
          ["saved rig.yaml", ""],
          ["What now?", ENTER],
        ],
        folder,
      );
      expect(exitCode).toBe(0);
      const lines = [...screen.matchAll(/^ {2}rigplan (plan .*)$/gm)].map(([, line = ""]) => line.trim());
      expect(lines).toEqual([
        "plan --region GB --currency GBP --budget 3000 --hours-per-day 8",
        "plan --region GB --currency GBP --budget 1500 --hours-per-day 8",
      ]);
      const again = await rigplan([...(lines[1] ?? "").split(" "), "--save", "again.yaml"], { cwd: folder });
      expect(again.exitCode).toBe(0);
      expect(readFileSync(join(folder, "again.yaml"), "utf8")).toBe(readFileSync(join(folder, "rig.yaml"), "utf8"));
      // The table on the screen is the table that the command line prints.
      expect(screen.replaceAll(/\s+/g, " ")).toContain((again.stdout.split("\n")[0] ?? "").trim());
    });
  }, 60_000);

  test("an answer that cannot be taken is refused at once with the reason", async () => {
    await withFolder(async (folder) => {
      const { screen, exitCode } = await inTerminal(
        ["plan", "--region", "GB"],
        [
          ["What do you want to do with it?", ENTER],
          ["The most you want to spend", `3,00${ENTER}`],
          ["is not an amount of GBP", "\u0003"],
        ],
        folder,
      );
      expect(exitCode).toBe(130);
      expect(screen).toContain("stopped; nothing was saved");
    });
  }, 30_000);

  test("a sign and commas between thousands are understood, Scotland leads to Great Britain, and renting is compared for the job that was chosen", async () => {
    await withFolder(async (folder) => {
      const { screen, exitCode } = await inTerminal(
        ["plan", "--workload", "resnet50:train"],
        [
          ["Where will it run?", "scotland"],
          ["scotland\n❯ Great Britain, United Kingdom, UK (GB, GBP)\n\n", ENTER],
          ["The most you want to spend, in GBP?", `£1,500${ENTER}`],
          ["How many hours a day", ENTER],
          ["Electricity a month at most", ENTER],
          ["Answer five more questions first?", ENTER],
          ["What now?", `${DOWN}${DOWN}${DOWN}${ENTER}`],
          ["What now?", ENTER],
        ],
        folder,
      );
      expect(exitCode).toBe(0);
      expect(screen).toContain("rigplan plan --workload resnet50:train --region GB --currency GBP --budget 1500");
      expect(screen.replaceAll(/\\?\n */g, " ")).toMatch(/rigplan compare 1x:.* --workload resnet50:train/);
    });
  }, 60_000);

  test("at 60 columns an answer that does not fit behind its question stands whole under it, and a refusal breaks between words", async () => {
    await withFolder(async (folder) => {
      const { screen } = await inTerminal(
        ["plan"],
        [
          ["What do you want to do with it?", ENTER],
          ["Where will it run?", ENTER],
          ["The most you want to spend, in GBP?", `3x${ENTER}`],
          ["thousands separator", "\u0003"],
        ],
        folder,
        60,
      );
      expect(screen).toContain("(--workload)\n  A bit of everything, or I don't know yet\n");
      expect(screen).toMatch(/write digits with\nat most 2 decimals, above 0 and below 10 million/);
    });
  }, 30_000);

  test("cost asks for the rig it is about", async () => {
    await withFolder(async (folder) => {
      const { screen, exitCode } = await inTerminal(
        ["cost"],
        [
          ["Which rig?", "4060 ti 16"],
          ["RTX 4060 Ti 16", ENTER],
        ],
        folder,
      );
      expect(exitCode).toBe(0);
      expect(screen).toMatch(/rigplan cost 1x:rtx-4060-ti-16gb/);
    });
  }, 30_000);
});

describe("without a terminal", () => {
  test("a plan that lacks what it needs names every missing flag and asks nothing", async () => {
    for (const args of [["plan"], ["plan", "--no-input"]]) {
      const { exitCode, stdout, stderr } = await rigplan(args);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("missing: --budget AMOUNT, --currency CODE (or --region CODE)");
    }
  });

  test.each(["cost", "power", "compare"])("%s without a rig says so", async (command) => {
    const { exitCode, stderr } = await rigplan([command], { env: { CI: "true" } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("missing: RIG");
  });

  test("no command at all is help", async () => {
    const { exitCode, stdout } = await rigplan([]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").length).toBeLessThan(40);
  });
});
