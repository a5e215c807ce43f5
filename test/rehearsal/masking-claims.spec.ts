import { claimsOfMasking } from './masking-claims.mjs';

const exchange = (text: string) => ({ method: 'GET', path: '/trials/T/participants', headers: {}, text });
const world = (text: string) => ({
  transcript: [exchange(text)],
  heard: {},
  events: [] as { event: { type: string; data: object } }[],
});

describe('a claim that something is masked', () => {
  it.each(['{"masked":true}', '{"arm":"[blinded]"}', 'The trial is not unblinded yet', '{"Masking":"double"}'])(
    'is found in %s',
    (text) => {
      expect(claimsOfMasking(world(text))).toHaveLength(1);
    },
  );

  it('is found in events and in what listeners hear', () => {
    const { transcript } = world('{}');
    expect(claimsOfMasking({ transcript, heard: { nurse: ['data: blinded'] }, events: [] })).toHaveLength(1);
    expect(
      claimsOfMasking({ transcript, heard: {}, events: [{ event: { type: 'dose.given', data: { arm: 'masked' } } }] }),
    ).toHaveLength(1);
  });

  it('is not made by an arm, nor by a word that only sounds like one', () => {
    expect(claimsOfMasking(world('{"arm":"transplantation","note":"colour-blind"}'))).toEqual([]);
  });
});
