/**
 * Our own small product type in the form of Amazon's meta-schema v1 (JSON Schema 2019-09 with selectors, maxUniqueItems and
 * maxUtf8ByteLength). Amazon's real schemas come from getDefinitionsProductType only; this one holds the rules that they share.
 */
export const productType = { name: "DOWNLOADABLE_DOCUMENT", displayName: "Downloadable Document", marketplace: "ATVPDKIKX0DER" }

type Bounds = { maxLength?: number; maxUtf8ByteLength?: number; minLength?: number; pattern?: string }
type Property = ReturnType<typeof list>

const marketplace = { type: "string", enum: [productType.marketplace] }
const list = (title: string, most: number, required: string[], properties: Record<string, object>) => ({
  title,
  type: "array",
  minItems: 1,
  minUniqueItems: 1,
  maxUniqueItems: most,
  selectors: "language_tag" in properties ? ["marketplace_id", "language_tag"] : ["marketplace_id"],
  items: { type: "object", required, properties, additionalProperties: false },
})
const text = (title: string, most: number, bounds: Bounds) =>
  list(title, most, ["value", "language_tag"], {
    value: { type: "string", minLength: 1, ...bounds },
    language_tag: { type: "string", enum: ["en_US"] },
    marketplace_id: marketplace,
  })
const choice = (title: string, values: unknown[]) => list(title, 1, ["value"], { value: { enum: values }, marketplace_id: marketplace })
const picture = (title: string) =>
  list(title, 1, ["media_location"], {
    media_location: { type: "string", format: "uri", maxLength: 2000, pattern: "^https?://" },
    marketplace_id: marketplace,
  })
const price = { type: "number", exclusiveMinimum: 0, maximum: 999_999.99 }

const offer = list("Purchasable Offer", 1, ["our_price", "currency"], {
  currency: { type: "string", enum: ["USD"] },
  audience: { type: "string", enum: ["ALL"] },
  our_price: {
    type: "array",
    minItems: 1,
    items: {
      type: "object",
      required: ["schedule"],
      properties: {
        schedule: {
          type: "array",
          minItems: 1,
          items: { type: "object", required: ["value_with_tax"], properties: { value_with_tax: price }, additionalProperties: false },
        },
      },
    },
  },
  marketplace_id: marketplace,
})

const properties: Record<string, Property> = {
  item_name: text("Item Name", 1, { maxLength: 75 }),
  brand: text("Brand Name", 1, { maxLength: 50 }),
  product_description: text("Product Description", 1, { maxLength: 2000 }),
  bullet_point: text("Bullet Point", 5, { maxLength: 500 }),
  generic_keyword: text("Generic Keyword", 1, { maxLength: 500, maxUtf8ByteLength: 249 }),
  condition_type: choice("Item Condition", ["new_new"]),
  country_of_origin: choice("Country of Origin", ["US", "DE", "GB", "JP"]),
  supplier_declared_has_product_identifier_exemption: choice("Product Identifier Exemption", [true, false]),
  gpsr_safety_attestation: choice("GPSR Safety Attestation", [true, false]),
  purchasable_offer: offer,
  list_price: list("List Price", 1, ["value", "currency"], {
    value: price,
    currency: { type: "string", enum: ["USD"] },
    marketplace_id: marketplace,
  }),
  fulfillment_availability: list("Fulfillment Availability", 1, ["fulfillment_channel_code"], {
    fulfillment_channel_code: { type: "string", enum: ["DEFAULT"] },
    quantity: { type: "integer", minimum: 0 },
  }),
  main_product_image_locator: picture("Main Image"),
  ...Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`other_product_image_locator_${n + 1}`, picture(`Other Image ${n + 1}`)])),
}

const required = [
  "item_name",
  "brand",
  "product_description",
  "bullet_point",
  "condition_type",
  "country_of_origin",
  "supplier_declared_has_product_identifier_exemption",
  "purchasable_offer",
  "fulfillment_availability",
  "main_product_image_locator",
]

/** The schema as it stands; after a change of policy it wants one attribute more. */
export const schemaOf = (changed: boolean) => ({
  $schema: "https://schemas.amazon.com/selling-partners/definitions/product-types/meta-schema/v1",
  $id: "https://schemas.amazon.com/selling-partners/definitions/product-types/schema/v1/DOWNLOADABLE_DOCUMENT",
  $comment: "Written for the sandbox; not Amazon's.",
  type: "object",
  required: changed ? [...required, "gpsr_safety_attestation"] : required,
  properties,
  additionalProperties: false,
})

export const propertyNames = Object.keys(properties)
