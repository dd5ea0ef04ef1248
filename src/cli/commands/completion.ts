import type { Command } from "commander";
import { loadCatalog } from "../../catalog/load.js";
import { PART_KINDS } from "../../domain/part.js";
import type { Io } from "../io.js";
import { oneOf } from "../parse.js";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

interface CommandWords {
  /** Path of names below the program: `plan`, `catalog show`. */
  readonly name: string;
  readonly description: string;
  readonly flags: readonly { readonly long: string; readonly description: string; readonly takesValue: boolean }[];
}

const wordsOf = (command: Command, before: string): readonly CommandWords[] =>
  command.commands.flatMap((inner) => {
    const name = before === "" ? inner.name() : `${before} ${inner.name()}`;
    const flags = inner.options.flatMap(({ long, description, required, optional }) =>
      long === null || long === undefined ? [] : [{ long, description, takesValue: required || optional }],
    );
    return [{ name, description: inner.description(), flags }, ...wordsOf(inner, name)];
  });

/** Flags whose value is the id of a part, a region, or one of a few words. */
const PART_FLAGS = ["--own", "--with", "--without", "--why-not"];
const REGION_FLAGS = ["--region"];

interface Vocabulary {
  readonly commands: readonly CommandWords[];
  readonly parts: readonly string[];
  readonly regions: readonly string[];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const bash = ({ commands, parts, regions }: Vocabulary): string => {
  const top = commands.filter(({ name }) => !name.includes(" ")).map(({ name }) => name);
  const cases = commands.map(({ name, flags }) => {
    const inner = commands.filter((other) => other.name.startsWith(`${name} `)).map((other) => other.name.slice(name.length + 1));
    return `    ${quoted(name)}) words=${quoted([...inner, ...flags.map(({ long }) => long)].join(" "))} ;;`;
  });
  return `# bash completion for rigplan: eval "$(rigplan completion bash)"
_rigplan() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" word
  case "$previous" in
    ${PART_FLAGS.join("|")}) COMPREPLY=($(compgen -W ${quoted(parts.join(" "))} -- "$current")); return ;;
    ${REGION_FLAGS.join("|")}) COMPREPLY=($(compgen -W ${quoted(regions.join(" "))} -- "$current")); return ;;
    --output|-o|--save|--config|--baseline) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="\${path:+$path }$word" ;; esac
  done
  while :; do
    case "$path" in
${cases.join("\n")}
      '') words=${quoted(top.join(" "))} ;;
    esac
    [ -n "$words" ] || [ -z "$path" ] && break
    case "$path" in *' '*) path="\${path% *}" ;; *) path="" ; break ;; esac
  done
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
       case "$path" in cost|power|compare|'catalog show'|'catalog price') COMPREPLY+=($(compgen -W ${quoted(parts.join(" "))} -- "$current")) ;; esac ;;
  esac
}
complete -F _rigplan rigplan
`;
};

const zshText = (text: string): string => text.replace(/[\\'[\]:]/g, " ");

const zsh = ({ commands, parts, regions }: Vocabulary): string => {
  const cases = commands.map(({ name, flags }) => {
    const specs = flags.map(({ long, description, takesValue }) => {
      const value = PART_FLAGS.includes(long) ? ":part:($parts)" : REGION_FLAGS.includes(long) ? ":region:($regions)" : takesValue ? ":value:_files" : "";
      return `'*${long}[${zshText(description)}]${value}'`;
    });
    const inner = commands.filter((other) => other.name.startsWith(`${name} `)).map((other) => other.name.slice(name.length + 1));
    const rest = inner.length > 0 ? `'1:command:(${inner.join(" ")})'` : "'*:rig or part:($parts)'";
    return `    ${quoted(name)}) _arguments ${[...specs, rest].join(" ")} ;;`;
  });
  const top = commands.filter(({ name }) => !name.includes(" ")).map(({ name, description }) => `'${name}:${zshText(description)}'`);
  return `#compdef rigplan
# zsh completion for rigplan: eval "$(rigplan completion zsh)"
_rigplan() {
  local -a parts regions commands
  parts=(${parts.join(" ")})
  regions=(${regions.join(" ")})
  commands=(${top.join(" ")})
  if (( CURRENT == 2 )); then _describe 'command' commands; return; fi
  local path="$words[2]"
  if [[ "$path" == catalog ]] && (( CURRENT > 3 )); then path="catalog $words[3]"; shift words; (( CURRENT-- )); fi
  shift words; (( CURRENT-- ))
  case "$path" in
${cases.join("\n")}
  esac
}
compdef _rigplan rigplan
`;
};

const fish = ({ commands, parts, regions }: Vocabulary): string => {
  const lines: string[] = ["# fish completion for rigplan: rigplan completion fish | source", "complete -c rigplan -f"];
  for (const { name, description, flags } of commands) {
    const [first = "", second] = name.split(" ");
    lines.push(
      second === undefined
        ? `complete -c rigplan -n __fish_use_subcommand -a ${quoted(first)} -d ${quoted(description)}`
        : `complete -c rigplan -n '__fish_seen_subcommand_from ${first}' -a ${quoted(second)} -d ${quoted(description)}`,
    );
    const where = `'__fish_seen_subcommand_from ${second ?? first}'`;
    for (const { long, description: says, takesValue } of flags) {
      const values = PART_FLAGS.includes(long) ? ` -a ${quoted(parts.join(" "))}` : REGION_FLAGS.includes(long) ? ` -a ${quoted(regions.join(" "))}` : "";
      lines.push(`complete -c rigplan -n ${where} -l ${long.slice(2)}${takesValue ? " -r" : ""} -d ${quoted(says)}${values}`);
    }
  }
  lines.push(`complete -c rigplan -n '__fish_seen_subcommand_from cost power compare show price' -a ${quoted(parts.join(" "))}`);
  return `${lines.join("\n")}\n`;
};

const SCRIPTS: { readonly [S in Shell]: (vocabulary: Vocabulary) => string } = { bash, zsh, fish };

/** `rigplan completion SHELL`: a script made from the same table as help, with the part ids of the built-in catalogue. */
export const runCompletion = async (shell: string, program: Command, io: Io): Promise<void> => {
  const script = SCRIPTS[oneOf("the shell", shell, SHELLS)];
  const catalog = await loadCatalog();
  const parts = PART_KINDS.flatMap((kind) => [...catalog.parts[kind].keys()]).sort();
  io.out(script({ commands: wordsOf(program, ""), parts, regions: [...catalog.regions.keys()].sort() }));
};
