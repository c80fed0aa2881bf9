import type { z } from "zod"
import { SafeMode, type ModelRole } from "#schemas/models.ts"
import { prompts, type PromptName } from "#schemas/prompts/index.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { profanityIn } from "#workers/lib/safe/profanity/index.ts"
import { attempt, type Surroundings, type Tally } from "./attempt.ts"
import { breaker } from "./breaker.ts"
import { capabilities, type Capabilities } from "./capabilities.ts"
import { ladder, tierOf } from "./ladder.ts"
import { ModelFault } from "./fault.ts"
import type { ModelProvider, PromptInput, PromptOutput, Refused } from "./model.ts"

export type ModelCall = {
  prompt: string
  version: number
  model: string
  subject: string
  tokensIn: number
  tokensOut: number
  costMicros: number
  millis: number
  repairs: number
  attempts: number
  /** Answered from the cache, at no cost; `similar`: by the answer to the same question in other words. */
  cached: boolean
  similar: boolean
  ok: boolean
  error: string | null
}
/** `scope` names prompt, version, provider and model. */
export type Question = { scope: string; text: string }
type Kept = { output: unknown; model: string }
/** Answers by a key that names prompt, version, model and input, and by questions that say the same in other words. */
export type AnswerCache = {
  find(key: string): Promise<Kept | null>
  keep(key: string, answer: Kept & { prompt: string; version: number }, question: (Question & { basis: string }) | null): Promise<void>
  /** Kept answers to questions that count as this one, the nearest first. */
  alike(question: Question): Promise<(Kept & { basis: string })[]>
}
export type GatewayOptions = Partial<Surroundings> & { cache?: AnswerCache | null; safeModes?: readonly SafeMode[] }
export type ProviderRow = { name: string; mode: ModelProvider["mode"]; model: string | null; useFor: readonly string[]; resting: boolean }

/** One task, checked: `model` is who wrote it. */
export type Answer<N extends PromptName> = { output: PromptOutput<N>; model: string }
/** `composed`: by the embedded composer alone, when what a model wrote was refused outside. `role`: of who asks, instead of the prompt's. */
export type TaskOptions = { composed?: boolean; role?: ModelRole }
export type Models = Capabilities & {
  providers: ProviderRow[]
  /** The safe modes that are on. */
  safeModes: readonly SafeMode[]
  complete<N extends PromptName>(name: N, input: PromptInput<N>, subject: string, options?: TaskOptions): Promise<Answer<N>>
}
type Gate = { around: Surroundings; cache: AnswerCache | null; decent: boolean; record(call: ModelCall): Promise<void> }

/** Every provider failed; the causes are in order. */
export class NoModelAnswered extends Error {
  override name = "NoModelAnswered"
}

const repairsAllowed = 2
/** A step of a run may take five minutes; the last minute is for the composer. */
const patienceMs = 240_000

/**
 * Asks the providers, the one whose registry entry names the prompt's role first, then down the ladder, until one gives an
 * output that the prompt's schema accepts. A refused output goes back with its faults at most twice. Every try is recorded.
 */
export function gateway(providers: ModelProvider[], record: (call: ModelCall) => Promise<void>, options: GatewayOptions = {}): Models {
  const around: Surroundings = {
    breaker: options.breaker ?? breaker(),
    budget: options.budget ?? null,
    now: options.now ?? (() => Date.now()),
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? 180_000,
  }
  const safeModes = options.safeModes ?? SafeMode.options
  const gate: Gate = { around, cache: options.cache ?? null, decent: safeModes.includes("profanity_filter"), record }
  return {
    ...capabilities(providers, around, record, safeModes),
    safeModes,
    providers: providers.map(({ name, mode, useFor = [], vendor }) => ({
      name,
      mode,
      model: vendor?.models.chat ?? null,
      useFor,
      resting: around.breaker.resting(name, around.now()),
    })),
    async complete<N extends PromptName>(name: N, input: PromptInput<N>, subject: string, { composed = false, role }: TaskOptions = {}) {
      const failures: unknown[] = []
      const until = around.now() + patienceMs
      const steps = ladder(providers, role ?? prompts[name].role).filter(({ vendor }) => !composed || !vendor)
      for (const [at, provider] of steps.entries()) {
        try {
          const spare = steps.slice(at + 1).some((below) => tierOf(below) === "edge" || tierOf(below) === "local")
          if (provider.vendor && around.now() >= until) throw new ModelFault("timeout", `no time left to ask ${provider.name}`)
          return await ask({ provider, name, input, subject, spare, until }, gate)
        } catch (error) {
          failures.push(error)
          if (isRefusal(error)) throw error
        }
      }
      throw new NoModelAnswered(`No model completed ${name}: ${failures.map(String).join("; ")}`, { cause: failures.at(-1) })
    },
  }
}

/** A refusal is about the request, so no other provider would do better. */
const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === "CannotCompose"

type Task<N extends PromptName> = {
  provider: ModelProvider
  name: N
  input: PromptInput<N>
  subject: string
  spare: boolean
  until: number
}

async function ask<N extends PromptName>(task: Task<N>, gate: Gate): Promise<Answer<N>> {
  const { provider, name, subject } = task
  const started = Date.now()
  const tally: Tally = { attempts: 0, costMicros: 0 }
  const call: ModelCall = {
    prompt: name,
    version: prompts[name].version,
    model: provider.vendor ? `${provider.name}:${provider.vendor.models.chat}` : provider.name,
    subject,
    tokensIn: 0,
    tokensOut: 0,
    costMicros: 0,
    millis: 0,
    repairs: 0,
    attempts: 0,
    cached: false,
    similar: false,
    ok: false,
    error: null,
  }
  try {
    const answer = (await remembered(task, gate, call)) ?? (await fresh(task, gate, call, tally))
    call.ok = true
    return answer
  } catch (error) {
    call.error = String(error).slice(0, 500)
    throw error
  } finally {
    await gate.record({ ...call, ...tally, millis: Date.now() - started })
  }
}

async function fresh<N extends PromptName>(task: Task<N>, gate: Gate, call: ModelCall, tally: Tally): Promise<Answer<N>> {
  const { provider, name, input, subject, spare, until } = task
  const refused: Refused[] = []
  for (; ; call.repairs++) {
    const work = {
      provider: provider.name,
      subject,
      spare,
      until,
      worst: (economy: boolean) => provider.worst?.(name, input, { economy, refused }) ?? 0,
      run: (signal: AbortSignal, economy: boolean) => provider.complete(name, input, { economy, signal, refused }),
    }
    // The composer has no bad moments: what fails in it is a defect, and asking it again would only hide that.
    const completion = provider.vendor ? await attempt(work, gate.around, tally) : await provider.complete(name, input)
    if (!provider.vendor) tally.attempts++
    call.model = completion.model
    call.tokensIn += completion.tokensIn
    call.tokensOut += completion.tokensOut
    const checked = check(name, completion.output)
    const crude = checked.success && gate.decent ? profanityIn(checked.data) : []
    if (checked.success && crude.length === 0) {
      const answer = { output: checked.data, model: completion.model }
      if (provider.vendor && gate.cache) await keep(task, answer, gate.cache)
      return answer
    }
    const issues = `${completion.cut ? `The answer was cut off at ${prompts[name].maxTokens} tokens; be shorter.\n` : ""}${checked.success ? `Leave out the crude words: ${crude.join(", ")}.` : issuesOf(checked.error)}`
    if (call.repairs >= repairsAllowed || provider.mode === "embedded") throw new Error(`${completion.model}: ${issues}`)
    refused.push({ answer: completion.output, issues })
  }
}

/** The embedded composer is faster than a look into the cache. What no longer fits the schema is not an answer any more. */
async function remembered<N extends PromptName>(task: Task<N>, { cache }: Gate, call: ModelCall): Promise<Answer<N> | null> {
  if (!task.provider.vendor || !cache) return null
  const found = await cache.find(await keyOf(task))
  const exact = found && check(task.name, found.output)
  if (found && exact?.success) return hit(call, { output: exact.data, model: found.model }, false)
  const question = questionOf(task)
  for (const { basis, model, output } of question ? await cache.alike(question) : []) {
    const checked = check(task.name, output)
    if (checked.success && (await basisOf(task, checked.data)) === basis) return hit(call, { output: checked.data, model }, true)
  }
  return null
}

function hit<N extends PromptName>(call: ModelCall, answer: Answer<N>, similar: boolean): Answer<N> {
  Object.assign(call, { cached: true, similar, model: answer.model })
  return answer
}

async function keep<N extends PromptName>(task: Task<N>, answer: Answer<N>, cache: AnswerCache): Promise<void> {
  const { name } = task
  const question = questionOf(task)
  const basis = question && (await basisOf(task, answer.output))
  await cache.keep(
    await keyOf(task),
    { prompt: name, version: prompts[name].version, ...answer },
    question && basis ? { ...question, basis } : null,
  )
}

/** Prompt, version and model: an answer of another prompt text or another model is no answer here. */
const scopeOf = <N extends PromptName>({ provider, name }: Task<N>) => [
  name,
  prompts[name].version,
  provider.name,
  provider.mode,
  provider.vendor?.models.chat ?? "",
]
const keyOf = <N extends PromptName>(task: Task<N>): Promise<string> => sha256(canonical([...scopeOf(task), task.input]))

function questionOf<N extends PromptName>(task: Task<N>): Question | null {
  const text = sharedOf(task.name)?.question(task.input) ?? null
  return text === null ? null : { scope: canonical(scopeOf(task)), text }
}

async function basisOf<N extends PromptName>({ name, input }: Task<N>, output: PromptOutput<N>): Promise<string | null> {
  const basis = sharedOf(name)?.basis(input, output) ?? null
  return basis === null ? null : sha256(canonical(basis))
}

/** The cast only ties the functions of `name` to the types of `name`: all come from the same entry of `prompts`. */
const sharedOf = <N extends PromptName>(name: N) =>
  prompts[name].shared as
    | { question(input: PromptInput<N>): string | null; basis(input: PromptInput<N>, output: PromptOutput<N>): unknown }
    | undefined

const issuesOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 20)
    .map(({ path, message }) => `${path.join(".") || "answer"}: ${message}`)
    .join("\n")

/** The cast only ties the schema of `name` to the output type of `name`: both come from the same entry of `prompts`. */
function check<N extends PromptName>(name: N, output: unknown) {
  return prompts[name].output.safeParse(output) as z.ZodSafeParseResult<PromptOutput<N>>
}
