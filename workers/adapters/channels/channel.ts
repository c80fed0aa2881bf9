import type { ChannelListing, ShownListing } from "#schemas/channel.ts"
import type { PortMode } from "../sandbox.ts"

/** What a channel takes at most. Prices in minor units; an empty `currencies` means "the shop's own, asked at publish". */
export type ChannelLimits = {
  title: number
  tags: number
  tagLength: number
  images: { min: number; max: number; bytes: number }
  files: { max: number; bytes: number } | null
  price: { min: number; max: number }
  currencies: string[]
}

/** What is wrong with a listing before any call is made, and what to do about it. */
export type Problem = { field: string; message: string; fix: string }

export type Published = { remoteId: string; url: string }
export type Health = { ok: boolean; detail: string }

/**
 * A place where listings are sold. `publish` may be called again with the same listing id at any time: it finds what is
 * already there and brings it up to date. `validate` makes no call. All calls throw ChannelError.
 */
export type Channel = {
  name: string
  mode: PortMode
  limits: ChannelLimits
  /** What the channel cannot hold, in words for the operator. */
  losses: string[]
  validate(listing: ChannelListing): Problem[]
  publish(listing: ChannelListing): Promise<Published>
  /** Null when the channel has no such listing. */
  readBack(remoteId: string): Promise<ShownListing | null>
  withdraw(remoteId: string): Promise<void>
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
