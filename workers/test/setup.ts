import { applyD1Migrations, reset } from "cloudflare:test"
import { env } from "cloudflare:workers"

const { DB, TEST_MIGRATIONS } = env as { DB: D1Database; TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1] }
// Files run one after the other on the same storage; each begins with an empty shop.
await reset()
await applyD1Migrations(DB, TEST_MIGRATIONS)
