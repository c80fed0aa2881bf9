import type { Bindings } from "#workers/env.ts"
import { playedD1, type Answer, type Query } from "./books.ts"
import type { TwinHome } from "./twins.ts"
import { clock } from "./still.ts"

/** What the host binds: real D1, R2 and Durable Objects. Queue and Workflows are played below, in order and on the simulated clock. */
export type MarketBindings = Omit<Bindings, "EVENTS" | "PIPELINE" | "VECTORIZE" | "AI" | "SHOPPER_LIMIT" | "WRITE_LIMIT"> & {
  TWINS: TwinHome
  PLACE: DurableObjectNamespace<Place>
  /** Set: the market stands outside and its rows lie in D1 itself. */
  ON_D1?: string
}

/** What others may call on the object in which the market stands. */
export type Place = Rpc.DurableObjectBranded & { run(queries: Query[]): Promise<Answer[]> }

type Message = { id: string; at: number; attempts: number }
/** What the shop has handed over and nobody has taken yet, first come first served. */
export const waiting: { messages: Message[]; runs: string[] } = { messages: [], runs: [] }

const after = (seconds = 0) => clock.time() + seconds * 1000

class Outbox implements Queue<{ id: string }> {
  async metrics(): Promise<QueueMetrics> {
    return { backlogCount: waiting.messages.length, backlogBytes: 0 }
  }
  async send({ id }: { id: string }, options?: QueueSendOptions): Promise<QueueSendResponse> {
    return this.sendBatch([{ body: { id }, delaySeconds: options?.delaySeconds }])
  }
  async sendBatch(messages: Iterable<MessageSendRequest<{ id: string }>>): Promise<QueueSendResponse> {
    for (const { body, delaySeconds } of messages) waiting.messages.push({ id: body.id, at: after(delaySeconds), attempts: 1 })
    return { metadata: { metrics: await this.metrics() } }
  }
}

// A run here remembers nothing but its effect log, and finds its way back by it: to wake it and to restart it are one.
function instance(id: string) {
  const again = async () => void waiting.runs.push(id)
  return { id, restart: again, sendEvent: again }
}

/** As much of Workflows as the shop uses: start a run, wake it, start it again. */
const runs = {
  async create({ id }: { id: string }) {
    waiting.runs.push(id)
    return instance(id)
  },
  get: async (id: string) => instance(id),
}

const unlimited: RateLimit = { limit: async () => ({ success: true }) }
const absent = (name: string) => new Proxy({}, { get: () => () => Promise.reject(new Error(`${name} is not part of the simulation.`)) })

let played: { from: object; bindings: Bindings } | undefined

/** The shop's bindings as its code knows them, the same object at every call: settings are cached by it. */
export function shopBindings(env: MarketBindings): Bindings {
  if (played?.from === env) return played.bindings
  const bindings: Bindings = {
    ...env,
    DB: env.ON_D1 ? env.DB : playedD1((queries) => env.PLACE.getByName("market").run(queries)),
    EVENTS: new Outbox(),
    // The platform's class has a dozen more verbs, and the shop calls none of them.
    PIPELINE: runs as unknown as Bindings["PIPELINE"],
    // No setting of the simulation leads to them; who reaches for one is told so.
    VECTORIZE: absent("Vectorize") as Vectorize,
    AI: absent("Workers AI") as Ai,
    SHOPPER_LIMIT: unlimited,
    WRITE_LIMIT: unlimited,
  }
  played = { from: env, bindings }
  return bindings
}
