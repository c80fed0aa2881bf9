import { z } from "zod"
import { ProductBrief } from "./brief.ts"
import { Copy } from "./draft.ts"
import { FlagValue } from "./flag.ts"
import { DirectorKey } from "./org.ts"

/** One value that changes. `target` names it inside the proposal's subject; `from` is what was there when it was proposed. */
export const ProposalDiff = z.strictObject({ target: z.string().min(3).max(160), from: z.unknown(), to: z.unknown() })
export type ProposalDiff = z.infer<typeof ProposalDiff>

export const ProposalStatus = z.enum(["open", "accepted", "rejected", "stale", "applying", "applied", "rolled_back"])
export type ProposalStatus = z.infer<typeof ProposalStatus>
export const RolloutStatus = z.enum(["running", "done", "rolled_back"])
export type RolloutStatus = z.infer<typeof RolloutStatus>

/** When a change is taken back: as soon as the metric, taken over so many days, stands so against the threshold. */
export const KillCriterion = z.strictObject({
  metric: z.string().min(3),
  comparator: z.enum([">", "<"]),
  threshold: z.number(),
  withinDays: z.int().min(1).max(90),
})
export type KillCriterion = z.infer<typeof KillCriterion>

/**
 * Why a proposal is refused now and may be drafted again: a guardrail that lets it through another day, a director's goal that stands in
 * its way, or a time to wait. A refusal without one is for good.
 */
export const Passing = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("guard"), why: z.string() }),
  z.strictObject({ by: z.literal("goal"), director: DirectorKey, goal: z.string(), state: z.enum(["met", "missed", "unknown"]) }),
  z.strictObject({ by: z.literal("time"), until: z.iso.datetime() }),
])
export type Passing = z.infer<typeof Passing>

const one = <T extends z.ZodType, F extends z.ZodType, V extends z.ZodType>(target: T, from: F, to: V) =>
  z.strictObject({ target, from, to })
const Price = z.int().min(1).describe("minor units")
const Words = z.string().trim().min(8).max(70)
const copy = Copy.shape
const of = <T extends z.ZodType>(field: string, value: T) => one(z.literal(`product.${field}`), value, value)
/** The words of a page and its cover, value by value, so that each can be read, and put back, by itself. */
const Shown = z.discriminatedUnion("target", [
  of("title", Words),
  of("bullets", copy.bullets),
  of("description", copy.description),
  of("tags", copy.tags),
  of("seoTitle", copy.seoTitle),
  of("seoDescription", copy.seoDescription),
  of("coverAlt", copy.coverAlt),
  of("faq", copy.faq),
  of(
    "cover",
    z
      .string()
      .regex(/^[a-z]{3}_/, "Name a file of the draft.")
      .max(60),
  ),
])
const named = (area: string) => z.string().regex(new RegExp(`^${area}\\.[a-z][\\w.-]*$`), `Write it as ${area}.name.`)
const Text = z.string().min(1).max(20_000)

/** What each kind may change, and into what. A kind says who answers for it (workers/domain/proposal/kinds.ts). */
export const diffOf = {
  price: z.array(one(z.literal("product.price"), Price, Price)).length(1),
  words: z
    .array(Shown)
    .min(1)
    .max(9)
    .refine((diff) => new Set(diff.map(({ target }) => target)).size === diff.length, "Name each value once."),
  retire: z.array(one(z.literal("product.live"), z.literal(true), z.literal(false))).length(1),
  experiment: z.array(one(z.enum(["experiment.title", "product.title"]), Words, Words)).length(1),
  brief: z.array(one(z.literal("brief.new"), z.null(), ProductBrief)).length(1),
  flag: z.array(one(named("flag"), FlagValue, FlagValue)).length(1),
  budget: z.array(one(named("budget"), z.number().min(0), z.number().min(0))).length(1),
  prompt: z
    .array(one(named("prompt"), Text, Text))
    .min(1)
    .max(5),
  macro: z
    .array(one(named("macro"), Text, Text))
    .min(1)
    .max(5),
  "contract-changed": z.array(ProposalDiff).min(1).max(50),
  provider: z.array(one(named("provider"), z.null(), z.string().max(500))).length(1),
  drift: z.array(ProposalDiff).min(1).max(50),
  "listing-drift": z.array(ProposalDiff).min(1).max(50),
} as const
export const ProposalKind = z.enum(Object.keys(diffOf) as [keyof typeof diffOf, ...(keyof typeof diffOf)[]])
export type ProposalKind = keyof typeof diffOf

export const VoteView = z
  .strictObject({
    voter: z.string(),
    choice: z.enum(["for", "against", "abstain"]),
    reason: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: "Vote" })
export const ChangeView = z
  .strictObject({
    id: z.string(),
    direction: z.enum(["apply", "rollback"]),
    version: z.int(),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    beforeHash: z.string(),
    afterHash: z.string(),
    actor: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: "Change" })
export const RolloutView = z
  .strictObject({
    id: z.string(),
    proposalId: z.string(),
    subject: z.string(),
    way: z.enum(["visitors", "time"]),
    flag: z.string().nullable(),
    percent: z.int(),
    status: RolloutStatus,
    why: z.string().nullable(),
    stepAt: z.iso.datetime(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Rollout" })

export const ProposalView = z
  .strictObject({
    id: z.string(),
    author: z.string(),
    kind: z.string(),
    subject: z.string(),
    summary: z.string(),
    diff: z.array(ProposalDiff),
    diffHash: z.string().describe("what is voted on and applied: SHA-256 of the diff in canonical JSON"),
    predicted: z.strictObject({ metric: z.string(), change: z.number(), because: z.string() }),
    killCriterion: z.string(),
    kill: KillCriterion.nullable(),
    rollback: z.string(),
    undo: z.array(ProposalDiff).nullable(),
    status: ProposalStatus,
    why: z.string().nullable(),
    passing: z.array(Passing).nullable().describe("why it may be drafted again when it was refused; null: it was not, or it is for good"),
    source: z.string().nullable().describe("the experiment that it follows from"),
    closesAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    appliedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Proposal" })
export type ProposalView = z.infer<typeof ProposalView>
