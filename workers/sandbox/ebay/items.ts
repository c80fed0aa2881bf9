import { z } from "zod"
import { badValue, EbayRefusal } from "./refusal.ts"
import { revise } from "./revise.ts"
import type { EbayStore, Item } from "./store.ts"

const conditions = [
  "NEW",
  "LIKE_NEW",
  "NEW_OTHER",
  "NEW_WITH_DEFECTS",
  "USED_EXCELLENT",
  "USED_GOOD",
  "USED_ACCEPTABLE",
  "FOR_PARTS_OR_NOT_WORKING",
]
const Url = z.url({ protocol: /^https$/ })
const Sent = z.looseObject({
  condition: z.enum(conditions).optional(),
  availability: z.looseObject({ shipToLocationAvailability: z.looseObject({ quantity: z.int().min(0).optional() }).optional() }).optional(),
  product: z
    .looseObject({
      title: z.string().max(80).optional(),
      description: z.string().max(4000).optional(),
      aspects: z.record(z.string().max(40), z.array(z.string().max(50))).optional(),
      imageUrls: z.array(Url).max(24).optional(),
    })
    .optional(),
})

export function readJson<T extends z.ZodType>(shape: T, json: unknown): z.output<T> {
  const read = shape.safeParse(json)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw badValue(issue?.path.join(".") || "request", issue?.message)
}

/** getInventoryItem. */
export function findItem(store: EbayStore, sku: string): Item {
  const item = store.items.get(sku)
  if (!item)
    throw new EbayRefusal(25710, "We didn't find the resource/entity you are requesting. Please verify the request.", {
      status: 404,
      parameters: { sku },
    })
  return item
}

/** createOrReplaceInventoryItem: a replacement of the whole; of an item on sale it revises the listing. */
export function putItem(store: EbayStore, sku: string, language: string, json: unknown): Response {
  if (!/^[\w.-]{1,50}$/.test(sku))
    throw new EbayRefusal(25707, "Invalid sku. sku has to be alphanumeric with upto 50 characters in length", { parameters: { sku } })
  const sent = readJson(Sent, json)
  const title = sent.product?.title?.trim()
  const before = store.items.get(sku)
  if (before) for (const offer of store.offers.all()) if (offer.sku === sku && offer.status === "PUBLISHED") revise(store, offer.listingId)
  store.items.put(sku, {
    ...sent,
    ...(sent.product ? { product: { ...sent.product, title } } : {}),
    sku,
    locale: language.replace("-", "_"),
  })
  return new Response(null, { status: before ? 204 : 201 })
}
