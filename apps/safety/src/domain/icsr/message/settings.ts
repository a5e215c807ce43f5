import type { Instant, TimeZone } from '@trial/kernel';

/** Around one message: who sends it to whom, under which number, when (N.1 and N.2). All of it comes with the case. */
export interface Envelope {
  /** N.1.2, new for each transmission. */
  readonly batchId: string;
  /** N.1.3 and N.1.4. */
  readonly batchSender: string;
  readonly batchReceiver: string;
  /** N.2.r.2 and N.2.r.3. */
  readonly messageSender: string;
  readonly messageReceiver: string;
  /** N.1.5. */
  readonly sentAt: Instant;
}

/** What the sponsor has agreed with the receiver; none of it is known to the code. */
export interface IcsrSettings {
  /** The zone whose local time is written, with its offset. */
  readonly zone: TimeZone;
  /** `xsi:schemaLocation`: the HL7 namespace and where the receiver keeps its schema. */
  readonly schemaLocation: string;
  /** Absent: no coded EU causality block is written. */
  readonly euCausality?: EuCausalityCodes;
  /** Codes of the fabricated dictionary (`0.0`, 9999…) are for rehearsals; `refused` wherever a regulator reads. */
  readonly placeholders: 'refused' | 'accepted';
}

/** The codes of EMA's lists for one opinion (EMA/51938/2013): loaded from its code-list file. */
export interface EuCausalityCodes {
  readonly listVersion: string;
  readonly reasonable: string;
  readonly notReasonable: string;
  readonly method: string;
  readonly investigator: string;
  readonly sponsor: string;
}
