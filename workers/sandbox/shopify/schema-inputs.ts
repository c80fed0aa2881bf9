/** What may be sent, of the part of Shopify's schema that the twin plays. */
export const shopifyInputs = /* GraphQL */ `
  input ProductIdentifierInput @oneOf {
    handle: String
    id: ID
  }
  input ProductSetIdentifiers @oneOf {
    handle: String
    id: ID
  }
  input MetafieldInput {
    namespace: String
    key: String
    type: String
    value: String
  }
  input OptionValueSetInput {
    name: String
  }
  input OptionSetInput {
    name: String
    position: Int
    values: [OptionValueSetInput!]
  }
  input VariantOptionValueInput {
    optionName: String
    name: String
  }
  input InventoryItemInput {
    tracked: Boolean
    requiresShipping: Boolean
  }
  input ProductVariantSetInput {
    optionValues: [VariantOptionValueInput!]!
    price: Money
    sku: String
    taxable: Boolean
    inventoryPolicy: ProductVariantInventoryPolicy
    inventoryItem: InventoryItemInput
  }
  input FileSetInput {
    id: ID
    originalSource: String
    alt: String
    contentType: FileContentType
    filename: String
  }
  input SEOInput {
    title: String
    description: String
  }
  input ProductSetInput {
    title: String
    handle: String
    descriptionHtml: String
    status: ProductStatus
    vendor: String
    productType: String
    tags: [String!]
    category: ID
    seo: SEOInput
    metafields: [MetafieldInput!]
    productOptions: [OptionSetInput!]
    variants: [ProductVariantSetInput!]
    files: [FileSetInput!]
  }
  input ProductUpdateInput {
    id: ID
    status: ProductStatus
    title: String
    descriptionHtml: String
    tags: [String!]
  }
  input ProductDeleteInput {
    id: ID!
  }
  input PublicationInput {
    publicationId: ID
    publishDate: DateTime
  }
  input StagedUploadInput {
    filename: String!
    mimeType: String!
    resource: StagedUploadTargetGenerateUploadResource!
    httpMethod: StagedUploadHttpMethodType = PUT
    fileSize: UnsignedInt64
  }
`
