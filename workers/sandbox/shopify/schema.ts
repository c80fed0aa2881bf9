/** The part of Shopify's Admin schema 2026-10 that the twin plays. A test holds every type and field of it against the whole. */
export const shopifySchema = /* GraphQL */ `
  scalar Money
  scalar HTML
  scalar URL
  scalar UnsignedInt64
  scalar DateTime
  enum CurrencyCode {
    USD
    EUR
    GBP
  }
  enum ProductStatus {
    ACTIVE
    ARCHIVED
    DRAFT
    UNLISTED
  }
  enum MediaStatus {
    FAILED
    PROCESSING
    READY
    UPLOADED
  }
  enum MediaContentType {
    EXTERNAL_VIDEO
    IMAGE
    MODEL_3D
    VIDEO
  }
  enum FileContentType {
    EXTERNAL_VIDEO
    FILE
    IMAGE
    MODEL_3D
    VIDEO
  }
  enum ProductVariantInventoryPolicy {
    CONTINUE
    DENY
  }
  enum StagedUploadHttpMethodType {
    POST
    PUT
  }
  enum StagedUploadTargetGenerateUploadResource {
    FILE
    IMAGE
    VIDEO
  }
  enum ProductSetUserErrorCode {
    GENERIC_ERROR
    HANDLE_NOT_UNIQUE
    INVALID_INPUT
    INVALID_VARIANT
    MISSING_FIELD_REQUIRED
    OPTION_VALUES_MISSING
    PRODUCT_DOES_NOT_EXIST
    PRODUCT_OPTIONS_INPUT_MISSING
    VARIANTS_INPUT_MISSING
  }

  type Shop {
    name: String!
    currencyCode: CurrencyCode!
  }
  type Publication {
    id: ID!
    autoPublish: Boolean!
  }
  type PublicationConnection {
    nodes: [Publication!]!
  }
  type Metafield {
    value: String!
  }
  type Count {
    count: Int!
  }
  type ProductVariant {
    id: ID!
    price: Money!
    sku: String
  }
  type ProductVariantConnection {
    nodes: [ProductVariant!]!
  }
  interface Media {
    alt: String
    id: ID!
    mediaContentType: MediaContentType!
    status: MediaStatus!
  }
  type MediaImage implements Media {
    alt: String
    id: ID!
    mediaContentType: MediaContentType!
    status: MediaStatus!
  }
  type MediaConnection {
    nodes: [Media!]!
  }
  type Product {
    id: ID!
    handle: String!
    title: String!
    descriptionHtml: HTML!
    status: ProductStatus!
    tags: [String!]!
    vendor: String!
    productType: String!
    onlineStoreUrl: URL
    onlineStorePreviewUrl: URL
    createdAt: DateTime!
    updatedAt: DateTime!
    metafield(key: String!, namespace: String): Metafield
    resourcePublicationsCount(onlyPublished: Boolean = true): Count
    variants(first: Int): ProductVariantConnection!
    media(first: Int): MediaConnection!
  }
  type UserError {
    field: [String!]
    message: String!
  }
  type ProductSetUserError {
    field: [String!]
    message: String!
    code: ProductSetUserErrorCode
  }

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

  type StagedUploadParameter {
    name: String!
    value: String!
  }
  type StagedMediaUploadTarget {
    url: URL
    resourceUrl: URL
    parameters: [StagedUploadParameter!]!
  }
  type StagedUploadsCreatePayload {
    stagedTargets: [StagedMediaUploadTarget!]
    userErrors: [UserError!]!
  }
  type ProductSetPayload {
    product: Product
    userErrors: [ProductSetUserError!]!
  }
  type ProductUpdatePayload {
    product: Product
    userErrors: [UserError!]!
  }
  type ProductDeletePayload {
    deletedProductId: ID
    userErrors: [UserError!]!
  }
  type PublishablePublishPayload {
    userErrors: [UserError!]!
  }
  type PublishableUnpublishPayload {
    userErrors: [UserError!]!
  }

  type QueryRoot {
    shop: Shop!
    publications(first: Int): PublicationConnection!
    product(id: ID!): Product
    productByIdentifier(identifier: ProductIdentifierInput!): Product
  }
  type Mutation {
    productSet(identifier: ProductSetIdentifiers, input: ProductSetInput!, synchronous: Boolean): ProductSetPayload
    productUpdate(product: ProductUpdateInput): ProductUpdatePayload
    productDelete(input: ProductDeleteInput!, synchronous: Boolean): ProductDeletePayload
    publishablePublish(id: ID!, input: [PublicationInput!]!): PublishablePublishPayload
    publishableUnpublish(id: ID!, input: [PublicationInput!]!): PublishableUnpublishPayload
    stagedUploadsCreate(input: [StagedUploadInput!]!): StagedUploadsCreatePayload
  }
  schema {
    query: QueryRoot
    mutation: Mutation
  }
`
