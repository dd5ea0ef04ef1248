import type { PowerDraw } from "../domain/assessment.js";
import type { Scenario } from "../domain/scenario.js";
import type { Schedule, ScheduleBill, TariffReport, TariffUse } from "../domain/tariff.js";
import { subtractMoney } from "../units/money.js";
import { energyBill } from "./energy/energy-bill.js";
import { scheduleRates } from "./energy/tariff/rates.js";
import { regionTariff } from "./energy/tariff/region.js";
import { isOneRate } from "./energy/tariff/year.js";

const NIGHT: Schedule = { kind: "window", name: "nights", from: 22 * 60, to: 6 * 60 };
/** As many stretches a day as anybody would start and stop a machine. */
const MANY_PIECES = 12;

const nameOf = (schedule: Schedule): string => (schedule.kind === "window" ? schedule.name : schedule.kind);

/** The region's flat rate, where no tariff is asked for. */
const flatUse = ({ region, loadHoursPerDay }: Scenario): TariffUse | undefined => {
  const base = regionTariff(region);
  const schedule: Schedule = { kind: "whenever" };
  return base === undefined ? undefined : { ...base, schedule, withStanding: false, rates: scheduleRates(base.year, schedule, loadHoursPerDay) };
};

/** Side by side: the hours spread over the day, laid into the night, laid where they are cheapest, and as asked for. */
export const tariffReport = (power: Pick<PowerDraw, "wallTypical" | "idle">, scenario: Scenario): TariffReport | undefined => {
  const use = scenario.tariff ?? flatUse(scenario);
  if (use === undefined) return undefined;
  const asked = scenario.tariff?.schedule;
  const pieces = asked?.kind === "cheapest" ? asked.pieces : 1;
  const bill = (name: string, schedule: Schedule, isAsked: boolean): Omit<ScheduleBill, "savesPerMonth"> | undefined => {
    const rates = scheduleRates(use.year, schedule, scenario.loadHoursPerDay);
    const { billPerMonth, billPerYear } = energyBill(power.wallTypical, power.idle.value, { ...scenario, tariff: { ...use, schedule, rates } });
    return billPerMonth === undefined || billPerYear === undefined ? undefined : { name, isAsked, rates, billPerMonth, billPerYear };
  };
  const wanted = (schedule: Schedule): Omit<ScheduleBill, "savesPerMonth"> | undefined =>
    bill(nameOf(schedule), schedule, nameOf(asked ?? { kind: "whenever" }) === nameOf(schedule));
  const found = [
    wanted({ kind: "whenever" }),
    wanted(NIGHT),
    wanted({ kind: "cheapest", pieces }),
    ...(pieces === 1 ? [bill("cheapest-in-pieces", { kind: "cheapest", pieces: MANY_PIECES }, false)] : []),
    ...(asked?.kind === "window" && asked.name !== NIGHT.name ? [wanted(asked)] : []),
  ].filter((row) => row !== undefined);
  const [whenever] = found;
  if (whenever === undefined) return undefined;
  const one = found.find(({ name }) => name === "cheapest")?.billPerMonth.minor ?? 0;
  const { standingPerDay } = energyBill(power.wallTypical, power.idle.value, { ...scenario, tariff: use });
  return {
    use,
    isOneRate: isOneRate(use.year),
    schedules: found
      // Pieces are worth a line where they cost less than one stretch does.
      .filter(({ name, billPerMonth }) => name !== "cheapest-in-pieces" || billPerMonth.minor < one)
      .map((row) => ({ ...row, savesPerMonth: subtractMoney(whenever.billPerMonth, row.billPerMonth) })),
    ...(standingPerDay === undefined ? {} : { standingPerDay }),
  };
};
