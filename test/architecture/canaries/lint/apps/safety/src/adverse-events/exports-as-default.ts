const hours = 24;

export { hours as default };
