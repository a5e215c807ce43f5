import { connect } from '@nats-io/transport-node';

export const held = connect;
