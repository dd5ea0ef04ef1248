import type { SafetySummary } from "../../domain/assessment.js";
import type { Circuit } from "../../domain/region.js";
import type { Scenario } from "../../domain/scenario.js";

const BTU_PER_WATT_HOUR = 3.412;

/** What the circuit carries and the heat that comes of it.
 * @param circuit - what the rig hangs on; undefined where none is known
 */
export const safetySummary = (scenario: Scenario, circuit: Circuit | undefined, wallPeakW: number, wallTypicalW: number): SafetySummary => {
  return {
    ...(circuit === undefined
      ? {}
      : {
          circuit: {
            name: circuit.name,
            maxContinuousW: circuit.maxContinuousW,
            voltageV: circuit.voltageV,
            source: scenario.region.sources.find((entry) => entry.covers.includes("circuits"))?.cite ?? "as given",
          },
          circuitShare: wallPeakW / circuit.maxContinuousW,
        }),
    heatW: wallTypicalW,
    heatBtuPerH: wallTypicalW * BTU_PER_WATT_HOUR,
  };
};
