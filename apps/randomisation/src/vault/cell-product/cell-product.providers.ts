import { ChangeBatchStatus } from './change-batch-status.js';
import { CloseFollowUp } from './close-follow-up.js';
import { IdentifyGivenProduct } from './identify-given-product.js';
import { PrepareProduct } from './prepare-product.js';
import { CorrectRememberedTreatment } from './correct-remembered-treatment.js';
import { RecordScan } from './record-scan.js';
import { RegisterBatch } from './register-batch.js';
import { RememberConsentedVersion } from './remember-consented-version.js';
import { RememberGivenProduct } from './remember-given-product.js';
import { RememberParticipationEnd } from './remember-participation-end.js';
import { ShowFollowUps } from './show-follow-ups.js';
import { TraceDonor } from './trace-donor.js';
import { TraceParticipant } from './trace-participant.js';

/** The use cases of this folder: the module lists many others. */
export const cellProductProviders = [
  RegisterBatch,
  ChangeBatchStatus,
  PrepareProduct,
  RecordScan,
  IdentifyGivenProduct,
  RememberConsentedVersion,
  RememberGivenProduct,
  CorrectRememberedTreatment,
  RememberParticipationEnd,
  TraceDonor,
  TraceParticipant,
  ShowFollowUps,
  CloseFollowUp,
];
