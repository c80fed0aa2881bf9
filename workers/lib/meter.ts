/** How many rows D1 looked at and wrote, as it reports them; where it reports nothing, the rows that came back. */
export type Rows = { read: number; written: number }

/** The same database, which adds to `rows` what it is asked for and answers nothing any more once `signal` was aborted. */
export function metered(d1: D1Database, rows: Rows, signal: AbortSignal): D1Database {
  const originals = new WeakMap<object, D1PreparedStatement>()
  const asked = async (call: () => Promise<unknown>, writes: boolean): Promise<unknown> => {
    signal.throwIfAborted()
    const answer = await call()
    for (const one of Array.isArray(answer) && answer.some(hasMeta) ? answer : [answer]) tally(rows, one, writes)
    return answer
  }
  const statement = (original: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const writes = /^\s*(?:insert|update|delete|replace)\b/i.test(sql)
    const wrapped = new Proxy(original, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => statement(target.bind(...values), sql)
        const member: unknown = Reflect.get(target, name)
        return typeof member === "function" ? (...given: unknown[]) => asked(() => Reflect.apply(member, target, given), writes) : member
      },
    })
    originals.set(wrapped, original)
    return wrapped
  }
  return new Proxy(d1, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => statement(target.prepare(sql), sql)
      if (name === "batch")
        return (list: D1PreparedStatement[]) => asked(() => target.batch(list.map((one) => originals.get(one) ?? one)), false)
      const member: unknown = Reflect.get(target, name)
      return typeof member === "function" ? member.bind(target) : member
    },
  })
}

const hasMeta = (answer: unknown): answer is { meta: Record<string, unknown> } =>
  typeof answer === "object" && answer !== null && "meta" in answer

function tally(rows: Rows, answer: unknown, writes: boolean): void {
  if (hasMeta(answer)) {
    rows.read += Number(answer.meta["rows_read"] ?? 0)
    rows.written += Number(answer.meta["rows_written"] ?? 0)
    return
  }
  const count = Array.isArray(answer) ? answer.length : answer === null ? 0 : 1
  if (writes) rows.written += count
  else rows.read += count
}
