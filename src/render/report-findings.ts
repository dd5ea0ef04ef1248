import { assessmentsIn } from "./flat.js";

/** A finding as machine-readable output spells it, with the rig it is about. */
export interface ReportFinding {
  readonly rig: string;
  readonly code: string;
  readonly rule: string;
  readonly severity: string;
  readonly verdict: string;
  readonly message: string;
  readonly fix: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const RANK: Readonly<Record<string, number>> = { does_not_fit: 0, unknown: 1 };
const rank = ({ verdict, severity }: ReportFinding): number => RANK[verdict] ?? (severity === "warning" ? 2 : 3);

/** The findings of each rig of a document, the gravest first. */
export const findingsByRig = (document: unknown): readonly { readonly rig: string; readonly findings: readonly ReportFinding[] }[] =>
  assessmentsIn(document).map(({ label, assessment }) => {
    const list: unknown = assessment["findings"];
    const findings = Array.isArray(list) ? (list as readonly Omit<ReportFinding, "rig">[]).map((finding) => ({ ...finding, rig: label })) : [];
    return { rig: label, findings: findings.sort((a, b) => rank(a) - rank(b)) };
  });
