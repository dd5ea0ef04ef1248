import { Command, Option } from "commander";
import { commandLines } from "../render/command-lines.js";
import { applySettings } from "./config/apply.js";
import type { Io } from "./io.js";
import { usage } from "./parse.js";
import { isTariffFile, tariffFile } from "./tariff/file.js";
import { ISSUES } from "./words.js";

const EXAMPLES = ["rigplan plan --budget 3000 --currency GBP", "rigplan plan --budget 1500 --region DE --max-electricity 15 --save rig.yaml"];

const examplesText = (examples: readonly string[], { columns }: Io): string =>
  `Examples:\n${examples.map((example) => `${commandLines(`  $ ${example}`, columns)}\n`).join("")}`;

const HELP_END = `
Exit codes: 0, 1, 2, 3 or 4: \`rigplan help exit-codes\`
Faults and wishes: ${ISSUES}
`;

const many = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** A flag that takes one value: given twice or empty it is refused, since one of the two would be ignored. */
const single = (flags: string, description: string): Option => {
  const option = new Option(flags, description);
  let seen = false;
  return option.argParser((value: string) => {
    if (seen) throw usage(`${option.long ?? flags} is given twice`, "give it once");
    if (value === "") throw usage(`${option.long ?? flags} is empty`, "give it a value");
    seen = true;
    return value;
  });
};

const repeated = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => {
    if (value === "") throw usage(`${flags.split(" ")[0] ?? flags} is empty`, "give it a value");
    return many(value, before);
  });

const withOptions = (command: Command, options: readonly Option[]): Command => options.reduce((whole, option) => whole.addOption(option), command);

const withOutput = (command: Command): Command =>
  command
    .addOption(single("--format <format>", "table, json, yaml, csv, markdown, html, github, sarif or junit"))
    .option("--json", "short for --format json")
    .addOption(repeated("-o, --output <file>", "also write the answer to FILE, or FORMAT=FILE (repeatable)"))
    .addOption(single("--fail-if <expr>", "exit 4 when true, after the whole answer: 'total > 4000 GBP or errors > 0'"))
    .addOption(repeated("--catalog <path>", "a catalogue file or folder of your own, laid over the built-in one (repeatable)"))
    .addOption(single("--config <file>", "a settings file instead of the nearest rigplan.yaml"))
    .option("--no-config", "no settings files")
    .option("--pictures", "draw pictures outside a terminal too (in Markdown and HTML as preformatted text)")
    .option("--no-pictures", "figures alone, in a terminal too")
    .addOption(single("--color <when>", "auto, always or never"))
    .option("--no-input", "never ask, even in a terminal")
    .option("-q, --quiet", "no notes, only the answer, warnings of safety and errors")
    .option("-v, --verbose", "more notes");

const withScenario = (command: Command): Command =>
  command
    .addOption(single("--region <code>", "where it will run: GB, DE, US-CA …; brings currency, tax, electricity price, socket"))
    .addOption(single("--currency <code>", "GBP, EUR, USD …"))
    .addOption(single("--hours-per-day <hours>", "hours a day under load (8)"))
    .addOption(single("--idle-hours <hours>", "hours a day on but idle (0)"))
    .addOption(single("--years <years>", "how long it is kept (3)"))
    .option("--observed-prices", "take old prices as they were seen; else a price index brings them to the day of the plan")
    .addOption(single("--as-of <day>", "the day of the plan; the catalogue's own by default"))
    .addOption(repeated("--framework <names>", "must run: pytorch, tensorflow, jax@0.4.3 …, or none (pytorch, in today's version)"))
    .addOption(single("--min-support-years <years>", "for how long its official builds must be expected to run on the cards"))
    .addOption(repeated("--workload <job>", "what it is for: llama-3-8b:infer,q4_k_m, llama-3-8b:qlora,seq=2048, resnet50:train … (repeatable)"))
    .addOption(single("--circuit <amps@volts>", "what it hangs on, such as 13A@230V or 15A@120V"))
    .addOption(single("--mbit <speed>", "your internet line in Mbit/s: how long the data and weights of a --workload take to fetch"))
    .addOption(single("--tariff <id>", "what electricity is paid by: octopus-go …, or a YAML, JSON or CSV file (the region's flat rate)"))
    .addOption(single("--schedule <hours>", "when it works: whenever, nights, cheapest, or clock times such as 22:00-06:00 (whenever)"))
    .addOption(single("--pieces <n>", "with --schedule cheapest: in how many pieces a day at most (1)"))
    .option("--with-standing-charge", "count the connection's daily charge in the bill; it is paid anyway");

const planCommand = (io: Io): Command => {
  const command = new Command("plan")
    .description("choose the best complete rig within your limits, and prove it")
    .addOption(single("--budget <amount>", "most to spend on parts, tax included"))
    .addOption(single("--max-electricity <amount>", "most to pay for electricity a month"))
    .addOption(single("--max-watts <watts>", "most it may draw at the wall"))
    .addOption(single("--min-vram <gb>", "least memory on each GPU"))
    .addOption(single("--total-vram <gb>", "least GPU memory in all"))
    .addOption(single("--gpus <n>", "number of GPUs: 2, or 1..4"))
    .addOption(single("--nodes <n>", "equal machines, each with work of its own, that share the limits (1); --gpus is for each"))
    .addOption(single("--vendor <names>", "nvidia, amd, intel (comma between several)"))
    .addOption(single("--condition <names>", "new, used, refurbished (comma between several)"))
    .addOption(repeated("--own <part>", "a part you have: costs nothing (repeatable)"))
    .addOption(repeated("--with <part>", "must contain this part (repeatable)"))
    .addOption(repeated("--without <part>", "must not contain this part (repeatable)"))
    .addOption(single("--objective <name>", "throughput, value, vram, efficiency or cost (throughput)"))
    .addOption(single("--alternatives <n>", "runners-up to show, 0 to 4 (3)"))
    .addOption(repeated("--why-not <part>", "say why the plan does without this part (repeatable)"))
    .option("--frontier", "also list the rigs that no other beats on price, monthly electricity and work")
    .option("--price-range", "also say what would be chosen if every price brought up to date were at an end of its range")
    .option("--accept-unknown", "allow rigs whose fit rests on something not known")
    .addOption(single("--save <file>", "write the chosen rig to a file"));
  return withOutput(withScenario(command))
    .addHelpText(
      "before",
      examplesText(["rigplan plan --budget 3000 --currency GBP", "rigplan plan --budget 2000 --region DE --min-vram 24 --condition new"], io),
    )
    .action(async (flags: object) => {
      const { runPlan } = await import("./commands/plan.js");
      await runPlan(flags, io);
    });
};

/** @param own - flags of this command alone, which help shows first */
const rigCommand = (io: Io, name: "cost" | "power", description: string, own: readonly Option[]): Command =>
  withOutput(
    withScenario(
      withOptions(
        new Command(name).description(description).argument("[rig]", "a rig file, - for standard input, build:ID, or shorthand such as 2x:rtx-3090@280W:used"),
        own,
      ),
    ),
  ).addHelpText("before", examplesText([`rigplan ${name} rig.yaml`, `rigplan ${name} 2x:rtx-3090@280W:used --region GB`], io));

const costCommand = (io: Io): Command =>
  rigCommand(io, "cost", "what a rig costs to buy, run and own", [
    single("--electricity-change <percent>", "by how much the price of electricity changes each year (0)"),
    new Option("--real", "later amounts in the money of today, at the mean inflation of the last ten years on record"),
  ]).action(async (rig: string | undefined, flags: object) => {
    const { runAssess } = await import("./commands/assess.js");
    await runAssess(rig, flags, io);
  });

const powerCommand = (io: Io): Command =>
  rigCommand(io, "power", "what a rig draws, what that costs, and whether the socket carries it", [
    single("--max-electricity <amount>", "most to pay for electricity a month: how long it may then run, and at which limit"),
    single("--max-watts <watts>", "most it may draw at the wall"),
    single("--room <size>", "the room it stands in, 20m2 or 48m3: how warm that becomes"),
  ]).action(async (rig: string | undefined, flags: object) => {
    const { runPower } = await import("./commands/power.js");
    await runPower(rig, flags, io);
  });

const compareCommand = (io: Io): Command =>
  withOutput(
    withScenario(
      withOptions(
        new Command("compare")
          .description("rigs, rented GPUs and free allowances side by side, at equal work")
          .argument(
            "[what...]",
            "rig files, - once, shorthand such as 4x:rtx-3090@280W:used, cpu:r9-7900 (no GPU), build:ID, cloud:runpod/a100x4, cloud:rtx-4090:spot, free:kaggle, free:colab",
          ),
        [
          single("--equal-budget <amount>", "given GPUs by id: as many of each as this buys, host included"),
          single("--baseline <file>", "a rig file, or JSON saved before: what changed in parts, money, watts and findings"),
          single("--run-hours <hours>", "how long one run of your job takes on the first rig: says how many runs a week each allows"),
          single("--peak-hours <hours>", "hours a month in which you want twice the speed: buy a second rig, or rent the peaks?"),
          new Option("--winners", "how many GPUs competition winners used, beside yours"),
        ],
      ),
    ),
  )
    .addHelpText(
      "before",
      examplesText(["rigplan compare 2x:rtx-3090 cloud:runpod/a100 free:kaggle", "rigplan compare rig.yaml cloud:rtx-4090 --region DE"], io),
    )
    .action(async (texts: readonly string[], flags: object) => {
      const { runCompare } = await import("./commands/compare.js");
      await runCompare(texts, flags, io);
    });

const catalogCommand = (io: Io): Command => {
  const command = new Command("catalog").description("look into the catalogue, check your own, enter your prices");
  const load = async (): Promise<typeof import("./commands/catalog.js")> => import("./commands/catalog.js");
  command.addCommand(
    withOutput(
      new Command("list")
        .description("list parts of a kind, or regions, frameworks, workloads, rentals, tariffs, builds, what is free")
        .argument("[kind]", "gpus, cpus, motherboards …, regions, frameworks, workloads, rentals, free, winners, builds, tariffs")
        .addOption(single("--region <code>", "where you are, for the builds' prices"))
        .addOption(single("--currency <code>", "GBP, EUR, USD …")),
    ).action(async (kind: string | undefined, flags: object) => {
      await (await load()).runList(kind, flags, io);
    }),
  );
  command.addCommand(
    withOutput(withScenario(new Command("show").description("everything known about one part, with sources").argument("<id>"))).action(
      async (id: string, flags: object) => {
        await (await load()).runShow(id, flags, io);
      },
    ),
  );
  command.addCommand(
    withOutput(new Command("validate").description("check a catalogue file or folder, or rig file").argument("<path...>")).action(
      async (paths: readonly string[], flags: object) => {
        await (await load()).runValidate(paths, flags, io);
      },
    ),
  );
  command.addCommand(
    new Command("schema")
      .description("JSON Schema of a kind of file, or of the output")
      .argument("<kind>", "gpu, cpu, motherboard …, region, rig, output")
      .action(async (kind: string) => {
        await (await load()).runSchema(kind, io);
      }),
  );
  command.addCommand(
    new Command("price")
      .description("enter a price of your own, which every command then uses")
      .argument("<id>")
      .argument("<amount>")
      .addOption(single("--currency <code>", "currency of the amount"))
      .addOption(single("--condition <name>", "new, used or refurbished"))
      .addOption(single("--market <code>", "country it was seen in"))
      .addOption(single("--date <day>", "the day it was seen; the catalogue's own by default"))
      .option("--dry-run", "show what would be written")
      .option("-q, --quiet", "no notes")
      .action(async (id: string, amount: string, flags: object) => {
        await (await load()).runPrice(id, amount, flags, io);
      }),
  );
  return command;
};

const configCommand = (io: Io): Command =>
  new Command("config")
    .description("show your settings: variables, the nearest rigplan.yaml, your own file")
    .option("--show-origin", "say where each comes from, and what it won over")
    .addOption(single("--config <file>", "a settings file instead of the nearest rigplan.yaml"))
    .option("--no-config", "no settings files")
    .action(async (flags: object) => {
      const { runConfig } = await import("./commands/config.js");
      await runConfig(flags, io);
    });

/** Reads the file that `--tariff` names, before the command looks at its flags. */
const readTariffFile = async (command: Command, io: Io): Promise<void> => {
  const text: unknown = command.getOptionValue("tariff");
  if (typeof text !== "string" || command.getOptionValueSource("tariff") !== "cli" || !isTariffFile(text)) return;
  command.setOptionValueWithSource("tariffFile", await tariffFile(text, io), "config");
};

const adapt = (command: Command, io: Io): void => {
  // Commander's own words and exits are replaced by ours, in `run.ts`.
  command
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: () => undefined })
    .configureHelp({ helpWidth: Math.min(io.columns, 110), showGlobalOptions: false, minWidthToWrap: 20 })
    .helpOption("-h, --help", "help for the command")
    .showSuggestionAfterError(false);
  for (const inner of command.commands) {
    if (inner.commands.length === 0) inner.addHelpText("after", `\nFaults and wishes: ${ISSUES}`);
    adapt(inner, io);
  }
};

const explainCommand = (io: Io): Command =>
  withOutput(withScenario(new Command("explain").description("a term or a finding's code in plain words").argument("[term...]", "VRAM, 80 PLUS, RP2501 …")))
    .addOption(single("--rig <rig>", "show the figures of this rig"))
    .action(async (words: readonly string[], flags: object) => {
      const { runExplain } = await import("./commands/explain.js");
      await runExplain(words.length === 0 ? undefined : words.join(" "), flags, io);
    });

const completionCommand = (io: Io, program: Command): Command =>
  new Command("completion")
    .description("print the completion script of a shell")
    .argument("<shell>", "bash, zsh or fish")
    .action(async (shell: string) => {
      const { runCompletion } = await import("./commands/completion.js");
      await runCompletion(shell, program, io);
    });

const COMMANDS: Readonly<Record<string, (io: Io, program: Command) => Command>> = {
  plan: planCommand,
  cost: costCommand,
  power: powerCommand,
  compare: compareCommand,
  catalog: catalogCommand,
  config: configCommand,
  explain: explainCommand,
  completion: completionCommand,
};

/** The command that speaks of all others. */
const ABOUT_ALL = "completion";

/**
 * The command line: flags and arguments only, everything else is loaded when a command runs.
 * @param first - the first argument: where it names a command, the others are not put together
 */
export const programFor = (io: Io, version: string, first = ""): Command => {
  const program = new Command("rigplan")
    .description(
      "Plans a deep-learning rig: chooses the provably best parts for your budget, electricity bill and wall socket, and says how sure each figure is.",
    )
    .version(version, "-V, --version", "version")
    .addHelpText("before", examplesText(EXAMPLES, io))
    .addHelpText("after", HELP_END);
  const isAlone = Object.hasOwn(COMMANDS, first) && first !== ABOUT_ALL;
  for (const [name, make] of Object.entries(COMMANDS)) if (!isAlone || name === first) program.addCommand(make(io, program));
  program.hook("preAction", async (_, command) => {
    if (command.name() !== "config") await applySettings(command, io);
    await readTariffFile(command, io);
  });
  program.helpCommand("help [command]", "help for a command, or exit-codes");
  adapt(program, io);
  return program;
};
