import { keptPicture, shopSlides, slidesQuery } from '../../../contract/hub/operator-slides.ts';
import { slides as slidesSchema, slidePicture } from '../../../contract/slides.ts';
import { judgeSlides, type SlideProblem } from '../../../core/catalogue/slides.ts';
import { assertNever } from '../../../kernel/assert-never.ts';
import { putSlides, readSlides, slidesShop } from '../../domain/slides.ts';
import { inspectMedia, MAX_SOURCE_BYTES } from '../../media/inspect.ts';
import { copyPhoto } from '../../media/photo-copies.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { inTransaction, security } from './operator-parts.ts';
import { refuseWork } from './phone-actions.ts';

/** Types under which pictures come. What one is, its content says. */
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'];

/** `/v1/operator/pictures` and `/v1/operator/slides`: what the screens of a shop show while they wait. */
export function addOperatorSlides(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  // In scopes of their own: no other route takes pictures, nor JSON that is put.
  server.register((scope: Server, _options, added) => {
    addPictures(scope, parts, auth);
    added();
  });
  server.register((scope: Server, _options, added) => {
    addSlides(scope, parts, auth);
    added();
  });
}

function addPictures(scope: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  // To decode a large one takes a few hundred megabytes: one after the other.
  let isBusy = false;
  scope.addContentTypeParser(PICTURES, { parseAs: 'buffer' }, (_request, body, taken) => taken(null, body));
  scope.route({
    method: 'PUT',
    url: '/v1/operator/pictures',
    bodyLimit: MAX_SOURCE_BYTES,
    schema: {
      summary: 'A picture for slides (JPEG, PNG or WebP), as the body',
      description: 'It is turned upright, made smaller and freed of what the camera wrote. The answer is what a slide names; again it is the same.',
      security,
      response: { 200: keptPicture, ...problems },
    },
    onRequest: auth.with('catalogue'),
    async handler(request, reply) {
      const { body } = request;
      if (!Buffer.isBuffer(body)) return await refuse(reply, 'bad-request', 'the body is no picture');
      if (isBusy) return await refuse(reply.header('retry-after', 2), 'too-many', 'another picture is being read');
      isBusy = true;
      try {
        const type = inspectMedia(body);
        if (!type.ok) return await refuse(reply, type.error.kind === 'too-large' ? 'too-large' : 'bad-request', type.error.detail);
        if (type.value === 'glb' || type.value === 'usdz') return await refuse(reply, 'bad-request', `it is a ${type.value}, not a picture`);
        const copied = await copyPhoto(body, parts.media);
        if (!copied.ok) return await refuse(reply, copied.error.kind === 'too-large' ? 'too-large' : 'bad-request', copied.error.detail);
        const { file, width, height } = copied.value;
        return { picture: slidePicture.parse({ file, width, height }) };
      } finally {
        isBusy = false;
      }
    },
  });
}

function addSlides(scope: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, taken) => taken(null, jsonOf(String(body))));
  scope.route({
    method: 'PUT',
    url: '/v1/operator/slides',
    schema: {
      summary: 'Make these the slides of a shop',
      description: 'All of them or none; an empty list shows the usual pictures. Without `store` those of the only shop. A slide tells no price.',
      security,
      querystring: slidesQuery,
      body: slidesSchema,
      response: { 200: shopSlides, ...problems },
    },
    onRequest: auth.with('catalogue'),
    async handler(request, reply) {
      const operator = auth.operatorOf(request);
      const shop = await slidesShop(parts.db, operator.tenantId, request.query.store);
      if (!shop.ok) return await refuseWork(reply, shop.error);
      const { slides } = request.body;
      const judged = judgeSlides(slides);
      if (!judged.ok) return await refuse(reply, 'bad-request', `slide ${judged.error.slideId}: ${wordsOf(judged.error)}`);
      const put = await inTransaction(parts, operator, (c) => putSlides(c, operator, { storeId: shop.value, slides, media: parts.media }));
      return put.ok ? { store: shop.value, slides: [...put.value] } : await refuseWork(reply, put.error);
    },
  });
  scope.route({
    method: 'GET',
    url: '/v1/operator/slides',
    schema: { summary: 'The slides of a shop', security, querystring: slidesQuery, response: { 200: shopSlides, ...problems } },
    onRequest: auth.with('catalogue'),
    async handler(request, reply) {
      const { tenantId } = auth.operatorOf(request);
      const shop = await slidesShop(parts.db, tenantId, request.query.store);
      if (!shop.ok) return await refuseWork(reply, shop.error);
      return { store: shop.value, slides: [...(await readSlides(parts.db, tenantId, shop.value))] };
    },
  });
}

function wordsOf({ kind }: SlideProblem): string {
  switch (kind) {
    case 'twice':
      return 'it is there twice';
    case 'never-shown':
      return 'its last day is before its first';
    case 'tells-a-price':
      return 'it tells a price, which would be an old one where the hub is away: let it open the goods instead';
    default:
      return assertNever(kind);
  }
}

/** What is no JSON is refused by the schema, like everything else that is no list of slides. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
