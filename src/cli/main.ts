import { nodeIo } from "./io.js";
import { run } from "./run.js";

declare const RIGPLAN_VERSION: string;

/** Runs the command line of this process and gives the exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const stopQuietly = (error: NodeJS.ErrnoException): void => {
    // A reader that has seen enough (head) closes the pipe.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  };
  process.stdout.on("error", stopQuietly);
  process.stderr.on("error", stopQuietly);
  process.once("SIGINT", () => {
    process.stderr.write("stopped\n");
    process.exit(130);
  });
  return run(argv, nodeIo(), RIGPLAN_VERSION);
};
