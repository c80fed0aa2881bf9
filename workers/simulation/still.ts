import { seeded, type Random } from "#workers/lib/random.ts"

/**
 * Time and chance of this isolate belong to the simulation: `new Date()`, `Date.now`, `Math.random` and the random bytes of ids are
 * played, so that code which was never written for it runs on the simulated clock too. Import this file before any other.
 */
const RealDate = globalThis.Date
let time = RealDate.UTC(2027, 0, 4)
let chance: Random = seeded("before the first seed")

const now = (): number => time

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], newTarget): object => Reflect.construct(target, args.length === 0 ? [time] : args, newTarget),
  apply: () => new RealDate(time).toString(),
  get: (target, key, receiver): unknown => (key === "now" ? now : Reflect.get(target, key, receiver)),
})
Math.random = () => chance.next()

function fill<T extends ArrayBufferView | null>(into: T): T {
  if (into === null) return into
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(chance.next() * 256)
  return into
}
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
const uuid = () => hex(fill(new Uint8Array(16))).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5")

// Time stands still while somebody works, so nobody's patience ends; and an object may hold ten thousand timers, no more.
AbortSignal.timeout = () => new AbortController().signal

Object.defineProperty(crypto, "getRandomValues", { value: fill })
Object.defineProperty(crypto, "randomUUID", { value: uuid })

/** The simulated clock; it never runs by itself and never back. */
export const clock = {
  now: (): Date => new RealDate(time),
  time: (): number => time,
  /** Moves on to this time, in ms; an earlier one changes nothing. */
  to: (at: number): void => void (time = Math.max(time, at)),
}

/** Sets time and chance to where a world begins. */
export function begin(at: number, seed: number): void {
  time = at
  chance = seeded("world", seed)
}
