import type { Catalog } from "../domain/catalog.js";
import { supportFor } from "../domain/framework.js";
import { CONDITIONS } from "../domain/offer.js";
import type { Gpu, Part } from "../domain/part.js";
import type { Barred } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { priceContext } from "../evaluate/context.js";
import { marketPriceMinor } from "../evaluate/cost/price.js";
import { speedIndex } from "../evaluate/workload/throughput.js";

/** What a plan is asked for, and from what it is made. */
export interface Asked {
  readonly request: PlanRequest;
  readonly scenario: Scenario;
  readonly catalog: Catalog;
}

/** Why a plan cannot pay for a part. */
const priceObstacle = (part: Part, { request, scenario, catalog }: Asked): string | undefined => {
  const context = priceContext(scenario, catalog);
  if (request.own.includes(part.id) || request.conditions.some((condition) => marketPriceMinor(part, condition, context) !== undefined)) return undefined;
  return part.offers().length === 0
    ? "nobody is known to sell it"
    : `the only prices of it are doubtful or not for ${request.conditions.join(" or ")} ones: a plan does not rest on them`;
};

/** Why nobody can say whether the software that must run does: the card's file does not name what tells. */
const softwareGap = (gpu: Gpu, { request, scenario, catalog }: Asked): string | undefined => {
  const field = gpu.vendor === "nvidia" ? "compute_capability" : gpu.vendor === "amd" ? "gfx_target" : undefined;
  if (field === undefined || request.acceptUnknown || gpu.computeCapability !== undefined || gpu.gfxTarget !== undefined) return undefined;
  const framework = scenario.frameworks.map((id) => catalog.frameworks.get(id)).find((found) => found !== undefined && supportFor(gpu, found) === undefined);
  return framework === undefined ? undefined : `nobody knows whether ${framework.name} runs on it, since its file has no ${field} (--accept-unknown would try)`;
};

/** What keeps a card out before its price or any rig with it is thought of. */
const cardObstacle = (gpu: Gpu, asked: Asked): string | undefined => {
  const { request, catalog } = asked;
  if (gpu.form !== "pcie") return `it is no card for a slot (${gpu.form}): no board in the catalogue takes it`;
  if (request.vendors !== undefined && !request.vendors.includes(gpu.vendor))
    return `it is made by ${gpu.vendor}, and --vendor asks for ${request.vendors.join(" or ")}`;
  if (request.withoutParts.includes(gpu.id)) return "it was excluded with --without";
  const device = gpu.vramGib / gpu.deviceCount;
  if (request.minVramGib !== undefined && device < request.minVramGib) return `it has ${device} GB on each GPU, and ${request.minVramGib} GB are asked for`;
  if (speedIndex(gpu, catalog.assumptions) === undefined) return "how fast it computes is not known, so it cannot be weighed";
  return softwareGap(gpu, asked);
};

/** What keeps a card out before any rig with it is thought of. */
export const obstacle = (gpu: Gpu, asked: Asked): string | undefined => cardObstacle(gpu, asked) ?? priceObstacle(gpu, asked);

const barred = (part: Part, asked: Asked): readonly Barred[] => {
  const about = { part: part.id, name: part.name };
  const card = part.kind === "gpu" ? cardObstacle(part, asked) : undefined;
  if (card !== undefined) return [{ ...about, reason: card }];
  const unpaid = priceObstacle(part, asked);
  const { conditions } = asked.request;
  const offered = CONDITIONS.find((condition) => conditions.includes(condition) && part.offers().some((offer) => offer.condition === condition));
  return unpaid === undefined ? [] : [{ ...about, reason: unpaid, priceFor: offered ?? conditions[0] ?? "new" }];
};

/** The parts asked for that no plan takes, whatever its limits, and why. */
export const barredParts = (asked: Asked): readonly Barred[] =>
  asked.request.withParts.flatMap((id) => {
    const part = Object.values(asked.catalog.parts).flatMap((parts): readonly Part[] => {
      const part = parts.get(id);
      return part === undefined ? [] : [part];
    })[0];
    return part === undefined ? [] : barred(part, asked);
  });
