import type { Garment, Picture } from '../../contract/catalogue.ts';

/** One made-up product before its sizes and figures: `cents` is its price, `pattern` what is drawn. */
export interface Model {
  readonly garment: Garment;
  readonly title: string;
  readonly pattern: Picture['pattern'];
  readonly cents: number;
  /** Names of its colours, as customers read them. */
  readonly colours: readonly string[];
}

/** All the models of the demo's shops, in the order of the list below. */
export function demoModels(): readonly Model[] {
  return LIST.trim().split('\n').map(parseModel);
}

const PATTERNS: Readonly<Record<string, Picture['pattern']>> = {
  l: 'plain',
  r: 'stripes',
  c: 'checks',
  t: 'dots',
  f: 'floral',
  d: 'denim',
  p: 'knit',
  k: 'leather',
};

function parseModel(line: string): Model {
  const [garment = '', pattern = '', cents = '', title = '', colours = ''] = line.split('|').map((part) => part.trim());
  return { garment: garment as Garment, pattern: PATTERNS[pattern] ?? 'plain', cents: Number(cents), title, colours: colours.split(', ') };
}

/** garment | pattern (l plain, r stripes, c checks, t dots, f floral, d denim, p knit, k leather) | cents | title | colours */
const LIST = `
shirt|l|2995|Camisa Oxford de algodón|Celeste, Blanco, Rosa
shirt|l|3995|Camisa de lino cuello mao|Blanco, Crudo, Verde oliva
shirt|r|3295|Camisa a rayas finas|Azul marino, Burdeos
shirt|c|3595|Camisa de cuadros de franela|Rojo, Verde botella
shirt|l|4595|Camisa de vestir sin plancha|Blanco, Celeste, Negro
shirt|d|3995|Camisa vaquera con broches|Índigo, Azul claro
shirt|c|2995|Camisa de cuadros vichy|Azul marino, Rosa
shirt|f|3595|Camisa de manga corta con hojas|Verde botella, Crudo
shirt|l|4995|Sobrecamisa de pana|Camel, Marrón, Verde oliva
shirt|r|3995|Camisa de popelín a rayas anchas|Celeste, Verde oliva
tshirt|l|995|Camiseta básica de algodón orgánico|Blanco, Negro, Gris, Azul marino
tshirt|r|1595|Camiseta marinera de manga larga|Azul marino, Rojo
tshirt|l|1295|Camiseta de cuello de pico|Blanco, Antracita, Burdeos
tshirt|l|2295|Polo de piqué|Azul marino, Blanco, Verde botella
tshirt|l|1795|Camiseta de corte amplio|Crudo, Lila, Negro
tshirt|r|2495|Polo de rayas con botones de nácar|Celeste, Teja
tshirt|l|1995|Camiseta técnica de secado rápido|Turquesa, Negro, Naranja
tshirt|f|1695|Camiseta con bordado de flores|Blanco, Rosa
tshirt|l|1495|Camiseta de tirantes acanalada|Blanco, Negro, Beige
tshirt|t|1695|Camiseta de lunares|Azul marino, Blanco
blouse|f|3295|Blusa de flores con volantes|Rosa, Celeste
blouse|l|3995|Blusa de seda con lazada|Crudo, Negro, Burdeos
blouse|t|2995|Blusa de lunares con cuello bobo|Negro, Blanco
blouse|l|2595|Blusa de gasa con manga farol|Blanco, Lila
blouse|r|2995|Blusa a rayas con puños anchos|Celeste, Rosa
blouse|l|3595|Blusa bordada de algodón|Blanco, Mostaza
blouse|f|3595|Blusa cruzada de flores|Teja, Verde botella
blouse|l|2795|Blusa satinada de cuello redondo|Beige, Azul marino
top|l|1295|Top de tirantes de canalé|Negro, Blanco, Teja
top|l|1995|Top lencero de satén|Crudo, Negro, Burdeos
top|p|2295|Top de punto calado|Beige, Mostaza
top|f|1995|Top corto de flores|Rosa, Amarillo
top|r|1595|Top marinero de cuello barco|Azul marino, Rojo
top|l|2495|Top asimétrico con drapeado|Negro, Fucsia
top|t|1795|Top de lunares anudado|Blanco, Negro
jumper|p|3995|Jersey de lana merino|Gris, Azul marino, Burdeos, Verde botella
jumper|p|4995|Jersey de ochos de cuello alto|Crudo, Camel
jumper|r|3495|Jersey de rayas de algodón|Azul marino, Mostaza
jumper|p|5995|Jersey de cachemir|Beige, Gris, Negro
jumper|l|2995|Sudadera con capucha|Gris, Negro, Verde oliva, Lila
jumper|p|3995|Chaleco de punto|Camel, Verde botella
jumper|p|4595|Cárdigan largo con bolsillos|Antracita, Beige
jumper|p|2995|Jersey fino de cuello de pico|Azul marino, Rojo, Negro
jumper|l|2595|Sudadera básica de cuello redondo|Crudo, Azul marino, Rosa
jumper|c|4295|Jersey de rombos|Verde botella, Burdeos
jacket|k|12995|Cazadora de piel|Negro, Marrón
jacket|d|4995|Cazadora vaquera|Índigo, Azul claro
jacket|l|7995|Americana entallada|Azul marino, Negro, Gris
jacket|c|8995|Americana de cuadros príncipe de Gales|Gris, Camel
jacket|l|5995|Cazadora bómber|Verde oliva, Negro
jacket|l|6995|Chaqueta acolchada ligera|Azul marino, Burdeos, Mostaza
jacket|l|4995|Chaqueta impermeable con capucha|Amarillo, Azul marino
jacket|l|5495|Blazer de lino|Beige, Blanco, Celeste
jacket|c|6495|Chaqueta de tweed con botones dorados|Crudo, Rosa
jacket|k|7995|Cazadora de ante con flecos|Camel, Teja
coat|l|9995|Abrigo largo de paño|Camel, Negro, Gris
coat|l|8995|Gabardina clásica|Beige, Azul marino
coat|c|9995|Abrigo de cuadros oversize|Gris, Verde botella
coat|l|7995|Parka con forro desmontable|Verde oliva, Negro
coat|l|11995|Plumífero largo|Negro, Burdeos, Crudo
coat|l|8495|Trenca con botones de cuerno|Azul marino, Camel
coat|l|6995|Abrigo corto de borreguillo|Crudo, Lila
coat|l|10995|Abrigo cruzado de lana|Antracita, Burdeos
dress|f|3995|Vestido midi de flores|Rojo, Azul marino, Verde botella
dress|l|2995|Vestido camisero|Blanco, Verde oliva, Teja
dress|t|3595|Vestido de lunares con volantes|Rojo, Negro
dress|p|3995|Vestido de punto de canalé|Gris, Camel, Negro
dress|l|5995|Vestido largo de satén|Verde botella, Fucsia
dress|r|2995|Vestido a rayas sin mangas|Azul marino, Mostaza
dress|d|4495|Vestido vaquero con cinturón|Índigo
dress|l|4995|Mono largo con escote cruzado|Negro, Turquesa
dress|c|3795|Vestido corto de cuadros vichy|Rosa, Negro
dress|l|3295|Vestido cruzado de crepé|Burdeos, Azul marino
skirt|l|2595|Falda midi plisada|Verde botella, Beige, Negro
skirt|d|2995|Minifalda vaquera|Azul claro, Negro
skirt|c|2795|Falda de cuadros con pliegues|Rojo, Gris
skirt|f|2995|Falda larga de flores|Amarillo, Azul marino
skirt|k|4995|Falda de piel con botones|Negro, Marrón
skirt|l|2295|Falda lápiz|Negro, Antracita
skirt|t|2595|Falda de lunares con vuelo|Blanco, Rojo
skirt|l|3295|Falda pantalón de lino|Crudo, Teja
trousers|l|3595|Pantalón chino recto|Beige, Azul marino, Verde oliva
trousers|l|3995|Pantalón de pinzas|Negro, Gris, Camel
trousers|l|3995|Pantalón ancho de lino|Blanco, Arena, Negro
trousers|c|4495|Pantalón de cuadros tobillero|Gris, Marrón
trousers|l|3995|Pantalón de pana|Mostaza, Burdeos, Marrón
trousers|l|2995|Pantalón jogger con cordón|Gris, Negro
trousers|r|3595|Pantalón fluido a rayas|Azul marino, Crudo
trousers|l|4295|Pantalón cargo|Verde oliva, Negro, Beige
trousers|l|1995|Legging de cintura alta|Negro, Antracita
trousers|l|5495|Pantalón de traje entallado|Azul marino, Antracita
jeans|d|3995|Vaquero recto de talle alto|Índigo, Azul claro, Negro
jeans|d|3995|Vaquero ajustado elástico|Índigo, Negro, Gris
jeans|d|4495|Vaquero acampanado|Azul claro, Índigo
jeans|d|4295|Vaquero ancho lavado|Azul claro, Crudo
jeans|d|4595|Vaquero de corte mom|Índigo, Azul claro
jeans|d|4995|Vaquero de algodón reciclado|Índigo, Negro
jeans|d|3595|Vaquero pitillo tobillero|Negro, Índigo
jeans|d|4795|Vaquero con cinco bolsillos y bajo vuelto|Índigo
shorts|l|2595|Bermuda chino|Beige, Azul marino, Verde oliva
shorts|d|2595|Short vaquero deshilachado|Azul claro, Negro
shorts|l|2995|Bermuda de lino|Blanco, Celeste, Arena
shorts|r|2295|Short a rayas con lazada|Azul marino, Rojo
shorts|l|1995|Short deportivo|Negro, Turquesa
shorts|c|2795|Bermuda de cuadros madrás|Rojo, Celeste
shorts|f|2295|Short fluido de flores|Rosa, Verde botella
shoes|k|5995|Zapato Oxford de piel|Negro, Marrón
shoes|k|4995|Mocasín con antifaz|Burdeos, Negro, Camel
shoes|l|3995|Zapatilla de lona|Blanco, Azul marino, Rojo
shoes|k|5995|Zapatilla urbana de piel|Blanco, Negro
shoes|k|4595|Bailarina con lazo|Negro, Rosa, Beige
shoes|l|2995|Alpargata de esparto|Crudo, Azul marino, Rojo
shoes|k|4995|Sandalia de tiras cruzadas|Camel, Negro
shoes|k|5495|Zapato de salón|Negro, Rojo, Beige
shoes|l|6995|Zapatilla de correr ligera|Turquesa, Gris, Naranja
shoes|k|5995|Zapato náutico|Azul marino, Marrón
boots|k|8995|Botín Chelsea|Negro, Marrón
boots|k|10995|Bota alta de piel|Negro, Camel
boots|k|7995|Botín de tacón ancho|Negro, Burdeos
boots|k|9995|Bota militar con cordones|Negro, Verde oliva
boots|l|4995|Bota de agua|Amarillo, Azul marino, Verde botella
boots|k|8495|Botín cowboy bordado|Camel, Blanco
boots|k|11995|Bota de montaña|Marrón, Gris
bag|k|7995|Bolso de piel tipo saco|Camel, Negro, Burdeos
bag|k|4995|Bandolera pequeña|Negro, Rosa, Verde botella
bag|l|3995|Mochila urbana|Gris, Azul marino, Mostaza
bag|l|1995|Bolso de lona con asas largas|Crudo, Azul marino
bag|k|5995|Bolso de mano acolchado|Negro, Crudo
bag|l|2495|Riñonera impermeable|Negro, Naranja
bag|k|8995|Maletín de piel|Marrón, Negro
bag|p|3495|Capazo de rafia|Arena, Teja
hat|p|1495|Gorro de punto con vuelta|Gris, Mostaza, Azul marino
hat|l|1795|Gorra de algodón|Negro, Beige, Rojo
hat|p|2995|Sombrero de paja|Arena, Negro
hat|p|2495|Boina de lana|Negro, Burdeos, Crudo
hat|l|2295|Sombrero de pescador|Verde oliva, Blanco
hat|p|1995|Gorro con pompón|Rosa, Blanco
scarf|p|2495|Bufanda de lana|Gris, Camel, Burdeos
scarf|c|2995|Bufanda de cuadros con flecos|Rojo, Gris
scarf|f|1995|Pañuelo de seda con flores|Rosa, Azul marino
scarf|t|1595|Pañuelo de lunares|Rojo, Negro
scarf|r|1995|Fular ligero a rayas|Celeste, Crudo
scarf|p|3495|Bufanda de punto inglés|Mostaza, Verde botella
socks|l|595|Pack de tres calcetines de algodón|Negro, Blanco, Gris
socks|r|695|Calcetines de rayas|Azul marino, Burdeos
socks|t|695|Calcetines de lunares|Rojo, Azul marino
socks|p|995|Calcetines de lana|Gris, Marrón
socks|l|795|Calcetines deportivos acolchados|Blanco, Negro
swimwear|l|3495|Bañador de cortes asimétricos|Negro, Fucsia
swimwear|f|2995|Bikini triángulo de flores|Turquesa, Rosa
swimwear|r|2995|Bañador a rayas con espalda cruzada|Azul marino, Rojo
swimwear|l|2495|Bañador tipo short|Azul marino, Naranja, Verde botella
swimwear|t|3295|Bikini de talle alto con lunares|Negro, Rojo
swimwear|f|2695|Bañador bóxer con palmeras|Celeste, Verde botella
other|k|2495|Cinturón de piel|Negro, Marrón, Camel
other|p|1995|Guantes de lana|Negro, Gris, Burdeos
other|l|1795|Paraguas plegable|Negro, Azul marino, Rojo
other|k|3495|Cartera de piel con monedero|Marrón, Negro
`;
