import { type Finding, RULE_CODES, type RuleName } from "../domain/finding.js";
import { actual, fact, kindOf, limit, other, type RuleText } from "./finding-text.js";
import { SOFTWARE_TEXTS } from "./findings-software.js";

/** The words of one finding. */
export interface FindingWords {
  readonly code: string;
  readonly title: string;
  readonly says: string;
  readonly fix: string;
  readonly source: string;
}

const GUIDE = "multi-GPU build guides of 2024 to 2026";
const GEOMETRY = "slot pitch of 20.32 mm (PCI card form factor)";

const TEXTS: { readonly [R in RuleName]: RuleText } = {
  "incomplete-rig": {
    title: "a part is missing",
    source: "every machine needs one",
    says: ({ part }) => (part === "gpu" ? "the rig has no GPU, so all its work runs on the processor" : `the rig has no ${part}`),
    fix: ({ part }) => `add a ${part === "gpu" ? "GPU" : part}, or let rigplan complete it: rigplan plan --with PART`,
  },
  socket: {
    title: "CPU and board do not match",
    source: "makers' socket and chipset lists",
    says: (f) =>
      kindOf(f) === "chipset"
        ? `${f.part} has the board's socket but needs a board with chipset ${limit(f)}; ${other(f)} has ${actual(f)}`
        : `${f.part} needs socket ${actual(f)}; ${other(f)} has ${limit(f)}`,
    fix: (f) => (kindOf(f) === "chipset" ? "choose a board with a chipset the CPU lists" : "choose a board with the CPU's socket, or a CPU for the board's"),
  },
  bios: {
    title: "see to the BIOS first",
    source: "board makers' CPU support lists; BIOS is the board's own start-up program",
    says: (f) =>
      kindOf(f) === "microcode"
        ? `${f.part} needs a BIOS with microcode 0x12B or later, which stops it damaging itself`
        : kindOf(f) === "lock"
          ? `a used ${f.part} may be locked to the maker of the server it came from`
          : `${f.part} (${actual(f)}) may leave the factory with a BIOS older than ${limit(f)}, and then does not start with ${other(f)}`,
    fix: (f) =>
      kindOf(f) === "lock"
        ? "buy one that is described as unlocked"
        : kindOf(f) === "microcode"
          ? "update the BIOS before the first long run"
          : "ask the shop whether the BIOS is current, or choose a board that updates from a USB stick without a CPU",
  },
  "cpu-count": {
    title: "number of CPUs",
    source: "board makers' manuals: each CPU serves its own slots",
    says: (f) => `${actual(f)} of ${f.part} on a board with ${limit(f)} CPU socket${f.limit === 1 ? "" : "s"}`,
    fix: (f) =>
      f.verdict === "does_not_fit"
        ? "take one CPU per socket"
        : "check that the model works in pairs, and that the slots you use belong to a CPU that is there",
  },
  "memory-type": {
    title: "memory of the wrong kind",
    source: "memory standards (JEDEC): the kinds are keyed differently",
    says: (f) =>
      kindOf(f) === "mixed"
        ? `${f.part} (${actual(f)}) cannot work beside ${other(f)} (${limit(f)})`
        : `${f.part} is ${actual(f)} memory; ${other(f)} takes ${limit(f)}`,
    fix: (f) => (kindOf(f) === "mixed" ? "use kits of one kind only" : `choose ${limit(f)} memory`),
  },
  "memory-slots": {
    title: "too few memory slots",
    source: "board maker's specification",
    says: (f) => `${actual(f)} memory modules for ${limit(f)} usable slots on ${other(f)}`,
    fix: () => "use fewer, larger modules",
  },
  "memory-maximum": {
    title: "more memory than can be used",
    source: "board and CPU makers' specifications",
    says: (f) => `${actual(f)} GiB of memory; ${other(f)} takes at most ${limit(f)} GiB`,
    fix: () => "take less memory, or a platform that takes more",
  },
  "memory-amount": {
    title: "little system memory",
    source: "Tim Dettmers' hardware guide and workstation builders: system memory at least near the GPUs' memory",
    says: (f) => `${actual(f)} GiB of system memory beside ${fact(f, "vram")} GiB on the GPUs; ${fact(f, "wanted")} GiB is comfortable`,
    fix: (f) => `take the next larger kit that holds ${fact(f, "wanted")} GiB when memory is affordable: models are loaded and saved through it`,
  },
  "memory-channels": {
    title: "memory channels left empty",
    source:
      "CPU makers' tables; half the channels is half the memory speed; Dell, Balanced Memory Reference Guide for EPYC: populate an even number of modules",
    says: (f) =>
      kindOf(f) === "crowded"
        ? `${actual(f)} DDR5 modules share ${limit(f)} channels, which makes them run slower`
        : kindOf(f) === "uneven"
          ? `${actual(f)} memory modules, an odd number, on a CPU with ${limit(f)} channels: they cannot work together evenly, and memory slows down`
          : `${actual(f)} memory module${f.actual === 1 ? "" : "s"} on a CPU with ${limit(f)} channels`,
    fix: (f) =>
      kindOf(f) === "crowded"
        ? "take fewer, larger modules"
        : kindOf(f) === "uneven"
          ? "take an even number of equal modules"
          : f.severity === "advice"
            ? "data loading suffers a little; take one module per channel when you can"
            : "take at least one module for every second channel",
  },
  "card-slots": {
    title: "cards do not find room",
    source: GEOMETRY,
    says: (f) =>
      `${fact(f, "cards")} card${f.facts?.["cards"] === 1 ? "" : "s"}, each ${fact(f, "slotWidth")} slots thick, do not fit the full-length slots of ${other(f)} (places ${fact(f, "positions")})${f.facts?.["case"] === undefined ? "" : ` in ${fact(f, "case")} with ${fact(f, "caseSlots")} slot openings`}`,
    fix: () => "take fewer or thinner cards, a board whose slots stand further apart, or a case with more openings",
  },
  "card-link": {
    title: "narrow link to a card",
    source: "PCI Express arithmetic; puget systems and Tim Dettmers measured the loss for one card as a few percent",
    says: (f) =>
      kindOf(f) === "slow"
        ? `the slowest card is linked over ${fact(f, "lanes")} lanes of PCIe ${fact(f, "generation")} (${actual(f)} GB/s); cards that train together want ${limit(f)} GB/s or more`
        : `one card gets ${actual(f)} lanes instead of ${limit(f)} or more`,
    fix: (f) =>
      kindOf(f) === "slow" ? "expect the scaling shown, or run separate jobs on the cards" : "harmless for one job a card; it slows loading of models",
  },
  riser: {
    title: "riser cables",
    source: GUIDE,
    says: (f) =>
      kindOf(f) === "count"
        ? `${f.part} holds its cards away from the board: ${limit(f)} riser cables are needed, ${actual(f)} are there`
        : kindOf(f) === "narrow"
          ? `${f.part} carries ${actual(f)} lanes of ${limit(f)}`
          : `${f.part} is made for PCIe ${actual(f)}, the cards and slots could do ${limit(f)}`,
    fix: (f) =>
      kindOf(f) === "count"
        ? "add one riser for each card"
        : kindOf(f) === "narrow"
          ? "take x16 risers for training"
          : `set the slots to PCIe ${actual(f)} in the BIOS, or errors may appear`,
  },
  "card-form": {
    title: "not a card for a slot",
    source: "makers' data sheets",
    says: (f) => `${f.part} is a ${actual(f)} module; ${other(f)} has slots for PCIe cards`,
    fix: () => "choose the PCIe version of the GPU",
  },
  "case-board": {
    title: "board and case",
    source: "case makers' specifications",
    says: (f) =>
      kindOf(f) === "unit"
        ? `${f.part} is a whole ${actual(f)} with its own case`
        : f.verdict === "does_not_fit"
          ? `${f.part} is ${actual(f)}; ${other(f)} takes ${limit(f)}`
          : `${f.part} is sold as EATX, which is anything from 257 to 330 mm deep`,
    fix: (f) =>
      kindOf(f) === "unit"
        ? "leave out the case"
        : f.verdict === "does_not_fit"
          ? "choose a case that lists the board's size"
          : `measure: compare the board's depth with what ${other(f)} takes`,
  },
  "card-length": {
    title: "card length",
    source: "case maker's limit; 20 mm more for cables is a builder's habit",
    says: (f) => `${f.part} is ${actual(f)} mm long and ${other(f)} takes ${limit(f)} mm`,
    fix: (f) =>
      f.verdict === "does_not_fit"
        ? "choose a longer case or a shorter model of the card"
        : "it goes in with little to spare: check the length of the very model you buy, and that no front radiator is in the way",
  },
  "cooler-height": {
    title: "cooler too tall",
    source: "case and cooler makers' specifications",
    says: (f) => `${f.part} is ${actual(f)} mm tall and ${other(f)} takes ${limit(f)} mm`,
    fix: () => "choose a lower cooler or a wider case",
  },
  radiator: {
    title: "radiator does not fit",
    source: "case maker's specification",
    says: (f) => `the ${actual(f)} mm radiator of ${f.part} in ${other(f)}, which takes ${limit(f)} mm`,
    fix: () => "choose an air cooler or a case with a place for the radiator",
  },
  "psu-mount": {
    title: "power supply and case",
    source: "case maker's specification",
    says: (f) =>
      kindOf(f) === "form"
        ? `${f.part} is of the ${actual(f)} form; ${other(f)} takes ${limit(f)}`
        : kindOf(f) === "count"
          ? `${actual(f)} power supplies in ${other(f)}, which holds ${limit(f)}`
          : `${f.part} is ${actual(f)} mm long and ${other(f)} takes ${limit(f)} mm`,
    fix: () => "choose another case or power supply",
  },
  "psu-power": {
    title: "power supply too small",
    source: `${GUIDE}: 20 to 30 % above the sum of all parts`,
    says: (f) => `the parts can draw ${actual(f)} W for minutes; ${f.part} gives ${limit(f)} W with headroom kept (rated ${fact(f, "rated")} W)`,
    fix: (f) => `choose ${fact(f, "wanted")} W or more, or limit each GPU to ${fact(f, "limitThatFits")} W`,
  },
  "psu-transient": {
    title: "short peaks above the power supply",
    source: "Intel ATX design guide: only ATX 3.0 and later are tested for peaks of twice the rating",
    says: (f) =>
      `for a moment a GPU draws ${fact(f, "factor")} times its limit: ${actual(f)} W in all, and ${f.part} (made before ATX 3.0) gives ${limit(f)} W`,
    fix: () => "choose an ATX 3.0 or 3.1 power supply, a larger one, or a lower GPU power limit",
  },
  "psu-gpu-plugs": {
    title: "power leads for the cards",
    source: "card and power supply makers' specifications; one lead a socket (Hugging Face hardware guide)",
    says: (f) =>
      f.verdict === "fits"
        ? `${actual(f)} adapter${f.actual === 1 ? "" : "s"} needed: each joins ${fact(f, "each")} of the power supply's 8-pin leads into the plug of ${other(f)}`
        : kindOf(f) === "split"
          ? `a card would have to hang on two power supplies, which must never be`
          : `the cards want ${actual(f)} 8-pin leads; ${f.part} has ${limit(f)}`,
    fix: (f) =>
      f.verdict === "fits"
        ? "use the adapter in the card's box or one of the card's maker; an EPS (CPU) plug is not a PCIe plug though it looks alike"
        : "choose a power supply with more leads; never split one lead over two sockets of a card above 225 W",
  },
  "psu-board-plugs": {
    title: "power leads for the board",
    source: "board maker's manual",
    says: (f) =>
      kindOf(f) === "extra"
        ? `${other(f)} wants ${limit(f)} 8-pin leads of its own; ${f.part} has ${actual(f)}`
        : `${other(f)} has ${limit(f)} CPU (EPS) sockets; ${f.part} has ${actual(f)} lead${f.actual === 1 ? "" : "s"}`,
    fix: (f) =>
      f.verdict === "fits"
        ? "one lead carries this CPU; the second socket is for overclocking and may stay empty"
        : "choose a power supply with more CPU (EPS) leads",
  },
  "psu-pair": {
    title: "two power supplies",
    source: GUIDE,
    says: (f) =>
      kindOf(f) === "count"
        ? `${actual(f)} power supplies; ${limit(f)} are the most that can be started together safely`
        : kindOf(f) === "sync"
          ? "two power supplies need a part that starts them together"
          : "two power supplies share this machine",
    fix: (f) =>
      kindOf(f) === "sync"
        ? "add a sync part (such as add2psu)"
        : "feed the board, the CPU and their risers from the first; feed each card from one supply only, never from both",
  },
  "mains-voltage": {
    title: "mains voltage",
    source: "power supply maker's specification",
    says: (f) => `${f.part} gives its full power from ${limit(f)} V; the socket has ${actual(f)} V`,
    fix: () => "use a 200-240 V circuit or another power supply",
  },
  "power-limit": {
    title: "power limit the card refuses",
    source: "card maker's range of power limits",
    says: (f) => `${f.part} is to run at ${actual(f)} W and accepts no limit below ${limit(f)} W`,
    fix: (f) => `set ${limit(f)} W or more; to draw less, lock its clocks`,
  },
  "cooler-socket": {
    title: "cooler does not mount",
    source: "cooler maker's compatibility list",
    says: (f) => `${f.part} does not list socket ${limit(f)} of ${other(f)}`,
    fix: (f) => `choose a cooler for ${limit(f)}`,
  },
  "cooler-rating": {
    title: "cooler too weak",
    source: "cooler and CPU makers' figures",
    says: (f) => `${f.part} is rated for ${actual(f)} W; ${other(f)} can hold ${limit(f)} W`,
    fix: (f) => (f.verdict === "does_not_fit" ? "choose a larger cooler" : "the CPU will slow down a little under full load, which GPU work seldom causes"),
  },
  "passive-card": {
    title: "card without fans",
    source: "makers' notes for server cards: they need air pushed through them",
    says: (f) => `${f.part} has no fans and ${other(f)} pushes no air through it: it would overheat within minutes`,
    fix: () => "use a server chassis with forced air, or a card with fans",
  },
  "card-spacing": {
    title: "cards touch",
    source: `${GUIDE}: the inner card runs 15 to 25 degrees hotter`,
    says: (f) => `${fact(f, "cards")} open-air cards of ${f.part} stand with ${actual(f)} empty places between them on ${other(f)}`,
    fix: (f) =>
      f.verdict === "does_not_fit" ? "use blower cards, risers or fewer cards" : "leave the side panel's fans free, or lower the power limit of the upper card",
  },
  "open-frame": {
    title: "few cards in an open frame",
    source: "advice: a frame has no walls against dust, noise and hands, and the cards hang on ribbon cables",
    says: (f) => `${actual(f)} card${f.actual === 1 ? "" : "s"} in the open frame ${f.part}, which is loud and open to dust, hands and pets`,
    fix: () => "take a closed case that holds them; frames are for three cards and more",
  },
  "case-fans": {
    title: "few case fans",
    source: "arithmetic of air and heat; see fans_per_card in the catalogue's assumptions",
    says: (f) =>
      `${f.part} comes with ${actual(f)} fan${f.actual === 1 ? "" : "s"} for ${fact(f, "cards")} card${f.facts?.["cards"] === 1 ? "" : "s"} that leave their heat in the case`,
    fix: () => "add case fans, at the front first",
  },
  "storage-ports": {
    title: "no place for a drive",
    source: "board maker's specification",
    says: (f) => `${actual(f)} drive${f.actual === 1 ? "" : "s"} for ${limit(f)} ${f.unit ?? "ports"} on ${other(f)}`,
    fix: () => "take another kind of drive or another board",
  },
  "display-output": {
    title: "nothing shows a picture",
    source: "makers' specifications",
    says: (f) => `neither the card, nor ${fact(f, "cpu")}, nor ${other(f)} has a display output, so the machine cannot be set up with a screen`,
    fix: () => "take a CPU with graphics, a board with remote management, or add any cheap graphics card",
  },
  circuit: {
    title: "the wall socket",
    source: "national wiring rules; loads that run for hours stay at 80 % of the breaker",
    says: (f) =>
      `the rig can draw ${actual(f)} W at the wall; the ${fact(f, "name")} (${fact(f, "voltage")} V) carries ${limit(f)} W for hours${f.verdict === "does_not_fit" ? `: ${fact(f, "over")} W too much` : ""}`,
    fix: (f) =>
      f.verdict === "does_not_fit"
        ? `${f.facts?.["limitThatPasses"] === undefined ? "take fewer cards" : `limit each GPU to ${fact(f, "limitThatPasses")} W, take fewer cards`}, or have an electrician add a circuit`
        : "put nothing else that heats on the same circuit, and use no extension lead",
  },
  "price-gap": {
    title: "prices missing from the tariff's file",
    source: "the file itself",
    says: (f) =>
      `${actual(f)} of ${limit(f)} days in ${f.part} lack prices and are left out of the bill: ${fact(f, "day")} lacks ${fact(f, "missing")} of ${fact(f, "of")}, the first at ${fact(f, "from")}`,
    fix: () => "get the missing periods from your supplier; nothing is filled in for them",
  },

  "cpu-cores": {
    title: "few CPU cores for the GPUs",
    source: "Puget Systems and Tim Dettmers: two to four cores a GPU at least",
    says: (f) => `${actual(f)} CPU cores for ${fact(f, "gpus")} GPU${f.facts?.["gpus"] === 1 ? "" : "s"}; ${limit(f)} are wanted`,
    fix: (f) => (f.verdict === "does_not_fit" ? "choose a CPU with more cores" : "heavy image decoding may keep the GPUs waiting"),
  },
  ...SOFTWARE_TEXTS,
  "job-memory": {
    title: "a job does not fit the GPU memory",
    source: "rigplan memory model, scored against published peaks",
    says: (f) =>
      `${other(f)} does not fit ${f.part}: at least ${actual(f)} GB are needed on each GPU (likely ${fact(f, "likely")}), and ${limit(f)} can be used`,
    fix: () => "choose a card with more memory or more cards, or a thinner method: the MEMORY section names the next one that fits",
  },
};

const unknownSays = ({ missing = "" }: Finding): string => `not known: ${missing.replace(": ", ", ")}`;
/** A job whose likely need is known, and lies too near to what there is to say yes or no. */
const isTooClose = ({ rule, actual: likely }: Finding): boolean => rule === "job-memory" && likely !== undefined;
const CLOSE_FIX = "try it on a rented or free machine with as much GPU memory, or take a smaller batch or a thinner method (the MEMORY section)";
const UNKNOWN_FIX = "look it up at the maker's and write it into a catalogue file of your own (--catalog), or choose another part";

/** A finding in words a person understands, with the code that never changes. */
export const findingWords = (finding: Finding): FindingWords => {
  const text = TEXTS[finding.rule];
  const isUnknown = finding.verdict === "unknown" && finding.rule !== "incomplete-rig";
  return {
    code: RULE_CODES[finding.rule],
    title: text.title,
    says: isUnknown
      ? `${finding.rule === "job-memory" ? `whether ${other(finding)} fits ${finding.part} is` : `${text.title}:`} ${unknownSays(finding)}`
      : text.says(finding),
    fix: isUnknown ? (isTooClose(finding) ? CLOSE_FIX : UNKNOWN_FIX) : text.fix(finding),
    source: text.source,
  };
};
