import { createMiddleware } from "hono/factory"
import { secureHeaders } from "hono/secure-headers"

/** Headers of every answer. No inline script and no inline style runs anywhere in the shop or the console. */
export const security = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    frameAncestors: ["'none'"],
  },
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "strict-origin-when-cross-origin",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
})

/** Covers are shown on the payment page and by the channels, so other sites may embed them. Mounted before `security`, to have the last word. */
export const embeddable = createMiddleware(async (c, next) => {
  await next()
  c.header("cross-origin-resource-policy", "cross-origin")
})
