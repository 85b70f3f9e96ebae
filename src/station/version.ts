/** The station program's version: the one in `package.json`, which a bundle does not carry. A test holds them together. */
export const STATION_VERSION = '0.1.0';
