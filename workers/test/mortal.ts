import type { Bindings } from "#workers/env.ts"
import { bindings, network } from "./ctx.ts"

/** A process that is killed right after its n-th effect: a write to D1, a file put, a call that leaves it. */
export class Killed extends Error {
  override name = "Killed"
}

type Statement = D1PreparedStatement

/**
 * Bindings and a fetch that die after `limit` effects. Dying before effect n + 1 is the same as losing the answer of
 * effect n, so counting one of both covers every moment between two effects. Once dead, nothing works any more: what
 * a dying process would still write in its error handling is not written either.
 */
export function mortal(limit = Number.POSITIVE_INFINITY, outside: typeof fetch = network) {
  const life = { effects: 0, dead: false }
  async function pulse<T>(counts: boolean, work: () => Promise<T>): Promise<T> {
    if (life.dead) throw new Killed("The process is dead.")
    const result = await work()
    if (counts && ++life.effects >= limit) {
      life.dead = true
      throw new Killed(`Killed after effect ${limit}.`)
    }
    return result
  }
  const fetcher: typeof fetch = (input, init) => {
    const request = new Request(input, init)
    return pulse(!["GET", "HEAD"].includes(request.method), () => outside(request))
  }
  const env: Bindings = { ...bindings, DB: mortalDb(bindings.DB, pulse), FILES: mortalFiles(bindings.FILES, pulse) }
  return { env, fetch: fetcher, life }
}

type Pulse = <T>(counts: boolean, work: () => Promise<T>) => Promise<T>

function mortalDb(db: D1Database, pulse: Pulse): D1Database {
  const inner = new WeakMap<Statement, { statement: Statement; writes: boolean }>()
  const wrap = (statement: Statement, writes: boolean): Statement => {
    const guarded = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values), writes)
        const member: unknown = Reflect.get(target, name)
        return typeof member === "function" ? (...given: unknown[]) => pulse(writes, () => member.apply(target, given)) : member
      },
    })
    inner.set(guarded, { statement, writes })
    return guarded
  }
  return new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => wrap(target.prepare(sql), /^\s*(?:insert|update|delete|replace)/i.test(sql))
      if (name === "batch")
        return (list: Statement[]) => {
          const known = list.map((one) => inner.get(one) ?? { statement: one, writes: true })
          return pulse(
            known.some(({ writes }) => writes),
            () => target.batch(known.map(({ statement }) => statement)),
          )
        }
      const member: unknown = Reflect.get(target, name)
      return typeof member === "function" ? member.bind(target) : member
    },
  })
}

function mortalFiles(bucket: R2Bucket, pulse: Pulse): R2Bucket {
  return new Proxy(bucket, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      return typeof member === "function" ? (...given: unknown[]) => pulse(name === "put", () => member.apply(target, given)) : member
    },
  })
}
