import type { FlagView } from "#schemas/flag.ts"
import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

/** The verbs that the forms need, and no more. */
type Verbs = { channel: Pick<Shop["channel"], "sync" | "accept">; flag: Pick<Shop["flag"], "set"> }
export type SyncReport = Awaited<ReturnType<Shop["channel"]["sync"]>>

/** What a form of the channels' page led to. A sync's report is shown at once; a dry run leaves no other trace. */
export type ChannelOutcome =
  | { step: "synced"; report: SyncReport }
  | { step: "done"; location: string }
  | { step: "failed"; about: string; failure: Failure }

export async function answerChannels(shop: Verbs, form: FormData): Promise<ChannelOutcome> {
  const [what, name] = [textOf(form, "form"), textOf(form, "channel")]
  if (what === "flag") {
    const key = textOf(form, "key")
    const set = await attempt(() => shop.flag.set({ key, why: textOf(form, "why"), ...flagWish(form) }))
    return set.ok ? { step: "done", location: "/console/channels?set#flags" } : { step: "failed", about: key, failure: set.failure }
  }
  if (what === "accept") {
    const taken = await attempt(() => shop.channel.accept({ channel: name }))
    if (taken.ok) return { step: "done", location: `/console/channels?accepted=${encodeURIComponent(name)}` }
    return { step: "failed", about: name, failure: taken.failure }
  }
  const report = await attempt(() => shop.channel.sync({ channel: name, dry_run: what === "dry", add: textOf(form, "add") === "yes" }))
  return report.ok ? { step: "synced", report: report.value } : { step: "failed", about: name, failure: report.failure }
}

/** A part of the visitors, a number, or on and off: by the field that the form has. An empty field is no zero. */
function flagWish(form: FormData): { value: boolean | number; percent?: number } {
  const numberOf = (name: string) => Number(textOf(form, name).trim() || Number.NaN)
  if (form.has("number")) return { value: numberOf("number") }
  if (!form.has("percent")) return { value: textOf(form, "value") === "on" }
  const percent = numberOf("percent")
  return percent === 0 ? { value: false } : { value: true, percent }
}

/** `on`, `off`, `on for 25 %`, `12`. */
export const flagState = ({ value, percent }: Pick<FlagView, "value" | "percent">): string =>
  typeof value === "number" ? String(value) : !value ? "off" : percent === null || percent === 100 ? "on" : `on for ${percent} %`

const units = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
] as const

/** `10000 in 86400 s` → `day`; `{calls: 40, seconds: 20}` → `20 s`. */
export const windowName = (seconds: number): string =>
  units.find(([size]) => size === seconds)?.[1] ?? (seconds === 1 ? "second" : `${seconds} s`)

/** What a sync did in a line: the counts that are not zero. */
export function sumsOf(summary: SyncReport["summary"]): string {
  const told = Object.entries(summary).filter(([, count]) => count > 0)
  return told.length === 0 ? "nothing to look at" : told.map(([what, count]) => `${count} ${what}`).join(", ")
}
