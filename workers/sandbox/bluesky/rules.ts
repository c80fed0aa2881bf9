import { z } from "zod"

const Blob = z.object({
  $type: z.literal("blob"),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.int(),
})
const Link = z.object({ $type: z.literal("app.bsky.richtext.facet#link"), uri: z.url() })
const Tag = z.object({ $type: z.literal("app.bsky.richtext.facet#tag"), tag: z.string().min(1).max(640) })
const Facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(z.union([Link, Tag])),
})
const Ratio = z.object({ width: z.int().min(1), height: z.int().min(1) })
const Images = z.object({
  $type: z.literal("app.bsky.embed.images"),
  images: z.array(z.object({ image: Blob, alt: z.string(), aspectRatio: Ratio.optional() })).max(4),
})
const Card = z.object({
  $type: z.literal("app.bsky.embed.external"),
  external: z.object({ uri: z.url(), title: z.string(), description: z.string(), thumb: Blob.optional() }),
})

/** app.bsky.feed.post as far as the shop's posts go. */
export const PostRecord = z.object({
  $type: z.literal("app.bsky.feed.post"),
  text: z.string(),
  createdAt: z.iso.datetime(),
  langs: z.array(z.string()).max(3).optional(),
  facets: z.array(Facet).default([]),
  embed: z.union([Images, Card]).optional(),
})
export type PostRecord = z.infer<typeof PostRecord>
export type BlobRef = z.infer<typeof Blob>

const bytes = (text: string) => new TextEncoder().encode(text).length
const graphemes = (text: string) => Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)).length

/** What the lexicon forbids and a shape alone does not show. */
export function faultOf(record: PostRecord, kept: (cid: string) => { size: number; mimeType: string } | null): string | null {
  if (bytes(record.text) > 3000) return "Record/text must not be longer than 3000 bytes"
  if (graphemes(record.text) > 300) return "Record/text must not be longer than 300 graphemes"
  for (const { index } of record.facets)
    if (index.byteEnd > bytes(record.text) || index.byteStart >= index.byteEnd) return "Record/facets: a facet lies outside of the text"
  for (const [blob, most] of blobsOf(record)) {
    const file = kept(blob.ref.$link)
    if (!file) return `Could not find blob: ${blob.ref.$link}`
    if (file.size > most) return `This file is too large. It is ${file.size} but the maximum size is ${most}.`
    if (!file.mimeType.startsWith("image/")) return `Wrong type of file. It is ${file.mimeType} but it must match image/*.`
  }
  return null
}

function blobsOf({ embed }: PostRecord): [BlobRef, number][] {
  if (!embed) return []
  if (embed.$type === "app.bsky.embed.images") return embed.images.map(({ image }) => [image, 2_000_000])
  return embed.external.thumb ? [[embed.external.thumb, 1_000_000]] : []
}
