import { policies, seller, type EbayStore, type Offer, type Order } from "./store.ts"

const amount = (cents: number, currency: string = seller.currency) => ({ value: (cents / 100).toFixed(2), currency })

/** An offer as getOffers tells it. */
export function offerShape(store: EbayStore, { listingId, soldQuantity, ...offer }: Offer) {
  const left = store.items.get(offer.sku)?.availability?.shipToLocationAvailability?.quantity ?? 0
  const listing = { listingId: listingId ?? "", listingStatus: left > 0 ? "ACTIVE" : "OUT_OF_STOCK", soldQuantity }
  return { ...offer, availableQuantity: left, ...(offer.status === "PUBLISHED" ? { listing } : {}) }
}

const categoryTypes = [{ name: "ALL_EXCLUDING_MOTORS_VEHICLES", default: true }]
const policy = { marketplaceId: seller.marketplace, categoryTypes }

/** The three lists of business policies. */
export const policyShapes = {
  fulfillment_policy: {
    total: policies.fulfillment.length,
    fulfillmentPolicies: policies.fulfillment.map(({ id, name, free }) => ({
      ...policy,
      fulfillmentPolicyId: id,
      name,
      handlingTime: { value: 1, unit: "DAY" },
      shippingOptions: [
        {
          optionType: "DOMESTIC",
          costType: "FLAT_RATE",
          shippingServices: [
            {
              sortOrder: 1,
              shippingCarrierCode: "USPS",
              shippingServiceCode: "USPSMedia",
              freeShipping: free,
              shippingCost: amount(free ? 0 : 499),
            },
          ],
        },
      ],
    })),
  },
  payment_policy: {
    total: policies.payment.length,
    paymentPolicies: policies.payment.map(({ id, name }) => ({ ...policy, paymentPolicyId: id, name, immediatePay: true })),
  },
  return_policy: {
    total: policies.return.length,
    returnPolicies: policies.return.map(({ id, name }) => ({
      ...policy,
      returnPolicyId: id,
      name,
      returnsAccepted: true,
      returnPeriod: { value: 30, unit: "DAY" },
    })),
  },
}

export const privilegeShape = {
  sellerRegistrationCompleted: true,
  sellingLimit: { quantity: seller.limit.quantity, amount: amount(seller.limit.amount * 100) },
}

/** An order as getOrders tells it with TAX_BREAKDOWN: the total holds the tax that eBay collects. */
export function orderShape(order: Order) {
  const { currency, refunds } = order
  const net = order.price * order.quantity
  const back = refunds.reduce((sum, one) => sum + one.amount, 0)
  const taxes = order.tax ? [{ taxType: "STATE_SALES_TAX", amount: amount(order.tax, currency) }] : []
  return {
    orderId: order.orderId,
    legacyOrderId: order.orderId,
    creationDate: order.created,
    lastModifiedDate: order.modified,
    orderFulfillmentStatus: "NOT_STARTED",
    orderPaymentStatus: back === 0 ? "PAID" : back >= net ? "FULLY_REFUNDED" : "PARTIALLY_REFUNDED",
    sellerId: seller.name,
    buyer: {
      username: "a_shopper",
      taxAddress: { city: "San Jose", stateOrProvince: "CA", postalCode: "95125", countryCode: order.country },
    },
    pricingSummary: {
      priceSubtotal: amount(net, currency),
      deliveryCost: amount(0, currency),
      ...(order.tax ? { tax: amount(order.tax, currency) } : {}),
      total: amount(net + order.tax, currency),
    },
    cancelStatus: { cancelState: "NONE_REQUESTED", cancelRequests: [] },
    paymentSummary: {
      totalDueSeller: amount(net - order.fee - back, currency),
      refunds: refunds.map((one) => ({
        refundId: one.id,
        refundDate: one.at,
        amount: amount(one.amount, currency),
        refundStatus: "REFUNDED",
      })),
      payments: [
        {
          paymentMethod: "EBAY",
          paymentReferenceId: order.orderId,
          paymentDate: order.created,
          amount: amount(net + order.tax, currency),
          paymentStatus: "PAID",
        },
      ],
    },
    ...(order.tax ? { ebayCollectAndRemitTax: true } : {}),
    totalFeeBasisAmount: amount(net + order.tax, currency),
    totalMarketplaceFee: amount(order.fee, currency),
    fulfillmentStartInstructions: [{ fulfillmentInstructionsType: "DIGITAL", ebaySupportedFulfillment: false }],
    fulfillmentHrefs: [],
    lineItems: [
      {
        lineItemId: `${order.orderId}-1`,
        legacyItemId: order.listingId,
        sku: order.sku,
        title: order.title,
        lineItemCost: amount(net, currency),
        quantity: order.quantity,
        soldFormat: "FIXED_PRICE",
        listingMarketplaceId: seller.marketplace,
        purchaseMarketplaceId: seller.marketplace,
        lineItemFulfillmentStatus: "NOT_STARTED",
        total: amount(net + order.tax, currency),
        appliedPromotions: [],
        taxes,
        refunds: [],
        ...(order.tax ? { ebayCollectAndRemitTaxes: taxes.map((one) => ({ ...one, collectionMethod: "NET" })) } : {}),
        properties: { buyerProtection: true },
      },
    ],
  }
}
