// Loaded before the program: one call of the file system fails, takes a part of what it is given, or ends the process half way.
const fs = require("node:fs");

const { RIGPLAN_FAULT_CALL: call = "", RIGPLAN_FAULT: fault = "", RIGPLAN_FAULT_FOLDER: folder = "" } = process.env;

/** Descriptors of files in the folder of the test. */
const opened = new Set();
const isOurs = (target) => (typeof target === "number" ? opened.has(target) : String(target).startsWith(folder));

const die = () => process.kill(process.pid, "SIGKILL");
const failed = () => Object.assign(new Error(`${fault}: ${call}`), { code: fault, syscall: call });

const { open } = fs;
fs.open = (path, ...rest) => {
  const done = rest.pop();
  if (call === "open" && isOurs(path)) return fault === "kill" ? die() : done(failed());
  open(path, ...rest, (error, descriptor) => {
    if (!error && isOurs(path)) opened.add(descriptor);
    done(error, descriptor);
  });
};

for (const name of ["fsync", "close", "chmod", "chown", "rename"]) {
  const real = fs[name];
  fs[name] = (target, ...rest) => {
    if (name !== call || !isOurs(target)) return real(target, ...rest);
    return fault === "kill" ? die() : rest.pop()(failed());
  };
}

// The text itself goes through a handle: half of it is written, then nothing, or the process is gone.
const { writeFile } = fs.promises;
fs.promises.writeFile = async (path, text, ...rest) => {
  if (call !== "write" || !isOurs(path)) return writeFile(path, text, ...rest);
  await writeFile(path, text.slice(0, text.length / 2), ...rest);
  if (fault === "kill") return die();
  throw failed();
};
