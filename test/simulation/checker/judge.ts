import { type Entry, type Facts, factsOf, type WorldLine } from './read-logs.ts';

/** A promise that was not kept, with the number that the design gives it. */
export interface Violation {
  readonly promise: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly what: string;
}

interface Intent {
  readonly compartment: string;
  readonly purpose: string;
  readonly parcel: string | null;
  readonly pass: string | null;
  readonly attempts: { readonly at: number; used: boolean }[];
  seenOpen: boolean;
  seenClosed: boolean;
  reallyOpened: boolean;
  putBack: boolean;
}

interface Box {
  parcel: string | null;
  suspect: boolean;
  verified: boolean;
  doubt: boolean;
  lies: boolean;
  readonly inside: Map<string, string>;
}

interface Parcel {
  readonly pass: string | null;
  readonly compartment: string;
  readonly thing: string | null;
  isIn: boolean;
}

/** How old a decision may be when its frame is on the bus: two seconds by the design, and one for whoever wrote it down. Milliseconds. */
const VALID_MS = 3000;
const unsureEndings = new Set(['unknown', 'suspect', 'open-failed', 'missing', 'loaded-unsure', 'returned-unsure', 'taken-unsure']);

/** Lays the audit over what happened, and answers every promise that was not kept. */
export function judge(audit: readonly Entry[], world: readonly WorldLine[]): Violation[] {
  const state = new State();
  let next = 0;
  const upTo = (isBefore: (entry: Entry) => boolean): void => {
    for (let entry = audit[next]; entry !== undefined && isBefore(entry); entry = audit[next]) {
      state.audited(entry);
      next += 1;
    }
  };
  for (const { kind, facts } of world) {
    const { audited, at } = facts;
    if (typeof audited === 'number') upTo(({ seq }) => seq <= audited);
    else if (typeof at === 'number') upTo((entry) => entry.at <= at);
    else if (kind === 'end') upTo(() => true);
    state.happened(kind, facts);
  }
  state.over();
  judgeSeen(audit, world, state);
  judgeHub(world, state);
  return state.violations;
}

class State {
  readonly violations: Violation[] = [];
  /** What the audit booked in and out, as the hub must have been told it. */
  readonly booked: { readonly what: string; readonly parcel: string }[] = [];
  readonly #boxes = new Map<string, Box>();
  readonly #intents = new Map<string, Intent>();
  readonly #parcels = new Map<string, Parcel>();
  readonly #cancelled = new Set<string>();

  violate(promise: Violation['promise'], what: string): void {
    this.violations.push({ promise, what });
  }

  audited({ seq, at, kind, facts }: Entry): void {
    const compartment = textOf(facts['compartment']);
    const where = `entry ${seq}, compartment ${compartment}`;
    if (kind === 'door.forced' || kind === 'door.unexpected-open' || kind === 'compartment.distrusted')
      Object.assign(this.#box(compartment), { doubt: true, verified: false });
    if (kind === 'compartment.in-service') this.#inService(compartment, facts['seen'] === 'empty');
    const id = textOf(facts['intent']);
    if (kind === 'door.attempt') return this.#attempt(id, at, facts, where);
    const intent = this.#intents.get(id);
    if (intent === undefined) return;
    if (kind === 'door.opened') intent.seenOpen = true;
    if (kind === 'door.closed') intent.seenClosed = intent.seenOpen;
    if (kind === 'door.reopened') intent.seenClosed = false;
    if (kind === 'problem.reported') intent.putBack ||= facts['keep'] === 'put-back' || facts['problem'] === 'empty';
    if (kind === 'problem.reported') this.#box(compartment).doubt = true;
    if (kind === 'door.answered') this.#answered(intent, textOf(facts['answer']), where);
    if (kind === 'door.ended') this.#ended(id, intent, textOf(facts['outcome']), where);
  }

  #attempt(id: string, at: number, facts: Facts, where: string): void {
    const known = this.#intents.get(id);
    if (known !== undefined) return void known.attempts.push({ at, used: false });
    const [compartment, purpose] = [textOf(facts['compartment']), textOf(facts['purpose'])];
    const [parcel, pass] = [textOrNull(facts['parcel']), textOrNull(facts['pass'])];
    const box = this.#box(compartment);
    const other = [...this.#intents.values()].find((live) => live.compartment === compartment);
    if (other !== undefined) this.violate(2, `${where}: a second live intent beside one to ${other.purpose}`);
    if ((purpose === 'load' || purpose === 'return') && (box.parcel !== null || box.suspect))
      this.violate(3, `${where}: given to a new parcel while ${box.parcel === null ? 'suspect' : 'it held another'}`);
    if (purpose === 'return' && !box.verified) this.violate(3, `${where}: given to a customer, and nobody had seen it empty`);
    if (purpose === 'return' && box.inside.size > 0 && !box.lies) this.violate(3, `${where}: given to a customer, and ${[...box.inside.keys()]} lay inside`);
    if (purpose === 'collect') this.#judgeCollection(box, compartment, parcel, pass, where);
    if (purpose === 'reopen' && (this.#parcels.get(parcel ?? '')?.compartment !== compartment || box.parcel !== null))
      this.violate(5, `${where}: opened again for somebody who did not empty it`);
    box.verified = false;
    this.#intents.set(id, {
      compartment,
      purpose,
      parcel,
      pass,
      attempts: [{ at, used: false }],
      seenOpen: false,
      seenClosed: false,
      reallyOpened: false,
      putBack: false,
    });
  }

  #judgeCollection(box: Box, compartment: string, parcelId: string | null, pass: string | null, where: string): void {
    const parcel = this.#parcels.get(parcelId ?? '');
    if (parcel === undefined || !parcel.isIn || parcel.compartment !== compartment || box.parcel !== parcelId)
      this.violate(5, `${where}: opened to collect a parcel that was never put there`);
    else if (pass !== null && parcel.pass !== pass) this.violate(5, `${where}: opened for pass ${pass}, and the parcel is under ${parcel.pass}`);
  }

  #answered({ compartment, purpose, parcel: id, pass }: Intent, answer: string, where: string): void {
    const box = this.#box(compartment);
    if (purpose === 'load' || purpose === 'return') {
      if (answer === 'not-empty') box.suspect = true;
      if (answer === 'placed' && id !== null) this.#book(box, id, { compartment, pass }, purpose, where);
    }
    if (purpose === 'recall' && id !== null && ['taken', 'empty', 'other'].includes(answer)) {
      this.booked.push({ what: 'parcel.recalled', parcel: id });
      this.#out(box, id);
      box.suspect = true;
    }
  }

  #book(box: Box, id: string, { compartment, pass }: Pick<Parcel, 'compartment' | 'pass'>, purpose: string, where: string): void {
    const known = this.#parcels.get(id);
    if (box.parcel !== null) this.violate(2, `${where}: two parcels by the books`);
    if (known?.isIn === true) this.violate(2, `${where}: parcel ${id} lies in ${known.compartment} already`);
    const things = [...box.inside].filter(([, what]) => what !== 'rubbish').map(([thing]) => thing);
    if (things.length !== 1 && !box.lies) this.violate(2, `${where}: booked in, and behind the door were ${things.length} parcels`);
    this.#parcels.set(id, { pass, compartment, thing: things[0] ?? null, isIn: true });
    Object.assign(box, { parcel: id, suspect: false, doubt: false });
    this.booked.push({ what: purpose === 'load' ? 'parcel.loaded' : 'return.deposited', parcel: id });
  }

  #ended(id: string, intent: Intent, outcome: string, where: string): void {
    const { compartment, purpose, parcel } = intent;
    const box = this.#box(compartment);
    this.#intents.delete(id);
    if (outcome === 'collected') {
      if (!intent.seenOpen || !intent.seenClosed) this.violate(4, `${where}: collected, and no hand-over was observed`);
      else if (!intent.reallyOpened && !box.lies) this.violate(4, `${where}: collected, and the door never moved`);
      if (parcel !== null && !intent.putBack) {
        this.booked.push({ what: 'parcel.collected', parcel });
        this.#out(box, parcel);
      }
    }
    if (outcome === 'taken' || outcome === 'verified') Object.assign(box, { suspect: false, doubt: false, verified: true });
    if (unsureEndings.has(outcome)) box.doubt = true;
    const isLook = purpose === 'load' || purpose === 'return' || purpose === 'check' || purpose === 'look';
    if (isLook && (outcome === 'suspect' || outcome === 'unknown' || (purpose === 'look' && outcome !== 'open-failed')) && box.parcel === null)
      box.suspect = true;
  }

  happened(kind: string, facts: Facts): void {
    const compartment = textOf(facts['compartment']);
    const thing = textOf(facts['thing']);
    if (kind === 'unlock') this.#unlocked(compartment, Number(facts['at']));
    if (kind === 'door' && facts['state'] === 'open' && facts['by'] === 'pulse') this.#opened(compartment);
    if (kind === 'lies') this.#box(compartment).lies = facts['on'] !== false;
    if (kind === 'cancelled') this.#cancelled.add(thing);
    if (kind === 'took') this.#box(compartment).inside.delete(thing);
    if (kind === 'put') this.#put(compartment, thing, textOf(facts['what']));
    if (kind === 'shown' && facts['answer'] === 'dead' && !this.#cancelled.has(thing)) {
      const place = [...this.#parcels.values()].find((parcel) => parcel.thing === thing && parcel.isIn);
      if (place !== undefined) this.violate(4, `the code of ${thing} was refused as dead, and ${thing} is in ${place.compartment}`);
    }
  }

  #put(compartment: string, thing: string, what: string): void {
    for (const [other, { inside }] of this.#boxes) if (inside.has(thing)) this.violate(2, `${thing} was put into ${compartment}, and lay in ${other}`);
    this.#box(compartment).inside.set(thing, what);
  }

  #unlocked(compartment: string, at: number): void {
    const live = [...this.#intents.values()].filter((intent) => intent.compartment === compartment);
    const decided = live.flatMap(({ attempts }) => attempts).find((attempt) => !attempt.used);
    if (decided === undefined)
      return this.violate(1, `compartment ${compartment} was unlocked without a live intent that had decided it${Number.isNaN(at) ? '' : `, at ${at}`}`);
    decided.used = true;
    if (at - decided.at > VALID_MS) this.violate(1, `compartment ${compartment} was unlocked ${at - decided.at} ms after that was decided`);
    const [intent] = live;
    const box = this.#box(compartment);
    if (intent === undefined || box.lies || (intent.purpose !== 'collect' && intent.purpose !== 'reopen')) return;
    for (const [thing, what] of box.inside) {
      const isTheirs = [...this.#parcels.values()].some(
        (parcel) => parcel.thing === thing && parcel.compartment === compartment && (intent.pass === null || parcel.pass === intent.pass),
      );
      if (what !== 'rubbish' && !isTheirs)
        this.violate(5, `compartment ${compartment} was opened to ${intent.purpose} for pass ${intent.pass}, and behind it lay ${thing}`);
    }
  }

  #opened(compartment: string): void {
    const live = [...this.#intents.values()].find((intent) => intent.compartment === compartment);
    if (live === undefined) this.violate(1, `compartment ${compartment} was opened by its coil, and no intent lives for it`);
    else live.reallyOpened = true;
  }

  /** Nothing more happens: is everything where the books say it is? */
  over(): void {
    const busy = new Set([...this.#intents.values()].map(({ compartment }) => compartment));
    for (const [id, { isIn, thing, compartment }] of this.#parcels) {
      const box = this.#box(compartment);
      if (isIn && thing !== null && !box.inside.has(thing) && !box.doubt && !box.lies && !busy.has(compartment))
        this.violate(2, `parcel ${id} is in ${compartment} by the books, and ${thing} is not there`);
    }
    for (const [compartment, { verified, inside, lies, doubt }] of this.#boxes)
      if (verified && !doubt && inside.size > 0 && !lies && !busy.has(compartment))
        this.violate(2, `${[...inside.keys()]} lies in ${compartment}, which was seen empty`);
  }

  #inService(compartment: string, isEmpty: boolean): void {
    Object.assign(this.#box(compartment), { suspect: false, doubt: false, verified: isEmpty });
  }

  #out(box: Box, id: string): void {
    const parcel = this.#parcels.get(id);
    if (parcel !== undefined) parcel.isIn = false;
    if (box.parcel === id) box.parcel = null;
  }

  #box(compartment: string): Box {
    const box = this.#boxes.get(compartment) ?? { parcel: null, suspect: false, verified: false, doubt: false, lies: false, inside: new Map<string, string>() };
    this.#boxes.set(compartment, box);
    return box;
  }
}

function judgeSeen(audit: readonly Entry[], world: readonly WorldLine[], state: State): void {
  const operations = world.filter(({ kind }) => kind === 'hub').map(({ facts }) => ({ kind: textOf(facts['what']), facts: factsOf(facts['facts']) }));
  const isHeard = world.some(({ kind }) => kind === 'made');
  const seen = world.filter(({ kind }) => kind === 'saw').map(({ facts }) => facts);
  countEach(seen, 'audit', audit, (pattern, had, wanted) => state.violate(6, `people saw ${wanted} times what the audit has ${had} times: ${pattern}`));
  if (isHeard)
    countEach(seen, 'hub', operations, (pattern, had, wanted) => state.violate(7, `people saw ${wanted} times what the hub has ${had} times: ${pattern}`));
}

function countEach(
  seen: readonly Facts[],
  key: 'audit' | 'hub',
  held: readonly { readonly kind: string; readonly facts: Facts }[],
  missing: (pattern: string, had: number, wanted: number) => void,
): void {
  const wanted = new Map<string, number>();
  for (const line of seen) if (line[key] !== undefined) wanted.set(JSON.stringify(line[key]), (wanted.get(JSON.stringify(line[key])) ?? 0) + 1);
  for (const [pattern, count] of wanted) {
    const { kind, facts } = factsOf(JSON.parse(pattern));
    const had = held.filter((one) => one.kind === kind && Object.entries(factsOf(facts)).every(([name, value]) => one.facts[name] === value)).length;
    if (had < count) missing(pattern, had, count);
  }
}

function judgeHub(world: readonly WorldLine[], state: State): void {
  const made = world.find(({ kind }) => kind === 'made')?.facts['operations'];
  if (made === undefined) return;
  const heard = world.filter(({ kind }) => kind === 'hub').map(({ facts }) => facts);
  if (heard.length !== made) state.violate(7, `the station made ${String(made)} operations, and the hub has ${heard.length}`);
  const wrong = heard.findIndex(({ seq }, index) => seq !== index + 1);
  if (wrong !== -1) state.violate(7, `operation ${wrong + 1} is missing at the hub, twice there, or out of order`);
  if (new Set(heard.map(({ id }) => id)).size !== heard.length) state.violate(7, 'an operation has two numbers at the hub');
  const kinds = new Set(['parcel.loaded', 'parcel.collected', 'parcel.recalled', 'return.deposited']);
  const told = heard.filter(({ what }) => kinds.has(textOf(what)));
  const differs = Math.max(told.length, state.booked.length);
  for (let index = 0; index < differs; index++) {
    const [by, to] = [state.booked[index], told[index]];
    const parcel = factsOf(to?.['facts'])['parcelId'];
    if (by?.what === to?.['what'] && (parcel === undefined || parcel === by?.parcel)) continue;
    return state.violate(
      7,
      `the audit’s booking ${index + 1} is ${by?.what} of ${by?.parcel}, and the hub was told ${textOf(to?.['what'])} of ${textOf(parcel)}`,
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
