import { and, desc, eq, gt, lt } from "drizzle-orm"
import type { ModelRegistry } from "#schemas/models.ts"
import { flags, modelAnswers, modelCalls, modelQuestions } from "#schemas/tables/index.ts"
import { agentOf, directors, executors } from "#seeds/org/index.ts"
import { alikeFrom, guardOf } from "./adapters/models/alike.ts"
import type { Budget } from "./adapters/models/budget.ts"
import { cosine, type Embedder } from "./adapters/models/embed.ts"
import type { AnswerCache, ModelCall, Question } from "./adapters/models/gateway.ts"
import type { Db } from "./lib/db.ts"
import { canonical, sha256 } from "./lib/hash.ts"
import { newId } from "./lib/ids.ts"
import type { Caps, TreasuryDoor, TreasuryView } from "./lib/treasury.ts"

/** Longer than any model call may take, so that only a crash lets a lease expire. */
const leaseMs = 5 * 60_000
const answersKeptMs = 30 * 24 * 3_600_000

/** Dollars of the policies as whole micro-dollars. */
export const capsOf = ({ policies }: ModelRegistry): Caps => ({
  day: Math.round(policies.max_cost_usd_per_day * 1_000_000),
  job: Math.round(policies.max_cost_usd_per_job * 1_000_000),
  agent: Math.round(policies.max_cost_usd_per_agent * 1_000_000),
  product: Math.round(policies.max_cost_usd_per_product * 1_000_000),
})

/** The treasury as the gateway sees it, and what today has cost. An actor's kind says which cap beside the day's it counts against. */
export type Spend = Budget & {
  view(): Promise<TreasuryView & { caps: Caps }>
  /** An agent's cap of the day and what it has spent of it, millionths of a dollar. */
  of(agentId: string): Promise<{ cap: number; spent: number }>
}

/** What an agent's models may cost a day: what was set by flag, else its file's figure. Null for who is no agent. */
export async function agentCap(db: Db, actorId: string): Promise<number | null> {
  const key = agentOf(actorId)
  const spec = [...directors, ...executors].find((one) => one.key === key)
  if (!spec) return null
  const [row] = await db
    .select({ value: flags.value })
    .from(flags)
    .where(eq(flags.key, `budget.${spec.key}`))
  return Math.round((typeof row?.value === "number" ? row.value : spec.budgetUsdPerDay) * 1_000_000)
}

export function openSpend(
  namespace: DurableObjectNamespace<TreasuryDoor>,
  caps: Caps,
  actor: { kind: string; id: string; run?: string },
  now: () => Date,
  capFor: (actorId: string) => Promise<number | null> = async () => null,
): Spend {
  // One for the whole shop: a second one would allow a second day's money.
  const door = () => namespace.getByName("shop")
  const capsNow = async () => ({ ...caps, agent: (await capFor(actor.id)) ?? caps.agent })
  return {
    async reserve({ provider, amount, subject, economy, spare }) {
      const id = newId("lease", now())
      // A run ends, so its cap is for its whole life; agents and scheduled work go on, so theirs is a day's.
      const job = actor.kind === "pipeline" ? actor.id : actor.run ? `pipeline:${actor.run}` : null
      const agent = actor.kind === "agent" || actor.kind === "job" ? actor.id : null
      const product = subject.startsWith("prd_") ? subject : null
      const verdict = await door().reserve({ id, provider, amount, economy, spare, ttl: leaseMs, job, agent, product }, await capsNow())
      return verdict.ok ? { ok: true, lease: verdict.lease } : { ok: false, cap: verdict.cap }
    },
    rest: (provider, ms) => door().rest(provider, ms),
    settle: (lease, costMicros) => door().settle(lease, costMicros),
    release: (lease) => door().release(lease),
    of: async (agentId) => ({ cap: (await capFor(agentId)) ?? caps.agent, spent: await door().spentBy(agentId) }),
    view: async () => ({ ...(await door().view(caps)), caps }),
  }
}

/** So many kept questions with one guard are compared; they differ only in how they are put. */
const compared = 20

/**
 * Answers in D1, for thirty days. `embedder` is the shop's own static one, whatever else the shop searches with: a look into the cache
 * must cost nothing, and the threshold was measured for it.
 */
export function answerCache(db: Db, now: () => Date, embedder: () => Promise<Embedder>): AnswerCache {
  const oldest = () => new Date(now().getTime() - answersKeptMs)
  return {
    async find(key) {
      const [row] = await db
        .select({ output: modelAnswers.output, model: modelAnswers.model })
        .from(modelAnswers)
        .where(and(eq(modelAnswers.key, key), gt(modelAnswers.at, oldest())))
      return row ?? null
    },
    async keep(key, answer, question) {
      const entry = db
        .insert(modelAnswers)
        .values({ key, ...answer, at: now() })
        .onConflictDoNothing()
      const asked = question && { key, basis: question.basis, ...(await placed(question, embedder)) }
      const words = asked
        ? [
            db
              .insert(modelQuestions)
              .values({ ...asked, vector: bytesOf(asked.vector) })
              .onConflictDoNothing(),
          ]
        : []
      await db.batch([db.delete(modelAnswers).where(lt(modelAnswers.at, oldest())), entry, ...words])
    },
    async alike(question) {
      const { guard, embedder: model, vector } = await placed(question, embedder)
      const rows = await db
        .select({ output: modelAnswers.output, model: modelAnswers.model, basis: modelQuestions.basis, vector: modelQuestions.vector })
        .from(modelQuestions)
        .innerJoin(modelAnswers, eq(modelAnswers.key, modelQuestions.key))
        .where(and(eq(modelQuestions.guard, guard), eq(modelQuestions.embedder, model), gt(modelAnswers.at, oldest())))
        .orderBy(desc(modelAnswers.at))
        .limit(compared)
      return rows
        .map((row) => ({ ...row, nearness: cosine(vector, floatsOf(row.vector)) }))
        .filter(({ nearness }) => nearness >= alikeFrom)
        .toSorted((a, b) => b.nearness - a.nearness)
    },
  }
}

async function placed({ scope, text }: Question, embedder: () => Promise<Embedder>) {
  const { model, dimension, embed } = await embedder()
  const [vector = new Float32Array(dimension)] = await embed([text])
  return { guard: await sha256(canonical([scope, guardOf(text)])), embedder: model, dimension, vector }
}

const bytesOf = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
/** Copied, for a row's bytes need not begin where a float may. */
const floatsOf = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer)

export async function recordCall(db: Db, now: () => Date, call: ModelCall): Promise<void> {
  await db.insert(modelCalls).values({ id: newId("call", now()), at: now(), ...call })
}
