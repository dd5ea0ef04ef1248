import type { DayGroup } from "../domain/tariff.js";
import { windowFaults } from "../domain/tariff-windows.js";

interface RawWindow {
  readonly name: string;
  readonly days?: DayGroup;
  readonly season?: string;
  readonly day_type?: string;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
}

interface RawTariff {
  readonly windows: readonly RawWindow[];
  readonly seasons?: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly day_types?: readonly { readonly name: string; readonly per_year: number }[];
}

/** What keeps a tariff's windows from pricing every minute of every day exactly once, at its place in the file. */
export const tariffFaults = ({
  windows = [],
  seasons = [],
  day_types: dayTypes = [],
}: Partial<RawTariff>): readonly { readonly path: readonly PropertyKey[]; readonly message: string; readonly fix: string }[] => {
  if (windows.length === 0) return [];
  const faults = windowFaults({
    windows: windows.map(({ days = "all", day_type: dayType, ...window }) => ({ ...window, days, ...(dayType === undefined ? {} : { dayType }) })),
    seasons,
    dayTypes: dayTypes.map(({ name, per_year: perYear }) => ({ name, perYear })),
  });
  return faults.map(({ window, season, message, fix }) => ({
    path: window !== undefined ? ["windows", window] : season !== undefined ? ["seasons", season] : ["windows"],
    message,
    fix,
  }));
};
