import { localClient } from "./client.ts"

/** `npm run backup`: writes a backup of the running shop now, and checks it by a restore into a scratch database. */
const shop = await localClient()
for (const name of ["backup", "restore-drill"]) {
  const { ok, result } = await shop.post<{ ok: boolean; result: string }>(`/v1/scheduled/${name}`)
  console.log(`${name}: ${result}`)
  if (!ok) process.exit(1)
}
