export const world = [process.pid, globalThis.name, crypto.subtle, fetch];
