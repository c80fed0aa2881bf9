import type { DrillReport } from "#schemas/backup.ts"
import type { Brand } from "#schemas/brand.ts"
import type { ProductNews } from "#schemas/agent.ts"
import type { Mind, WakeCause } from "#schemas/director.ts"
import type { AgentKey, DecisionType, DirectorKey } from "#schemas/org.ts"
import { shopFacts } from "#schemas/tables/index.ts"
import { brand } from "#seeds/brand.ts"
import { models as registry } from "#seeds/models.ts"
import { eq } from "drizzle-orm"
import { openAds, type Ads } from "./adapters/ads/index.ts"
import { openChannels, type Channels } from "./adapters/channels/index.ts"
import { r2, type Files } from "./adapters/files.ts"
import { openMail, type Mail } from "./adapters/mail/index.ts"
import { sharedBreaker } from "./adapters/models/breaker.ts"
import type { Embedder } from "./adapters/models/embed.ts"
import { discreet } from "./adapters/models/discreet.ts"
import { gateway, type Models } from "./adapters/models/gateway.ts"
import { hostedEmbedder } from "./adapters/models/hosted-embedder.ts"
import { openModels } from "./adapters/models/index.ts"
import { loadStaticVectors } from "./adapters/models/static-vectors/index.ts"
import { payments, type Payments } from "./adapters/payments/index.ts"
import { openPosts, type Posts } from "./adapters/posts/index.ts"
import { r2Vault, type Vault } from "./adapters/vault.ts"
import { openSearch } from "./adapters/search/index.ts"
import { openHooks, type Hooks } from "./adapters/webhooks/index.ts"
import type { Search } from "./adapters/search/search.ts"
import { readSettings, type Bindings, type Settings } from "./env.ts"
import type { Kit } from "./forge/forge.ts"
import { loadFonts } from "./forge/fonts.ts"
import { pngRenderer } from "./forge/png.ts"
import { commit, openDb, type Changes, type Db } from "./lib/db.ts"
import { pageReader, type Read } from "./lib/guarded-fetch.ts"
import { newId, type Noun } from "./lib/ids.ts"
import { log, type Log } from "./lib/log.ts"
import { metered, type Rows } from "./lib/meter.ts"
import { randomToken } from "./lib/hash.ts"
import { keyring } from "./keyring.ts"
import { pacing, unpaced, type Limits } from "./pace.ts"
import { mandated, type Mandate } from "./mandate.ts"
import type { Scope } from "./operation.ts"
import { agentCap, answerCache, capsOf, openSpend, recordCall, type Spend } from "./spend.ts"
import { keepMail, shownInShop, suppressedWhy } from "./window.ts"

export type ActorKind = "shopper" | "operator" | "key" | "agent" | "job" | "webhook" | "pipeline"
/**
 * Who is calling, and what it may do. `tainted`: it acts on texts from outside (pages, lists, questions, a model's answer to them), so what
 * it asks for may be somebody else's wish; `operation()` then lets nothing be spent without a policy's typed yes. `run`: the job that it
 * works for; what it decides and spends counts there too.
 */
export type Actor = { kind: ActorKind; id: string; scopes: Scope[]; tainted?: true; mandate?: Mandate; run?: string }

export const shopper: Actor = { kind: "shopper", id: "shopper", scopes: ["shop"] }
export const operator = (keyId: string): Actor => ({
  kind: "operator",
  id: `operator:${keyId}`,
  scopes: ["shop", "read", "write", "spend"],
})
/** The shop's own machinery. Agents and runs read what strangers wrote, so they are tainted from the start. */
export const inside = (kind: "job" | "webhook" | "pipeline" | "agent", name: string): Actor => ({
  kind,
  id: `${kind}:${name}`,
  scopes: ["shop", "read", "write", "spend"],
  ...(kind === "agent" || kind === "pipeline" ? { tainted: true } : {}),
})

/** An agent of the organisation, bound by its RACI; tainted, for it acts on what models and strangers wrote. */
export const agent = (key: AgentKey): Actor => inside("agent", key)
/** An executor under its director's mandate, for a run when one is named. */
export const delegate = (director: DirectorKey, executor: AgentKey, decision: DecisionType, run?: string): Actor => ({
  ...agent(executor),
  ...mandated(director, executor, decision),
  ...(run ? { run } : {}),
})
/** The job that this actor works for; null when it is nobody's. */
export const runOf = ({ kind, id, run }: Actor): string | null => run ?? (kind === "pipeline" ? id.slice("pipeline:".length) : null)

/** Who read a text from outside goes on as this. */
export const taintedActor = (actor: Actor): Actor => ({ ...actor, tainted: true })
/** Taint does not wash off by acting as somebody else. */
export const actingAs = (from: Actor, to: Actor): Actor => (from.tainted ? taintedActor(to) : to)

/** Everything that an operation may reach. What leaves the process goes through a port here; nothing else knows the adapters. */
export type Ctx = {
  actor: Actor
  brand: Brand
  settings: Settings
  db: Db
  files: Files
  /** Where backups lie. */
  vault: Vault
  search: Search
  /** Texts as vectors of meaning. */
  embedder(): Promise<Embedder>
  models: Models
  /** The money for models: one ledger for the whole shop. */
  spend: Spend
  channels: Channels
  /** The vendors' limits, counted for all isolates together. */
  pace: Limits
  payments: Payments
  mail: Mail
  posts: Posts
  /** What we tell endpoints outside. */
  hooks: Hooks
  /** Paid promotion; domain/advert lets nothing through without reserved money. */
  ads: Ads
  /** Reads a public page, or says in words why not. */
  read(url: string): Promise<Read>
  log: Log
  now(): Date
  id(noun: Noun): string
  /** One batch: rows, audit, events; then the events are sent, and what could not be sent stays due in the outbox. */
  commit(changes: Changes): Promise<void>
  /** Signs links; made by the shop itself when no SIGNING_SECRET is set. */
  secret(): Promise<string>
  kit(): Promise<Kit>
  start(jobId: string): Promise<void>
  /** Hands events and deliveries to the queue, at once or in so many seconds; those it does not take stay due in their tables. */
  send(ids: string[], delaySeconds?: number): Promise<void>
  /** Runs a job again from its first step; the effect log makes that harmless. */
  restart(jobId: string): Promise<void>
  signal(jobId: string, type: string, payload: unknown): Promise<void>
  /** Tells the product's agent; a board that misses news is not worth a failed operation. */
  tell(productId: string, news: ProductNews): Promise<void>
  /** Wakes a director in its own object; answers what it did. One that cannot be woken is tried again by the schedule. */
  wake(director: DirectorKey, cause: WakeCause): Promise<string[]>
  /** What a director's object remembers of its last wake. */
  mind(director: DirectorKey): Promise<Mind | null>
  /** Restores the newest backup into a database of its own and says what holds. */
  rehearse(): Promise<DrillReport>
  as(actor: Actor): Ctx
  /** The same context for work that must end: it counts the rows that it touches, and answers nothing more once `signal` was aborted. */
  bounded(signal: AbortSignal): Bounded
}
export type Bounded = { ctx: Ctx; rows: Rows }

/** A given clock needs its own `wait`, which moves it on; without one the vendors' limits are not counted and nothing is waited for. */
export type Overrides = { now?: () => Date; fetch?: typeof fetch; wait?: (ms: number) => Promise<void> }

/** The only composition root: bindings in, ports out. */
export function openCtx(env: Bindings, actor: Actor, overrides: Overrides = {}): Ctx {
  const settings = readSettings(env)
  const db = openDb(env.DB)
  const now = overrides.now ?? (() => new Date())
  const fetcher: typeof fetch = overrides.fetch ?? ((input, init) => fetch(input, init))
  const id = (noun: Noun) => newId(noun, now())
  const tokens = keyring(db, () => signingSecret(settings, db), now)
  const held = overrides.now && !overrides.wait
  const wait = overrides.wait ?? (held ? unpaced.wait : (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)))
  const pace = held ? unpaced : pacing(db, now, wait)
  const spend = openSpend(env.Treasury, capsOf(registry), actor, now, (agentId) => agentCap(db, agentId))
  const ctx: Ctx = {
    actor,
    brand,
    settings,
    db,
    log,
    now,
    id,
    files: r2(env.FILES),
    vault: r2Vault(env.FILES),
    search: openSearch(settings, env, () => ctx.embedder()),
    async embedder() {
      const own = await loadStaticVectors(env.ASSETS)
      return hostedEmbedder(registry, ctx.models, own) ?? own
    },
    spend,
    models: discreet(
      gateway(openModels(settings, fetcher, env.AI), (call) => recordCall(db, now, call), {
        budget: spend,
        breaker: sharedBreaker,
        cache: answerCache(db, now, () => loadStaticVectors(env.ASSETS)),
        safeModes: registry.policies.safe_modes,
      }),
    ),
    pace,
    channels: openChannels(settings, { fetch: fetcher, readShop: (slug) => shownInShop(db, settings.PUBLIC_URL, slug), tokens, now, pace }),
    payments: payments.stripe.open(settings, fetcher),
    mail: openMail(settings, {
      fetch: fetcher,
      store: (mail) => keepMail(db, id("mail"), now(), mail),
      suppressed: (address) => suppressedWhy(db, address),
      email: env.EMAIL,
    }),
    posts: openPosts(settings, { fetch: fetcher, tokens, now, wait }),
    hooks: openHooks(settings, fetcher),
    ads: openAds(settings, { fetch: fetcher, now }),
    read: pageReader(fetcher, now),
    async commit(changes) {
      await ctx.send(await commit(db, actor.id, now(), changes))
    },
    async send(due, delaySeconds = 0) {
      if (due.length === 0) return
      const messages = due.map((event) => ({ body: { id: event }, delaySeconds }))
      await env.EVENTS.sendBatch(messages).catch((error) => log("events.unsent", { due, error: String(error) }))
    },
    secret: () => signingSecret(settings, db),
    async kit() {
      const fonts = await loadFonts(env.ASSETS)
      return { brand, fonts, png: pngRenderer(fonts), madeAt: now() }
    },
    async start(jobId) {
      await env.PIPELINE.create({ id: jobId, params: { jobId } })
    },
    async restart(jobId) {
      try {
        await (await env.PIPELINE.get(jobId)).restart()
      } catch {
        // The instance never came to be, or its history has expired.
        await env.PIPELINE.create({ id: jobId, params: { jobId } })
      }
    },
    async signal(jobId, type, payload) {
      const instance = await env.PIPELINE.get(jobId)
      await instance.sendEvent({ type, payload })
    },
    async tell(productId, news) {
      try {
        await env.ProductAgent.getByName(productId).hear(productId, news)
      } catch (error) {
        log("agent.deaf", { productId, error: String(error) })
      }
    },
    async wake(director, cause) {
      try {
        return await env.DirectorAgent.getByName(director).wake(director, cause, overrides.now ? now().toISOString() : null)
      } catch (error) {
        log("director.asleep", { director, error: String(error) })
        return [`could not be woken: ${String(error)}`]
      }
    },
    mind: (director) => env.DirectorAgent.getByName(director).mind(),
    rehearse: () => env.Scratch.getByName("drill").rehearse(),
    as: (other) => openCtx(env, actingAs(actor, other), overrides),
    bounded(signal) {
      const rows = { read: 0, written: 0 }
      const call: typeof fetch = async (input, init) => {
        signal.throwIfAborted()
        return fetcher(input, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal })
      }
      return { rows, ctx: openCtx({ ...env, DB: metered(env.DB, rows, signal) }, actor, { ...overrides, fetch: call }) }
    },
  }
  return ctx
}

let kept: string | undefined

/** The first caller makes the secret; everybody reads the same row, so all isolates agree. */
async function signingSecret(settings: Settings, db: Db): Promise<string> {
  if (settings.SIGNING_SECRET) return settings.SIGNING_SECRET
  if (kept) return kept
  await db.insert(shopFacts).values({ name: "signing-secret", value: randomToken() }).onConflictDoNothing()
  const [row] = await db.select().from(shopFacts).where(eq(shopFacts.name, "signing-secret"))
  kept = row?.value
  if (!kept) throw new Error("The signing secret could not be kept in D1.")
  return kept
}
