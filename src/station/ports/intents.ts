import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { StationContract } from '../../contract/station/contract.ts';

type Inputs = InferContractRouterInputs<StationContract>;
type Outputs = InferContractRouterOutputs<StationContract>;
/** A procedure that subscribes to a view; those are served from `Screens`, not from here. */
type Watch = 'watch';

/** The intents of one group of the contract: an async method per procedure, with its parsed input and its output. */
type IntentsOf<Group extends keyof StationContract> = {
  readonly [Name in Exclude<keyof Inputs[Group] & keyof Outputs[Group], Watch>]: (input: Inputs[Group][Name]) => Promise<Outputs[Group][Name]>;
};

/**
 * Everything that a page may ask of this station, by the contract's names. Inputs were parsed by the contract's schemas
 * before they get here. A method resolves with the contract's `Result`; it rejects only for a bug.
 */
export interface StationIntents {
  readonly catalogue: IntentsOf<'catalogue'>;
  readonly kiosk: IntentsOf<'kiosk'>;
  readonly benefits: IntentsOf<'benefits'>;
  readonly orders: IntentsOf<'orders'>;
  readonly silo: IntentsOf<'silo'>;
  readonly returns: IntentsOf<'returns'>;
  readonly staff: IntentsOf<'staff'>;
  readonly assist: IntentsOf<'assist'>;
  readonly desk: IntentsOf<'desk'>;
  readonly help: IntentsOf<'help'>;
  readonly service: IntentsOf<'service'>;
  /** The one thing that a page gives up: whoever presses a key wants to hear something else. */
  readonly speech: {
    readonly say: (input: Inputs['speech']['say'], signal: AbortSignal | undefined) => Promise<Outputs['speech']['say']>;
  };
}

/** The groups by themselves, for whoever serves only one. */
export type CatalogueIntents = StationIntents['catalogue'];
export type KioskIntents = StationIntents['kiosk'];
export type SiloIntents = StationIntents['silo'];
export type StaffIntents = StationIntents['staff'];
export type HelpIntents = StationIntents['help'];
export type ServiceIntents = StationIntents['service'];
