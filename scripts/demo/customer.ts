import type { Page } from 'playwright-core';
import { languageNames } from '../../src/kernel/language.ts';
import type { Luma } from './camera-feed.ts';
import { press, seeTitle, typeDigits } from './screen.ts';
import type { Person, Stage } from './stage.ts';
import { startsWith } from './words.ts';

/** A door that opened for a person, and what went over the wire for it. */
export interface OpenedDoor {
  readonly number: number;
  /** Milliseconds from the decoded code to the last byte of the unlock frame; null where a press opened it. */
  readonly afterCodeMs: number | null;
}

/** Comes to the silo while it waits for a code, and chooses the language. */
export async function arrive({ silo, words, language }: Stage): Promise<void> {
  await silo.locator('.ready').waitFor({ timeout: 40_000 });
  await speak(silo, language);
  await seeTitle(silo, words['silo.ready.title']);
}

/** Holds a code to the camera until its door is open, and puts the phone away. */
export async function openByCode(stage: Stage, code: Luma): Promise<OpenedDoor> {
  await stage.wire.begin();
  stage.camera.show(code);
  try {
    return await seeDoorOpen(stage);
  } finally {
    stage.camera.clear();
  }
}

/** Holds a code to the camera until the silo has answered with this title, and puts the phone away. */
export async function showCode(stage: Stage, code: Luma, title: string | RegExp): Promise<void> {
  await stage.wire.begin();
  stage.camera.show(code);
  try {
    await seeTitle(stage.silo, title, 40_000);
  } finally {
    stage.camera.clear();
  }
}

/** Types short code and PIN on the screen's own keys. */
export async function openByPin(stage: Stage, shortCode: string, pin: string): Promise<OpenedDoor> {
  await typeCodeAndPin(stage, shortCode, pin);
  return await seeDoorOpen(stage, 'from the sent PIN');
}

/** Types short code and PIN, and sends them. */
export async function typeCodeAndPin(stage: Stage, shortCode: string, pin: string): Promise<void> {
  const { silo, words } = stage;
  await press(silo, words['silo.ready.pin']);
  for (const key of shortCode) await silo.getByRole('button', { name: key, exact: true }).click();
  await press(silo, words['silo.code.next']);
  await seeTitle(silo, words['silo.pin.title']);
  await typeDigits(silo, pin);
  await stage.wire.begin();
  await press(silo, words['silo.pin.open']);
}

/** Waits until the screen says that a door is open, and tells which and how fast it was. */
export async function seeDoorOpen(stage: Stage, since = 'from the decoded code'): Promise<OpenedDoor> {
  const { silo, words, wire, tell } = stage;
  await seeTitle(silo, words['silo.open.title'], 40_000);
  const number = await doorOnScreen(silo);
  const { hex, afterCodeMs } = await wire.unlocked();
  const time = afterCodeMs === null ? '' : `, ${afterCodeMs.toFixed(1)} ms ${since} to the frame's last byte`;
  tell('silo', `opens door ${number}: "${words['silo.open.title']}"`);
  tell('bank', `unlock frame ${hex}${time}`);
  return { number, afterCodeMs };
}

/** Takes or leaves what lies behind the door, and closes it. */
export function closeDoor({ hands, tell }: Stage, door: number, what = 'takes the parcel and closes the door', who: Person = 'customer'): void {
  tell(who, what);
  hands.close(door);
}

/** The number that stands large on a screen before a door. */
export async function doorOnScreen(page: Page): Promise<number> {
  return Number(await page.locator('.door-number-digits').first().textContent());
}

/** Reads the thanks, and goes. */
export async function leaveWithThanks({ silo, words, tell }: Stage): Promise<void> {
  await seeTitle(silo, words['silo.thanks.title'], 40_000);
  tell('silo', `"${words['silo.thanks.title']}"`);
  await press(silo, startsWith(words['silo.thanks.done']));
}

/** The button that says which language is spoken: `Idioma: Español`. */
const SPOKEN = new RegExp(`: (${Object.values(languageNames).join('|')})$`);

/** Chooses the language of a page, where it has another. */
export async function speak(page: Page, language: Stage['language']): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await page.getByRole('button', { name: SPOKEN }).click();
  await press(page, languageNames[language]);
}
