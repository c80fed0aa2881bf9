/** What we give to an operation (`name`, or `name=value` for a value that has to stay known) and what we read of its answer. */
export type Use = { sends: string[]; reads: string[] }

const money = (name: string) => ["amount", "divisor", "currency_code"].map((part) => `${name}.${part}`)
const listing = ["listing_id", "title", "description", "state", "url", "tags", ...money("price")]
const words = [
  "title",
  "description",
  "tags",
  "taxonomy_id",
  "is_supply",
  "should_auto_renew",
  "who_made=i_did",
  "when_made=made_to_order",
  "type=download",
]

/** The part of Etsy's document that the adapter stands on. A test holds what it really sent against this list. */
export const etsyUses: Record<string, Use> = {
  getShop: { sends: ["shop_id"], reads: ["shop_name", "currency_code"] },
  tokenScopes: { sends: ["token"], reads: [] },
  getListingsByShop: {
    sends: ["shop_id", "state=sold_out", "limit", "offset"],
    reads: ["count", ...[...listing, "skus"].map((name) => `results.${name}`)],
  },
  createDraftListing: { sends: ["shop_id", ...words, "quantity", "price"], reads: listing },
  updateListing: { sends: ["shop_id", "listing_id", ...words, "image_ids", "state=active"], reads: listing },
  getListing: {
    sends: ["listing_id", "includes"],
    reads: [...listing, "skus", "images.listing_image_id", "images.alt_text", "images.rank"],
  },
  deleteListing: { sends: ["listing_id"], reads: [] },
  updateListingInventory: { sends: ["listing_id", "products"], reads: [] },
  uploadListingImage: {
    sends: ["shop_id", "listing_id", "image", "rank", "overwrite", "alt_text"],
    reads: ["listing_image_id"],
  },
  getListingImages: { sends: ["listing_id"], reads: ["results.listing_image_id"] },
  deleteListingImage: { sends: ["shop_id", "listing_id", "listing_image_id"], reads: [] },
  getAllListingFiles: {
    sends: ["shop_id", "listing_id"],
    reads: ["results.listing_file_id", "results.filename", "results.size_bytes"],
  },
  uploadListingFile: { sends: ["shop_id", "listing_id", "file", "name", "rank"], reads: [] },
  deleteListingFile: { sends: ["shop_id", "listing_id", "listing_file_id"], reads: [] },
  getShopReceipts: {
    sends: ["shop_id", "min_last_modified", "sort_on=updated", "sort_order=asc", "limit", "offset"],
    reads: [
      "count",
      ...["receipt_id", "created_timestamp", "status", "is_paid", "country_iso"].map((name) => `results.${name}`),
      ...["grandtotal", "total_tax_cost", "total_vat_cost", "refunds.amount", "transactions.price"].flatMap((name) =>
        money(`results.${name}`),
      ),
      ...["listing_id", "sku", "title", "quantity"].map((name) => `results.transactions.${name}`),
    ],
  },
  getShopPaymentByReceiptId: { sends: ["shop_id", "receipt_id"], reads: money("results.amount_fees") },
}
