const money = "shopMoney { amount currencyCode }"
const lines = `nodes {
          title
          sku
          quantity
          product { id }
          discountedUnitPriceAfterAllDiscountsSet { ${money} }
          taxLines { priceSet { ${money} } }
        }
        pageInfo { hasNextPage endCursor }`
const known = `id
      title
      listing: metafield(namespace: "autonomax", key: "listing_id") { value }
      pictures: metafield(namespace: "autonomax", key: "pictures") { value }
      media(first: 50) { nodes { status } }`
const shopfront = `shop { name currencyCode }
    publications(first: 25) { nodes { id } }
    productVariants(first: 5, query: $sku) { nodes { sku product { id title } } }`

/** The GraphQL that we send, in one place: a test holds each document against Shopify's own schema, deprecations included. */
export const shopifyDocuments = {
  find: `query AutonomaxFind($handle: String!, $sku: String!) {
    ${shopfront}
    product: productByIdentifier(identifier: { handle: $handle }) { ${known} }
  }`,
  known: `query AutonomaxKnown($id: ID!, $sku: String!) {
    ${shopfront}
    product(id: $id) { ${known} }
  }`,
  stage: `mutation AutonomaxStage($input: [StagedUploadInput!]!) {
    stagedUploadsCreate(input: $input) {
      stagedTargets { url resourceUrl parameters { name value } }
      userErrors { field message }
    }
  }`,
  set: `mutation AutonomaxSet($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
    productSet(identifier: $identifier, input: $input, synchronous: true) {
      product { id handle }
      userErrors { field message code }
    }
  }`,
  media: `query AutonomaxMedia($id: ID!) {
    product(id: $id) { media(first: 50) { nodes { status mediaErrors { code message } } } }
  }`,
  publish: `mutation AutonomaxPublish($id: ID!, $input: [PublicationInput!]!) {
    publishablePublish(id: $id, input: $input) { userErrors { field message } }
  }`,
  read: `query AutonomaxRead($id: ID!) {
    shop { currencyCode }
    product(id: $id) {
      id
      title
      descriptionHtml
      status
      tags
      onlineStoreUrl
      onlineStorePreviewUrl
      resourcePublicationsCount { count }
      variants(first: 1) { nodes { price sku } }
      media(first: 50) { nodes { alt status } }
    }
  }`,
  archive: `mutation AutonomaxArchive($product: ProductUpdateInput!) {
    productUpdate(product: $product) { product { id status } userErrors { field message } }
  }`,
  // No name, address or e-mail of a buyer is asked for. Sizes keep the price of the query below the 1,000 points of one call.
  orders: `query AutonomaxOrders($query: String!, $after: String) {
    orders(first: 15, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id
        createdAt
        cancelledAt
        displayFinancialStatus
        taxesIncluded
        totalPriceSet { ${money} }
        totalTaxSet { ${money} }
        totalRefundedSet { ${money} }
        lineItems(first: 5) { ${lines} }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  lines: `query AutonomaxLines($id: ID!, $after: String) {
    order(id: $id) { lineItems(first: 50, after: $after) { ${lines} } }
  }`,
  health: `query AutonomaxHealth {
    shop { name currencyCode }
    currentAppInstallation { accessScopes { handle } }
  }`,
}
