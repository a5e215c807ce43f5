export const world = [process.pid, globalThis, crypto.subtle, fetch];
