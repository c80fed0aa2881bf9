/** The GraphQL that we send, in one place: a test holds each document against Shopify's own schema, deprecations included. */
export const shopifyDocuments = {
  find: `query AutonomaxFind($handle: String!) {
    shop { name currencyCode }
    publications(first: 25) { nodes { id } }
    productByIdentifier(identifier: { handle: $handle }) {
      id
      listing: metafield(namespace: "autonomax", key: "listing_id") { value }
      pictures: metafield(namespace: "autonomax", key: "pictures") { value }
    }
  }`,
  stage: `mutation AutonomaxStage($input: [StagedUploadInput!]!) {
    stagedUploadsCreate(input: $input) {
      stagedTargets { url resourceUrl parameters { name value } }
      userErrors { field message }
    }
  }`,
  set: `mutation AutonomaxSet($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
    productSet(identifier: $identifier, input: $input, synchronous: true) {
      product { id handle onlineStoreUrl onlineStorePreviewUrl }
      userErrors { field message code }
    }
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
  health: `query AutonomaxHealth { shop { name currencyCode } }`,
}
