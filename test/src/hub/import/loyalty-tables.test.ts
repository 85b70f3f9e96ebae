import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contact } from '../../../../src/contract/orders.ts';
import { couponTable } from '../../../../src/hub/import/coupon-table.ts';
import { importCoupons, importMembers } from '../../../../src/hub/import/import-loyalty.ts';
import { couponReport, memberReport } from '../../../../src/hub/import/loyalty-report.ts';
import { memberTable } from '../../../../src/hub/import/member-table.ts';
import { isTableOf, readTableFile } from '../../../../src/hub/import/table-file.ts';
import { findMemberByContact, readBalance } from '../../../../src/hub/db/members.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { makeWorld, NOW, type World } from '../support/world.ts';

const place = { tenantId: randomUUID(), currency: 'EUR', digits: 2, timeZone: 'Europe/Madrid' };

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const coupons = (text: string) => readTableFile(bytes(text), couponTable(place));
const members = (text: string) => readTableFile(bytes(text), memberTable);

describe('a file of coupons', () => {
  it('is read by its columns, with the shop’s days and money', async () => {
    const file = expectOk(
      await coupons(
        'Code,Name,Percent,Amount,Minimum,From,Until,Uses,Offline,Once per person\nHola10,Bienvenida,10%,,,2026-03-29,2026-03-29,50,2,sí\nQUINCE,Quince,,"15,00","60,00",,,,,\n',
      ),
      'read',
    );
    expect(file.rejected).toEqual([]);
    expect(file.taken.map(({ rule, maxUses, mostOffline }) => ({ ...rule, couponId: '', maxUses, mostOffline }))).toEqual([
      {
        couponId: '',
        code: expect.stringMatching(/^HOLA10.$/),
        name: 'Bienvenida',
        discount: { kind: 'percent', percent: 10 },
        // The day on which clocks change has 23 hours.
        from: Date.UTC(2026, 2, 28, 23),
        until: Date.UTC(2026, 2, 29, 22),
        oncePerPerson: true,
        maxUses: 50,
        mostOffline: 2,
      },
      {
        couponId: '',
        code: expect.stringMatching(/^QUINCE.$/),
        name: 'Quince',
        discount: { kind: 'amount', amount: { minor: 1500, currency: 'EUR' } },
        minimum: { minor: 6000, currency: 'EUR' },
        maxUses: null,
        mostOffline: null,
      },
    ]);
  });

  it.each([
    ['AB,Corto,10,', '4 to 24 letters'],
    ['RIÑÓN10,Acentos,10,', '4 to 24 letters'],
    ['NADA10,,10,', 'has a name'],
    ['NADA10,Ambos,10,5', 'one of the two'],
    ['NADA10,Ninguno,,', 'one of the two'],
    ['NADA10,Mucho,101,', '1 to 100'],
    ['NADA10,Cero,,0', 'nothing takes nothing off'],
    ['NADA10,Letra,,abc', 'no price'],
    ['NADA10,Celdas,10', 'cells instead of'],
  ])('rejects %s and says why', async (row, why) => {
    const file = expectOk(await coupons(`code,name,percent,amount\n${row}\nBUENO10,Bueno,10,\n`), 'read');
    expect([file.taken.length, file.rejected.length, file.rejected[0]?.line]).toEqual([1, 1, 2]);
    expect(file.rejected[0]?.detail).toContain(why);
  });

  it('rejects a code that stands there twice', async () => {
    const file = expectOk(await coupons('code,name,percent,amount\nDOBLE10,Uno,10,\nDOBLE10,Dos,20,\n'), 'read');
    expect(file.rejected).toMatchObject([{ line: 3, detail: 'it stands on line 2 already' }]);
  });

  it.each(['', 'code,name\nX,Y\n', 'code,name,percent,amount,percent\n', 'code,name,percent,amount,colour\n'])('%j is refused as a whole', async (text) => {
    expect((await coupons(text)).ok).toBe(false);
  });

  it('is told from a product export by its first row', () => {
    expect(isTableOf(['Handle', 'Title', 'Variant Price'], couponTable(place))).toBe(false);
    expect(isTableOf(['CODE', 'name', 'percent', 'Amount', 'uses'], couponTable(place))).toBe(true);
  });
});

describe('a file of members', () => {
  it('names lines in its report, never people', async () => {
    const file = expectOk(
      await members('email,points,sizes\nana@example.com,120,shirt=M; shoes=39\nnadie,1,\nana@example.com,5,\nluz@example.com,-4,\n'),
      'read',
    );
    expect(file.taken).toMatchObject([
      {
        points: 120,
        sizes: [
          { garment: 'shirt', size: 'M' },
          { garment: 'shoes', size: '39' },
        ],
        sendCode: false,
      },
    ]);
    const report = memberReport('socios.csv', file, null).join('\n');
    expect(file.rejected.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(report).not.toMatch(/ana@|luz@|nadie/);
  });
});

describe('importing', () => {
  let engine: TestEngine;
  let world: World;
  beforeAll(async () => {
    engine = await pgliteEngine();
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    world = await makeWorld(engine.db);
  });

  it('the same coupons again changes nothing, and shows codes as they are printed', async () => {
    const text = 'code,name,percent,amount,ended\nHOLA10,Bienvenida,10,,\nFIN10,Fin,10,,yes\n';
    const run = async () => expectOk(await importCoupons(engine.db, { ...place, tenantId: world.tenantId }, { chunks: bytes(text), now: NOW }), 'imported');
    const [first, second] = [await run(), await run()];
    expect([first.counts, second.counts]).toEqual([
      { created: 2, changed: 0, unchanged: 0 },
      { created: 0, changed: 0, unchanged: 2 },
    ]);
    expect(couponReport('c.csv', first.file, first.counts).join('\n')).toMatch(/HOLA-10.\s+Bienvenida/);
  });

  it('members again books what they bring along once, and keeps who they are', async () => {
    const text = 'email,points,send_code\nana@example.com,120,yes\n';
    const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
    const run = async () => expectOk(await importMembers(engine.db, world.tenantId, { chunks: bytes(text), now: NOW, random }), 'imported').counts;
    expect([await run(), await run()]).toEqual([
      { created: 1, changed: 0, unchanged: 0 },
      { created: 0, changed: 0, unchanged: 1 },
    ]);
    const member = await findMemberByContact(engine.db, world.tenantId, contact.parse({ kind: 'email', email: 'ANA@example.com' }));
    expect(await readBalance(engine.db, world.tenantId, member?.memberId ?? '')).toBe(120);
  });
});
