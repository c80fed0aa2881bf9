import { monotonicFactory } from "ulidx"

/** Every prefix stands for one noun; the rest of an id is a ULID, so ids sort by time. */
export const prefixes = {
  product: "prd",
  draft: "drf",
  asset: "ast",
  job: "job",
  idea: "ida",
  source: "src",
  drop: "drp",
  check: "chk",
  listing: "lst",
  sync: "syn",
  sale: "sal",
  post: "pst",
  cart: "crt",
  order: "ord",
  entitlement: "ent",
  download: "dwn",
  refund: "rfd",
  dispute: "dsp",
  discount: "dsc",
  entry: "led",
  ticket: "tkt",
  reply: "rpl",
  review: "rvw",
  mail: "mal",
  event: "evt",
  audit: "aud",
  key: "key",
  proposal: "prp",
  change: "chg",
  rollout: "rol",
  decision: "dcn",
  outcome: "out",
  call: "cal",
  lease: "lea",
  view: "viw",
  request: "req",
  endpoint: "whe",
  delivery: "whd",
  attempt: "wha",
  budgetLine: "bdl",
  campaign: "cmp",
  experiment: "exp",
} as const
export type Noun = keyof typeof prefixes

/** Counts up within a millisecond, so that ids made one after the other sort so: lists page and events replay by id. */
const ulid = monotonicFactory()

export function newId(noun: Noun, at: Date): string {
  return `${prefixes[noun]}_${ulid(at.getTime())}`
}
