import { expect, test } from "vitest"
import type { ChannelListing } from "#schemas/channel.ts"
import { makeListing } from "#workers/test/listing.ts"
import { problemOf, refuse, restrictionProblem } from "./amazon-issues.ts"
import { amazonProblems } from "./amazon-rules.ts"
import { ChannelError } from "./channel.ts"
import { ebayMeanings, ebayRefusal } from "./ebay-errors.ts"
import { ebayProblems, missingToPublish } from "./ebay-rules.ts"
import type { EbayItem, EbayOffer } from "./ebay-shapes.ts"
import { refusedBy } from "./etsy-errors.ts"
import { etsyProblems } from "./etsy-rules.ts"

const etsyNo = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body)
  const { field, retryable, retryAfter, message } = refusedBy(new Response(null, { status, headers }), text)
  return { field, retryable, retryAfter, message }
}

test("Etsy: each kind of refusal names the setting or the field that mends it; only what passes by itself is tried again", () => {
  const cases: [number, unknown, string | undefined, boolean, RegExp][] = [
    [401, { error: "invalid_token", error_description: "access token is expired" }, "ETSY_REFRESH_TOKEN", false, /expired or wrong/],
    [403, { error: "insufficient_scope: the token lacks listings_w" }, "ETSY_REFRESH_TOKEN", false, /lacks the scope listings_w/],
    [403, { error: "insufficient_scope" }, "ETSY_REFRESH_TOKEN", false, /lacks a scope/],
    [403, { error: "Shared secret is required in x-api-key header." }, "ETSY_API_KEY", false, /refused the API key/],
    [401, { error: "Missing x-api-key header" }, "ETSY_API_KEY", false, /refused the API key/],
    [403, { error: "This shop is not yours" }, "ETSY_REFRESH_TOKEN", false, /forbids this to the app/],
    [400, { error: "The title contains invalid characters" }, "title", false, /Etsy: The title/],
    [400, [{ path: "/tags/0", message: "is too long" }], "tags", false, /tags is too long/],
    [
      400,
      [{ message: "price is required" }, { path: "/sku", message: "is taken" }],
      "price",
      false,
      /listing price is required; sku is taken/,
    ],
    [400, { error: "Alt text is too long" }, "images", false, /Alt text/],
    // A fault of its own, a limit and a page that is gone say nothing about our fields, whatever words they use.
    [500, { error: "Could not store the image" }, undefined, true, /store the image/],
    [429, { error: "Has exceeded rate limit for price changes" }, undefined, true, /exceeded/],
    [404, { error: "No file there" }, undefined, false, /No file/],
    [502, "<html>Bad gateway</html>", undefined, true, /Bad gateway/],
    [400, "", undefined, false, /no reason given/],
  ]
  for (const [status, body, field, retryable, words] of cases)
    expect([status, body, etsyNo(status, body)]).toEqual([
      status,
      body,
      expect.objectContaining({ field, retryable, message: expect.stringMatching(words) }),
    ])
  expect(etsyNo(429, { error: "Slow down" }, { "retry-after": "7" }).retryAfter).toBe(7)
  expect(etsyNo(429, { error: "Slow down" }, { "retry-after": "soon" }).retryAfter).toBeUndefined()
})

const ebayNo = (status: number, errors: unknown, headers: Record<string, string> = {}, now = "2026-11-23T07:30:00Z") =>
  ebayRefusal(status, new Headers(headers), typeof errors === "string" ? errors : JSON.stringify({ errors }), new Date(now))

test("eBay: an unknown number keeps eBay's words and finds the field in them; all faults are said, the first gives the field", () => {
  const unknown = ebayNo(400, [{ errorId: 99_999, message: "Invalid", parameters: [{ name: "field", value: "pricingSummary.price" }] }])
  expect(unknown).toMatchObject({ field: "price", retryable: false, message: "eBay refuses (99999): Invalid" })
  expect(ebayNo(400, [{ errorId: 99_998 }])).toMatchObject({ field: undefined, message: "eBay refuses (99998): no reason given" })
  const two = ebayNo(400, [
    { errorId: 25007, longMessage: "Policy 1 is unknown." },
    { errorId: 25003, message: "Price too low." },
  ])
  expect(two.field).toBe("EBAY_FULFILLMENT_POLICY_ID")
  expect(two.message).toMatch(/fulfilment policy\. eBay says: Policy 1 is unknown\. .*the price\. eBay says: Price too low\./)
  // What eBay calls a fault of its own is tried again, whatever the status; a "no" is not.
  for (const [errorId, { again, field }] of Object.entries(ebayMeanings)) {
    const told = ebayNo(400, [{ errorId: Number(errorId), message: "M" }])
    expect([errorId, told.retryable]).toEqual([errorId, again ?? false])
    if (field) expect([errorId, told.field]).toEqual([errorId, field])
  }
})

test("eBay: a wait comes from the header, else from eBay's day, and only with what is worth a wait", () => {
  const used = [{ errorId: 2001, message: "Used up" }]
  expect(ebayNo(429, used, { "retry-after": "12" }).retryAfter).toBe(12)
  expect(ebayNo(429, used).retryAfter).toBe(1800)
  expect(ebayNo(429, used, {}, "2026-11-23T12:00:00Z").retryAfter).toBe(3600)
  expect(ebayNo(400, [{ errorId: 25002, message: "No" }], { "retry-after": "12" }).retryAfter).toBeUndefined()
  const revised = ebayNo(400, [{ errorId: 25002, longMessage: "The listing was revised 250 times, the maximum of a calendar day." }])
  expect(revised).toMatchObject({ retryable: true, retryAfter: 1800, message: expect.stringContaining("2026-11-23 08:00 UTC") })
  for (const body of ["<html>", "", JSON.stringify({ errors: [] }), JSON.stringify({ errors: [{ message: "no number" }] })]) {
    expect([body, ebayNo(503, body).retryable, ebayNo(418, body).retryable]).toEqual([body, true, false])
    expect(ebayNo(503, body).message).toContain("eBay answered 503")
  }
})

const item: EbayItem = {
  sku: "A",
  condition: "NEW",
  availability: { shipToLocationAvailability: { quantity: 1 } },
  product: { title: "T", description: "D", imageUrls: ["https://i.ebayimg.com/1.jpg"], aspects: { Type: ["Planner"] } },
}
const offer: EbayOffer = {
  sku: "A",
  marketplaceId: "EBAY_US",
  format: "FIXED_PRICE",
  categoryId: "1",
  listingDescription: "D",
  listingDuration: "GTC",
  merchantLocationKey: "here",
  pricingSummary: { price: { value: "1.00", currency: "USD" } },
  listingPolicies: { fulfillmentPolicyId: "1", paymentPolicyId: "2", returnPolicyId: "3" },
}

test("eBay: each single thing that an offer lacks keeps it off the shelf, with the field that mends it", () => {
  const lacks = (i: Partial<EbayItem>, o: Partial<EbayOffer>) =>
    missingToPublish({ ...item, ...i }, { ...offer, ...o }).map(({ field }) => field)
  expect(lacks({}, {})).toEqual([])
  const without = (change: object) => ({ product: { ...item.product, ...change } })
  const policies = (change: object) => ({ listingPolicies: { ...offer.listingPolicies, ...change } })
  const cases: [Partial<EbayItem>, Partial<EbayOffer>, string][] = [
    [without({ title: " " }), {}, "title"],
    [without({ description: "" }), {}, "description"],
    [without({ imageUrls: [] }), {}, "images"],
    [without({ aspects: {} }), {}, "kind"],
    [{ condition: undefined }, {}, "EBAY_CATEGORY_ID"],
    [{ availability: { shipToLocationAvailability: { quantity: 0 } } }, {}, "EBAY_QUANTITY"],
    [{}, { categoryId: "" }, "EBAY_CATEGORY_ID"],
    [{}, { listingDescription: " " }, "description"],
    [{}, { pricingSummary: { price: { value: "0.00", currency: "USD" } } }, "price"],
    [{}, { merchantLocationKey: "" }, "EBAY_LOCATION_KEY"],
    [{}, policies({ fulfillmentPolicyId: "" }), "EBAY_FULFILLMENT_POLICY_ID"],
    [{}, policies({ paymentPolicyId: "" }), "EBAY_PAYMENT_POLICY_ID"],
    [{}, policies({ returnPolicyId: "" }), "EBAY_RETURN_POLICY_ID"],
    [{}, { listingDuration: "" }, "listing"],
  ]
  for (const [i, o, field] of cases) expect([i, o, lacks(i, o)]).toEqual([i, o, [field]])
})

const issue = (categories: string[], attributeNames: string[] = [], message = "M") => ({
  code: "1",
  message,
  severity: "ERROR" as const,
  attributeNames,
  categories,
})

test("Amazon: each category of issue has its field and a way out; an attribute that is no field of ours goes to the setting", () => {
  const told = (categories: string[], attributes: string[] = []) => problemOf(issue(categories, attributes), "Planner")
  const cases: [string[], string[], string, RegExp][] = [
    [["DUPLICATE"], [], "sku", /double in Seller Central/],
    [["INVALID_IMAGE"], ["main_product_image_locator"], "images", /1000 pixels/],
    [["MISSING_IMAGE"], [], "images", /1000 pixels/],
    [["QUALIFICATION_REQUIRED"], ["item_name"], "eligibility", /Apply for approval/],
    [["MISSING_ATTRIBUTE"], ["gpsr_safety_attestation"], "AMAZON_ATTRIBUTES", /Give gpsr_safety_attestation in AMAZON_ATTRIBUTES/],
    [["INVALID_PRICE"], [], "price", /Change the price/],
    [["INVALID_ATTRIBUTE"], ["generic_keyword"], "tags", /Change the search terms/],
    [["INVALID_ATTRIBUTE"], ["brand"], "AMAZON_BRAND", /Change the brand/],
    [["INVALID_ATTRIBUTE"], ["other_product_image_locator_3"], "images", /Change the pictures/],
    [[], [], "listing", /Change the listing/],
  ]
  for (const [categories, attributes, field, fix] of cases)
    expect([categories, attributes, told(categories, attributes)]).toEqual([
      categories,
      attributes,
      expect.objectContaining({ field, fix: expect.stringMatching(fix) }),
    ])
  const reason = (reasonCode: "APPROVAL_REQUIRED" | "ASIN_NOT_FOUND" | "NOT_ELIGIBLE", links: { resource: string }[] = []) =>
    restrictionProblem({ restrictions: [{ marketplaceId: "M", reasons: [{ message: "R", reasonCode, links }] }] }, "Planner", "B01")
  expect(restrictionProblem({ restrictions: [] }, "Planner", "B01")).toBeNull()
  expect(reason("ASIN_NOT_FOUND")).toBeNull()
  expect(reason("NOT_ELIGIBLE")?.fix).toMatch(/no approval is offered/)
  expect([reason("APPROVAL_REQUIRED")?.fix, reason("APPROVAL_REQUIRED", [{ resource: "https://a.test/ask" }])?.fix]).toEqual([
    "Ask for approval in Seller Central.",
    "Ask for approval at https://a.test/ask.",
  ])
  const thrown = () => refuse([told(["DUPLICATE"]), told([], ["brand"])])
  expect(thrown).toThrow(ChannelError)
  expect(thrown).toThrow(/double in Seller Central\. Amazon does not take the brand/)
  expect(() => refuse([])).not.toThrow()
})

test("each rule on words, names and pictures is said with its field, one at a time", () => {
  const sized = (width: number, height: number) => ({
    ...makeListing().images[0]!,
    url: "https://shop.example/a.png",
    pixels: { width, height },
  })
  const addressed = { images: [sized(1600, 1600)] }
  const near = (url: string) => ({ images: [{ ...sized(1600, 1600), url }] })
  const file = (name: string) => ({ ...makeListing().files[0]!, name })
  const live = (listing: ChannelListing) => amazonProblems({ ...listing }, { currency: "USD", live: true })
  const cases: [(listing: ChannelListing) => { field: string }[], Partial<ChannelListing>, string[]][] = [
    [etsyProblems, {}, []],
    [etsyProblems, { title: "Week: month: year" }, ["title"]],
    [etsyProblems, { title: "One + two + three" }, ["title"]],
    [etsyProblems, { tags: ["a/b"] }, ["tags.0"]],
    [etsyProblems, { tags: ["fine", "ça va", "it's"] }, []],
    [etsyProblems, { files: [file("my planner.zip")] }, ["files.0"]],
    [etsyProblems, { files: [file(`${"x".repeat(67)}.zip`)] }, ["files.0"]],
    [etsyProblems, { images: [{ ...makeListing().images[0]!, alt: "x".repeat(501) }] }, ["images.0"]],
    [(one) => ebayProblems(one, "EBAY_US"), {}, []],
    [(one) => ebayProblems(one, "EBAY_US"), { sku: "x".repeat(51) }, ["sku"]],
    [(one) => ebayProblems(one, "EBAY_US"), { description: " ", bullets: [] }, ["description"]],
    [(one) => ebayProblems(one, "EBAY_US"), { description: "x".repeat(500_001) }, ["description"]],
    [(one) => ebayProblems(one, "EBAY_US"), { title: "Planner <3 2027" }, []],
    [live, addressed, []],
    [live, { ...addressed, sku: "x".repeat(41) }, ["sku"]],
    [live, { ...addressed, bullets: ["fine", "x".repeat(501)] }, ["bullets.1"]],
    [live, near("http://shop.example/a.png"), ["images.0"]],
    [live, near("https://192.168.1.5/a.png"), ["images.0"]],
    [live, near("https://shop.local/a.png"), ["images.0"]],
    [live, near("https://localhost/a.png"), ["images.0"]],
    [live, near("not an address"), ["images.0"]],
  ]
  for (const [rules, change, fields] of cases)
    expect([change, rules(makeListing(change)).map(({ field }) => field)]).toEqual([change, fields])
})
