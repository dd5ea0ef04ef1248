/**
 * A command line within a width, ready for a shell: it goes on in the next line after a backslash, and only before a flag,
 * so that no value is broken.
 */
export const commandLines = (command: string, columns: number): string => {
  const lines: string[] = [];
  for (const part of command.split(/ (?=--?[a-z])/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${part} \\`.length <= columns) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(last === undefined ? part : `      ${part}`);
  }
  return lines.join(" \\\n");
};
