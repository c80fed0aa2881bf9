import { shop, type EtsyStore, type Listing, type ListingFile, type ListingImage } from "./store.ts"

/** 1299 as Etsy's Money. */
export const money = (amount: number) => ({ amount, divisor: 100, currency_code: shop.currency })

/** Etsy answers texts escaped for HTML. */
export const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign)

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")

/** A listing as getListing shows it, every field of Etsy's ShopListing. */
export function listingShape(store: EtsyStore, origin: string, listing: Listing, withImages: boolean) {
  const { listing_id, created, updated, price, sku, title } = listing
  return {
    listing_id,
    user_id: shop.user,
    shop_id: shop.id,
    title: escaped(title),
    description: escaped(listing.description),
    rich_description: null,
    state: listing.state,
    creation_timestamp: created,
    created_timestamp: created,
    ending_timestamp: created + 120 * 86_400,
    original_creation_timestamp: created,
    last_modified_timestamp: updated,
    updated_timestamp: updated,
    state_timestamp: updated,
    quantity: listing.quantity,
    shop_section_id: null,
    featured_rank: 0,
    url: `${origin}/etsy/listing/${listing_id}/${slug(title)}`,
    num_favorers: 0,
    non_taxable: false,
    is_taxable: true,
    is_customizable: false,
    is_personalizable: false,
    listing_type: listing.listing_type,
    tags: listing.tags.map(escaped),
    materials: listing.materials,
    shipping_profile_id: null,
    return_policy_id: null,
    processing_min: null,
    processing_max: null,
    who_made: listing.who_made,
    when_made: listing.when_made,
    is_supply: listing.is_supply,
    item_weight: null,
    item_weight_unit: null,
    item_length: null,
    item_width: null,
    item_height: null,
    item_dimensions_unit: null,
    is_private: false,
    style: [],
    file_data: store
      .filesOf(listing_id)
      .map((file) => file.name)
      .join(", "),
    has_variations: false,
    should_auto_renew: listing.should_auto_renew,
    language: "en-US",
    price: money(price),
    converted_price: null,
    taxonomy_id: listing.taxonomy_id,
    readiness_state_id: null,
    suggested_title: null,
    skus: sku ? [sku] : [],
    views: 0,
    ...(withImages ? { images: store.imagesOf(listing_id).map((image) => imageShape(origin, image)) } : {}),
  }
}

export function imageShape(origin: string, image: ListingImage) {
  const url = `${origin}/etsy/files/image-${image.id}`
  return {
    listing_id: image.listing,
    listing_image_id: image.id,
    hex_code: null,
    red: null,
    green: null,
    blue: null,
    hue: null,
    saturation: null,
    brightness: null,
    is_black_and_white: null,
    creation_tsz: image.created,
    created_timestamp: image.created,
    rank: image.rank,
    url_75x75: url,
    url_170x135: url,
    url_570xN: url,
    url_fullxfull: url,
    full_height: image.height ?? null,
    full_width: image.width ?? null,
    alt_text: escaped(image.alt),
  }
}

export function fileShape(file: ListingFile) {
  return {
    listing_file_id: file.id,
    listing_id: file.listing,
    rank: file.rank,
    filename: file.name,
    filesize: `${(file.size / 1024).toFixed(2)} KB`,
    size_bytes: file.size,
    filetype: file.mediaType,
    create_timestamp: file.created,
    created_timestamp: file.created,
  }
}

export function inventoryShape({ listing_id, sku, price, quantity }: Listing) {
  const offering = { offering_id: listing_id, quantity, is_enabled: true, is_deleted: false, price: money(price), readiness_state_id: null }
  const product = { product_id: listing_id, sku, is_deleted: false, offerings: [offering], property_values: [] }
  return { products: [product], price_on_property: [], quantity_on_property: [], sku_on_property: [], readiness_state_on_property: [] }
}

export const shopShape = {
  shop_id: shop.id,
  user_id: shop.user,
  shop_name: shop.name,
  title: "Sandbox Studio",
  currency_code: shop.currency,
  is_vacation: false,
  listing_active_count: 0,
  digital_listing_count: 0,
  login_name: "sandboxstudio",
  accepts_custom_requests: false,
}
