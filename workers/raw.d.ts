declare module "*?raw" {
  const text: string
  export default text
}

declare module "*.wasm" {
  const wasm: WebAssembly.Module
  export default wasm
}
