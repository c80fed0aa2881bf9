import { setCookie, deleteCookie, getCookie } from "hono/cookie"
import { csrf } from "hono/csrf"
import { closeSession, openSession } from "#workers/domain/key/index.ts"
import { sessionCookie } from "./middleware/authenticate.ts"
import { createRouter } from "./router.ts"

/** Sign-in with a key that may write. The cookie is http-only and same-site; cross-site forms are refused. */
export const consoleSessions = createRouter()
consoleSessions.use("/console/*", csrf())
consoleSessions.post("/console/sign-in", async (c) => {
  const form = await c.req.formData()
  const key = form.get("key")
  const opened = typeof key === "string" && key.length <= 200 ? await openSession(c.var.ctx, key.trim()) : null
  if (!opened) return c.redirect("/console/sign-in?refused=1", 303)
  setCookie(c, sessionCookie, opened.token, {
    httpOnly: true,
    sameSite: "Lax",
    secure: c.var.ctx.settings.PUBLIC_URL.startsWith("https:"),
    path: "/",
    expires: opened.expiresAt,
  })
  return c.redirect("/console", 303)
})
consoleSessions.post("/console/sign-out", async (c) => {
  const token = getCookie(c, sessionCookie)
  if (token) await closeSession(c.var.ctx, token)
  deleteCookie(c, sessionCookie, { path: "/" })
  return c.redirect("/console/sign-in", 303)
})
