const CLAIM = /(?<!\p{L})(?:un)?(?:masked|masking|blinded|blinding)(?!\p{L})/iu;

/** Every place where an open trial is spoken of as if something in it were hidden: in answers, live events and events. */
export function claimsOfMasking({ transcript, heard, events }) {
  return [
    ...transcript.map(({ method, path, headers, text }) => `${method} ${path} ${JSON.stringify(headers)} ${text}`),
    ...Object.values(heard).flat(),
    // The envelope names the module that speaks, and one is called unblinded in every trial.
    ...events.map(({ event }) => `${event.type} ${JSON.stringify(event.data)}`),
  ].filter((text) => CLAIM.test(text));
}
