import { shopifyInputs } from "./schema-inputs.ts"

/** The part of Shopify's Admin schema 2026-10 that the twin plays. A test holds every type and field of it against the whole. */
export const shopifySchema = /* GraphQL */ `
  ${shopifyInputs}
  scalar Money
  scalar HTML
  scalar URL
  scalar UnsignedInt64
  scalar DateTime
  scalar Decimal
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
  enum OrderSortKeys {
    CREATED_AT
    ID
    PROCESSED_AT
    UPDATED_AT
  }
  enum OrderDisplayFinancialStatus {
    AUTHORIZED
    EXPIRED
    PAID
    PARTIALLY_PAID
    PARTIALLY_REFUNDED
    PENDING
    REFUNDED
    VOIDED
  }
  enum MediaErrorCode {
    IMAGE_PROCESSING_FAILURE
    INVALID_IMAGE_RESOLUTION
    UNKNOWN
    UNSUPPORTED_IMAGE_FILE_TYPE
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
    product: Product!
  }
  type ProductVariantConnection {
    nodes: [ProductVariant!]!
  }
  interface Media {
    alt: String
    id: ID!
    mediaContentType: MediaContentType!
    mediaErrors: [MediaError!]!
    status: MediaStatus!
  }
  type MediaImage implements Media {
    alt: String
    id: ID!
    mediaContentType: MediaContentType!
    mediaErrors: [MediaError!]!
    status: MediaStatus!
  }
  type MediaError {
    code: MediaErrorCode!
    details: String
    message: String!
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
  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
  }
  type MoneyV2 {
    amount: Decimal!
    currencyCode: CurrencyCode!
  }
  type MoneyBag {
    presentmentMoney: MoneyV2!
    shopMoney: MoneyV2!
  }
  type TaxLine {
    priceSet: MoneyBag!
    rate: Float
    title: String!
  }
  type LineItem {
    id: ID!
    title: String!
    sku: String
    quantity: Int!
    product: Product
    discountedUnitPriceAfterAllDiscountsSet: MoneyBag!
    taxLines(first: Int): [TaxLine!]!
  }
  type LineItemConnection {
    nodes: [LineItem!]!
    pageInfo: PageInfo!
  }
  type Order {
    id: ID!
    name: String!
    createdAt: DateTime!
    updatedAt: DateTime!
    cancelledAt: DateTime
    displayFinancialStatus: OrderDisplayFinancialStatus
    taxesIncluded: Boolean!
    totalPriceSet: MoneyBag!
    totalTaxSet: MoneyBag
    totalRefundedSet: MoneyBag!
    lineItems(first: Int, after: String): LineItemConnection!
  }
  type OrderConnection {
    nodes: [Order!]!
    pageInfo: PageInfo!
  }
  type AccessScope {
    description: String!
    handle: String!
  }
  type AppInstallation {
    id: ID!
    accessScopes: [AccessScope!]!
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
    productVariants(first: Int, query: String): ProductVariantConnection!
    order(id: ID!): Order
    orders(first: Int, after: String, query: String, sortKey: OrderSortKeys = PROCESSED_AT, reverse: Boolean = false): OrderConnection!
    currentAppInstallation: AppInstallation!
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
