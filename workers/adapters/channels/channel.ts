import type { ChannelListing, ChannelOrder, ShownListing } from "#schemas/channel.ts"
import type { PortMode } from "../sandbox.ts"

/** What a channel takes at most. Prices in minor units; an empty `currencies` means "the shop's own, asked at publish". */
export type ChannelLimits = {
  title: number
  tags: number
  tagLength: number
  /** `bytes` and `pixels` (width × height) at most a picture; `shortest` and `longest` are sides in pixels. */
  images: { min: number; max: number; bytes: number; pixels?: number; shortest?: number; longest?: number }
  files: { max: number; bytes: number } | null
  price: { min: number; max: number }
  currencies: string[]
}

/** What is wrong with a listing before any call is made, and what to do about it. */
export type Problem = { field: string; message: string; fix: string }

export type Published = { remoteId: string; url: string }
export type Health = { ok: boolean; detail: string }

/** What the vendor lets us do: so many `calls` in so many `seconds`, by the same unit of work as `of` says. */
export type Rate = { of: "call" | "publish" | "revision of a listing" | "orders"; calls: number; seconds: number }

/** A field that does not come back from the channel as it went in, in words for the operator. */
export type Loss = {
  field: "sku" | "title" | "description" | "bullets" | "tags" | "images" | "alt texts" | "files"
  says: string
}

/** The vendor's machine-readable contract that the adapter was written against. */
export type Contract = {
  /** The version that every call names, such as `2026-10`; null where the vendor has none. */
  version: string | null
  /** The last day on which the vendor answers that version, YYYY-MM-DD; null when it has not said. */
  sunset: string | null
  /** SHA-256 (hex) of the parts of the vendor's published contract that this adapter uses, asked from the vendor now. */
  fingerprint(): Promise<string>
}

export type OrdersPage = { orders: ChannelOrder[]; cursor: string | null }

/**
 * A place where listings are sold. `publish` may be called again with the same listing id at any time: it finds what is
 * already there, also after a push whose answer was lost, and brings it up to date. `update` is for a listing whose remote id
 * is known, and spares the search. `validate` makes no call. All calls throw ChannelError.
 */
export type Channel = {
  name: string
  mode: PortMode
  limits: ChannelLimits
  rates: Rate[]
  /** What the channel cannot hold: reading back and decompiling gives the listing minus these. */
  losses: Loss[]
  /** Null for our own shop, which nobody changes behind our back. */
  contract: Contract | null
  validate(listing: ChannelListing): Problem[]
  publish(listing: ChannelListing): Promise<Published>
  update(remoteId: string, listing: ChannelListing): Promise<Published>
  /** Null when the channel has no such listing. */
  readBack(remoteId: string): Promise<ShownListing | null>
  withdraw(remoteId: string): Promise<void>
  /** Sales that the channel made or changed since then, oldest first; a page at a time, `cursor` null when there is no more. */
  orders(asked: { since: Date; cursor?: string | null }): Promise<OrdersPage>
  health(): Promise<Health>
}

type Detail = { field?: string; retryable?: boolean; retryAfter?: number; status?: number; cause?: unknown }

/** A channel said no or could not be reached. `retryAfter` in seconds; `field` in our words where it can be told. */
export class ChannelError extends Error {
  override name = "ChannelError"
  readonly channel: string
  readonly field: string | undefined
  readonly retryable: boolean
  readonly retryAfter: number | undefined
  /** The HTTP status, when the vendor answered at all. */
  readonly status: number | undefined
  constructor(channel: string, message: string, detail: Detail = {}) {
    super(message, { cause: detail.cause })
    this.channel = channel
    this.field = detail.field
    this.retryable = detail.retryable ?? false
    this.retryAfter = detail.retryAfter
    this.status = detail.status
  }
}
