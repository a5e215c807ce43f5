import { connect } from '@nats-io/transport-node';
import { resultRecorded } from '@trial/contracts';
import { transaction } from '@trial/persistence';

export const publish = { connect, resultRecorded, transaction };
