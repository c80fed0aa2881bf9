import { z } from "zod"
import { Copy } from "./draft.ts"
import { ProposalStatus } from "./proposal.ts"

/** What of a product's page is tried. Prices are not: no two visitors are asked for different money at the same time. */
export const ExperimentKind = z.enum(["words", "title", "cover", "title-and-cover"])
export type ExperimentKind = z.infer<typeof ExperimentKind>
/** `test`: two arms, fixed shares, ends by evidence. `bandit`: several arms, shares move daily to what sells. */
export const ExperimentMode = z.enum(["test", "bandit"])
export type ExperimentMode = z.infer<typeof ExperimentMode>
export const ExperimentStatus = z.enum(["draft", "running", "ended"])
export type ExperimentStatus = z.infer<typeof ExperimentStatus>

/** One arm: what it lays over the words on the shelf. The control lays nothing over them. */
export const Arm = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{1,20}$/),
  about: z.string().max(200),
  variant: z.string().nullable().describe("the draft's variant that its words are from"),
  copy: Copy.partial(),
  cover: z.string().nullable().describe("asset id of another cover"),
})
export type Arm = z.infer<typeof Arm>
export const controlArm = "control"

/** Which arm a visitor is in: the holdout is never shown anything and never counted. */
export const Shown = z.strictObject({ experiment: z.string(), arm: z.string() })
export type Shown = z.infer<typeof Shown>

/** A visitor's random id, from the first-party cookie; null: not to be counted, sees what everybody sees. */
export const VisitorId = z
  .string()
  .regex(/^[\w-]{8,60}$/)
  .nullable()
export type VisitorId = z.infer<typeof VisitorId>

/** Kept with an order, so that payment and refund count for the arm that the visitor saw. `unit` is the visitor's hash in that experiment. */
export const OrderArm = z.strictObject({ experiment: z.string(), arm: z.string(), unit: z.string(), productId: z.string() })
export type OrderArm = z.infer<typeof OrderArm>

export const ArmTotals = z.strictObject({
  arm: z.string(),
  about: z.string(),
  share: z.number(),
  visitors: z.int(),
  conversions: z.int(),
  refunds: z.int(),
  revenue: z.int(),
})
export type ArmTotals = z.infer<typeof ArmTotals>

export const ExperimentView = z.strictObject({
  id: z.string(),
  key: z.string().describe("A/B-001"),
  productId: z.string(),
  product: z.string(),
  kind: ExperimentKind,
  mode: ExperimentMode,
  status: ExperimentStatus,
  outcome: z
    .enum(["won", "shipped", "stopped"])
    .nullable()
    .describe("won: its winner is proposed; shipped: it went on the shelf in the time before winners were voted on"),
  proposal: z.strictObject({ id: z.string(), status: ProposalStatus }).nullable().describe("the newest one to put its winner on the shelf"),
  reason: z.string().nullable(),
  winner: z.string().nullable(),
  hypothesis: z.string(),
  arms: z.array(ArmTotals),
  days: z.int().describe("whole days with figures"),
  evidence: z
    .record(z.string(), z.number())
    .nullable()
    .describe("as of the last look: e-values of a test, chances of being best of a bandit"),
  lift: z
    .strictObject({ low: z.number(), high: z.number() })
    .nullable()
    .describe("ratio of the conversion rates that the figures do not rule out"),
  saying: z.string().describe("where it stands, in plain words"),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type ExperimentView = z.infer<typeof ExperimentView>
