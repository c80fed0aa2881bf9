import type { Product, ShopifyStore } from "./store.ts"

type Field = { namespace?: string; key?: string; value?: string }
type VariantInput = { price?: string; sku?: string; inventoryItem?: { requiresShipping?: boolean } }
type FileInput = { id?: string; originalSource?: string; alt?: string }
export type ProductSetInput = Partial<
  Pick<Product, "title" | "handle" | "descriptionHtml" | "status" | "vendor" | "productType" | "tags">
> & {
  metafields?: Field[]
  productOptions?: object[]
  variants?: VariantInput[]
  files?: FileInput[]
}
export type Asked = { identifier?: { handle?: string; id?: string }; input: ProductSetInput }
type Fault = { field: string[]; message: string; code: string }

/** Creates or updates as productSet does: what the input leaves out stays; a list that it names replaces the whole list. */
export function productSet(store: ShopifyStore, { identifier, input }: Asked): { product: Product | null; userErrors: Fault[] } {
  const known = identifier?.id ? store.products.get(identifier.id) : identifier?.handle ? store.byHandle(identifier.handle) : null
  const no = (field: string, message: string, code: string) => ({ product: null, userErrors: [{ field: ["input", field], message, code }] })
  if (identifier?.id && !known) return no("id", "Product does not exist", "PRODUCT_DOES_NOT_EXIST")
  const fault = faultIn(store, input, known, no)
  if (fault) return fault
  const [variant] = input.variants ?? []
  const { title = "", descriptionHtml = "", status = "ACTIVE", vendor = "", productType = "" } = { ...known, ...given(input) }
  const handle = input.handle ?? identifier?.handle ?? known?.handle ?? slug(title)
  const product: Product = {
    id: known?.id ?? store.gid("Product"),
    handle,
    title,
    descriptionHtml,
    status,
    vendor,
    productType,
    tags: input.tags ? tidyTags(input.tags) : (known?.tags ?? []),
    metafields: input.metafields?.map(({ namespace = "", key = "", value = "" }) => ({ namespace, key, value })) ?? known?.metafields ?? [],
    variant: {
      id: known?.variant.id ?? store.gid("ProductVariant"),
      price: Number(variant?.price ?? known?.variant.price ?? 0).toFixed(2),
      sku: variant?.sku ?? known?.variant.sku ?? null,
      requiresShipping: variant?.inventoryItem?.requiresShipping ?? known?.variant.requiresShipping ?? true,
    },
    pictures: input.files ? picturesOf(store, input.files, known) : (known?.pictures ?? []),
    publications: known?.publications ?? [],
    createdAt: known?.createdAt ?? store.now(),
    updatedAt: store.now(),
  }
  return { product: store.products.put(product.id, product), userErrors: [] }
}

const given = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

/** Shopify keeps tags sorted, and one of those that differ only in case. */
const tidyTags = (tags: string[]) =>
  Array.from(new Map(tags.map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values()).sort((a, b) => a.localeCompare(b))

type No = (field: string, message: string, code: string) => { product: null; userErrors: Fault[] }

function faultIn(store: ShopifyStore, input: ProductSetInput, known: Product | null, no: No) {
  const title = input.title ?? known?.title ?? ""
  if (!title.trim()) return no("title", "Title can't be blank", "INVALID_INPUT")
  if (title.length > 255) return no("title", "Title is too long (maximum is 255 characters)", "INVALID_INPUT")
  if (input.tags && input.tags.length > 250) return no("tags", "Product tags cannot exceed 250", "INVALID_INPUT")
  if (input.tags?.some((tag) => tag.length > 255)) return no("tags", "Product tags is invalid", "INVALID_INPUT")
  if (input.variants && !input.productOptions && !known)
    return no("productOptions", "Product options input is required when updating variants", "PRODUCT_OPTIONS_INPUT_MISSING")
  if (input.productOptions && !input.variants)
    return no("variants", "Variants input is required when updating product options", "VARIANTS_INPUT_MISSING")
  if (input.variants?.some(({ price }) => price !== undefined && !(Number(price) >= 0)))
    return no("variants", "Price must be greater than or equal to 0", "INVALID_VARIANT")
  if (input.files?.some(({ alt }) => alt && alt.length > 512))
    return no("files", "The alt value exceeds the maximum limit of 512 characters.", "INVALID_INPUT")
  const other = input.handle ? store.byHandle(input.handle) : null
  if (other && other.id !== known?.id)
    return no("handle", `Handle '${input.handle}' already in use. Please provide a new handle.`, "HANDLE_NOT_UNIQUE")
  const lost = input.files?.find((file) => file.originalSource && !isThere(store, file.originalSource))
  return lost ? no("files", `File URL is invalid or was never uploaded: ${lost.originalSource}`, "INVALID_INPUT") : null
}

const uploadId = (source: string) => /\/shopify\/files\/([\w-]+)$/.exec(source)?.[1]

function isThere(store: ShopifyStore, source: string): boolean {
  const id = uploadId(source)
  return id ? store.uploads.get(id)?.done === true : /^https?:\/\//.test(source)
}

function picturesOf(store: ShopifyStore, files: FileInput[], known: Product | null) {
  return files.flatMap(({ id, originalSource, alt }) => {
    const kept = known?.pictures.find((picture) => picture.id === id)
    if (kept) return { ...kept, alt: alt ?? kept.alt }
    if (!originalSource) return []
    const fault = store.uploads.get(uploadId(originalSource) ?? "")?.fault ?? null
    return { id: store.gid("MediaImage"), alt: alt ?? null, source: originalSource, looks: 0, fault }
  })
}
