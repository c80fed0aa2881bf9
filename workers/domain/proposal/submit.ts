import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { diffOf, KillCriterion, ProposalDiff, ProposalView } from "#schemas/proposal.ts"
import { proposals } from "#schemas/tables/index.ts"
import { AppError, conflict, invalidField } from "#workers/errors.ts"
import { canonical } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { fileProposal, reversed } from "./file.ts"
import { killMetrics } from "./kill-metrics.ts"
import { viewProposal } from "./list.ts"
import { hashOf, liveValues, loadProposal, movedFrom } from "./load.ts"

const Line = z.string().trim().min(10).max(400)

/** Files a change that its author thought of, against what stands there now; it changes nothing until it is voted for. */
export const submitProposal = operation({
  name: "proposal.file",
  about: "Files a typed proposal, against the shop as it is now, and opens the vote on it.",
  scope: "write",
  approval: "none",
  input: z.strictObject({
    kind: z.enum(["price", "words", "retire", "flag", "budget"]),
    subject: z.string().min(3).max(60).describe("product id; for a flag its key, for a budget agent:key"),
    summary: Line,
    diff: z.array(ProposalDiff).min(1).max(9),
    predicted: z.strictObject({ metric: z.string().min(3).max(60), change: z.number(), because: Line }),
    killCriterion: Line,
    kill: KillCriterion,
    rollback: Line,
  }),
  output: ProposalView,
})(async (ctx, asked) => {
  const { kind: who, id: author } = ctx.actor
  if (!["agent", "operator", "key"].includes(who)) throw new AppError("forbidden", "Agents and people propose; others are asked.")
  const { kind, subject, diff } = asked
  const typed = diffOf[kind].safeParse(diff)
  if (!typed.success) throw wrongFields(typed.error.issues.map(({ path, message }) => [path.join("/"), message] as const))
  const live = await liveValues(ctx, subject, diff)
  mustBeItself(subject, diff)
  const metrics = killMetrics(kind, subject)
  if (!metrics.includes(asked.kill.metric))
    throw invalidField("kill/metric", `Nobody measures "${asked.kill.metric}" for this change; there are ${metrics.join(", ")}.`)
  const old = diff.flatMap((one, n) => (movedFrom([one], live, "from").length > 0 ? [[n, one.target] as const] : []))
  if (old.length > 0)
    throw new AppError(
      "conflict",
      `The shop has changed since you looked: ${old.map(([, target]) => target).join(", ")}. Nothing was filed.`,
      {
        fields: old.map(([n, target]) => ({
          field: `diff/${n}/from`,
          message: `It is ${JSON.stringify(live[target])} now; propose from there.`,
        })),
      },
    )
  // In one order, for in another it would be another change, and a no to the first would not hold for it.
  const filed = diff.toSorted((a, b) => (a.target < b.target ? -1 : 1))
  const id = await fileProposal(ctx, author, { ...asked, diff: filed, undo: reversed(filed) })
  if (id) return viewProposal(await loadProposal(ctx, id))
  const same = and(eq(proposals.subject, subject), eq(proposals.kind, kind), eq(proposals.diffHash, await hashOf(filed)))
  const [before] = await ctx.db.select().from(proposals).where(same).orderBy(desc(proposals.id)).limit(1)
  throw conflict(
    `This change was proposed before: ${before?.id ?? "by another run"} is ${before?.status ?? "open"}. ${before?.why ?? ""}`.trim(),
  )
})

const wrongFields = (issues: (readonly [string, string])[]) =>
  new AppError("invalid", `diff/${issues[0]?.[0]}: ${issues[0]?.[1]}`, {
    fields: issues.map(([at, message]) => ({ field: `diff/${at}`, message })),
  })

/** What a flag or a budget is filed under follows from its name, and every line changes something. */
function mustBeItself(subject: string, diff: ProposalDiff[]): void {
  const [area = "", ...rest] = (diff[0]?.target ?? "").split(".")
  const own = { flag: rest.join("."), budget: `agent:${rest.join(".")}` }[area]
  if (own !== undefined && own !== subject) throw invalidField("subject", `What changes ${diff[0]?.target} is filed under "${own}".`)
  const idle = diff.findIndex(({ from, to }) => canonical(from ?? null) === canonical(to ?? null))
  if (idle >= 0) throw invalidField(`diff/${idle}/to`, "It changes nothing; leave it out.")
}
