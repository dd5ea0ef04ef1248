// Loaded before the program: what it reads and writes is noted, and starting a process or opening a socket ends it.
const fs = require("node:fs");

const notes = fs.openSync(process.env.RIGPLAN_WATCH ?? "", "a");
const { writeSync } = fs;
const tell = (what, target) => writeSync(notes, `${what} ${String(target)}\n`);

const isWriting = (flags) => (typeof flags === "number" ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0 : /[wa+]/.test(flags ?? "r"));

for (const name of ["open", "openSync"]) {
  const real = fs[name];
  fs[name] = (path, flags, ...rest) => {
    tell(isWriting(flags) ? "writes" : "reads", path);
    return real(path, flags, ...rest);
  };
}
const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => {
  tell("reads", path);
  return readFileSync(path, ...rest);
};
const { writeFile } = fs.promises;
fs.promises.writeFile = (path, ...rest) => {
  tell("writes", path);
  return writeFile(path, ...rest);
};
for (const name of ["writeFile", "writeFileSync", "appendFile", "appendFileSync", "createWriteStream", "cpSync", "copyFileSync", "symlinkSync", "linkSync"]) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    tell("writes", path);
    return real(path, ...rest);
  };
}

const refuse = (what) => () => {
  tell("refused", what);
  process.exit(99);
};
const children = require("node:child_process");
for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"]) children[name] = refuse(name);
require("node:net").Socket.prototype.connect = refuse("connect");
require("node:dgram").createSocket = refuse("dgram");
for (const name of ["lookup", "resolve"]) require("node:dns")[name] = refuse("dns");
globalThis.fetch = refuse("fetch");
