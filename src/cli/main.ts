import { nodeIo } from "./io.js";
import { run } from "./run.js";

declare const RIGPLAN_VERSION: string;

/**
 * Runs the command line of this process and gives the exit code.
 * @param out - takes the answer instead of standard output
 */
export const main = (argv: readonly string[], out?: (text: string) => void): Promise<number> => run(argv, nodeIo(out), RIGPLAN_VERSION);
