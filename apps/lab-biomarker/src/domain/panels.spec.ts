import { openAnalytes, type Panel } from './panels.js';

const panels: readonly Panel[] = [
  { restricted: false, analytes: [{ code: 'alt', unit: 'U/L' }] },
  { restricted: true, analytes: [{ code: 'donor-specific', unit: '{MFI}' }] },
  { restricted: false, analytes: [{ code: 'crp', unit: 'mg/L' }] },
];

describe('the analytes blinded people may enter', () => {
  it('are those of every panel that is not restricted', () => {
    expect(openAnalytes(panels, 'alt').map(({ code }) => code)).toEqual(['alt', 'crp']);
  });

  it('do not include what could reveal an allocation', () => {
    expect(() => openAnalytes(panels, 'donor-specific')).toThrow('analyte-restricted');
  });
});
