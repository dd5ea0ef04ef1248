import type { Assessment, FrameworkLine } from "../domain/assessment.js";
import type { ElsewhereSupport, SystemName } from "../domain/framework.js";
import type { Page } from "./style.js";
import { bullet, labelled } from "./table.js";

const SYSTEM_WORDS: Readonly<Record<SystemName, string>> = { linux: "Linux", windows: "Windows", wsl2: "WSL2", macos: "macOS" };

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
export const systemsText = (os: readonly SystemName[] = []): string => (os.length === 0 ? "" : ` on ${listed(os.map((one) => SYSTEM_WORDS[one]))}`);
/** What is typed as it stands, unlike `the download for your system`. */
const isCommand = (install: string): boolean => /^(?:pip|conda|uv) /.test(install);
const installText = (install: string | undefined, python?: string): string =>
  install === undefined
    ? ""
    : `: ${isCommand(install) ? `\`${install}\`` : install}${python === undefined ? "" : ` (with Python ${python.replace("-", " to ")})`}`;

const elsewhereText = ({ version }: FrameworkLine, { os, lastVersion, build, install, python }: ElsewhereSupport): string =>
  lastVersion === version
    ? `${systemsText(os).trim()} with ${build ?? "another build"}${installText(install)}`
    : `${systemsText(os).trim()} ${lastVersion} is the last${installText(install, python)}`;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const monthText = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1] ?? ""} ${month.slice(0, 4)}`.trim();

const statusText = (line: FrameworkLine): string => {
  const { version, status, lastVersion, firstVersion, os, install, python, note } = line;
  if (status === "supported") return `${version} runs${systemsText(os)}${installText(install, undefined)}`;
  if (status === "unknown") return `whether ${version} runs is not known`;
  const no = `${version} does not run on this card`;
  if (status === "older_version" && lastVersion !== undefined)
    return `${no}; ${lastVersion} is the last that does${systemsText(os)}${installText(install, python)}`;
  if (status === "older_version") return `${no}; an older version does${installText(install)}`;
  if (firstVersion !== undefined) return `${no}, which came later; ${firstVersion} is the first that does`;
  return note === undefined ? `${no}, and no official build is known to` : no;
};

/** One framework in plain words: whether it runs, where, how to get it, and for how long. */
const frameworkText = (line: FrameworkLine): string => {
  const { elsewhere = [], expectedUntil: expected, note } = line;
  const until =
    expected === undefined
      ? ""
      : `. New versions are expected to leave the card out some time from ${monthText(expected.from)} to ${monthText(expected.to)} (few cases to go by)`;
  return `${[statusText(line), ...elsewhere.map((one) => elsewhereText(line, one))].join("; ")}${until}.${note === undefined ? "" : ` ${note}`}`;
};

/** One framework under its name. */
export const frameworkLines = (line: FrameworkLine, page: Page): readonly string[] => labelled(line.name, frameworkText(line), page);

const names = (lines: readonly FrameworkLine[]): string => listed(lines.map(({ name }) => name));

/** Frameworks nobody asked for, in as few words as will do. */
const otherLines = (lines: readonly FrameworkLine[], page: Page): readonly string[] => {
  const of = (status: FrameworkLine["status"]): readonly FrameworkLine[] => lines.filter((line) => line.status === status);
  const older = of("older_version").map(({ name, lastVersion }) => `${name}${lastVersion === undefined ? "" : ` (up to ${lastVersion})`}`);
  const notes = of("unsupported").flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]));
  const rows: readonly (readonly [string, string])[] = [
    ["Also run", names(of("supported"))],
    ["Only older", listed(older)],
    ["Do not run", [names(of("unsupported")), ...notes].join(". ")],
    ["Not known", names(of("unknown"))],
  ];
  return rows.flatMap(([label, words]) => (words === "" ? [] : labelled(label, words, page)));
};

const FITS_INLINE = 40;
/** A long command to install with stands in a line of its own, where it can be copied whole. */
const hasOwnLine = ({ status, install = "" }: FrameworkLine): boolean => status === "supported" && isCommand(install) && install.length > FITS_INLINE;
const installApart = (line: FrameworkLine): FrameworkLine => {
  const { install: _, ...rest } = line;
  return hasOwnLine(line) ? rest : line;
};
const installLines = (line: FrameworkLine, page: Page): readonly string[] => (hasOwnLine(line) ? bullet(line.install ?? "", page, "$") : []);

/** What software runs on the rig's cards: what was asked for at length, the rest in short, then what the hardware lacks. */
export const softwareLines = ({ frameworks }: Assessment, page: Page): readonly string[] => {
  const asked = frameworks.filter(({ requested }) => requested);
  const missing = frameworks[0]?.featuresMissing ?? [];
  return [
    ...asked.flatMap((line) => [...frameworkLines(installApart(line), page), ...installLines(line, page)]),
    ...otherLines(
      frameworks.filter(({ requested }) => !requested),
      page,
    ),
    ...(missing.length === 0 ? [] : labelled("Card lacks", `${listed(missing)} in hardware: software that wants that runs slowly or not at all`, page)),
  ];
};

/** What the rest of the machine must have for the cards; a processor with AVX is in every list of parts here. */
export const hostNeedLines = ({ hostNeeds }: Assessment, page: Page): readonly string[] =>
  hostNeeds
    .filter(({ id }) => id !== "avx")
    .flatMap(({ needs, otherwise, fix, grade }) =>
      bullet(`The cards need ${needs}: ${otherwise}. To do: ${fix}.${grade === "recalled" ? " (from memory, not read again)" : ""}`, page),
    );
